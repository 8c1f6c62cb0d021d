"""Characters by how ordinary they are in simplified Chinese; all sets come from the codecs.

GB 2312 has its 3,755 everyday characters in rows 0xB0 to 0xD7 (level 1).
"""

import re
from collections.abc import Sequence

_FIRST, _LEVEL_2, _LAST = 0xB0, 0xD8, 0xF7


def _rows(first: int, after: int) -> str:
    pairs = (bytes((row, cell)) for row in range(first, after) for cell in range(0xA1, 0xFF))
    return "".join(pair.decode("gb2312", "ignore") for pair in pairs)


LEVEL_1 = frozenset(_rows(_FIRST, _LEVEL_2))
SIMPLIFIED = LEVEL_1 | frozenset(_rows(_LEVEL_2, _LAST + 1))
"""Everything GB 2312 holds; a traditional character is outside it, with few exceptions."""

HAN_CLASS = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
HAN = re.compile(f"[{HAN_CLASS}]")
ORDINARY_MARKS = "　-〗·—…‖“”‘’°±×÷‰→∶①-⒛㈠-㈩㎎-㏕℃％Ⅰ-Ⅻⅰ-ⅻ○●◎◆□■△▲☆★※﹕•\u2002-\u200a"
"""Marks that stand in clean pages every day."""
ORDINARY_CLASS = f"\\t\\n\\r -~{ORDINARY_MARKS}\uff01-\uff5e" + "".join(sorted(LEVEL_1))
UNUSUAL = re.compile(f"[^{ORDINARY_CLASS}]")
"""A character that an everyday line has none of."""


def is_han(character: str) -> bool:
    """Whether it is a Chinese character."""
    return HAN.match(character) is not None


def share_of(some: frozenset[str], characters: Sequence[str]) -> float:
    """The share of the characters that are among some; 1 where there are none."""
    return sum(one in some for one in characters) / len(characters) if characters else 1.0
