"""Whether a short wrong string may be a piece of a name: 贝都因诉 holds 因诉.

Names are told by what stands beside them; no list of names is asked.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from xuncha.engine.proofread.standing import CLAUSE, REACH, parted

if TYPE_CHECKING:
    from xuncha.engine.proofread.statistics.names import NameMarks

_WORD = 2
"""Characters from which a word before the string shows that no name begins there."""


def is_in_name(text: str, start: int, end: int, meant: str) -> bool:
    """Whether the marks of names stand beside the characters; ``meant`` is what a rule would write.

    A string that ends like a place (进渡, 安庄) is one unless a word of the dictionary stands
    before it: 工作进渡. The first call loads the marks and the dictionary.
    """
    marks, generic = _marks()
    if text[end - 1 : end] in generic and not _follows_word(text, start, generic):
        return True
    return marks.name_at(text, start, end, meant)


@lru_cache(maxsize=1)
def _marks() -> tuple[NameMarks, frozenset[str]]:
    """The marks of names but for the ends of places, and those."""
    from xuncha.engine.proofread.statistics.names import shipped_marks

    shipped = shipped_marks()
    return replace(shipped, itself=frozenset()), shipped.itself


def _follows_word(text: str, start: int, generic: frozenset[str]) -> bool:
    left = max(0, start - REACH)
    for found in CLAUSE.finditer(text, left, start):
        left = found.end()
    words = parted(text[left:start], hmm=False)
    return bool(words) and len(words[-1]) >= _WORD and words[-1][-1] not in generic
