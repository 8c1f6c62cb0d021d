"""Notices written with every figure's true verdict beside it, to try ``xuncha notice check`` on.

``corpus`` writes out the facts of the 20 published notices again, ``invented`` writes notices of its
own. The sentences (column ``since``: 1, 2, 3) were each measured before anything was mended for them.
``python -m benchmarks.notices --seed N`` prints the tables.
"""
