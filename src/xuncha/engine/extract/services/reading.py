"""Interaction and services of a site, read from the pages that tell of them and no others."""

from dataclasses import dataclass
from datetime import date

from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import ArticleFacts, ColumnFacts, PageFacts
from xuncha.engine.domain.fetches import Fetch
from xuncha.engine.domain.services import (
    ConsultationColumn,
    Guide,
    Interpretation,
    LinkFacts,
    MessageColumn,
    ServiceFacts,
)
from xuncha.engine.domain.targets import SitePlan
from xuncha.engine.domain.words import ColumnKind, PageKind
from xuncha.engine.extract.columnkinds import kind_of
from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.services.consultations import read_consultations
from xuncha.engine.extract.services.entries import read_entries
from xuncha.engine.extract.services.guides import read_guide
from xuncha.engine.extract.services.links import LinkSources, read_links
from xuncha.engine.extract.services.marks import read_marks
from xuncha.engine.extract.services.messages import read_messages
from xuncha.engine.extract.services.relations import is_reading, read_relations
from xuncha.engine.extract.services.searching import read_searched
from xuncha.engine.extract.services.sheet import Sheet, Visited, is_readable, open_sheet
from xuncha.engine.extract.services.ways import read_ways

_TABLE = "service_columns"


@dataclass(frozen=True, slots=True)
class SiteSources:
    """What services are read from: the bundle, its pages, the home page, columns and articles."""

    bundle: Bundle
    plan: SitePlan
    visited: Visited
    home: Fetch
    home_facts: PageFacts
    columns: tuple[ColumnFacts, ...]
    articles: dict[str, ArticleFacts]
    today: date


def read_services(sources: SiteSources) -> ServiceFacts:
    """Marks and entries of the home page, message columns, guides, consultations, interpretations
    and links."""
    home = open_sheet(sources.home, sources.home_facts)
    messages: list[MessageColumn] = []
    consultations: list[ConsultationColumn] = []
    for column in sources.columns:
        name = "".join(column.plan.name.split())
        if _is_consultation(name):
            sheet = _sheet(column, sources.visited)
            consultations.append(read_consultations(column, sheet, sources.visited, sources.today))
        elif _may_hold_messages(column, name):
            sheet = _sheet(column, sources.visited)
            named = bool(pattern(_TABLE, "message").search(name))
            found = read_messages(column, sheet, sources.visited, only_telling=not named)
            messages += [found] if found else []
    return ServiceFacts(
        url=sources.home.url,
        record=sources.home.record,
        marks=read_marks(home, sources.plan.code),
        entries=read_entries(home),
        messages=tuple(messages),
        guides=_guides(sources),
        consultations=tuple(consultations),
        interpretations=_interpretations(sources),
        links=_links(sources),
        ways=read_ways(sources.bundle),
        searched=read_searched(sources.bundle, sources.today),
    )


def _kind(column: ColumnFacts) -> ColumnKind:
    return column.plan.kind or kind_of(column.plan.name)[0]


def _is_consultation(name: str) -> bool:
    return bool(pattern(_TABLE, "consultation").search(name)) and not _is_special(name)


def _is_special(name: str) -> bool:
    return bool(pattern(_TABLE, "special").search(name))


def _may_hold_messages(column: ColumnFacts, name: str) -> bool:
    if _is_special(name) or pattern(_TABLE, "feedback").search(name):
        return False
    named = bool(pattern(_TABLE, "message").search(name))
    return named or _kind(column) is ColumnKind.INTERACTION


def _sheet(column: ColumnFacts, visited: Visited) -> Sheet | None:
    fetch = visited.fetch_of(column.plan.url)
    if fetch is None or not is_readable(fetch) or not column.record:
        return None
    facts = visited.facts_of(fetch)
    return open_sheet(fetch, facts) if facts.challenge is None else None


def _guides(sources: SiteSources) -> tuple[Guide, ...]:
    """The guides among the visited pages of service columns, each once."""
    found: dict[str, Guide] = {}
    for column in sources.columns:
        name = "".join(column.plan.name.split())
        if _kind(column) is not ColumnKind.SERVICE and not pattern(_TABLE, "guide").search(name):
            continue
        for item in column.items:
            key = page_key(item.url)
            article = sources.articles.get(key)
            fetch = sources.visited.fetch_of(item.url)
            if key in found or article is None or fetch is None:
                continue
            facts = sources.visited.facts_of(fetch, PageKind.ARTICLE)
            guide = read_guide(open_sheet(fetch, facts))
            if guide:
                found[key] = guide
    return tuple(found.values())


def _interpretations(sources: SiteSources) -> tuple[Interpretation, ...]:
    policies: dict[str, ArticleFacts] = {}
    readings: dict[str, ArticleFacts] = {}
    for column in sources.columns:
        kind = _kind(column)
        if kind not in (ColumnKind.POLICY, ColumnKind.INTERPRETATION):
            continue
        for item in column.items:
            article = sources.articles.get(page_key(item.url))
            if article is None:
                continue
            explains = kind is ColumnKind.INTERPRETATION or is_reading(article.title)
            (readings if explains else policies)[article.url] = article
    return read_relations(policies.values(), readings.values(), sources.visited)


def column_pages(sources: SiteSources) -> list[tuple[PageFacts, str]]:
    """The pages of the columns that could be read, each with its record."""
    found = []
    for column in sources.columns:
        fetch = sources.visited.fetch_of(column.plan.url)
        if fetch is not None and is_readable(fetch):
            found.append((sources.visited.facts_of(fetch), fetch.record))
    return found


def _links(sources: SiteSources) -> LinkFacts:
    lists = [page for page, _ in column_pages(sources)]
    return read_links(
        LinkSources(
            sources.bundle,
            sources.visited,
            sources.home_facts,
            tuple(lists),
            sources.plan.url,
            frozenset(page_key(page.url) for page in (sources.home_facts, *lists)),
        )
    )
