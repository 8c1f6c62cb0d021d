"""How a wrong string stands among its neighbours: as words of its own, or cut out of others.

部署|假期 holds 署假 and nothing is wrong; in 放署假 nothing else claims the two characters.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

CLAUSE = re.compile(r"[^\u4e00-\u9fff]")
REACH = 12
"""Characters of the clause looked at on either side of a hit."""
SHORT = 3
"""Characters up to which a wrong string may come about where two words meet."""


def parted(text: str, *, hmm: bool) -> list[str]:
    """The text as words of the dictionary, with ``hmm`` also as words it does not know.

    The first call loads the dictionary, which takes longer than many a command.
    """
    import rjieba

    return rjieba.cut(text, hmm=hmm)


def is_cut_out(text: str, start: int, end: int, *, hmm: bool = True) -> bool:
    """Whether a word of the sentence crosses one edge of the string: then it is no word there.

    Without ``hmm`` only words of the dictionary count, not those it would only guess.
    """
    left = max(0, start - REACH)
    for found in CLAUSE.finditer(text, left, start):
        left = found.end()
    after = CLAUSE.search(text, end, end + REACH)
    right = after.start() if after else min(len(text), end + REACH)
    place = left
    for word in parted(text[left:right], hmm=hmm):
        begin, place = place, place + len(word)
        if begin < start < place or begin < end < place:
            return True
    return False


def word_around(text: str, start: int, end: int) -> str:
    """The words of the sentence that the characters lie in: what one would call the place.

    Two characters at least where the clause has them.
    """
    left = max(0, start - REACH)
    right = min(len(text), end + REACH)
    first, last, place = start, end, left
    for word in parted(text[left:right], hmm=True):
        begin, place = place, place + len(word)
        if begin < end and place > start:
            first, last = min(first, begin), max(last, place)
    if last - first < 2:
        first = first - 1 if first and not CLAUSE.match(text[first - 1]) else first
        last = last + 1 if last < len(text) and not CLAUSE.match(text[last]) else last
    return text[first:last]


def lies_within(text: str, start: int, end: int, strings: Iterable[str]) -> bool:
    """Whether the place lies inside one of the strings as they stand in the text."""
    for string in strings:
        spare = len(string) - (end - start)
        at = text.find(string, max(0, start - spare), end + spare) if spare >= 0 else -1
        while at != -1:
            if at <= start and end <= at + len(string):
                return True
            at = text.find(string, at + 1, end + spare)
    return False


@lru_cache(maxsize=20_000)
def is_word(string: str) -> bool:
    """Whether the dictionary knows the string as one word."""
    return parted(string, hmm=False) == [string]


def lies_in_longer_word(text: str, start: int, end: int) -> bool:
    """Whether the place is a part of one longer word of the dictionary."""
    around = word_around(text, start, end)
    return len(around) > end - start and is_word(around)
