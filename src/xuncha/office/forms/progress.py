"""How far a round is with its forms: per form, per target, counted by state."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Case, F, Q, QuerySet, TextField, Value, When

from xuncha.engine.domain.words import Result, TargetKind, UnableClass
from xuncha.engine.rulebook.scope import TargetFrame
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.models import OutcomeRecord, Round, RoundTarget
from xuncha.office.casework.two_persons import two_person_checks
from xuncha.office.forms.models import Sheet
from xuncha.office.forms.reach import RoundForm, forms_of, frame_of_target
from xuncha.office.forms.states import SHEET_LABELS, SheetState


@dataclass(frozen=True, slots=True)
class Progress:
    """One form of a round: how many targets wait for it, and where they stand."""

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


class Listed(NamedTuple):
    """A target as far as a list of forms tells of it; no plan where the level tells enough."""

    pk: int
    kind: str
    code: str
    name: str
    sponsor_name: str
    level: str
    plan: str


@dataclass(frozen=True, slots=True)
class Line:
    """One target under one form."""

    used: RoundForm
    target: Listed
    state: SheetState

    @property
    def label(self) -> str:
        """The state as users read it."""
        return SHEET_LABELS[self.state]


class Desk:
    """Which forms of a round wait for which targets.

    A form is asked for where a row of it has no check, where a check said that a person has to
    look or suspects what is for two persons, and where somebody filled it in.
    """

    def __init__(self, inspection: Round, targets: list[Listed]) -> None:
        """Read what there is: two queries, and the plans of the sites."""
        self.targets = targets
        self.forms = forms_of(inspection)
        self._book = book_of(inspection) if self.forms else None
        self._frames: dict[TargetFrame, int] = {}
        self._framed = [
            self._frames.setdefault(frame_of_target(target), len(self._frames))
            for target in targets
            if self.forms
        ]
        self._states: defaultdict[str, dict[int, SheetState]] = defaultdict(dict)
        self._left: defaultdict[str, set[int]] = defaultdict(set)
        of_them = {"target__round": inspection}
        if len(targets) == 1:
            of_them["target"] = targets[0].pk
        sheets = Sheet.objects.filter(**of_them).values_list("form", "target_id", "state")
        for form, target_id, state in sheets.order_by():
            self._states[form][target_id] = SheetState(state)
        for_person = Q(result=Result.UNABLE.value, unable_class=UnableClass.NEEDS_PERSON.value)
        for_two = Q(result=Result.SUSPECT.value, check_slug__in=two_person_checks())
        left = OutcomeRecord.objects.filter(for_person | for_two, **of_them)
        for indicator, target_id in left.order_by().values_list("indicator", "target_id"):
            self._left[indicator].add(target_id)

    def lines(self, used: RoundForm) -> list[Line]:
        """The targets a form is asked for of, in their order."""
        states = self._states[used.key]
        asked = [self._asked(used, frame) for frame in self._frames]
        found = []
        for target, number in zip(self.targets, self._framed, strict=True):
            always, left = asked[number]
            if always or (left is not None and (target.pk in left or target.pk in states)):
                found.append(Line(used, target, states.get(target.pk, SheetState.OPEN)))
        return found

    def _asked(self, used: RoundForm, frame: TargetFrame) -> tuple[bool, set[int] | None]:
        """Whether a form is asked for of all targets of a frame, and of which otherwise; None where
        it has no row for them."""
        assert self._book is not None
        rows = used.rows_for(frame, self._book)
        left = set[int]().union(*(self._left[row.id] for row in rows)) if rows else None
        return any(row.check is None for row in rows), left


def progress_of(inspection: Round) -> tuple[Progress, ...]:
    """The forms asked for in a round, each with its targets counted by state."""
    desk = Desk(inspection, _listed(inspection.targets.all()))
    by_form = ((used, desk.lines(used)) for used in desk.forms)
    return tuple(
        Progress(used, len(lines), Counter(line.state for line in lines))
        for used, lines in by_form
        if lines
    )


def lines_of(inspection: Round, used: RoundForm, state: str = "", words: str = "") -> list[Line]:
    """The targets a form is asked for of, sites first, then by code; ``state`` and ``words``
    narrow them."""
    desk = Desk(inspection, _listed(inspection.targets.order_by("-kind", "code")))
    return [
        line
        for line in desk.lines(used)
        if (not state or line.state == state)
        and (not words or words in line.target.name or words in line.target.code)
    ]


def lines_of_target(target: RoundTarget) -> tuple[Line, ...]:
    """The forms asked for of one target."""
    desk = Desk(target.round, _listed(RoundTarget.objects.filter(pk=target.pk)))
    return tuple(line for used in desk.forms for line in desk.lines(used))


def _listed(targets: QuerySet[RoundTarget]) -> list[Listed]:
    is_asked = When(Q(kind=TargetKind.SITE.value) | Q(level=""), then=F("plan"))
    told = targets.annotate(asked_plan=Case(is_asked, default=Value(""), output_field=TextField()))
    return [
        Listed(*row)
        for row in told.values_list(
            "pk", "kind", "code", "name", "sponsor_name", "level", "asked_plan"
        )
    ]
