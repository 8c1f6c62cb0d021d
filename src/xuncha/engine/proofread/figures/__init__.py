"""Exact rules about figures and form: dates, sums and rates, numbering, marks, document numbers."""
