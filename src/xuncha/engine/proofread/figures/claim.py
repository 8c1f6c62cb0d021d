"""One statement of a text whose arithmetic was done again."""

from collections.abc import Sequence
from dataclasses import dataclass

from xuncha.engine.proofread.figures.arithmetic import (
    HUNDRED,
    Agreement,
    Figure,
    Judgement,
    places_of,
    printed,
)
from xuncha.engine.proofread.figures.statements import Stated, Statement


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of a text that can be computed again, at characters ``start`` to ``end``.

    ``agreement`` says how it came out; ``rule`` names what is wrong where it differs, ``shown``
    fills the words of that rule.
    """

    start: int
    end: int
    rule: str
    agreement: Agreement
    doubtful: bool
    shown: dict[str, str]


def claim_over(
    one: Statement,
    here: Sequence[Stated],
    rule: str,
    judged: Judgement,
    formula: str,
    *,
    doubtful: bool = False,
) -> Claim:
    """What came out over these quantities; the last of them is the one that was computed again."""
    places = [each.quantity for each in here]
    last = here[-1]
    return Claim(
        one.start + min(each.start for each in places),
        one.start + max(each.end for each in places),
        rule,
        judged.agreement,
        doubtful,
        {
            "formula": formula,
            "computed": judged.shown
            or printed(judged.computed, places_of(Figure(judged.computed))),
            "stated": written(one, last),
        },
    )


def written(one: Statement, stated: Stated) -> str:
    """A quantity as it stands in the text."""
    return one.text[stated.quantity.start : stated.quantity.end]


def impossible() -> Judgement:
    """What no arithmetic can make true."""
    return Judgement(Agreement.IMPOSSIBLE, HUNDRED, "")
