"""The words of rectification, the states of orders, items and contests, and which follow which."""

from enum import StrEnum

from xuncha.engine.second_look import Seen
from xuncha.office.people.transitions import TransitionTable


class PaperKind(StrEnum):
    """What sort of paper an order goes out as."""

    REMINDER = "reminder"
    SLIP = "slip"
    SUPERVISION = "supervision"
    TALK = "talk"


PAPER_LABELS = {
    PaperKind.REMINDER: "提醒单",
    PaperKind.SLIP: "整改通知单",
    PaperKind.SUPERVISION: "督办函",
    PaperKind.TALK: "约谈通知",
}


class OrderState(StrEnum):
    """Where an order stands."""

    DRAFTED = "drafted"
    ISSUED = "issued"
    RECEIVED = "received"
    HANDED_BACK = "handed_back"
    ANSWERED = "answered"
    RETURNED = "returned"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


ORDER_LABELS = {
    OrderState.DRAFTED: "拟制",
    OrderState.ISSUED: "已送达",
    OrderState.RECEIVED: "已签收",
    OrderState.HANDED_BACK: "退件（不属本单位）",
    OrderState.ANSWERED: "已答复",
    OrderState.RETURNED: "退回补正",
    OrderState.CLOSED: "已办结",
    OrderState.WITHDRAWN: "已撤销",
}

ORDER = TransitionTable(
    act="order.state",
    field="state",
    moves={
        OrderState.DRAFTED: frozenset({OrderState.ISSUED, OrderState.WITHDRAWN}),
        OrderState.ISSUED: frozenset(
            {
                OrderState.RECEIVED,
                OrderState.HANDED_BACK,
                OrderState.CLOSED,
                OrderState.WITHDRAWN,
            }
        ),
        OrderState.RECEIVED: frozenset(
            {
                OrderState.HANDED_BACK,
                OrderState.ANSWERED,
                OrderState.CLOSED,
                OrderState.WITHDRAWN,
            }
        ),
        OrderState.HANDED_BACK: frozenset({OrderState.WITHDRAWN}),
        OrderState.ANSWERED: frozenset(
            {OrderState.RETURNED, OrderState.CLOSED, OrderState.WITHDRAWN}
        ),
        OrderState.RETURNED: frozenset(
            {OrderState.ANSWERED, OrderState.CLOSED, OrderState.WITHDRAWN}
        ),
        OrderState.CLOSED: frozenset({OrderState.RETURNED}),
        OrderState.WITHDRAWN: frozenset(),
    },
    labels=ORDER_LABELS,
)

WITH_UNIT = frozenset({OrderState.ISSUED, OrderState.RECEIVED, OrderState.RETURNED})
"""The body has to act: an order in one of these states can be overdue."""
OUT = frozenset(OrderState) - {OrderState.DRAFTED, OrderState.WITHDRAWN}
"""Went out and still counts: what the addressee sees."""


