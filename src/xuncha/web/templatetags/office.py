"""Words, marks and texts the templates need."""

import re
from collections.abc import Mapping
from typing import Any

from django import template
from django.http import HttpRequest

from xuncha.engine.domain.words import (
    LABELS,
    AllowanceScope,
    Confidence,
    Result,
    RowKind,
    TextErrorKind,
    UnableClass,
    VerdictState,
)
from xuncha.engine.rulebook.load import list_names, load_rulebook
from xuncha.office.casework.incident_tables import CAUSE_LABELS
from xuncha.office.casework.states import (
    BLIND_LABELS,
    DECISION_LABELS,
    ROUND_LABELS,
    DecisionVerb,
)
from xuncha.office.forms.states import SHEET_LABELS, SheetState
from xuncha.office.jobs.states import KIND_LABELS as JOB_LABELS
from xuncha.office.jobs.states import STATE_LABELS as JOB_STATE_LABELS
from xuncha.office.notices.draft_states import DRAFT_LABELS
from xuncha.office.people.outside.installation import DOOR_LABELS
from xuncha.office.people.refusals import REFUSAL_LABELS
from xuncha.office.people.rights import Right
from xuncha.office.registry.words import (
    EXEMPTION_LABELS,
    LIFECYCLE_LABELS,
    OPERATING_STATUS_LABELS,
    UPLOAD_STATE_LABELS,
)
from xuncha.web import order_words
from xuncha.web.sessions import Left, left_of

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
SHEET_MARKS = {
    SheetState.OPEN: "○",
    SheetState.AWAITED: "…",
    SheetState.SECOND: "２",
    SheetState.DISPUTED: "！",
    SheetState.UNABLE: "？",
    SheetState.DONE: "✔",
}
SHEET_TONES = {SheetState.DONE: "clear", SheetState.OPEN: "", SheetState.DISPUTED: "hit"}
ACTS = {
    "login": "登录",
    "login.locked": "登录锁定",
    "login.refused": "登录被拒绝",
    "login.one_time_password_issued": "发放一次性口令",
    "login.password_set": "设置口令",
    "login.second_factor_on": "启用验证码",
    "login.second_factor_off": "停用验证码",
    "people.opened": "开设登录名",
    "people.post_changed": "变更职责",
    "people.named_outside": "变更外部账号",
    "people.closed": "停用登录名",
    "people.reopened": "恢复登录名",
    "people.sessions_ended": "结束登录",
    "people.seated": "委托代表答复",
    "people.unseated": "收回代表",
    "registry.imported": "导入台账",
    "registry.status": "运行状态变更",
    "registry.added": "新增台账行",
    "registry.changed": "修改台账",
    "registry.event": "登记生命周期",
    "registry.event_withdrawn": "撤回生命周期记录",
    "registry.upload": "上传文件",
    "registry.reconciled": "采用报送系统内容",
    "registry.proposal": "答复栏目更正建议",
    "job.asked": "安排检查工作",
    "job.state": "检查工作变更",
    "round.reopened": "重新访问对象",
    "probes.imported": "导入拨测记录",
    "previous.imported": "导入上期问题",
    "records.imported": "导入其他记录",
    "registry.exemption_proposed": "提出豁免",
    "registry.exemption": "豁免状态变更",
    "file.kept": "上传文件",
    "file.read": "打开他人上传的文件",
    "round.opened": "开始检查",
    "round.state": "检查状态变更",
    "decision.confirm": "确认线索",
    "decision.dismiss": "排除线索",
    "decision.look_by_hand": "人工查看",
    "decision.look_withdrawn": "撤回人工查看",
    "queue.confirm": "整组确认",
    "queue.dismiss": "整组排除",
    "queue.withdraw": "撤回整组认定",
    "queue.put_off": "推后认定",
    "queue.assigned": "分派认定",
    "queue.proposed": "提出认定建议",
    "blind_review.answered": "隐名复核",
    "blind_review.state": "复核状态变更",
    "incident.proposed": "提出事件",
    "incident.superseded": "事件随新的拨测记录失效",
    "incident.decided": "认定事件",
    "incident.withdrawn": "撤回事件认定",
    "form.answered": "填写核查表",
    "form.drawn": "核查表抽样",
    "form.seconded": "复核同意",
    "form.disputed": "复核不同意",
    "form.withdrawn": "撤回核查表",
    "form.state": "核查表状态变更",
    "wordlist.changed": "更改校对词库",
    "allowance.added": "添加白名单",
    "allowance.withdrawn": "撤回白名单",
    "rule.band": "规则等级变更",
    "notice.issued": "印发通报",
    "notice.drafted": "拟写通报",
    "notice.draft_state": "通报拟稿状态变更",
    "proposal.answered": "答复词库建议",
    "order.checked": "核稿整改文书",
    "contact.added": "添加提醒渠道",
    "contact.ended": "取消提醒渠道",
    "alarm.sealed": "登记密封提醒",
    "alarm.opened": "打开密封提醒",
    "alarm.keeper_named": "指定密封提醒处理人",
}

