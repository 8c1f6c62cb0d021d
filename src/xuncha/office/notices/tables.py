"""The annexes as plain tables: what the DOCX and the XLSX print alike.

An annex is complete or it is not made: every builder holds its rows against the count the text
gives.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from xuncha.engine.domain.words import LABELS, TargetKind
from xuncha.office.notices.backing import BackedCell, unmarked_rows
from xuncha.office.notices.content import (
    Edition,
    FailingAccount,
    FailingSite,
    NoticeContent,
    TextError,
)
from xuncha.office.notices.phrases import printable
from xuncha.office.notices.references import ACCOUNTS, METHOD, SITES, TEXT_ERRORS

NOTHING = "无"
BREAK = "\x1e"
SMALL_PT = 9.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading, its width on an A4 page (type area 156 mm), how its cells stand."""

    heading: str
    width_mm: float
    is_centred: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows, the first column a serial number; no rows: the annex says 无. ``figures``
    are the cells that open."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    type_pt: float = 10.5
    figures: tuple[BackedCell, ...] = ()


@dataclass(frozen=True, slots=True)
class Annex:
    """One annex with its number and title."""

    number: int
    title: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class AnnexDraft:
    """An annex before it has its number. ``expected`` rows its first table must have, if known."""

    key: str
    title: str
    tables: tuple[Table, ...]
    expected: int | None = None


def site_annex(content: NoticeContent) -> AnnexDraft:
    """The failing sites."""
    title = f"{content.head.period}政府网站问题检查情况"
    return AnnexDraft(SITES, title, (_sites(content),), content.sites.unqualified)


def account_annex(content: NoticeContent) -> AnnexDraft:
    """The failing accounts."""
    title = f"{content.head.period}不合格政务新媒体"
    return AnnexDraft(ACCOUNTS, title, (_accounts(content),), content.accounts.unqualified)


def text_error_annex(content: NoticeContent) -> AnnexDraft:
    """The confirmed text errors."""
    title = f"{content.head.period}文字表述错误清单"
    return AnnexDraft(TEXT_ERRORS, title, (_text_errors(content),), content.text_tally.items)


def method_annex(content: NoticeContent) -> AnnexDraft:
    """The rows of the rulebook, and what the program could not see."""
    return AnnexDraft(METHOD, "检查方法说明", (_method(content), *_could_not_look(content)))


def table(
    columns: tuple[Column, ...],
    rows: Sequence[tuple[str, ...]],
    caption: str = "",
    *,
    has_total: bool = False,
) -> Table:
    """Number the rows (a last row of totals has no number) and make every cell printable."""
    last = len(rows) if has_total else 0
    numbered = tuple(
        (
            "" if index == last else str(index),
            *("\n".join(map(printable, cell.split(BREAK))) for cell in row),
        )
        for index, row in enumerate(rows, start=1)
    )
    told, figures = unmarked_rows(numbered)
    serial = Column("序号", 11, is_centred=True)
    return Table((serial, *columns), told, caption, figures=figures)


def _sites(content: NoticeContent) -> Table:
    columns = (
        Column("主办单位/地区", 32),
        Column("网站名称", 35),
        Column("网站标识码", 24, is_centred=True),
        Column("主要问题", 35),
        Column("适用指标", 19, is_centred=True),
    )
    rows = [(_owner(site), site.name, site.code, *_reasons(site)) for site in content.failing_sites]
    return table(columns, rows)


def _accounts(content: NoticeContent) -> Table:
    columns = (
        Column("主办单位", 39),
        Column("账号名称", 33),
        Column("平台", 23, is_centred=True),
        Column("存在问题", 50),
    )
    rows = [
        (account.owner, account.name, account.platform, _reasons(account)[0])
        for account in content.failing_accounts
    ]
    return table(columns, rows)


def _text_errors(content: NoticeContent) -> Table:
    last = content.follow_up.period_short if content.follow_up else "上期"
    is_public = content.edition is Edition.PUBLIC
    where = Column("错误类别", 26) if is_public else Column("页面标题/网址", 52)
    columns = (
        Column("对象类型", 19, is_centred=True),
        Column("名称", 41 if is_public else 25),
        where,
        Column("错误内容", 27 if is_public else 19),
        Column("修改建议", 19 if is_public else 17),
        Column(f"是否{last}未整改", 13, is_centred=True),
    )
    rows = [
        (
            _subject(error.kind),
            error.name,
            LABELS[error.error_kind] if is_public else _place(error),
            error.wrong,
            error.suggestion or "—",
            "是" if error.carried_over else "否",
        )
        for error in content.text_errors
    ]
    return replace(table(columns, rows), type_pt=SMALL_PT)


def _place(error: TextError) -> str:
    """Title and address of the page; the public is not led to it."""
    return f"{error.page_title}{BREAK}{error.url}"


def _method(content: NoticeContent) -> Table:
    columns = (
        Column("指标编号", 25, is_centred=True),
        Column("指标名称", 66),
        Column("判定方式", 27, is_centred=True),
        Column("本次是否检查", 27, is_centred=True),
    )
    rows = [
        (row.indicator, row.name, LABELS[row.judge], "检查" if row.in_force else "未检查")
        for row in (*content.method.in_force, *content.method.not_examined)
    ]
    return table(columns, rows, "一、指标及检查范围")


def _could_not_look(content: NoticeContent) -> tuple[Table, ...]:
    """The table of what the program could not see; empty when it saw everything."""
    columns = (
        Column("对象", 36),
        Column("标识码", 24, is_centred=True),
        Column("指标", 25),
        Column("未能查看的原因", 30),
        Column("处理情况", 30),
    )
    rows = [
        (
            entry.name,
            entry.code,
            f"{entry.indicator} {entry.indicator_name}",
            "：".join(filter(None, (entry.class_label, entry.reason))),
            entry.settled or f"尚未查看。{entry.remedy}",
        )
        for entry in content.could_not_look
    ]
    return (table(columns, rows, "二、未能由程序查看的对象"),) if rows else ()


def _owner(site: FailingSite) -> str:
    """The sponsoring body, with its territory where that says more."""
    return f"{site.owner}/{site.region}" if site.region else site.owner


def _reasons(target: FailingSite | FailingAccount) -> tuple[str, str]:
    """The problems and the indicators, each joined in one cell."""
    return (
        "；".join(reason.text for reason in target.reasons),
        "；".join(reason.indicator for reason in target.reasons),
    )


def _subject(kind: TargetKind) -> str:
    return "政府网站" if kind is TargetKind.SITE else "政务新媒体"