class ItemState(StrEnum):
    """Where one item of an order stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CONTESTED = "contested"
    STILL = "still"
    STRUCK = "struck"
    LIFTED = "lifted"
    CARRIED = "carried"
    WITHDRAWN = "withdrawn"


ITEM_LABELS = {
    ItemState.OPEN: "待答复",
    ItemState.ANSWERED: "待复查",
    ItemState.CONTESTED: "申诉中",
    ItemState.STILL: "未整改",
    ItemState.STRUCK: "已销号",
    ItemState.LIFTED: "申诉成立",
    ItemState.CARRIED: "转入下期",
    ItemState.WITHDRAWN: "已撤销",
}

ENDED = frozenset({ItemState.STRUCK, ItemState.LIFTED, ItemState.CARRIED, ItemState.WITHDRAWN})
"""Nothing is owed on an item in one of these states."""
_ENDS = frozenset({ItemState.STRUCK, ItemState.LIFTED, ItemState.CARRIED, ItemState.WITHDRAWN})

ITEM = TransitionTable(
    act="order.item",
    field="state",
    moves={
        ItemState.OPEN: _ENDS | {ItemState.ANSWERED, ItemState.CONTESTED, ItemState.STILL},
        ItemState.ANSWERED: _ENDS | {ItemState.OPEN, ItemState.STILL},
        ItemState.CONTESTED: frozenset({ItemState.OPEN, ItemState.LIFTED, ItemState.WITHDRAWN}),
        ItemState.STILL: _ENDS | {ItemState.ANSWERED, ItemState.CONTESTED, ItemState.OPEN},
        ItemState.STRUCK: frozenset({ItemState.STILL}),
        ItemState.LIFTED: frozenset(),
        ItemState.CARRIED: frozenset(),
        ItemState.WITHDRAWN: frozenset(),
    },
    labels=ITEM_LABELS,
)


class Origin(StrEnum):
    """How an item relates to the round before: 未整改 and 同类反复 are told apart."""

    NEW = "new"
    STILL = "still"
    AGAIN = "again"


ORIGIN_LABELS = {
    Origin.NEW: "新发现",
    Origin.STILL: "上期未整改",
    Origin.AGAIN: "同类反复",
}


class EventKind(StrEnum):
    """What happened to an order, as a dated fact."""

    DRAWN = "drawn"
    ISSUED = "issued"
    RECEIVED = "received"
    FORWARDED = "forwarded"
    HANDED_BACK = "handed_back"
    READDRESSED = "readdressed"
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    ANSWERED = "answered"
    GATHERED = "gathered"
    RETURNED = "returned"
    LOOKED = "looked"
    STRUCK = "struck"
    UNSTRUCK = "unstruck"
    RULED = "ruled"
    CARRIED = "carried"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


EVENT_LABELS = {
    EventKind.DRAWN: "拟制",
    EventKind.ISSUED: "签发送达",
    EventKind.RECEIVED: "签收",
    EventKind.FORWARDED: "转办",
    EventKind.HANDED_BACK: "退件",
    EventKind.READDRESSED: "改送",
    EventKind.ASKED: "申请延期",
    EventKind.GRANTED: "同意延期",
    EventKind.REFUSED: "不同意延期",
    EventKind.ANSWERED: "答复",
    EventKind.GATHERED: "汇总下级答复",
    EventKind.RETURNED: "退回补正",
    EventKind.LOOKED: "复查",
    EventKind.STRUCK: "销号",
    EventKind.UNSTRUCK: "撤回销号",
    EventKind.RULED: "申诉裁定",
    EventKind.CARRIED: "转入下期",
    EventKind.CLOSED: "办结",
    EventKind.WITHDRAWN: "撤销",
}


class Says(StrEnum):
    """What a body says of an item."""

    FIXED = "fixed"
    DELETED = "deleted"
    CONTEST = "contest"
    NEEDS_TIME = "needs_time"


SAYS_LABELS = {
    Says.FIXED: "已改正",
    Says.DELETED: "已删除",
    Says.CONTEST: "申诉",
    Says.NEEDS_TIME: "需延期",
}


class ContestState(StrEnum):
    """What became of a contest."""

    OPEN = "open"
    UPHELD = "upheld"
    IN_PART = "in_part"
    REFUSED = "refused"


CONTEST_LABELS = {
    ContestState.OPEN: "待裁定",
    ContestState.UPHELD: "申诉成立",
    ContestState.IN_PART: "部分成立",
    ContestState.REFUSED: "申诉不成立",
}

CONTEST = TransitionTable(
    act="contest.state",
    field="state",
    moves={
        ContestState.OPEN: frozenset(
            {ContestState.UPHELD, ContestState.IN_PART, ContestState.REFUSED}
        ),
        ContestState.UPHELD: frozenset(),
        ContestState.IN_PART: frozenset(),
        ContestState.REFUSED: frozenset(),
    },
    labels=CONTEST_LABELS,
)


SEEN_LABELS = {
    Seen.FIXED: "已改正",
    Seen.DELETED: "页面已删除",
    Seen.MOVED: "移到别处，仍在",
    Seen.CONTEXT: "字词仍在，上下文已变",
    Seen.STILL: "仍在",
    Seen.REAPPEARED: "改后又出现",
    Seen.UNREACHABLE: "无法查看",
}

GONE = frozenset({Seen.FIXED, Seen.DELETED, Seen.CONTEXT})
"""What a person may strike an item off on. A changed context is for the person to judge."""
THERE = frozenset({Seen.STILL, Seen.MOVED, Seen.REAPPEARED})
"""The same item is still there: 未整改."""