KEYS = {
    "channel": "渠道",
    "name": "姓名",
    "role": "职责",
    "target": "对象",
    "keeper": "处理人",
    "indicator": "指标",
    "reason": "理由",
    "note": "说明",
    "result": "结论",
    "replayed": "样例重放",
    "one_time_password": "一次性口令",
    "file": "文件",
    "created": "新增",
    "updated": "更新",
    "faults": "有误",
    "findings": "线索",
    "site_days": "网站日数",
    "title": "名称",
    "as_of": "监测时间点",
    "rulebook": "指标集",
    "rows_in_force": "实施的指标",
    "targets": "对象数",
    "cluster": "组号",
    "apart": "逐条认定",
    "put_off": "推后到",
    "assigned": "分派给",
    "verb": "认定",
    "registered": "在册数",
    "incident": "事件",
    "cause": "原因",
    "counts": "是否计入",
    "seed": "抽样种子",
    "form": "核查表",
    "points": "分值",
    "from": "原状态",
    "to": "新状态",
    "code": "编码",
    "on": "认定对象",
    "id": "编号",
    "sha256": "文件摘要",
    "size": "字节数",
    "list": "词库",
    "version": "版本",
    "rows": "条数",
    "content": "内容摘要",
    "words": "词库摘要",
    "text": "词语",
    "scope": "范围",
    "rule": "规则",
    "since": "起",
    "band": "等级",
    "confirmed": "确认",
    "decided": "已认定",
    "accepted": "采纳",
    "event": "事项",
    "until": "止",
    "document": "依据文件",
    "before": "原为",
    "after": "改为",
    "changes": "改动",
    "sheet": "表",
    "column": "栏目编号",
    "job": "工作",
    "unable": "无法查看的原因",
    "door": "登录方式",
    "emergency": "应急登录",
    "refusal": "拒绝原因",
    "outside_name": "外部账号",
}
STATES = {
    **{word.value: label for word, label in JOB_LABELS.items()},
    **{word.value: label for word, label in JOB_STATE_LABELS.items()},
    **{word.value: label for word, label in UPLOAD_STATE_LABELS.items()},
    **{word.value: label for word, label in EXEMPTION_LABELS.items()},
    **{word.value: label for word, label in LIFECYCLE_LABELS.items()},
    **{word.value: label for word, label in ROUND_LABELS.items()},
    **{word.value: label for word, label in SHEET_LABELS.items()},
    **{word.value: label for word, label in DRAFT_LABELS.items()},
    **{word.value: label for word, label in OPERATING_STATUS_LABELS.items()},
    **{word.value: LABELS[word] for word in Result},
    **{word.value: LABELS[word] for word in AllowanceScope},
    **{word.value: LABELS[word] for word in UnableClass},
    **{word.value: label for word, label in CAUSE_LABELS.items()},
    **{word.value: label for word, label in BLIND_LABELS.items()},
    **{word.value: label for word, label in DECISION_LABELS.items()},
    "finding": "线索",
    "outcome": "检测结果",
}

ENTRANCE = {
    **{word.value: label for word, label in DOOR_LABELS.items()},
    **{word.value: label for word, label in REFUSAL_LABELS.items()},
}


@register.filter
def may(user: Any, right: str) -> bool:
    """Whether the user has a right; strangers have none."""
    return bool(user.is_authenticated and user.may(Right(right)))


@register.simple_tag
def session_limits(request: HttpRequest) -> Left:
    """How long the session lasts, for the script that keeps what is typed."""
    return left_of(request)


@register.filter
def at(table: dict[Any, Any], key: Any) -> Any:
    """What a table holds under a key; empty where it holds nothing."""
    return table.get(key, "")


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
    return ACTS.get(act) or order_words.ACTS.get(act, act)


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
def result_word(result: str) -> str:
    """The Chinese term of a result."""
    return LABELS[Result(result)]


@register.filter
def row_kind(kind: str) -> str:
    """The Chinese term of a kind of row."""
    return LABELS[RowKind(kind)]


@register.filter
def confidence_word(confidence: str) -> str:
    """The Chinese term of how certain a text is."""
    return LABELS[Confidence(confidence)]


@register.filter
def sheet_mark(state: str) -> str:
    """The sign beside the state of a form."""
    return SHEET_MARKS[SheetState(state)]


@register.filter
def sheet_tone(state: str) -> str:
    """The colour of the state of a form, by the name of the result it looks like."""
    return SHEET_TONES.get(SheetState(state), "open")


@register.filter
def figure(number: float | None) -> str:
    """A number without a needless ``.0``."""
    return "" if number is None else f"{number:g}"


@register.filter
def percent(share: float) -> str:
    """A share of one as a whole percentage."""
    return f"{share * 100:.0f}%"


@register.filter
def book_title(name: str) -> str:
    """The title of a shipped rulebook; the name of one that is not here any more."""
    return load_rulebook(name).title if name in list_names() else name


@register.filter
def size_text(size: int) -> str:
    """A size in bytes as people read it."""
    return f"{size / 1048576:.1f} MB" if size >= 1048576 else f"{size / 1024:.1f} KB"


@register.filter
def in_words(detail: dict[str, Any], act: str = "") -> str:
    """The detail of an audited act as a clerk reads it; what is empty or false is left out.
    ``act`` tells states of the same name apart."""
    states = ENTRANCE if act.startswith("login") else order_words.STATES.get(act, STATES)
    parts = [
        f"{KEYS.get(key) or order_words.KEYS.get(key, key)}：{_value_words(value, states)}"
        for key, value in detail.items()
        if value
    ]
    return "；".join(parts)


def _value_words(value: Any, states: Mapping[str, str]) -> str:
    if value is True:
        return "是"
    if isinstance(value, list):
        return "、".join(str(one) for one in value)
    if isinstance(value, dict):
        return "，".join(f"{key} {_from_to(one)}" for key, one in value.items())
    return str(states.get(value, value)) if isinstance(value, str) else str(value)


def _from_to(value: Any) -> str:
    """A changed cell as 原 → 新; any other value as it is."""
    if isinstance(value, list):
        return " → ".join(str(one) or "（空）" for one in value)
    return str(value) or "（空）"
