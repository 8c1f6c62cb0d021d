"""The card on interaction and services of a target: what the machine saw, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass

from xuncha.engine.domain.services import (
    SERVICE_LABELS,
    ConsultationColumn,
    Guide,
    Interpretation,
    LinkFacts,
    MessageColumn,
    Presence,
    Searched,
    ServiceFacts,
)
from xuncha.engine.domain.words import LABELS

SHOWN = 50
"""Lines of one section; the facts hold the rest."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a name, what was seen of it, the words it was read from, and where they stand."""

    name: str
    told: str
    quote: str = ""
    url: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines; ``more`` counts the lines left out."""

    heading: str
    lines: tuple[Line, ...]
    more: int = 0


def card_of(services: ServiceFacts | None) -> tuple[Section, ...]:
    """The sections that have lines; empty where nothing was looked at."""
    if services is None:
        return ()
    sections = (
        ("网站标识", list(_marks(services))),
        ("首页入口", list(_entries(services))),
        ("留言与信箱", [line for one in services.messages for line in _messages(one)]),
        ("征集与调查", [line for one in services.consultations for line in _calls(one)]),
        ("办事指南", [_guide(one) for one in services.guides]),
        ("政策与解读", [_pair(one) for one in services.interpretations]),
        ("链接", list(_links(services.links))),
        ("IPv6 和证书", list(_ways(services))),
        ("试搜标题", [_searched(one) for one in services.searched]),
    )
    return tuple(
        Section(heading, tuple(lines[:SHOWN]), max(0, len(lines) - SHOWN))
        for heading, lines in sections
        if lines
    )


def _marks(services: ServiceFacts) -> Iterator[Line]:
    for mark in services.marks:
        told = mark.value or SERVICE_LABELS[mark.presence]
        if mark.matches is not None:
            told += "（与名录一致）" if mark.matches else "（与名录不一致）"
        yield Line(SERVICE_LABELS[mark.kind], told, mark.quote, services.url, services.record)


def _entries(services: ServiceFacts) -> Iterator[Line]:
    for entry in services.entries:
        told = SERVICE_LABELS[entry.presence]
        if entry.presence is Presence.PRESENT and not entry.url:
            told += "，由脚本打开"
        if entry.site_code:
            told += f"，带标识码 {entry.site_code}"
        name = SERVICE_LABELS[entry.kind]
        yield Line(name, told, entry.quote, entry.url or services.url, services.record)


def _messages(column: MessageColumn) -> Iterator[Line]:
    if column.unable is not None:
        told = f"无法查看：{column.reason or LABELS[column.unable]}"
        yield Line(column.name, told, "", column.url, column.record)
        return
    newest = f"最新答复 {column.newest_answer}" if column.newest_answer else "没有读到答复日期"
    told = (
        f"显示 {len(column.items)} 件：已答复 {column.answered}，未答复 {column.unanswered}，"
        f"看不出 {column.untold}；{newest}"
    )
    yield Line(column.name, told, "", column.url, column.record)
    for item in column.items:
        if item.is_answered is False:
            received = f"，来信 {item.received}" if item.received else ""
            yield Line(item.title, f"未答复{received}", item.quote, item.url, column.record)


def _calls(column: ConsultationColumn) -> Iterator[Line]:
    if column.unable is not None:
        told = f"无法查看：{column.reason or LABELS[column.unable]}"
        yield Line(column.name, told, "", column.url, column.record)
        return
    yield Line(column.name, f"显示 {len(column.items)} 项", "", column.url, column.record)
    for item in column.items:
        period = f"{item.opened or '起始日未读到'} 至 {item.closed or '截止日未读到'}"
        state = {True: "进行中", False: "已结束", None: "是否结束看不出"}[item.is_open]
        result = {True: "有结果反馈", False: "未见结果反馈", None: "结果反馈看不出"}
        told = f"{state}，{period}，{result[item.has_feedback]}"
        yield Line(item.title, told, item.quote, item.url, column.record)


def _guide(guide: Guide) -> Line:
    missing = "、".join(SERVICE_LABELS[one] for one in guide.missing)
    unread = "、".join(
        SERVICE_LABELS[one.element] for one in guide.elements if one.presence is Presence.UNREAD
    )
    told = f"缺 {len(guide.missing)} 类：{missing}" if missing else "未发现缺项"
    told += f"；未能读到：{unread}" if unread else ""
    quotes = (one.quote for one in guide.elements if one.quote)
    return Line(guide.title, told, "　".join(quotes)[:400], guide.url, guide.record)


def _pair(pair: Interpretation) -> Line:
    words = {True: "有", False: "没有", None: "未看"}
    told = (
        f"解读：{pair.reading_title}；政策页到解读的链接{words[pair.from_policy]}，"
        f"解读页到政策的链接{words[pair.from_reading]}（依据：{SERVICE_LABELS[pair.told_by]}）"
    )
    return Line(pair.policy_title, told, pair.quote, pair.reading_url)


def _links(links: LinkFacts) -> Iterator[Line]:
    if not links.looked:
        return
    told = (
        f"首页和栏目页共 {links.found} 个链接，看了 {links.looked} 个：能打开 {links.opened}，"
        f"两次 404 {len(links.dead)}，疑似 {len(links.suspect)}，无法查看 {links.unable_count}"
    )
    yield Line("外发链接", told)
    for one in (*links.dead, *links.suspect):
        place = "本站" if one.is_own else "站外"
        quote = f"{one.text}（见于 {one.on}）" if one.on else one.text
        name = f"{SERVICE_LABELS[one.state]}·{place}"
        yield Line(name, one.reason, quote, one.url, one.record)


def _ways(services: ServiceFacts) -> Iterator[Line]:
    ways = services.ways
    if ways.ipv6_looked:
        failed = ways.ipv6_failure
        told = "能打开" if failed is None else ways.ipv6_reason or LABELS[failed]
        yield Line("通过 IPv6 打开首页", told, "", services.url)
    shown = ways.certificate
    if shown is not None:
        told = f"{shown.valid_from} 至 {shown.valid_to} 有效"
        yield Line("首页证书", told, "、".join(shown.names[:5]), services.url, shown.record)
    elif ways.certificate_looked:
        yield Line("首页证书", f"没有看到：{ways.certificate_reason}", "", services.url)


def _searched(one: Searched) -> Line:
    told = {True: "第一页结果中有", False: "第一页结果中没有", None: "看不出"}[one.is_found]
    return Line(one.title, told, one.reason, one.url, one.record)
