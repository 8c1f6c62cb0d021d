"""Rounds, visits, outcomes, findings, decisions, verdicts, carry-over."""
