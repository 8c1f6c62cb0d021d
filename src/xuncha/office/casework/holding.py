"""What other rooms keep open of a round: rows that may not count yet, whatever was decided.

The settings name who is asked (``VERDICT_HOLDS``, dotted paths): rooms above hold by their own
records, and nothing here knows them.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.module_loading import import_string

from xuncha.engine.domain.words import Result
from xuncha.engine.judge.ruling import Ruling
from xuncha.engine.rulebook.book import Rulebook
from xuncha.office.casework.models import Round, RoundTarget


@dataclass(frozen=True, slots=True)
class Hold:
    """Why a row is kept open, and how much of its count; infinite where it is the whole row."""

    reason: str
    count: float = math.inf


Held = Mapping[str, Hold]
"""What is kept open of the rows of one target."""
Holder = Callable[[Round, Collection[int] | None], Mapping[int, Held]]


def held(inspection: Round, targets: Collection[int] | None = None) -> dict[int, dict[str, Hold]]:
    """What is kept open by the id of its target; ``targets`` None: of the whole round."""
    found: dict[int, dict[str, Hold]] = defaultdict(dict)
    for name in settings.VERDICT_HOLDS:
        holder: Holder = import_string(name)
        for target, rows in holder(inspection, targets).items():
            found[target].update(rows)
    return dict(found)


def held_of(target: RoundTarget) -> Held:
    """The rows kept open of one target; ``held`` where it is at hand already."""
    known: Held | None = getattr(target, "held", None)
    return known if known is not None else held(target.round, [target.pk]).get(target.pk, {})


def held_open(ruling: Ruling, book: Rulebook, rows: Held) -> Ruling:
    """The ruling; a hit that needs what is kept open is only suspected: nothing is certain by it.
    One that stands without it stays a hit."""
    hold = rows.get(ruling.indicator)
    if hold is None or ruling.result is not Result.HIT:
        return ruling
    row = book.row(ruling.indicator)
    condition = row.condition if row is not None else None
    is_part = condition is not None and ruling.count is not None and math.isfinite(hold.count)
    if is_part and condition.holds(ruling.count - hold.count):
        return ruling
    said = f"{ruling.reason}；{hold.reason}" if ruling.reason else hold.reason
    return replace(ruling, result=Result.SUSPECT, confirmed=False, reason=said, undecided=None)
