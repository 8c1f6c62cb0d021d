"""What people are reminded of, and what a message may say: a count."""

from enum import StrEnum


class Kind(StrEnum):
    """One sort of thing that waits for a person."""

    SEALED = "sealed"
    ORDER_OVERDUE = "order_overdue"
    ORDER_NEAR = "order_near"
    ORDER = "order"
    CONTEST = "contest"
    SECOND = "second"
    FINDINGS = "findings"
    OVERDUE = "overdue"
    PAPER_CHECK = "paper_check"
    PAPER_SIGN = "paper_sign"
    NOTICE_CHECK = "notice_check"
    NOTICE_APPROVE = "notice_approve"
    NOTICE_ISSUE = "notice_issue"
    PROPOSED = "proposed"
    BLIND = "blind"
    EXEMPTION = "exemption"


KIND_LABELS = {
    Kind.SEALED: "项须登录办理",
    Kind.ORDER_OVERDUE: "件整改单已逾期",
    Kind.ORDER_NEAR: "件整改单即将到期",
    Kind.ORDER: "件整改单待答复",
    Kind.CONTEST: "条申诉待裁定",
    Kind.SECOND: "组线索待第二人认定",
    Kind.FINDINGS: "组线索待认定",
    Kind.OVERDUE: "件整改单逾期未报",
    Kind.PAPER_CHECK: "件文书待核稿",
    Kind.PAPER_SIGN: "件文书待签发",
    Kind.NOTICE_CHECK: "件通报待核稿",
    Kind.NOTICE_APPROVE: "件通报待审签",
    Kind.NOTICE_ISSUE: "件通报待印发",
    Kind.PROPOSED: "组线索有核查建议待认定",
    Kind.BLIND: "组线索抽中复核",
    Kind.EXEMPTION: "件豁免待批准",
}
"""The unit and what waits, to be read behind a count."""

UNCOUNTED = frozenset({Kind.SEALED})
"""Told without a number: that there is something is all a channel may carry."""
ONE_THING = "有一项须登录办理"


class MessageState(StrEnum):
    """Where a message stands. ``UNSURE``: it may have arrived, so it is not repeated."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNSURE = "unsure"
    FAILED = "failed"


MESSAGE_LABELS = {
    MessageState.PENDING: "待发送",
    MessageState.SENDING: "发送中",
    MessageState.SENT: "已发送",
    MessageState.UNSURE: "不能确定是否送达",
    MessageState.FAILED: "没有发出",
}
