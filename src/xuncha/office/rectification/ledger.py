"""The ledger 台账 of rectification as a workbook: a line an order, a line an item. No formulas."""

import io
from collections.abc import Iterable, Sequence
from datetime import date

import xlsxwriter
from django.db.models import Prefetch, QuerySet
from xlsxwriter.format import Format

from xuncha.engine.domain.windows import local_day
from xuncha.engine.domain.words import LABELS, TargetKind
from xuncha.office.rectification.lists import with_counts
from xuncha.office.rectification.models import Contest, Order, OrderItem, Reply, SecondLook
from xuncha.office.rectification.states import (
    CONTEST_LABELS,
    ITEM_LABELS,
    ORDER_LABELS,
    ORIGIN_LABELS,
    PAPER_LABELS,
    SAYS_LABELS,
    SEEN_LABELS,
    ContestState,
    ItemState,
    OrderState,
    Origin,
    PaperKind,
    Says,
    Seen,
)

MOST_ITEMS = 50_000
"""Lines of the second sheet; a ledger of more is asked for round by round."""
CELL_MAX = 32_767
ORDERS = (
    ("文号", 30), ("种类", 12), ("单位", 26), ("检查", 24), ("签发日期", 12), ("原定期限", 12),
    ("期限", 12), ("答复日期", 12), ("状态", 14), ("事项", 8), ("未办结", 8),
)  # fmt: skip
ITEMS = (
    ("文号", 30), ("单位", 26), ("对象类型", 10), ("对象", 26), ("对象编码", 16), ("指标", 12),
    ("问题", 44), ("是否否决", 10), ("与上期", 12), ("连续期数", 10), ("页面标注的发布单位", 20),
    ("状态", 12), ("单位答复", 12), ("答复说明", 36), ("申诉", 12), ("裁定理由", 30),
    ("复查结果", 16), ("复查说明", 36), ("复查时间", 12),
)  # fmt: skip


def ledger_of(orders: QuerySet[Order]) -> bytes:
    """The workbook of these orders, newest first, at most ``MOST_ITEMS`` items."""
    rows = list(orders.select_related("round").order_by("-id"))
    with_counts(rows)
    raw = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(raw, options)
    cell = {"font_name": "宋体", "font_size": 10.5, "valign": "top", "border": 1, "text_wrap": True}
    plain = book.add_format(cell)
    head = book.add_format({**cell, "bold": True, "bg_color": "#EDEDED"})
    _sheet(book, "整改单", ORDERS, map(_order, rows), (head, plain))
    _sheet(book, "事项", ITEMS, map(_item, _items(rows)), (head, plain))
    book.close()
    return raw.getvalue()


def _sheet(
    book: xlsxwriter.Workbook,
    name: str,
    columns: Sequence[tuple[str, int]],
    lines: Iterable[Sequence[object]],
    formats: tuple[Format, Format],
) -> None:
    head, plain = formats
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for at, (title, width) in enumerate(columns):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, title, head)
    count = 0
    for count, line in enumerate(lines, start=1):
        for at, value in enumerate(line):
            if isinstance(value, int):
                sheet.write_number(count, at, value, plain)
            else:
                sheet.write_string(count, at, str(value)[:CELL_MAX], plain)
    sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)


def _items(orders: Sequence[Order]) -> Iterable[OrderItem]:
    rows = OrderItem.objects.filter(order__in=[one.pk for one in orders])
    known = {one.pk: one for one in orders}
    newest = [
        Prefetch("replies", Reply.objects.order_by("-id")),
        Prefetch("looks", SecondLook.objects.defer("evidence").order_by("-id")),
        Prefetch("contests", Contest.objects.order_by("-id")),
    ]
    ready = rows.exclude(state=ItemState.WITHDRAWN).select_related("target")
    ready = ready.prefetch_related(*newest).order_by("-order_id", "id")[:MOST_ITEMS]
    for item in ready:
        item.order = known[item.order_id]
        yield item


def _order(order: Order) -> list[object]:
    return [
        str(order),
        PAPER_LABELS[PaperKind(order.kind)],
        order.addressee_name,
        order.round.title,
        _day(local_day(order.issued_at) if order.issued_at else None),
        _day(order.first_due_on),
        _day(order.due_on),
        _day(local_day(order.answered_at) if order.answered_at else None),
        ORDER_LABELS[OrderState(order.state)],
        order.items_total,
        order.items_open,
    ]


def _item(item: OrderItem) -> list[object]:
    reply = next(iter(item.replies.all()), None)
    look = next(iter(item.looks.all()), None)
    contest = next(iter(item.contests.all()), None)
    return [
        str(item.order),
        item.order.addressee_name,
        LABELS[TargetKind(item.target.kind)],
        item.target.name,
        item.target.code,
        item.indicator,
        item.title,
        "是" if item.is_veto else "否",
        ORIGIN_LABELS[Origin(item.origin)],
        item.streak,
        item.publisher,
        ITEM_LABELS[ItemState(item.state)],
        SAYS_LABELS[Says(reply.says)] if reply else "",
        reply.text if reply else "",
        CONTEST_LABELS[ContestState(contest.state)] if contest else "",
        contest.reason if contest else "",
        SEEN_LABELS[Seen(look.seen)] if look else "",
        look.reason if look else "",
        _day(local_day(look.looked_at) if look else None),
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
