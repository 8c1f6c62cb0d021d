"""Text in, suspects out: exact rules kept as dated data in ``xuncha/data/lexicon``."""
