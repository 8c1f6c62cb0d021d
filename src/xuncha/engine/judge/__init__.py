"""Outcomes and a rulebook become a verdict with its arithmetic written out."""
