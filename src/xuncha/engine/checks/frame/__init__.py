"""What every check is built from: its declaration, counting against a limit, a column's state."""
