"""The places a site offers by name, and the meta labels of the pages visited."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import PageFacts
from xuncha.engine.domain.offers import LabelledPage, Offer, OfferKind
from xuncha.engine.domain.words import PageKind
from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.services.reading import SiteSources, column_pages

_TABLE = "service_offers"
_LONGEST_NAME = 24
"""Characters: what is longer is a sentence or a headline, no name of a place."""
PER_KIND = 10
"""Places kept of one kind: one is enough to show that it is there."""


@dataclass(frozen=True, slots=True)
class Names:
    """What a site calls its places, and the labels of its visited pages in the order visited."""

    offers: tuple[Offer, ...]
    labelled: tuple[LabelledPage, ...]


def read_names(sources: SiteSources) -> Names:
    """Offers and labels of a visit. Nothing of a kind means that no name that was read is one of
    its names; pages that are no content carry no labels."""
    columns = column_pages(sources)
    found: dict[OfferKind, dict[str, Offer]] = {kind: {} for kind in OfferKind}
    for offer in _offers(sources, columns):
        known = found[offer.kind]
        if len(known) < PER_KIND:
            known.setdefault(offer.url or offer.text, offer)
    offers = tuple(offer for kind in OfferKind for offer in found[kind].values())
    return Names(offers, tuple(_labelled(sources, columns)))


def _offers(sources: SiteSources, columns: list[tuple[PageFacts, str]]) -> Iterator[Offer]:
    for column in sources.columns:
        plan = column.plan
        for kind in kinds_named(plan.name):
            yield Offer(kind, plan.name, plan.url, plan.url, column.record)
    for page, record in ((sources.home_facts, sources.home.record), *columns):
        for link in page.links:
            for kind in kinds_named(link.text):
                yield Offer(kind, link.text, link.url, page.url, record)


@lru_cache(maxsize=8192)
def kinds_named(text: str) -> tuple[OfferKind, ...]:
    """The kinds of place that are called so; most words name none."""
    if len(text) > _LONGEST_NAME or not pattern(_TABLE, "hint").search(text):
        return ()
    name = pattern(_TABLE, "trim").sub("", text)
    return tuple(kind for kind in OfferKind if pattern(_TABLE, kind.value).fullmatch(name))


def _labelled(sources: SiteSources, columns: list[tuple[PageFacts, str]]) -> Iterator[LabelledPage]:
    """The home page, the column pages that are lists, the articles; each address once."""
    known = {page_key(sources.home.url)}
    yield _page(sources.home_facts, PageKind.HOME, sources.home.record)
    for page, record in columns:
        key = page_key(page.url)
        if key not in known and page.challenge is None and page.kind is PageKind.LIST:
            known.add(key)
            yield _page(page, PageKind.LIST, record)
    for key, article in sources.articles.items():
        fetch = sources.visited.fetch_of(article.url)
        if fetch is None or key in known:
            continue
        known.add(key)
        page = sources.visited.facts_of(fetch, PageKind.ARTICLE)
        yield _page(page, PageKind.ARTICLE, fetch.record)


def _page(facts: PageFacts, kind: PageKind, record: str) -> LabelledPage:
    return LabelledPage(facts.url, kind, record, facts.labels, facts.title, facts.publish_date)
