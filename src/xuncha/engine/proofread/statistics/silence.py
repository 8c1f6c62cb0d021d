"""Words that are never guessed at or suggested: obscene, violent, political, insulting ones."""

from functools import lru_cache

from xuncha.engine.extract.lexicon import rows


def is_silent(text: str, start: int, end: int, meant: str) -> bool:
    """Whether such a word stands over the place as written, or would if ``meant`` stood there."""
    reach = max(map(len, _silent()), default=1) - 1
    before, after = text[max(0, start - reach) : start], text[end : end + reach]
    return any(_stands_over(before, middle, after) for middle in (text[start:end], meant))


def _stands_over(before: str, middle: str, after: str) -> bool:
    piece = before + middle + after
    begin, end = len(before), len(before) + len(middle)
    near = [word for word in _silent() if word in piece]
    return any(word in piece[max(0, begin - len(word) + 1) : end + len(word) - 1] for word in near)


@lru_cache(maxsize=1)
def _silent() -> tuple[str, ...]:
    return tuple(word for word, _ in rows("statistics_silent", 2))
