"""The inspection engine: a library without database and without web framework."""
