"""Which forms a round has, for which of its rows and for which of its targets."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from xuncha.engine.domain.windows import local_day
from xuncha.engine.domain.words import Level, RowKind, TargetKind
from xuncha.engine.rulebook.book import Row, Rulebook
from xuncha.engine.rulebook.scope import TargetFrame, applies, is_left_away
from xuncha.office.casework.frozen import book_of, frame_in_plan
from xuncha.office.casework.models import Round
from xuncha.office.casework.two_persons import two_person_checks
from xuncha.office.forms.definition import EVERY_ROW, Form, load_forms


@dataclass(frozen=True, slots=True)
class RoundForm:
    """A form as a round uses it: ``key`` names it in addresses and records, ``rows`` are the rows
    in force it answers."""

    key: str
    form: Form
    rows: tuple[Row, ...]

    @property
    def title(self) -> str:
        """The title users read."""
        if self.form.per_row:
            return f"{self.rows[0].id} {self.rows[0].name}"
        return self.form.title

    @property
    def two_persons(self) -> bool:
        """Whether a hit needs a second person: by the form, by what its rows' checks ask for, and
        on every veto."""
        return self.form.two_persons or any(
            row.kind is RowKind.VETO or row.check in two_person_checks() for row in self.rows
        )

    @property
    def row_ids(self) -> tuple[str, ...]:
        """The ids of its rows."""
        return tuple(row.id for row in self.rows)

    def rows_for(self, frame: TargetFrame, book: Rulebook) -> tuple[Row, ...]:
        """Its rows that are for a target; empty where the form is not."""
        return tuple(
            row
            for row in self.rows
            if applies(row, frame) and not is_left_away(row.group, frame, book)
        )


def forms_of(inspection: Round) -> tuple[RoundForm, ...]:
    """Every form of a round in the order of the book; none for an imported round."""
    if not inspection.rulebook:
        return ()
    book = book_of(inspection)
    today = local_day(inspection.as_of)
    in_force = set(inspection.rows_in_force)
    rows = [
        row for row in book.rows if row.id in in_force and not row.heading and row.is_valid(today)
    ]
    named = {row for form in load_forms() for row in form.rows}
    found = [
        one
        for form in load_forms()
        if form.is_valid(today)
        for one in forms_from(form, rows, named)
    ]
    place = {row.id: number for number, row in enumerate(rows)}
    return tuple(sorted(found, key=lambda one: (place[one.rows[0].id], one.key)))


def form_of(inspection: Round, key: str) -> RoundForm | None:
    """The form of that key; None where the round has none."""
    return next((one for one in forms_of(inspection) if one.key == key), None)


class Planned(Protocol):
    """What a round keeps of a target: its kind, its level where it is an account, its plan."""

    kind: str
    level: str
    plan: str


def frame_of_target(target: Planned) -> TargetFrame:
    """What the book must know of a target; only a site's plan has to be read for it."""
    if target.kind == TargetKind.ACCOUNT and target.level:
        return TargetFrame(TargetKind.ACCOUNT, Level(target.level))
    return frame_in_plan(TargetKind(target.kind), target.plan)


def forms_from(form: Form, rows: list[Row], named: set[str]) -> Iterator[RoundForm]:
    if EVERY_ROW in form.rows:
        wanted = [
            row
            for row in rows
            if row.id not in named and (not form.kinds or row.kind in form.kinds)
        ]
    else:
        wanted = [row for row in rows if row.id in form.rows]
    if form.per_row:
        yield from (RoundForm(f"{form.name}.{row.id}", form, (row,)) for row in wanted)
    elif wanted:
        yield RoundForm(form.name, form, tuple(wanted))
