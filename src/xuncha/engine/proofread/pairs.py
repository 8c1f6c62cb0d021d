"""Marks that open and never close, or close and never opened, within one paragraph."""

from collections.abc import Iterator

from xuncha.engine.proofread.rules import PairRule


def unpaired(rule: PairRule, text: str) -> Iterator[int]:
    """The position of every mark of the pair that has no partner in its paragraph."""
    begin = 0
    for paragraph in text.split("\n"):
        yield from (begin + at for at in _unpaired_in(rule, paragraph))
        begin += len(paragraph) + 1


def _unpaired_in(rule: PairRule, paragraph: str) -> Iterator[int]:
    waiting: list[int] = []
    for at, character in enumerate(paragraph):
        if character == rule.opening:
            waiting.append(at)
        elif character == rule.closing:
            if waiting:
                waiting.pop()
            else:
                yield at
    yield from waiting
