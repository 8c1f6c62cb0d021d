"""Script-built pages: rendered in a browser behind the gate, kept as a supplement of the bundle."""
