"""Forms 核查表: what people look at, answered and counted like a check's result."""
