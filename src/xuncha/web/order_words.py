"""Words of the audited acts on orders: their states say other things than those of rounds."""

from xuncha.office.rectification.states import (
    CONTEST,
    CONTEST_LABELS,
    EVENT_LABELS,
    ITEM,
    ITEM_LABELS,
    ORDER,
    ORDER_LABELS,
    SAYS_LABELS,
)

ACTS = {
    **{f"order.{kind.value}": f"整改单{label}" for kind, label in EVENT_LABELS.items()},
    ORDER.act: "整改单状态变更",
    ITEM.act: "整改事项状态变更",
    "order.reply": "填报整改事项",
    "order.redirect_proposed": "提出改送整改单",
    "contest.opened": "提出申诉",
    CONTEST.act: "申诉裁定",
    "contest.overruled": "申诉未裁定，仍按否决计",
}
KEYS = {
    "order": "整改单",
    "addressee": "单位",
    "count": "项数",
    "item": "事项",
    "items": "事项编号",
    "lacking": "未填报",
    "says": "办理情况",
    "until": "延期到",
    "parent": "原单",
    "kind": "文书",
}
STATES = {
    ORDER.act: {word.value: label for word, label in ORDER_LABELS.items()},
    ITEM.act: {word.value: label for word, label in ITEM_LABELS.items()},
    CONTEST.act: {word.value: label for word, label in CONTEST_LABELS.items()},
    "order.reply": {word.value: label for word, label in SAYS_LABELS.items()},
}
"""The states an act moves between, by the act."""
