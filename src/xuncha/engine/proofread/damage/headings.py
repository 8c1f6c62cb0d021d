"""Numbered headings （一）（二）（三） of a text: which number is missing between two."""

import re
from collections.abc import Sequence

from xuncha.engine.proofread.damage.steps import sentences

_DIGITS = "一二三四五六七八九"
_ITEM = re.compile(f"[\\s　]*[（(]([{_DIGITS}十]{{1,3}})[）)]")
_SECTION = re.compile(f"[\\s　]*(?:[{_DIGITS}十]{{1,3}}、|第[{_DIGITS}十百零]+[章节条部])")


def gaps(blocks: Sequence[str]) -> dict[int, str]:
    """By number of the block, what is missing before the heading it begins with; else nothing."""
    found: dict[int, str] = {}
    before = 0
    for at, block in enumerate(blocks):
        item = _ITEM.match(block)
        if item is None:
            before = 0 if _SECTION.match(block) else before
            continue
        number = _number(item[1])
        if before and number > before + 1:
            missing = "、".join(f"（{_name(one)}）" for one in range(before + 1, number))
            told = {"before": f"（{_name(before)}）", "after": f"（{_name(number)}）"}
            found[at] = sentences()["heading-gap"].format(missing=missing, **told)
        before = number
    return found


def _number(name: str) -> int:
    """一 is 1, 二十三 is 23."""
    tens, ten, ones = name.rpartition("十")
    if not ten:
        return _DIGITS.index(name[0]) + 1
    return (_DIGITS.index(tens[0]) + 1 if tens else 1) * 10 + (
        _DIGITS.index(ones[0]) + 1 if ones else 0
    )


def _name(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (
        ("" if tens < 2 else _DIGITS[tens - 1])
        + ("十" if tens else "")
        + (_DIGITS[ones - 1] if ones else "")
    )
