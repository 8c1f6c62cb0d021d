"""Which targets of the register a round looks at: drawn by the book, kept with the seed."""

import hashlib
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter

from xuncha.engine.domain.words import VerdictState
from xuncha.engine.rulebook.book import Rulebook
from xuncha.engine.rulebook.sampling import Candidate, Draw, draw
from xuncha.engine.rulebook.scope import frame_of
from xuncha.office.casework.models import Round, VerdictRecord
from xuncha.office.registry.scope import Outside, ScopeEntry


@dataclass(frozen=True, slots=True)
class Drawing:
    """How the targets of a round were drawn.

    ``registered`` counts what was in operation by kind of target (``site``, ``account``): the base
    a notice names beside what was looked at. The strata stand in the order of the book.
    ``outside`` are those registered as running that their events kept out on the day.
    """

    registered: dict[str, int] = field(default_factory=dict)
    strata: tuple[Draw, ...] = ()
    outside: tuple[Outside, ...] = ()


_DRAWING = TypeAdapter(Drawing)


def draw_scope(
    book: Rulebook, scope: Sequence[ScopeEntry], failed: Collection[str], seed: str
) -> tuple[Drawing, tuple[ScopeEntry, ...]]:
    """The drawing of a scope and the entries it chose, in the order of the scope.

    A book without strata chooses everything. The same seed chooses the same again.
    """
    candidates = [
        Candidate(entry.plan.code, frame_of(entry.plan), entry.speaks_for_government)
        for entry in scope
    ]
    strata = draw(book, candidates, failed, seed)
    chosen = {code for one in strata for code in one.chosen}
    registered = Counter(str(one.frame.kind) for one in candidates)
    drawing = Drawing(dict(sorted(registered.items())), strata)
    return drawing, tuple(entry for entry in scope if entry.plan.code in chosen)


def failed_in(earlier: Round | None) -> frozenset[str]:
    """The codes a round left unqualified; none without a round."""
    if earlier is None:
        return frozenset()
    rows = VerdictRecord.objects.filter(
        target__round=earlier,
        is_current=True,
        state=VerdictState.UNQUALIFIED.value,
        rulebook_name=earlier.rulebook_name,
    )
    return frozenset(rows.values_list("target__code", flat=True))


def freeze_drawing(drawing: Drawing) -> dict[str, Any]:
    """A drawing as a JSON object."""
    return _DRAWING.dump_python(drawing, mode="json")


def drawing_of(inspection: Round) -> Drawing:
    """How the targets of a round were drawn; empty for rounds of before."""
    return _DRAWING.validate_python(inspection.draws)


def seed_from(*parts: str) -> str:
    """A seed that the same parts give again: 32 hex characters."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]
