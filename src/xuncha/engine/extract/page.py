"""One HTML page read into facts (contracts.md, ``extract``)."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from xuncha.engine.domain.facts import Block, DateFact, ListItem, PageFacts
from xuncha.engine.domain.words import DateKind, DatePlace, PageKind
from xuncha.engine.extract import dates as page_dates
from xuncha.engine.extract.anchors import absolute, links_of
from xuncha.engine.extract.body import blocks_of, body_lines
from xuncha.engine.extract.challenge import challenge_of
from xuncha.engine.extract.charset import decode
from xuncha.engine.extract.items import items_of, newest_of
from xuncha.engine.extract.kinds import is_blank, kind_of_page
from xuncha.engine.extract.labels import read_labels
from xuncha.engine.extract.languages import language_of
from xuncha.engine.extract.lists import Finder, Group
from xuncha.engine.extract.outline import Outline, build
from xuncha.engine.extract.rendering import is_empty_shell, loads_its_content
from xuncha.engine.extract.scriptlists import json_items, records_html
from xuncha.engine.extract.titles import read_title
from xuncha.engine.extract.unwrap import unwrap


@dataclass(frozen=True, slots=True)
class _Listing:
    """What a page lists: the column's own items, all dated items, and whether they stand aside."""

    own: tuple[ListItem, ...]
    every: tuple[ListItem, ...]
    score: float
    dated: int


def read_page(
    body: bytes, url: str, *, content_type: str, as_of: date, kind: PageKind | None = None
) -> PageFacts:
    """Everything one page says. ``kind`` None lets the page say what it is.

    Never raises for what a page holds; an unreadable page has no title, no blocks and no items.
    """
    text, charset = decode(body, content_type)
    html = unwrap(text)
    outline = build(html)
    base = absolute(url, outline.base) or url
    labels = read_labels(outline.metas)
    by_name = {name.lower(): value for name, value in labels}
    title, title_at = read_title(outline, by_name, by_name.get("sitename", ""))
    listing = _read_listing(outline, html, base, as_of)
    lines = body_lines(outline, title, title_at)
    blocks = blocks_of(lines)
    chars = sum(len(line.text) - line.linked for line in lines)
    seen = page_dates.dates_in_lines(outline, title_at)
    chosen = kind or kind_of_page(
        url, by_name, chars, listing.score, listing.dated, len(listing.own)
    )
    items = _items_for(chosen, listing)
    empty = not items and chars < 200
    needs = (empty or (chosen is PageKind.LIST and not items)) and _needs_rendering(
        outline, html, chosen, chars
    )
    challenge = challenge_of(outline, html, len(items))
    facts, publish = _dates(outline, labels, url, seen, as_of, chosen)
    return PageFacts(
        url=url,
        kind=chosen,
        charset=charset,
        language=_language(blocks, title, items),
        title=title,
        publish_date=publish,
        dates=facts,
        disagreement_days=page_dates.disagreement(list(facts), as_of)
        if chosen is PageKind.ARTICLE
        else None,
        blocks=blocks,
        labels=labels,
        items=items,
        newest=newest_of(items, as_of),
        blank=is_blank(chosen, len(listing.own), needs, challenge, chars),
        needs_rendering=needs and challenge is None,
        links=links_of(outline, base),
        challenge=challenge,
    )


def _needs_rendering(outline: Outline, html: str, kind: PageKind, chars: int) -> bool:
    if kind is PageKind.LIST or chars < 60:
        return loads_its_content(outline, html) or (
            is_empty_shell(outline) and bool(outline.scripts)
        )
    return loads_its_content(outline, html)


def _items_for(kind: PageKind, listing: _Listing) -> tuple[ListItem, ...]:
    if kind is PageKind.LIST:
        return listing.own
    return listing.every if kind is PageKind.HOME else ()


def _read_listing(outline: Outline, html: str, base: str, as_of: date) -> _Listing:
    groups = Finder(outline, base).groups()
    own = [group for group in groups if not group.side]
    best = own[0] if own else None
    items = items_of(outline, best, as_of) if best else ()
    every = tuple(
        item for group in groups if group.dated for item in items_of(outline, group, as_of)
    )
    score, dated = (best.score, best.dated) if best else (0.0, 0)
    records = records_html(outline.scripts, html)
    if records:
        extra = build(records)
        found: list[Group] = Finder(extra, base).groups()
        if found and (not best or found[0].dated >= dated):
            items = items_of(extra, found[0], as_of)
            score, dated, every = found[0].score, found[0].dated, every + items
    if dated < 2:
        scripted = json_items(outline.scripts, base)
        if sum(1 for item in scripted if item.date) > dated:
            items, dated = scripted, sum(1 for item in scripted if item.date)
            score, every = float(len(items) * 20), every + scripted
    return _Listing(items, every, score, dated)


def _dates(
    outline: Outline,
    labels: tuple[tuple[str, str], ...],
    url: str,
    seen: list[page_dates.Seen],
    as_of: date,
    kind: PageKind,
) -> tuple[tuple[DateFact, ...], date | None]:
    """All dates of a page and its publication date (an article's alone)."""
    in_url = page_dates.date_in_url(url)
    others = page_dates.dates_in_metas(labels)
    scripted = page_dates.dates_in_scripts(outline.scripts) if kind is not PageKind.LIST else []
    chosen = (
        page_dates.publication(seen, in_url, [*others, *scripted], as_of)
        if kind is PageKind.ARTICLE
        else None
    )
    facts: list[DateFact] = []
    for one in seen:
        fact = one.fact
        if chosen is fact and fact.kind is DateKind.UNLABELLED:
            fact = DateFact(DateKind.PUBLISHED, DatePlace.LABEL, fact.value, fact.quote)
        facts.append(fact)
    if in_url:
        facts.append(in_url)
    facts += [fact for fact, _ in others] + [fact for fact, _ in scripted]
    return tuple(dict.fromkeys(facts)), chosen.value if chosen else None


def _language(blocks: tuple[Block, ...], title: str, items: tuple[ListItem, ...]) -> str:
    counts: dict[str, int] = {}
    for block in blocks:
        counts[block.language] = counts.get(block.language, 0) + len(block.text)
    counts.pop("", None)
    if counts:
        return max(counts, key=lambda name: counts[name])
    return language_of(title + "".join(item.title for item in items))


def host_of(url: str) -> str:
    """The host of an address, lower case."""
    return (urlsplit(url).hostname or "").lower()
