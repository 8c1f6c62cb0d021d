"""Pages of every sort met on government sites, with their truth: material to try a reader on.

Whoever writes here has not seen the reader. ``python -m xuncha.sample.variety --out DIR --seed N``
writes the pages and ``truth.json``; another seed gives other texts, numbers and mixes of markup.
"""
