"""The tables papers carry as annexes: what is asked for, what was answered, the receipt."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from xuncha.office.notices.phrases import chinese_date, printable
from xuncha.office.notices.tables import BREAK, SMALL_PT, Column, Table, table
from xuncha.office.papers.words import BLANK_DAY
from xuncha.office.rectification.papers import Paper, PaperItem, SelfCheck
from xuncha.office.rectification.states import ORIGIN_LABELS, Origin

RECORD_CHARACTERS = 12
"""Enough of a digest to find its record by; the whole stands in the office."""
NONE = "—"


def items(paper: Paper) -> Table:
    """What has to be repaired, where it stands and how to find its evidence."""
    columns = (
        Column("对象", 29),
        Column("指标", 21),
        Column("问题", 39),
        Column("位置和证据", 34),
        Column("修改建议", 22),
    )
    rows = [
        (_target(one), _indicator(one), _problem(one), _place(one), one.suggestion or NONE)
        for one in paper.items
    ]
    return replace(table(columns, rows), type_pt=SMALL_PT)


def replies(paper: Paper) -> Table:
    """What the body says it did of each item, and what a second look showed."""
    columns = (
        Column("对象", 29),
        Column("问题", 40),
        Column("整改情况", 39),
        Column("佐证材料", 19),
        Column("复查结果", 18),
    )
    rows = [
        (_target(one), _problem(one), _reply(one), "；".join(one.files) or NONE, _look(one))
        for one in paper.items
    ]
    return replace(table(columns, rows), type_pt=SMALL_PT)


def receipt(paper: Paper) -> Table:
    """What the receiving body fills in, seals and sends back."""
    received = chinese_date(paper.received_on) if paper.received_on else BLANK_DAY
    due = chinese_date(paper.due_on) if paper.due_on else NONE
    rows = (
        ("来文单位", printable(paper.office)),
        ("来文名称、文号", f"{paper.title}　{paper.number}"),
        ("问题数", f"{len(paper.items)} 条"),
        ("整改期限", due),
        ("收文单位（盖章）", f"{printable(paper.addressee)}\n\n"),
        ("签收人", printable(paper.received_by)),
        ("签收日期", received),
        ("经办人及联系电话", ""),
        ("备注", ""),
    )
    return Table((Column("项目", 46, is_centred=True), Column("内容", 110)), rows, type_pt=14.0)


def states(check: SelfCheck) -> Table:
    """How the items of a body stand, by kind of problem."""
    rows = [(kind, f"{count}") for kind, count in check.by_kind.items()]
    return table((Column("问题类别", 105), Column("条数", 40, is_centred=True)), rows)


def lines(check: SelfCheck) -> Table:
    """Every item of a body over all its papers, with where it stands."""
    columns = (
        Column("文号", 31),
        Column("对象", 31),
        Column("问题", 43),
        Column("整改情况", 25),
        Column("状态", 15, is_centred=True),
    )
    rows = [
        (paper.number, _target(one), _problem(one), one.says or "未答复", one.state)
        for paper in check.papers
        for one in paper.items
    ]
    return replace(table(columns, rows), type_pt=SMALL_PT)


OF_ORDERS: Mapping[str, Callable[[Paper], Table]] = {
    "items": items,
    "replies": replies,
    "receipt": receipt,
}
OF_BODIES: Mapping[str, Callable[[SelfCheck], Table]] = {"states": states, "lines": lines}


def _target(one: PaperItem) -> str:
    return f"{one.target}{BREAK}（{one.target_code}）"


def _indicator(one: PaperItem) -> str:
    veto = f"{BREAK}单项否决" if one.is_veto else ""
    return f"{one.indicator}{BREAK}{one.indicator_name}{veto}"


def _problem(one: PaperItem) -> str:
    """What is wrong, its kind before it, and whether it was asked for before."""
    seen = f"：{one.found}" if one.found and not one.kind and one.found != one.title else ""
    again = ""
    if one.origin != ORIGIN_LABELS[Origin.NEW]:
        streak = f"，连续{one.streak}期" if one.streak > 1 else ""
        again = f"{BREAK}【{one.origin}{streak}】"
    limit = f"{BREAK}判定：{one.limit}" if one.limit else ""
    return f"{f'{one.kind}：' if one.kind else ''}{one.title}{seen}{limit}{again}"


def _place(one: PaperItem) -> str:
    parts = [one.place or NONE]
    if one.quote and one.kind:
        parts.append(f"原文：{one.quote}")
    if one.places > 1:
        parts.append(f"共{one.places}处")
    if one.record:
        digest = one.record.partition(":")[2] or one.record
        parts.append(f"证据：{digest[:RECORD_CHARACTERS]}")
    return BREAK.join(parts)


def _reply(one: PaperItem) -> str:
    if not one.says:
        return "未答复"
    day = f"（{chinese_date(one.replied_on)}）" if one.replied_on else ""
    contest = f"{BREAK}{one.contest}" if one.contest else ""
    return f"{one.says}{day}{f'：{one.reply}' if one.reply else ''}{contest}"


def _look(one: PaperItem) -> str:
    day = f"（{chinese_date(one.seen_on)}）" if one.seen_on else ""
    return f"{one.seen}{day}{BREAK}{one.state}" if one.seen else one.state
