"""Check the figures of an existing notice: what it states against what its own counts give."""
