"""Rulebooks: load, overlay, validate, freeze. Data comes from ``xuncha/data/rulebooks``."""
