"""One HTML page read into facts (contracts.md, ``extract``)."""

from dataclasses import dataclass
from datetime import date

from xuncha.engine.domain.facts import Block, DateFact, ListItem, PageFacts
from xuncha.engine.domain.words import DateKind, DatePlace, PageKind
from xuncha.engine.extract import dates as page_dates
from xuncha.engine.extract.anchors import absolute, images_of, links_of
from xuncha.engine.extract.body import blocks_of, body_lines, running_text
from xuncha.engine.extract.challenge import challenge_of
from xuncha.engine.extract.charset import decode_page
from xuncha.engine.extract.collecting import uncollected
from xuncha.engine.extract.items import newest_of
from xuncha.engine.extract.kinds import (
    Shape,
    is_blank,
    is_plainly_written,
    kind_by_address,
    kind_of_page,
    opens_text,
)
from xuncha.engine.extract.labels import read_labels
from xuncha.engine.extract.languages import language_of
from xuncha.engine.extract.listing import NO_LISTING, Listing, Looking, read_listing
from xuncha.engine.extract.outline import Line, Outline, build
from xuncha.engine.extract.publication import (
    disagreement,
    is_source_line,
    publication,
    source_lines,
)
from xuncha.engine.extract.rendering import lacks_its_content, loads_more
from xuncha.engine.extract.titles import read_title
from xuncha.engine.extract.unwrap import unwrap

_ROWS, _DATED_ROWS = 5, 2
"""Fewer rows than these are no list: a paragraph with links in it looks like three."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A parsed page with what every reader of it needs."""

    url: str
    base: str
    html: str
    charset: str
    outline: Outline
    labels: tuple[tuple[str, str], ...]
    title: str
    title_at: int
    as_of: date


@uncollected
def read_page(
    body: bytes,
    url: str,
    *,
    content_type: str,
    as_of: date,
    kind: PageKind | None = None,
    elsewhere: frozenset[str] = frozenset(),
) -> PageFacts:
    """Everything one page says. ``kind`` None lets the page say what it is.

    ``elsewhere`` are addresses (``anchors.plain_address``) known to be the home page or columns of
    the site: links to them are navigation and never items.
    Never raises for what a page holds; an unreadable page has no title, no blocks and no items.
    """
    page = _parse(body, url, content_type, as_of)
    by_name = {name.lower(): value for name, value in page.labels}
    settled = kind or kind_by_address(url, by_name)
    lines: list[Line] = []
    if settled is not PageKind.LIST:
        lines = body_lines(page.outline, page.title, page.title_at)
    at = page.title_at if page.title_at >= 0 else lines[0].number if lines else -1
    may_publish = settled is None or settled is PageKind.ARTICLE
    seen = page_dates.dates_in_lines(page.outline, page.title, at, may_publish=may_publish)
    if settled is None and is_plainly_written(url, lines, source_lines(seen)):
        settled = PageKind.ARTICLE
    listing = NO_LISTING
    if settled is not PageKind.ARTICLE:
        looking = Looking(page.base, as_of, settled is PageKind.HOME, elsewhere)
        listing = read_listing(page.outline, page.html, looking)
    if settled is None:
        settled = kind_of_page(url, by_name, _shape(page, listing, lines, seen))
    if settled is PageKind.LIST:
        lines = [] if listing.own else body_lines(page.outline, page.title, page.title_at)
    return _facts(page, settled, listing, lines, seen)


def _parse(body: bytes, url: str, content_type: str, as_of: date) -> _Page:
    text, charset, encoded = decode_page(body, content_type)
    html = unwrap(text)
    outline = build(html, encoded if html is text else b"")
    labels = read_labels(outline.metas)
    by_name = {name.lower(): value for name, value in labels}
    title, title_at = read_title(outline, by_name, by_name.get("sitename", ""))
    base = absolute(url, outline.base) or url
    return _Page(url, base, html, charset, outline, labels, title, title_at, as_of)


def _shape(page: _Page, listing: Listing, lines: list[Line], seen: list[page_dates.Seen]) -> Shape:
    few = listing.dated < _DATED_ROWS and len(listing.own) < _ROWS
    outside = lines if few else [line for line in lines if not listing.covers(line.first)]
    sourced = any(is_source_line(one) and not listing.covers_line(one.line) for one in seen)
    opened = opens_text(page.title, page.title_at, outside)
    return Shape(running_text(outside), sourced or opened, len(listing.own), listing.dated)


def _facts(
    page: _Page, kind: PageKind, listing: Listing, lines: list[Line], seen: list[page_dates.Seen]
) -> PageFacts:
    blocks = blocks_of(lines, page.outline)
    items = listing.own if kind is PageKind.LIST else listing.every if kind is PageKind.HOME else ()
    written = running_text(lines)
    challenge = challenge_of(page.outline, page.html, items)
    lacking = challenge is None and (
        loads_more(page.outline, boxes=not listing.scripted)
        if items
        else lacks_its_content(page.outline, page.html, kind, written)
    )
    facts, publish = _dates(page, seen, kind)
    return PageFacts(
        url=page.url,
        kind=kind,
        charset=page.charset,
        language=_language(blocks, page.title, items),
        title=page.title,
        publish_date=publish,
        dates=facts,
        disagreement_days=disagreement(facts, page.as_of) if kind is PageKind.ARTICLE else None,
        blocks=blocks,
        labels=page.labels,
        items=items,
        newest=newest_of(items, page.as_of),
        blank=challenge is None
        and not listing.shows
        and is_blank(kind, len(items), written, needs_rendering=lacking),
        needs_rendering=lacking,
        links=links_of(page.outline, page.base),
        challenge=challenge,
        images=images_of(page.outline, page.base) if kind is PageKind.HOME else (),
    )


def _dates(
    page: _Page, seen: list[page_dates.Seen], kind: PageKind
) -> tuple[tuple[DateFact, ...], date | None]:
    """All dates of a page and its publication date (an article's alone)."""
    in_url = page_dates.date_in_url(page.url)
    others = page_dates.dates_in_metas(page.labels)
    if kind is not PageKind.ARTICLE:
        facts = [one.fact for one in seen] + [fact for fact, _ in others]
        return tuple(dict.fromkeys(facts)), None
    others += page_dates.dates_in_scripts(page.outline.scripts)
    chosen = publication(seen, in_url, others, page.as_of)
    facts = []
    for one in seen:
        fact = one.fact
        if chosen is fact and fact.kind is DateKind.UNLABELLED:
            fact = DateFact(DateKind.PUBLISHED, DatePlace.LABEL, fact.value, fact.quote)
        facts.append(fact)
    facts += [in_url] if in_url else []
    facts += [fact for fact, _ in others]
    return tuple(dict.fromkeys(facts)), chosen.value if chosen else None


def _language(blocks: tuple[Block, ...], title: str, items: tuple[ListItem, ...]) -> str:
    counts: dict[str, int] = {}
    for block in blocks:
        counts[block.language] = counts.get(block.language, 0) + len(block.text)
    counts.pop("", None)
    if counts:
        return max(counts, key=lambda name: counts[name])
    return language_of(title + "".join(item.title for item in items))
