"""The ledger 台账 of a round: every item that was ordered, a line each, as DOCX and as XLSX."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date

import docx
import xlsxwriter
from django.db.models import Prefetch

from xuncha.engine.domain.windows import SHANGHAI
from xuncha.office.casework.models import Round
from xuncha.office.notices.archive import freeze_times
from xuncha.office.notices.page import lay_out
from xuncha.office.notices.page_tables import add_table
from xuncha.office.notices.parts import add_title, blank, describe
from xuncha.office.notices.phrases import printable
from xuncha.office.notices.tables import SMALL_PT, Column, Table, table
from xuncha.office.papers.masking import masked_paper
from xuncha.office.rectification.models import OrderItem, Reply, SecondLook
from xuncha.office.rectification.states import (
    ITEM_LABELS,
    ORIGIN_LABELS,
    OUT,
    SAYS_LABELS,
    SEEN_LABELS,
    ItemState,
    Origin,
    Says,
    Seen,
)

COLUMNS = (
    Column("文号", 22),
    Column("责任单位", 19),
    Column("对象", 21),
    Column("问题", 27),
    Column("来源", 10, is_centred=True),
    Column("期限", 13, is_centred=True),
    Column("答复", 10, is_centred=True),
    Column("复查", 11, is_centred=True),
    Column("状态", 12, is_centred=True),
)
TITLE = "{}整改台账"
AT_ONCE = 2000
"""Items read at a time."""
FORMULA_STARTS = tuple("=+-@\t\r")
CELL_MAX = 32_767
CHARACTERS_PER_MM = 0.7


def title_of(inspection: Round) -> str:
    """What stands over the ledger of a round."""
    return TITLE.format(inspection.title)


def rows_of(inspection: Round) -> Iterator[tuple[str, ...]]:
    """The lines of the ledger by paper; none where nothing was sent out."""
    looks = SecondLook.objects.order_by("-id").only("item_id", "seen")
    rows = (
        OrderItem.objects.filter(order__round=inspection, order__parent__isnull=True)
        .filter(order__state__in=OUT)
        .exclude(state=ItemState.WITHDRAWN)
        .select_related("order", "target")
        .prefetch_related(
            Prefetch("replies", Reply.objects.order_by("-id").only("item_id", "says")),
            Prefetch("looks", looks),
        )
        .order_by("order__kind", "order__year", "order__serial", "target__code", "id")
    )
    for item in rows.iterator(chunk_size=AT_ONCE):
        yield masked_paper(_line(item))


def write_docx(inspection: Round) -> bytes:
    """The ledger as a document; its only time is the round's ``as_of``."""
    document = docx.Document()
    lay_out(document)
    at, title = inspection.as_of.astimezone(SHANGHAI), title_of(inspection)
    describe(document, title, inspection.office.name, inspection.period_label, at)
    add_title(document, title, keeps_next=True)
    blank(document)
    add_table(document, _table(inspection))
    raw = io.BytesIO()
    document.save(raw)
    return freeze_times(raw.getvalue(), at)


def write_xlsx(inspection: Round) -> bytes:
    """The same lines as a workbook of texts, without a formula; the same bytes every time."""
    raw, at = io.BytesIO(), inspection.as_of.astimezone(SHANGHAI)
    with xlsxwriter.Workbook(raw, {"in_memory": True, "strings_to_formulas": False}) as book:
        created = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        book.set_properties({"author": inspection.office.name, "created": created})
        sheet = book.add_worksheet("台账")
        bold = book.add_format({"bold": True, "text_wrap": True, "border": 1})
        plain = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        listed = _table(inspection)
        for place, column in enumerate(listed.columns):
            sheet.set_column(place, place, column.width_mm * CHARACTERS_PER_MM)
            sheet.write_string(0, place, column.heading, bold)
        for number, cells in enumerate(listed.rows, start=1):
            for place, cell in enumerate(cells):
                sheet.write_string(number, place, _cell(cell), plain)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(listed.rows)), len(listed.columns) - 1)
    return freeze_times(raw.getvalue(), at)


def _table(inspection: Round) -> Table:
    return replace(table(COLUMNS, list(rows_of(inspection))), type_pt=SMALL_PT)


def _line(item: OrderItem) -> tuple[str, ...]:
    order = item.order
    reply = next(iter(item.replies.all()), None)
    look = next(iter(item.looks.all()), None)
    return (
        order.number,
        order.addressee_name,
        f"{item.target.name}（{item.target.code}）",
        f"{item.indicator} {printable(item.title)}",
        ORIGIN_LABELS[Origin(item.origin)],
        _day(order.due_on),
        SAYS_LABELS[Says(reply.says)] if reply else "未答复",
        SEEN_LABELS[Seen(look.seen)] if look else "未复查",
        ITEM_LABELS[ItemState(item.state)],
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else "—"


def _cell(text: str) -> str:
    """A cell no spreadsheet takes for a formula."""
    shown = f"'{text}" if text.startswith(FORMULA_STARTS) else text
    return shown[:CELL_MAX]
