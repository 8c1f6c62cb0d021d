"""Official names: what is almost one, what was one until another took its place."""
