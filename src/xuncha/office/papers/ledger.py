"""The ledger 台账 of orders as a document: a line an item. The workbook is rectification's own."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

import docx
from django.db.models import Prefetch, QuerySet
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Mm

from xuncha.engine.domain.windows import SHANGHAI
from xuncha.office.notices.archive import freeze_times
from xuncha.office.notices.page import LEFT, Setting, lay_out
from xuncha.office.notices.page_tables import add_table
from xuncha.office.notices.parts import add, add_title, blank, describe
from xuncha.office.notices.tables import BREAK, SMALL_PT, Column, Table, table
from xuncha.office.papers.masking import masked_paper
from xuncha.office.rectification.models import Order, OrderItem, Reply, SecondLook
from xuncha.office.rectification.states import (
    ITEM_LABELS,
    ORIGIN_LABELS,
    SAYS_LABELS,
    SEEN_LABELS,
    ItemState,
    Origin,
    Says,
    Seen,
)

COLUMNS = (
    Column("文号", 36),
    Column("责任单位", 32),
    Column("对象", 38),
    Column("问题", 44),
    Column("来源", 18, is_centred=True),
    Column("期限", 22, is_centred=True),
    Column("答复", 14, is_centred=True),
    Column("复查", 16, is_centred=True),
    Column("状态", 14, is_centred=True),
)
MARGIN_MM = 26
MOST_ITEMS = 5_000
"""Lines of one document: more than 300 pages nobody reads; the workbook holds all."""
MORE = "另有事项未列入，请按检查或单位分别导出，或者使用 XLSX 台账。"


@dataclass(frozen=True, slots=True)
class Ledger:
    """What stands over a ledger, whose it is, and the only time in its file."""

    title: str
    author: str
    at: datetime


def rows_of(orders: QuerySet[Order]) -> Iterator[tuple[str, ...]]:
    """The lines of these orders by paper, one more than fit where there are too many."""
    rows = (
        OrderItem.objects.filter(order__in=orders.order_by().values("pk"))
        .exclude(state=ItemState.WITHDRAWN)
        .select_related("order", "target")
        .prefetch_related(
            Prefetch("replies", Reply.objects.order_by("-id")),
            Prefetch("looks", SecondLook.objects.defer("evidence").order_by("-id")),
        )
        .order_by("order__kind", "order__year", "order__serial", "target__code", "id")
    )
    for item in rows[: MOST_ITEMS + 1]:
        yield masked_paper(_line(item))


def write_docx(orders: QuerySet[Order], ledger: Ledger) -> bytes:
    """The ledger as a document on its side."""
    document = docx.Document()
    lay_out(document)
    _turn(document)
    at = ledger.at.astimezone(SHANGHAI)
    describe(document, ledger.title, ledger.author, "", at)
    add_title(document, ledger.title, keeps_next=True)
    blank(document)
    rows = list(rows_of(orders))
    add_table(document, _table(rows[:MOST_ITEMS]))
    if len(rows) > MOST_ITEMS:
        add(document, MORE, Setting(align=LEFT))
    raw = io.BytesIO()
    document.save(raw)
    return freeze_times(raw.getvalue(), at)


def _turn(document: Document) -> None:
    """The sheet on its side: nine columns do not fit beside each other on an upright one."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.top_margin = section.bottom_margin = Mm(MARGIN_MM)
    section.left_margin = section.right_margin = Mm(MARGIN_MM)
    section.footer_distance = Mm(MARGIN_MM / 2)


def _table(rows: list[tuple[str, ...]]) -> Table:
    return replace(table(COLUMNS, rows), type_pt=SMALL_PT)


def _line(item: OrderItem) -> tuple[str, ...]:
    order = item.order
    reply = next(iter(item.replies.all()), None)
    look = next(iter(item.looks.all()), None)
    return (
        order.number or "（未编号）",
        order.addressee_name,
        f"{item.target.name}{BREAK}（{item.target.code}）",
        f"{item.indicator} {item.title}",
        ORIGIN_LABELS[Origin(item.origin)],
        _day(order.due_on),
        SAYS_LABELS[Says(reply.says)] if reply else "未答复",
        SEEN_LABELS[Seen(look.seen)] if look else "未复查",
        ITEM_LABELS[ItemState(item.state)],
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else "—"
