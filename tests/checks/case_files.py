"""Reads a check's case file (TOML) into facts: short for what a visit would have told."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.checks.case_services import labelled_of, offers_of, services_of
from xuncha.engine.domain.attachments import AttachmentFacts, AttachmentKind
from xuncha.engine.domain.facts import (
    AccountFacts,
    ArticleFacts,
    Block,
    ColumnFacts,
    DateFact,
    ListItem,
    Post,
    SiteFacts,
    TargetFacts,
)
from xuncha.engine.domain.fetches import History, ProbeRow
from xuncha.engine.domain.letters import Letter, LetterFile, Letters
from xuncha.engine.domain.own_words import OwnWords, Repost
from xuncha.engine.domain.tampering import OutsideTrace, PageTraces, SeenAs, TamperingFacts
from xuncha.engine.domain.targets import AccountPlan, ColumnPlan, KnownAccount, SitePlan
from xuncha.engine.domain.words import (
    AccountFunction,
    ColumnKind,
    DateKind,
    DatePlace,
    Level,
    UnableClass,
)
from xuncha.engine.extract.tampering.bodies import bodies_of
from xuncha.engine.extract.tampering.page import read_traces

FOLDER = Path(__file__).parent / "cases"
RECORD = "sha256:" + "0" * 64


@dataclass(frozen=True)
class Case:
    """One case: what goes in, and what is expected of the outcome."""

    name: str
    facts: TargetFacts
    history: History
    params: dict[str, Any]
    limit: float
    as_of: datetime
    expect: dict[str, Any]


def cases_of(slug: str) -> list[Path]:
    """The case files of one check, by name."""
    return sorted((FOLDER / slug).glob("*.toml"))


def read_case(path: Path) -> Case:
    """The case in one file."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    as_of = raw["as_of"]
    facts = _account(raw, as_of) if "account" in raw else _site(raw, as_of)
    params = dict(raw["params"])
    limit = params.pop("limit")
    return Case(path.stem, facts, _history(raw, as_of), params, limit, as_of, raw["expect"])


def _site(raw: dict[str, Any], as_of: datetime) -> SiteFacts:
    site = raw.get("site", {})
    url = site.get("url", "http://a.example/")
    code = site.get("code", "6600000001")
    plan = SitePlan(code, "某网站", url, Level.CITY, site.get("portal", True), True)
    items = tuple(_item(entry) for entry in raw.get("home", []))
    dates = [item.date for item in items if item.date and item.date <= as_of.date()]
    newest = max(dates, default=None)
    unable = UnableClass(site["unable"]) if "unable" in site else None
    columns = [c for spec in raw.get("columns", []) for c in _columns(spec)]
    return SiteFacts(
        plan=plan,
        visited_at=as_of,
        unable=unable,
        reason=site.get("reason", ""),
        home_items=items,
        home_newest=newest,
        home_newest_quote=newest.isoformat() if newest else "",
        home_url=site.get("arrived", url),
        home_record=RECORD,
        columns=tuple(columns),
        articles=tuple(_article(entry) for entry in raw.get("articles", [])),
        pages=1,
        home_unread=site.get("home_unread", ""),
        home_listed=site.get("home_listed"),
        tampering=_tampering(raw),
        bodies=bodies_of(map(_article, raw.get("articles", [])), as_of.date()),
        services=services_of(raw),
        attachments=tuple(_attachment(entry) for entry in raw.get("attachments", [])),
        offers=offers_of(raw),
        labelled=labelled_of(raw),
    )


def _tampering(raw: dict[str, Any]) -> TamperingFacts:
    """Traces out of markup, read as a visit reads them; outside targets as said."""
    pages = []
    for entry in raw.get("pages", []):
        url = entry.get("url", "http://www.a.example/p.html")
        traces = read_traces(entry["html"], url)
        seen_as = SeenAs(entry.get("seen_as", "reader"))
        pages.append(PageTraces(url, RECORD, traces.links, traces.wording, seen_as=seen_as))
    outside = tuple(
        OutsideTrace(one["url"], one["on"], RECORD, one["lapsed"], one["reason"])
        for one in raw.get("outside", [])
    )
    return TamperingFacts(
        tuple(pages), outside, len(pages), raw.get("looked", 0), links_asked="looked" in raw
    )


def _item(entry: dict[str, Any]) -> ListItem:
    url = entry.get("url", "http://a.example/i.html")
    return ListItem(entry.get("title", "条目"), url, entry.get("date"))


