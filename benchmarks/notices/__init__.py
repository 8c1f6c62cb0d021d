"""Notices written with every figure's true verdict beside it, to try ``xuncha notice check`` on.

``corpus`` renders the facts of the 20 published notices, ``invented`` writes notices of its own; both
through the sentences of ``passages``, written without a look at what reads them.
``python -m benchmarks.notices --seed N`` prints the tables.
"""
