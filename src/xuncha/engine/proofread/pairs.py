"""Marks that open and never close, or close and never opened, within one paragraph."""

import re
from collections.abc import Iterator
from functools import cache

from xuncha.engine.proofread.batch import Batch
from xuncha.engine.proofread.rules import PairRule

HALF_WIDTH = {"（": "(", "）": ")"}
"""What closes or opens as well where a paragraph mixes widths; alone it is no mark of the pair."""
CONTINUED = frozenset("“‘")
"""Quotations of several paragraphs open in each of them and close in the last alone."""
_BEFORE_QUOTATION = "：:"


def maybe_unpaired(rule: PairRule, batch: Batch) -> set[int]:
    """The texts whose marks of the pair are not all plain couples."""
    opening, closing = rule.opening, rule.closing
    is_plain = _couples(opening, closing).fullmatch
    return {
        number
        for number, text in enumerate(batch.texts)
        if (opening in text or closing in text) and not is_plain(text)
    }


@cache
def _couples(opening: str, closing: str) -> re.Pattern[str]:
    """A text in which every mark is one of a couple with no other of its sort inside."""
    first, last, marks = (re.escape(one) for one in (opening, closing, opening + closing))
    inside = marks + re.escape(HALF_WIDTH.get(opening, "") + HALF_WIDTH.get(closing, ""))
    return re.compile(f"[^{marks}]*+(?:{first}[^{inside}\\n]*+{last}[^{marks}]*+)*+")


def unpaired(rule: PairRule, text: str) -> Iterator[int]:
    """The position of every mark of the pair that has no partner in its paragraph.

    A quotation that begins the paragraph or follows a colon may go on in the next one, and a
    closing mark at either end of the paragraph may close one of another: nothing is said of these.
    """
    opening, closing = rule.opening, rule.closing
    if opening not in text and closing not in text:
        return
    begin = 0
    for paragraph in text.split("\n"):
        if opening in paragraph or closing in paragraph:
            yield from (begin + at for at in _of_paragraph(rule, paragraph))
        begin += len(paragraph) + 1


def _of_paragraph(rule: PairRule, text: str) -> Iterator[int]:
    openings = rule.opening + HALF_WIDTH.get(rule.opening, "")
    closings = rule.closing + HALF_WIDTH.get(rule.closing, "")
    waiting: list[int] = []
    alone: list[int] = []
    for mark in re.finditer(f"[{re.escape(openings + closings)}]", text):
        if mark.group() in openings:
            waiting.append(mark.start())
        elif waiting:
            waiting.pop()
        else:
            alone.append(mark.start())
    quoted = rule.opening in CONTINUED
    for at in sorted((*alone, *waiting)):
        if text[at] not in (rule.opening, rule.closing):
            continue
        if not (quoted and _goes_on(text, at, rule)):
            yield at


def _goes_on(text: str, at: int, rule: PairRule) -> bool:
    """Whether the quotation of this mark may stand in other paragraphs too."""
    if text[at] == rule.opening:
        before = text[:at].rstrip()
        return not before or before[-1] in _BEFORE_QUOTATION
    return not text[:at].strip() or not text[at + 1 :].strip(" 。；，\u3000")
