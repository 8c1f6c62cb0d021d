"""Traditional script: which characters it has that simplified text writes otherwise."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from xuncha.engine.proofread.damage.characters import HAN, LEVEL_1, SIMPLIFIED, UNUSUAL, is_han
from xuncha.engine.proofread.damage.limits import shipped_limits

if TYPE_CHECKING:
    import opencc

STRAY = 2
"""Traditional characters that a simplified line may hold: a name, a shop sign."""


class Script(StrEnum):
    """How a text writes Chinese."""

    SIMPLIFIED = "simplified"
    TRADITIONAL = "traditional"


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    import opencc

    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """The text in simplified script, word by word."""
    return _convert(text) if UNUSUAL.search(text) else text


@lru_cache(maxsize=8192)
def _convert(text: str) -> str:
    return str(_converter().convert(text))


def is_traditional(character: str) -> bool:
    """Whether simplified text writes this character otherwise."""
    return character not in LEVEL_1 and is_han(character) and simplified(character) != character


@lru_cache(maxsize=1)
def traditional_characters() -> tuple[str, ...]:
    """Every traditional character GBK holds, in the order of Unicode."""
    block = "".join(map(chr, range(0x4E00, 0x9FA6)))
    pairs = zip(block, (_convert(one) for one in block), strict=True)
    return tuple(one for one, other in pairs if one != other and one not in SIMPLIFIED)


def script_of(text: str) -> Script:
    """Traditional where more than ``STRAY`` of its characters are."""
    stray = len(traditional_places(text)) <= STRAY
    return Script.SIMPLIFIED if stray else Script.TRADITIONAL


def traditional_places(text: str) -> list[int]:
    """Where the traditional characters of a text stand."""
    return [match.start() for match in UNUSUAL.finditer(text) if is_traditional(match.group())]


def is_other_script(text: str) -> bool:
    """Whether a line is written in traditional script, not only a name or a slip in it."""
    places = len(traditional_places(text))
    share = shipped_limits().other_script_share
    return places >= STRAY and places >= share * len(HAN.findall(text))
