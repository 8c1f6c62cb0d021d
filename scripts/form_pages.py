"""The page on forms, from their files."""

from collections.abc import Iterator

from xuncha.engine.domain.words import LABELS, RowKind
from xuncha.office.forms.definition import Field, FieldKind, Form, Measure, Yield, load_forms
from xuncha.office.forms.reckoning import SAMPLED

KINDS = {
    FieldKind.TEXT: "一行文字",
    FieldKind.LONG: "一段文字",
    FieldKind.DATE: "日期",
    FieldKind.NUMBER: "数字",
    FieldKind.LINK: "网址",
}
MEASURES = {
    Measure.SUM: "各选项计数之和",
    Measure.ENTRIES: "计数达到 {least} 的条目数",
    Measure.EVERY: "每一条都计数的，计 1",
    Measure.ALL_OF_FEW: "总数不足 {few} 且每一条计数都达到 {least} 的，计 1",
}


def form_pages() -> dict[str, str]:
    """The page, by its path under docs/."""
    head = (
        "# 核查表\n\n由人判断的指标各用哪张表、看什么、怎样计数。表的定义是带日期的数据"
        "（`src/xuncha/data/forms/*.toml`）；点名的指标用点名的表，其余用“通用核查”或“加分项核查”。"
        "没有看成的不计数，也不算通过。"
    )
    return {"forms.md": "\n\n".join([head, *map(_form, load_forms())])}


def _form(form: Form) -> str:
    rows = "、".join(form.rows).replace("*", f"其余{_kinds(form.kinds)}指标")
    traits = [
        *(["每项指标一张"] if form.per_row else []),
        *(["两人认定"] if form.two_persons else []),
        *(["限阅"] if form.restricted else []),
        *([f"图片最多 {form.pictures} 张"] if form.pictures else ["不收图片"]),
    ]
    parts = [
        f"## {form.title}（`{form.name}`）",
        f"指标：{rows}。{'；'.join(traits)}。自 {form.valid_from} 起。",
        f"来源：{form.source}（{LABELS[form.confidence]}）。{form.note}",
        "\n".join(f"{number}. {line}" for number, line in enumerate(form.look, 1)),
        f"依据：{'；'.join(form.ask)}。",
        _fields(form),
        "\n".join(f"- {line}" for line in _counting(form)),
    ]
    return "\n\n".join(parts)


def _kinds(kinds: tuple[RowKind, ...]) -> str:
    return "、".join(LABELS[kind] for kind in kinds)


def _fields(form: Form) -> str:
    entries = form.entries
    lines = ["| 填写 | 类型或选项（括号内为计数） |", "| --- | --- |"]
    lines += [f"| {one.label} | {_options(one)} |" for one in form.fields]
    if entries is not None:
        drawn = f"，抽取 {entries.size or '全部'}" if entries.source else ""
        lines += [
            f"| 每条{entries.title}{drawn}：{one.label} | {_options(one)} |"
            for one in entries.fields
        ]
    return "\n".join(lines)


def _options(one: Field) -> str:
    if one.kind is not FieldKind.CHOICE:
        return KINDS[one.kind]
    told = []
    for option in one.options:
        mark = f"（{option.counts:g}）" if option.counts else ""
        mark += "（无法查看）" if option.unable else ""
        mark += "（不计入）" if option.skip else ""
        mark += "（豁免）" if option.exempt else ""
        told.append(f"{option.label}{mark}")
    return "；".join(told)


def _counting(form: Form) -> Iterator[str]:
    for told in form.yields:
        row = "本表的指标" if told.row == "*" else told.row
        yield f"{row}：{_measure(told)}，{told.hit_at:g} 起为发现问题（或达到加分条件）"
    sampled = any(told.measure in SAMPLED for told in form.yields)
    if form.entries is not None and form.entries.least and sampled:
        yield f"不足 {form.entries.least} 条的，不得出“未发现问题”"
    if form.reply is not None:
        grades = "；".join(f"{one.label}（{one.counts:g}）" for one in form.reply.grades)
        yield (
            f"答复按工作日分档：{grades}；逾期（{form.reply.late.counts:g}）；"
            f"期满未答复（{form.reply.none.counts:g}）；期限未到的等待"
        )


def _measure(told: Yield) -> str:
    return MEASURES[told.measure].format(least=f"{told.least:g}", few=f"{told.fewer_than:g}")
