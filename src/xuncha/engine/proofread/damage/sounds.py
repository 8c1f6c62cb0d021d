"""Readings of characters, from the table of same-sounding characters."""

import re
import unicodedata
from collections import defaultdict
from functools import lru_cache

from xuncha.engine.extract.lexicon import rows

Reading = tuple[str, str]
"""A syllable without its mark (ü as v) and its tone, 1 to 5."""
_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
_DOTS = "\u0308"
LETTERS = "a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿɡ"
"""Letters of a written syllable."""
SYLLABLE = re.compile(f"[{LETTERS}]{{1,6}}")


def reading_of(syllable: str) -> Reading:
    """The reading a syllable with its mark stands for; one without a mark has tone 5."""
    plain, tone = "", "5"
    for one in unicodedata.normalize("NFD", syllable.replace("ɡ", "g")):
        if one in _TONES:
            tone = _TONES[one]
        elif one == _DOTS:
            plain = plain[:-1] + "v"
        else:
            plain += one
    return plain, tone


@lru_cache(maxsize=1)
def _readings() -> dict[str, frozenset[Reading]]:
    found: dict[str, set[Reading]] = defaultdict(set)
    for syllable, tone, characters in rows("confusion_sound", 3):
        for one in characters:
            found[one].add((syllable, tone))
    return {one: frozenset(readings) for one, readings in found.items()}


def readings(character: str) -> frozenset[Reading]:
    """All readings of a character; empty: unknown."""
    return _readings().get(character, frozenset())


def sounding(syllable: str) -> tuple[str, ...]:
    """The characters that have this reading."""
    wanted = reading_of(syllable)
    return tuple(one for one, known in _readings().items() if wanted in known)
