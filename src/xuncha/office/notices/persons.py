"""Names of persons in a text, told by surnames and by what the dictionary does not know.

Where it is not sure it says yes: what it says keeps a text out of a public document.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import rjieba

from xuncha.engine.extract.lexicon import rows, words
from xuncha.engine.proofread.standing import is_word

TABLE = "public_marks"
GIVEN_NAME = 2
"""Characters of a longer given name."""
_BRACKETS = re.compile(r"[（(\[【〔]([^）)\]】〕]+)[）)\]】〕]")
LATIN_NAME = re.compile(r"(?<![A-Za-z])[A-Z][a-z]+[ -][A-Z][a-z]+(?![A-Za-z])")
_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_NAME_TAGS = frozenset({"nr", "ns", "nz", "j", "zg"})
_OF_PROPER, _OF_GIVEN = ("nr", "ns", "nz"), ("nr", "nz")
_NOT_OF_NAMES = ("p", "c", "u", "m", "r", "f", "q", "x", "k", "y")


def names_somebody(text: str) -> bool:
    """Whether the text seems to hold the name of a person; where that is not sure, it does."""
    for run in _CHINESE.findall(text):
        if any(tag.startswith("nr") and len(word) > 1 for word, tag in _tagged(run, hmm=True)):
            return True
        if any(_surnamed(run)):
            return True
    return False


def is_a_person(text: str) -> bool:
    """Whether the whole text is the name of a person, or a person stands in its brackets."""
    for inside in _BRACKETS.findall(text):
        if names_somebody(inside) or _may_be_a_person(inside):
            return True
    tagged = _tagged(text, hmm=True)
    is_one = len(tagged) == 1 and tagged[0][1] == "nr"
    return (is_one and not ends_like_a_body(text)) or _may_be_a_person(text)


def ends_like_a_body(text: str) -> bool:
    """Whether a name ends as names of bodies, sites and places do, and holds nothing before it that
    is not written in Chinese."""
    return bool(_CHINESE.fullmatch(text)) and text.endswith(words(TABLE, "ending"))


def without_brackets(text: str) -> str:
    """The text without what stands in its brackets."""
    return _BRACKETS.sub("", text)


def _may_be_a_person(text: str) -> bool:
    """Whether a short text that stands alone begins like a name and is no word or place."""
    begins = text[:1] in _surnames() and 1 < len(text) <= 1 + GIVEN_NAME
    return (
        begins and bool(_CHINESE.fullmatch(text)) and not (is_word(text) or ends_like_a_body(text))
    )


def _surnamed(run: str) -> Iterator[bool]:
    """Places where what may be a name stands: 钱|学|敏, 李|永福, 白海|才."""
    unsure, endings = words(TABLE, "unsure"), words(TABLE, "ending")
    for (word, tag), (after, follows) in pairwise(_tagged(run, hmm=False)):
        is_function = follows.startswith(_NOT_OF_NAMES) or after.endswith(endings)
        if word[0] not in _surnames() or len(word) > GIVEN_NAME or len(after) > GIVEN_NAME:
            yield False
        elif len(word) == GIVEN_NAME:
            yield tag.startswith(_OF_PROPER) and len(after) == 1 and not is_function
        elif len(after) == 1:
            yield word not in unsure and not is_function
        else:
            is_proper = tag in _NAME_TAGS or follows.startswith(_OF_PROPER)
            is_given = follows.startswith(_OF_GIVEN) or (is_proper and word not in unsure)
            yield is_given and not is_function


def _tagged(text: str, *, hmm: bool) -> list[tuple[str, str]]:
    """The words of a text with their classes; ``hmm`` guesses words the dictionary lacks."""
    return list(rjieba.tag(text, hmm))


@cache
def _surnames() -> frozenset[str]:
    return frozenset(word for group, word, _ in rows("statistics_names", 3) if group == "surname")
