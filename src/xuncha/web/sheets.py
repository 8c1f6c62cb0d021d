"""The page of a form: its fields with what stands in them, its entries, its history."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xuncha.engine.domain.words import LABELS, RowKind
from xuncha.engine.rulebook.book import Row
from xuncha.office.casework.models import RoundTarget
from xuncha.office.forms.answering import filled_in, newest_answer, standing_answer
from xuncha.office.forms.definition import Entries, Field, FieldKind, Preset
from xuncha.office.forms.drawing import drawn_of, newest_sample, standing_entries
from xuncha.office.forms.filled import ENTRY, HEAD, PERSON_UNABLE, POINTS, posted_again
from xuncha.office.forms.models import Answer, EvidencePicture, Sample, Sheet
from xuncha.office.forms.reach import RoundForm
from xuncha.office.forms.states import SheetState

MORE = 3
"""Empty entries a person gets when asking for more."""
_SCORED = {RowKind.DEDUCT: "扣分", RowKind.BONUS: "加分"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One field as it stands on the page. ``picked`` is the label of the chosen option."""

    name: str
    field: Field
    value: str

    @property
    def kind(self) -> str:
        """The kind of field."""
        return self.field.kind.value

    @property
    def input_type(self) -> str:
        """The type of the HTML input of a field of one line."""
        types = {FieldKind.DATE: "date", FieldKind.NUMBER: "number", FieldKind.LINK: "url"}
        return types.get(self.field.kind, "text")

    @property
    def told(self) -> str:
        """What stands in it, as a reader reads it."""
        option = self.field.option(self.value)
        return option.label if option else self.value


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: ``standing`` ones bear their title, others take one."""

    number: int
    title: str
    standing: bool
    by_machine: bool
    cells: tuple[Cell, ...]

    @property
    def name(self) -> str:
        """The name its title is posted under."""
        return f"{ENTRY}.{self.number}.title"

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(cell.value for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Points:
    """The points a person may enter for a scored row."""

    name: str
    row: Row
    verb: str
    value: str


@dataclass(frozen=True, slots=True)
class SheetPage:
    """Everything the page of a form shows."""

    used: RoundForm
    rows: tuple[Row, ...]
    sheet: Sheet | None
    state: SheetState
    standing: Answer | None
    versions: tuple[Answer, ...]
    sample: Sample | None
    head: tuple[Cell, ...]
    entries: tuple[Entry, ...]
    points: tuple[Points, ...]
    note: str
    links: str
    unable: str
    unable_choices: tuple[tuple[str, str], ...]
    pictures: tuple[tuple[EvidencePicture, bool], ...]
    base: int

    @property
    def waits_for_second(self) -> bool:
        """Whether a second person is asked for."""
        return self.state is SheetState.SECOND


def page_of(
    target: RoundTarget,
    used: RoundForm,
    rows: tuple[Row, ...],
    posted: Mapping[str, str] | None = None,
    more: int = 0,
) -> SheetPage:
    """The page of a form, with what was posted where something was, else with the last answer."""
    sheet = Sheet.objects.filter(target=target, form=used.key).first()
    standing = standing_entries(used.form, drawn_of(sheet))
    last = newest_answer(sheet) if sheet else None
    cells: Mapping[str, str] = posted or {}
    if posted is None and last is not None:
        cells = posted_again(filled_in(last), len(standing))
    kept = set(filled_in(last).pictures) if last is not None else set()
    is_fresh = posted is None and last is None
    return SheetPage(
        used=used,
        rows=rows,
        sheet=sheet,
        state=SheetState(sheet.state) if sheet else SheetState.OPEN,
        standing=standing_answer(sheet),
        versions=_versions(sheet),
        sample=newest_sample(sheet) if sheet else None,
        head=tuple(
            _cell(HEAD, one, cells, one.value if is_fresh else "") for one in used.form.fields
        ),
        entries=_entries(used.form.entries, standing, cells, more) if used.form.entries else (),
        points=tuple(_points(rows, cells)),
        note=cells.get("note", ""),
        links=cells.get("links", ""),
        unable=cells.get("unable", ""),
        unable_choices=tuple((one.value, LABELS[one]) for one in PERSON_UNABLE),
        pictures=tuple((row, row.sha256 in kept) for row in sheet.pictures.all()) if sheet else (),
        base=last.version if last else 0,
    )


def _versions(sheet: Sheet | None) -> tuple[Answer, ...]:
    if sheet is None:
        return ()
    return tuple(sheet.answers.select_related("second", "withdrawal").order_by("-version"))


def _entries(
    entries: Entries, standing: tuple[Preset, ...], cells: Mapping[str, str], more: int
) -> tuple[Entry, ...]:
    used = [
        number
        for number in range(len(standing), entries.most)
        if any(cells.get(f"{ENTRY}.{number}.{name}") for name in _names(entries))
    ]
    last = max(used, default=len(standing) - 1) + 1
    shown = min(entries.most, max(last, len(standing)) + max(more, 0 if used else entries.blank))
    return tuple(_entry(entries, number, standing, cells) for number in range(shown))


def _names(entries: Entries) -> list[str]:
    return ["title", *(one.id for one in entries.fields)]


def _entry(
    entries: Entries, number: int, standing: tuple[Preset, ...], cells: Mapping[str, str]
) -> Entry:
    preset = standing[number] if number < len(standing) else None
    prefix = f"{ENTRY}.{number}"
    said = any(
        f"{prefix}.{one.id}" in cells and cells[f"{prefix}.{one.id}"] for one in entries.fields
    )
    known = dict(preset.values) if preset else {}
    return Entry(
        number=number,
        title=preset.title if preset else cells.get(f"{prefix}.title", ""),
        standing=preset is not None,
        by_machine=bool(known) and not said and len(known) > bool(entries.link),
        cells=tuple(
            _cell(prefix, one, cells, "" if said or not preset else known.get(one.id, one.value))
            for one in entries.fields
        ),
    )


def _cell(prefix: str, one: Field, cells: Mapping[str, str], otherwise: str) -> Cell:
    name = f"{prefix}.{one.id}"
    return Cell(name, one, cells.get(name, "") or otherwise)


def _points(rows: tuple[Row, ...], cells: Mapping[str, str]) -> list[Points]:
    return [
        Points(f"{POINTS}.{row.id}", row, _SCORED[row.kind], cells.get(f"{POINTS}.{row.id}", ""))
        for row in rows
        if row.kind in _SCORED
    ]


def posted_texts(data: Any) -> dict[str, str]:
    """What was posted as plain texts."""
    return {name: data[name] for name in data}
