"""Assess: the yearly assessment of how regions and departments supervise their sites."""
