"""The conductor: one function per step of a round; each may run twice and leaves one result."""
