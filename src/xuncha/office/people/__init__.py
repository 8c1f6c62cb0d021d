"""Offices, users, roles; the append-only audit chain."""
