"""The text of a notice as pages show it: in pieces, each figure with the address of its list."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from xuncha.office.notices.backing import Backed, BackedCell, Backing
from xuncha.office.notices.changes import Change
from xuncha.office.notices.content import Edition, Letterhead
from xuncha.office.notices.draft_copies import Copy
from xuncha.office.notices.gather import Known
from xuncha.office.notices.issuing import EDITION_LABELS
from xuncha.office.notices.script import Paragraph, Script
from xuncha.office.notices.tables import Annex, Table

MOST_ROWS = 50
"""Rows of an annex a page shows; the files have them all."""
UPTO, ON, OF = "upto", "on", "of"
"""Keys of an address that are no condition of a list."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; ``url`` leads to the list it counts, empty where it is no figure."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class ToldParagraph:
    """A paragraph in pieces."""

    rank: str
    lead: str
    pieces: tuple[Piece, ...]
    is_computed: bool


@dataclass(frozen=True, slots=True)
class ToldTable:
    """A table of an annex; ``more`` rows are not shown."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Piece, ...], ...]
    more: int


@dataclass(frozen=True, slots=True)
class ToldAnnex:
    """An annex."""

    number: int
    title: str
    tables: tuple[ToldTable, ...]


@dataclass(frozen=True, slots=True)
class ToldPage:
    """One edition."""

    edition: str
    label: str
    head: Letterhead | None
    body: tuple[ToldParagraph, ...]
    annexes: tuple[ToldAnnex, ...]
    changes: tuple[Change, ...]


def told_pages(copy: Copy, round_pk: int, known: Known) -> list[ToldPage]:
    """Both editions of a draft."""
    return [
        told_page(edition, page.script, page.changes, Opening(round_pk, known), page.head)
        for edition, page in copy.pages.items()
    ]


@dataclass(frozen=True, slots=True)
class Opening:
    """Where the figures of a notice lead: the round, and what the notice knew beside it."""

    round: int
    known: Known

    def url(self, backing: Backing, whole: Backing | None = None) -> str:
        """The address of a list; of the whole a rate is a share of, with its part."""
        shown = whole or backing
        said: list[tuple[str, str | int]] = list(shown.where)
        if whole is not None:
            said.append((OF, f"{backing.listed}?{urlencode(backing.where)}"))
        if self.known.until is not None:
            said.append((UPTO, self.known.until))
        if self.known.on is not None:
            said.append((ON, self.known.on.isoformat()))
        return f"{reverse('figure', args=[self.round, shown.listed])}?{urlencode(said)}"


def told_page(
    edition: Edition,
    script: Script,
    changes: tuple[Change, ...],
    opening: Opening,
    head: Letterhead | None = None,
) -> ToldPage:
    """One edition; its figures open where its script says so."""
    return ToldPage(
        edition,
        EDITION_LABELS[edition],
        head,
        tuple(_paragraph(one, opening) for one in script.body),
        tuple(_annex(one, opening) for one in script.annexes),
        changes,
    )


def _paragraph(one: Paragraph, opening: Opening) -> ToldParagraph:
    return ToldParagraph(
        one.rank, one.lead, tuple(_pieces(one.text, one.figures, opening)), one.is_computed
    )


def _pieces(text: str, figures: tuple[Backed, ...], opening: Opening) -> Iterator[Piece]:
    at = 0
    for one in figures:
        if one.start > at:
            yield Piece(text[at : one.start])
        yield Piece(text[one.start : one.end], opening.url(one.backing, one.whole))
        at = one.end
    if at < len(text):
        yield Piece(text[at:])


def _annex(annex: Annex, opening: Opening) -> ToldAnnex:
    return ToldAnnex(annex.number, annex.title, tuple(_table(one, opening) for one in annex.tables))


def _table(table: Table, opening: Opening) -> ToldTable:
    cells: dict[tuple[int, int], BackedCell] = {(c.row, c.column): c for c in table.figures}
    rows = []
    for number, row in enumerate(table.rows[:MOST_ROWS]):
        rows.append(
            tuple(
                Piece(cell, opening.url(found.backing, found.whole))
                if (found := cells.get((number, place)))
                else Piece(cell)
                for place, cell in enumerate(row)
            )
        )
    headings = tuple(column.heading for column in table.columns)
    more = max(0, len(table.rows) - MOST_ROWS)
    return ToldTable(table.caption, headings, tuple(rows), more)
