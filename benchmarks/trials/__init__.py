"""Trials of the proofreader, written without a look at what finds the errors.

One module a trial. Each has ``cases(random, size)``: texts with what was planted in them, and texts
with nothing planted, where every finding is a false flag.
``python -m benchmarks.trials --seed N`` runs them.
"""