def _columns(spec: dict[str, Any]) -> list[ColumnFacts]:
    """``times`` columns alike; their names carry a number."""
    return [_column(spec, number) for number in range(1, spec.get("times", 1) + 1)]


def _column(spec: dict[str, Any], number: int) -> ColumnFacts:
    name = f"{spec['name']}{number}" if "times" in spec else spec["name"]
    plan = ColumnPlan(
        name=name,
        url=spec.get("url", f"http://a.example/{name}/"),
        kind=ColumnKind(spec.get("kind", "other")),
        level=spec.get("level", 1),
        has_duty=spec.get("duty"),
        period_days=spec.get("period_days"),
        counts=spec.get("counts", True),
        exempt_reason=spec.get("exempt_reason", ""),
        exempt_by=spec.get("exempt_by", ""),
        exempt_until=spec.get("exempt_until"),
    )
    newest: date | None = spec.get("newest")
    return ColumnFacts(
        plan=plan,
        items=tuple(_item(entry) for entry in spec.get("items", [])),
        newest=newest,
        newest_quote=f"最新一条（{newest}）" if newest else "",
        newest_url="",
        blank=spec.get("blank", False),
        unable=UnableClass(spec["unable"]) if "unable" in spec else None,
        reason="",
        record=RECORD,
        undated_items=spec.get("undated", 0),
        newest_listed=spec.get("listed"),
        loads_more=spec.get("loads_more", False),
    )


def _article(entry: dict[str, Any]) -> ArticleFacts:
    blocks = tuple(Block(text, entry.get("language", "zh")) for text in entry.get("text", []))
    url = entry.get("url", "http://a.example/t1.html")
    made = entry.get("made")
    dates = (DateFact(DateKind.GENERATED, DatePlace.URL, made, str(made)),) if made else ()
    title = entry.get("title", "标题")
    return ArticleFacts(url, title, blocks, entry.get("date"), dates, None, RECORD)


def _attachment(entry: dict[str, Any]) -> AttachmentFacts:
    url, kind = f"http://a.example/f/{entry['name']}", AttachmentKind.DOC
    return AttachmentFacts(url, entry["name"], entry["on"], RECORD, kind, None, (), None, "")


def _account(raw: dict[str, Any], as_of: datetime) -> AccountFacts:
    account = raw["account"]
    plan = AccountPlan(
        "A0001",
        account.get("name", "某发布"),
        "微博",
        AccountFunction(account["function"]),
        Level.CITY,
        "http://f.example/1",
    )
    posts = tuple(
        Post(
            "标题", entry.get("text", ""), f"http://f.example/{i}", entry.get("at"), "订阅", RECORD
        )
        for i, entry in enumerate(raw.get("posts", []))
    )
    unable = UnableClass(account["unable"]) if "unable" in account else None
    return AccountFacts(plan, as_of, unable, account.get("reason", ""), posts, RECORD)


def _history(raw: dict[str, Any], as_of: datetime) -> History:
    rows: list[ProbeRow] = []
    for spec in raw.get("probes", []):
        for number in range(spec["times"]):
            apart = spec.get("minutes_apart", 60)
            at = as_of - timedelta(minutes=apart * (len(rows) + 1) - number % min(7, apart))
            failure = UnableClass(spec["failure"]) if "failure" in spec else None
            rows.append(ProbeRow(at, failure, None if failure else 200, spec.get("ms", 400)))
    seen_on = raw.get("seen_on", as_of.date())
    return History(
        tuple(rows),
        own=OwnWords(reposts=tuple(Repost(**one) for one in raw.get("reposts", []))),
        bodies=bodies_of(map(_article, raw.get("before", [])), seen_on),
        sponsor=raw.get("account", {}).get("sponsor", ""),
        siblings=tuple(KnownAccount(**one) for one in raw.get("siblings", [])),
        letters=_letters(raw["letters"]) if "letters" in raw else None,
    )


def _letters(raw: dict[str, Any]) -> Letters:
    file = LetterFile("导出.xlsx", RECORD)
    rows = tuple(
        Letter(
            one["number"], one["received"], one.get("answered"), one.get("valid"), "第 2 行", file
        )
        for one in raw.get("rows", [])
    )
    return Letters(raw["since"], raw["until"], rows, (file,), raw.get("broken", 0))
