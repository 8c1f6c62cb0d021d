"""The register as a file: the sheets the import door reads, every cell a text."""

import io
from collections.abc import Iterable, Iterator, Sequence

import xlsxwriter

from xuncha.office.people.models import Office
from xuncha.office.registry.cells import cells_of, heads_of
from xuncha.office.registry.models import Account, Body, Column, Site
from xuncha.office.registry.register_rows import ACCOUNTS, BODIES, COLUMNS, SITES

COLUMN_WIDTH = 18


def register_xlsx(office: Office) -> bytes:
    """The whole register; taking it in again changes nothing."""
    bodies = dict(Body.objects.filter(office=office).values_list("pk", "code"))
    sites = dict(Site.objects.filter(office=office).values_list("pk", "code"))
    columns = Column.objects.filter(site__office=office).order_by("site__code", "id")
    sheets = (
        (BODIES, Body.objects.filter(office=office), bodies),
        (SITES, Site.objects.filter(office=office), bodies),
        (COLUMNS, columns, sites),
        (ACCOUNTS, Account.objects.filter(office=office), bodies),
    )
    return sheets_xlsx(
        (name, heads_of(name), (list(cells_of(name, row, codes).values()) for row in rows))
        for name, rows, codes in sheets
    )


def sheets_xlsx(sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[str]]]]) -> bytes:
    """An XLSX of (name, heads, rows): texts alone, nothing in it can become a formula."""
    buffer = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(buffer, options) as book:
        text = book.add_format({"num_format": "@"})
        head = book.add_format({"num_format": "@", "bold": True})
        for name, heads, rows in sheets:
            sheet = book.add_worksheet(name)
            sheet.set_column(0, len(heads) - 1, COLUMN_WIDTH, text)
            sheet.freeze_panes(1, 0)
            for line, cells in _numbered(heads, rows):
                for place, cell in enumerate(cells):
                    if cell:
                        sheet.write_string(line, place, cell, text if line else head)
    return buffer.getvalue()


def _numbered(
    heads: Sequence[str], rows: Iterable[Sequence[str]]
) -> Iterator[tuple[int, Sequence[str]]]:
    yield 0, heads
    yield from enumerate(rows, start=1)
