"""Reminders: what waits for whom, told in the office and over messengers, by count and link."""
