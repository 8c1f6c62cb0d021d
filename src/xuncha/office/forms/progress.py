"""How far a round is with its forms: per form, per target, counted by state."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from xuncha.engine.rulebook.scope import TargetFrame
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.models import Round, RoundTarget
from xuncha.office.forms.models import Sheet
from xuncha.office.forms.reach import RoundForm, forms_of, frame_of_target
from xuncha.office.forms.states import SHEET_LABELS, SheetState


@dataclass(frozen=True, slots=True)
class Progress:
    """One form of a round: for how many targets it is, and where they stand."""

    used: RoundForm
    targets: int
    counts: Mapping[SheetState, int]

    @property
    def done(self) -> int:
        """How many targets are through with it."""
        return self.counts.get(SheetState.DONE, 0)

    @property
    def told(self) -> tuple[tuple[str, str, int], ...]:
        """State, its label, how many: those that occur, finished ones left out."""
        return tuple(
            (state.value, SHEET_LABELS[state], self.counts[state])
            for state in SheetState
            if state is not SheetState.DONE and self.counts.get(state)
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One target under one form."""

    used: RoundForm
    target: RoundTarget
    state: SheetState

    @property
    def label(self) -> str:
        """The state as users read it."""
        return SHEET_LABELS[self.state]


def progress_of(inspection: Round) -> tuple[Progress, ...]:
    """The forms asked for in a round that are for at least one of its targets."""
    asked = [one for one in forms_of(inspection) if one.is_asked]
    book = book_of(inspection) if asked else None
    frames: dict[int, TargetFrame] = {
        target.pk: frame_of_target(target) for target in inspection.targets.all()
    }
    kinds = Counter(frames.values())
    states = _states(inspection)
    found = []
    for used in asked:
        assert book is not None
        reached = {frame for frame in kinds if used.rows_for(frame, book)}
        total = sum(kinds[frame] for frame in reached)
        stand = Counter(
            state for pk, state in states[used.key].items() if frames.get(pk) in reached
        )
        stand[SheetState.OPEN] += total - sum(stand.values())
        if total:
            found.append(Progress(used, total, stand))
    return tuple(found)


def lines_of(inspection: Round, used: RoundForm, state: str = "", words: str = "") -> list[Line]:
    """The targets a form is for, by kind and code; ``state`` and ``words`` narrow them."""
    book = book_of(inspection)
    states = _states(inspection)[used.key]
    lines = (
        Line(used, target, states.get(target.pk, SheetState.OPEN))
        for target in inspection.targets.order_by("-kind", "code")
        if used.rows_for(frame_of_target(target), book)
    )
    return [
        line
        for line in lines
        if (not state or line.state == state)
        and (not words or words in line.target.name or words in line.target.code)
    ]


def lines_of_target(target: RoundTarget) -> tuple[Line, ...]:
    """The forms asked for of one target, and those somebody filled in besides."""
    inspection = target.round
    if not inspection.rulebook:
        return ()
    book = book_of(inspection)
    frame = frame_of_target(target)
    states = {sheet.form: SheetState(sheet.state) for sheet in target.sheets.all()}
    return tuple(
        Line(used, target, states.get(used.key, SheetState.OPEN))
        for used in forms_of(inspection)
        if (used.is_asked or used.key in states) and used.rows_for(frame, book)
    )


def _states(inspection: Round) -> defaultdict[str, dict[int, SheetState]]:
    found: defaultdict[str, dict[int, SheetState]] = defaultdict(dict)
    rows = Sheet.objects.filter(target__round=inspection)
    for form, target_id, state in rows.values_list("form", "target_id", "state"):
        found[form][target_id] = SheetState(state)
    return found
