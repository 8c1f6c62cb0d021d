"""Why something is not certain: waiting for a person, not to be looked at, weight not confirmed."""

from collections.abc import Sequence

from xuncha.engine.domain.words import Judge, Result, RowKind
from xuncha.engine.judge.ruling import Ruling, is_certain, is_open
from xuncha.engine.rulebook.book import KNOWN, Row

Pairs = Sequence[tuple[Row, Ruling]]
PENDING, UNSEEN, SUSPECTED, UNWEIGHTED = "待确认", "无法查看", "疑似，待确认", "分值未核实"


def cause_of(row: Row, ruling: Ruling) -> str:
    """Why one ruling is still open; empty when it is not."""
    if not is_open(row, ruling):
        return ""
    if ruling.result is Result.UNABLE:
        return UNSEEN
    return SUSPECTED if ruling.result is Result.SUSPECT else PENDING


def is_unweighted(row: Row, ruling: Ruling) -> bool:
    """Whether what a ruling costs or earns is not known."""
    if not is_certain(row, ruling) and not is_open(row, ruling):
        return False
    if ruling.points is not None or (row.kind is RowKind.BONUS and row.judge is Judge.PERSON):
        return False
    return row.points is None or row.points_confidence not in KNOWN


def causes_of(names: Sequence[str], pairs: Pairs) -> str:
    """Why the points of some rows are no single number, in words; empty when none is open.

    A row that is certain and whose points are known can still be worth less than it asks for.
    """
    found: list[str] = []
    for row, ruling in pairs:
        if row.id not in names:
            continue
        found += [cause_of(row, ruling)]
        found += [UNWEIGHTED] if is_unweighted(row, ruling) else []
        found += [UNWEIGHTED] if not found[-1] and is_certain(row, ruling) else []
    return "、".join(dict.fromkeys(cause for cause in found if cause))


def named_causes(pairs: Pairs) -> str:
    """Every open row with its cause: ``W-V4.3（待确认）、W-V2（无法查看）``."""
    causes: dict[str, list[str]] = {}
    for row, ruling in pairs:
        cause = cause_of(row, ruling)
        if cause and cause not in causes.setdefault(row.id, []):
            causes[row.id].append(cause)
    return "、".join(f"{name}（{'、'.join(found)}）" for name, found in causes.items() if found)
