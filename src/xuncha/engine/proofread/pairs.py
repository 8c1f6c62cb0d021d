"""Marks that open and never close, or close and never opened, within one paragraph."""

import re
from collections.abc import Iterator

from xuncha.engine.proofread.rules import PairRule


def unpaired(rule: PairRule, text: str) -> Iterator[int]:
    """The position of every mark of the pair that has no partner in its paragraph."""
    if rule.opening not in text and rule.closing not in text:
        return
    waiting: list[int] = []
    for mark in re.finditer(f"[{re.escape(rule.opening + rule.closing)}\n]", text):
        if mark.group() == rule.opening:
            waiting.append(mark.start())
        elif mark.group() == "\n":
            yield from waiting
            waiting.clear()
        elif waiting:
            waiting.pop()
        else:
            yield mark.start()
    yield from waiting
