"""Layer 0: text that was damaged on its way, found block by block, explained, and undone."""
