"""Words that are never guessed at or suggested: obscene, violent, political, insulting ones."""

from functools import lru_cache

from xuncha.engine.extract.lexicon import rows


def is_silent(text: str, start: int, end: int, meant: str) -> bool:
    """Whether such a word stands over the place as written, or would if ``meant`` stood there."""
    mended = text[:start] + meant + text[end:]
    return any(
        _stands_over(word, text, start, end)
        or _stands_over(word, mended, start, start + len(meant))
        for word in _silent()
    )


def _stands_over(word: str, text: str, start: int, end: int) -> bool:
    reach = len(word) - 1
    return word in text[max(0, start - reach) : end + reach]


@lru_cache(maxsize=1)
def _silent() -> tuple[str, ...]:
    return tuple(word for word, _ in rows("statistics_silent", 2))
