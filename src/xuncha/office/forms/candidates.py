"""What a sample is drawn from: articles, policies and service guides a visit saw of a site."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from xuncha.engine.bundle.errors import BundleError
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import ListItem
from xuncha.engine.domain.services import Interpretation, Presence, ServiceFacts
from xuncha.engine.domain.windows import local_day
from xuncha.engine.domain.words import ColumnKind, PageKind
from xuncha.engine.extract.page import read_page
from xuncha.office.casework.models import ColumnRecord, RoundTarget
from xuncha.office.casework.taking_in import services_of
from xuncha.office.forms.definition import Source

OF_A_COLUMN, IN_ALL, COLUMNS = 60, 400, 40
"""Titles taken from one column, titles in all, columns read: enough for a fair lot, and bounded."""
SHORTEST = 6
"""Characters of a title that can be searched for: shorter ones are menu words."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that can be drawn. ``values`` are fields the machine read already."""

    title: str
    url: str
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Everything a sample can be drawn from, and where it was read."""

    origin: str
    found: tuple[Candidate, ...]


def candidates_of(target: RoundTarget, source: Source) -> Candidates:
    """The candidates of a target in the order they were seen, each once; none where the visit saw
    none, or its bundle is not here."""
    visit = getattr(target, "visit", None)
    services = services_of(visit)
    if source is Source.GUIDES:
        guides = tuple(_guides(services))
        return Candidates("本次访问读到的办事指南", _once(guides))
    wanted = target.columns.exclude(record="")
    if source is Source.POLICIES:
        wanted = wanted.filter(kind=ColumnKind.POLICY.value)
    columns = list(wanted.order_by("position")[:COLUMNS])
    items = _items(visit.bundle_path if visit else "", columns, local_day(target.round.as_of))
    pairs = services.interpretations if services else ()
    readings = {page_key(one.policy_url): one for one in pairs}
    host = _host(target.url)
    found = (
        Candidate(item.title, item.url, _interpreted(readings.get(page_key(item.url))))
        for item in items
        if len(item.title) >= SHORTEST and _host(item.url) == host
    )
    names = "、".join(column.name for column in columns[:8])
    more = f"等 {len(columns)} 个栏目" if len(columns) > 8 else ""
    return Candidates(f"本次访问的栏目列表页（{names}{more}）", _once(found))


def _guides(services: ServiceFacts | None) -> Iterator[Candidate]:
    seen = {Presence.PRESENT: "has", Presence.ABSENT: "lacks"}
    for guide in services.guides if services else ():
        values = {
            one.element.value: seen[one.presence] for one in guide.elements if one.presence in seen
        }
        yield Candidate(guide.title, guide.url, values)


def _interpreted(pair: Interpretation | None) -> dict[str, str]:
    """What the machine saw of a policy's interpretation; nothing where it saw none, for it may
    stand where nobody looked."""
    if pair is None:
        return {}
    values = {"interpreted": "yes", "reading": pair.reading_url}
    if pair.from_policy is not None and pair.from_reading is not None:
        values["linked"] = "both" if pair.from_policy and pair.from_reading else "not"
    return values


def _items(bundle_path: str, columns: Iterable[ColumnRecord], today: date) -> Iterator[ListItem]:
    try:
        kept = Bundle.open(bundle_path)
    except BundleError:
        return
    for column in columns:
        try:
            body = kept.body_of(column.record)
        except BundleError:
            continue
        page = read_page(body, column.url, content_type="", as_of=today, kind=PageKind.LIST)
        yield from page.items[:OF_A_COLUMN]


def _once(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    by_key: dict[str, Candidate] = {}
    for one in found:
        by_key.setdefault(page_key(one.url) or one.title, one)
        if len(by_key) == IN_ALL:
            break
    return tuple(by_key.values())


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
