"""Notices written with every figure's true verdict beside it, to try ``xuncha notice check`` on.

``corpus`` writes out the facts of the 20 published notices again, ``invented`` writes notices of
its own. Each writing of sentences (column ``since``: 1, 2, 3) was measured before anything was
mended for it.
``python -m benchmarks.notices --seed N`` prints the tables.
"""
