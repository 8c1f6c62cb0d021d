"""Words, marks and texts the templates need."""

import json
import re
from typing import Any

from django import template

from xuncha.engine.domain.words import LABELS, Result, TextErrorKind, VerdictState
from xuncha.office.casework.states import DECISION_LABELS, DecisionVerb

register = template.Library()

MARKS = {
    VerdictState.QUALIFIED.value: "✔",
    VerdictState.UNQUALIFIED.value: "✘",
    VerdictState.UNDECIDED.value: "？",
    Result.HIT.value: "✘",
    Result.SUSPECT.value: "！",
    Result.CLEAR.value: "✔",
    Result.UNABLE.value: "？",
    Result.EXEMPT.value: "－",
}
ACTS = {
    "login": "登录",
    "login.locked": "登录锁定",
    "login.one_time_password_issued": "发放一次性口令",
    "login.password_set": "设置口令",
    "registry.imported": "导入台账",
    "registry.status": "运行状态变更",
    "probes.imported": "导入拨测记录",
    "previous.imported": "导入上期问题",
    "round.opened": "开始检查",
    "round.state": "检查状态变更",
    "decision.confirm": "确认线索",
    "decision.dismiss": "排除线索",
    "decision.look_by_hand": "人工查看",
}


@register.filter
def mark(state: str) -> str:
    """The sign that stands beside a word, so that colour is never the only signal."""
    return MARKS.get(state, "…")


@register.filter
def verdict_word(state: str) -> str:
    """合格, 不合格, 待定; 未判定 where there is no verdict."""
    return LABELS[VerdictState(state)] if state else "未判定"


@register.filter
def text_kind(kind: str) -> str:
    """The Chinese term of a kind of text error; empty for other findings."""
    return LABELS[TextErrorKind(kind)] if kind else ""


@register.filter
def verb_word(verb: str) -> str:
    """确认 or 排除."""
    return DECISION_LABELS[DecisionVerb(verb)] if verb else ""


@register.filter
def act_word(act: str) -> str:
    """The Chinese name of an audited act; the act itself where it has none."""
    return ACTS.get(act, act)


@register.filter
def marked(quote: str, wrong: str) -> list[tuple[str, bool]]:
    """The quote in pieces, each with whether it is the wrong words; nothing is marked as safe."""
    if not wrong or wrong not in quote:
        return [(quote, False)]
    pieces = re.split(f"({re.escape(wrong)})", quote)
    return [(piece, piece == wrong) for piece in pieces if piece]


@register.filter
def is_web(url: str) -> bool:
    """Whether an address may become a link."""
    return url.startswith(("http://", "https://"))


@register.filter
def figure(number: float | None) -> str:
    """A number without a needless ``.0``."""
    return "" if number is None else f"{number:g}"


@register.filter
def size_text(size: int) -> str:
    """A size in bytes as people read it."""
    return f"{size / 1048576:.1f} MiB" if size >= 1048576 else f"{size / 1024:.1f} KiB"


@register.filter
def as_line(detail: Any) -> str:
    """A JSON object on one line."""
    return json.dumps(detail, ensure_ascii=False, sort_keys=True)
