"""The columns of one visited site: the register's, or those its own pages show."""

from dataclasses import replace
from typing import Protocol

from xuncha.engine.domain.facts import ColumnFacts, ListItem, PageFacts
from xuncha.engine.domain.fetches import Fetch
from xuncha.engine.domain.targets import FoundColumn, SitePlan
from xuncha.engine.domain.words import FoundBy, PageKind
from xuncha.engine.extract.columns import Discovery, settled, with_items
from xuncha.engine.extract.navigation import Navigation, read_navigation

_ROUNDS = 3
"""How often newly found columns may lead to more: lists, then their articles, then the rest."""


class VisitedSite(Protocol):
    """The pages of a visited site, as ``read_site`` keeps them."""

    def fetch_of(self, url: str) -> Fetch | None:
        """The final answer to a URL, None when it was never visited."""

    def facts_of(self, fetch: Fetch, kind: PageKind | None = None) -> PageFacts:
        """The facts of a page."""


class SiteColumns:
    """The columns of a site and what its pages say of each."""

    def __init__(
        self, plan: SitePlan, home: Fetch, items: tuple[ListItem, ...], pages: VisitedSite
    ) -> None:
        """Read the navigation; without registered columns also find what pages lead to."""
        self._pages = pages
        self._discovery = Discovery(navigation_of(home), items)
        self._found: dict[str, FoundColumn] = {}
        self.plans = plan.columns
        if not plan.columns:
            self._discover()
            self.plans = tuple(found.plan() for found in self._found.values())

    def told(self, column: ColumnFacts) -> ColumnFacts:
        """A column with what its site says of it; a registered name, kind and level stay."""
        fetch = self._readable(column.plan.url)
        column_type = self._pages.facts_of(fetch).label("ColumnType") if fetch else ""
        titles = [item.title for item in column.items]
        found = self._found.get(column.plan.url)
        if found is None:
            reading = self._discovery.reading_of(column.plan)
            return replace(column, reading=with_items(reading, column_type, titles))
        page = navigation_of(fetch) if fetch else None
        found = settled(found, page, column_type, titles)
        return replace(column, plan=found.plan(), reading=found.reading)

    def _discover(self) -> None:
        site_map = self._readable(self._discovery.map_url)
        if site_map is not None:
            self._discovery.add_map(navigation_of(site_map))
        followed: set[str] = set()
        for _ in range(_ROUNDS):
            fresh = [one for one in self._discovery.columns() if one.url not in followed]
            followed |= {one.url for one in fresh}
            for one in fresh:
                for fetch in self._pages_below(one):
                    self._discovery.add_page(navigation_of(fetch))
        self._found = {
            one.url: one for one in self._discovery.columns() if not self._is_article(one)
        }

    def _pages_below(self, column: FoundColumn) -> list[Fetch]:
        """A column's list page and the first visited article it lists."""
        page = self._readable(column.url)
        if page is None:
            return []
        items = self._pages.facts_of(page).items
        articles = (self._readable(item.url) for item in items)
        first = next((article for article in articles if article is not None), None)
        return [page] if first is None else [page, first]

    def _is_article(self, found: FoundColumn) -> bool:
        """Whether a link taken for a column led to an article."""
        fetch = self._readable(found.url)
        if fetch is None:
            return False
        facts = self._pages.facts_of(fetch)
        if facts.kind is not PageKind.ARTICLE or facts.publish_date is None:
            return False
        return found.reading.found_by is not FoundBy.MENU or bool(facts.label("ArticleTitle"))

    def _readable(self, url: str) -> Fetch | None:
        fetch = self._pages.fetch_of(url) if url else None
        return fetch if fetch and fetch.failure is None and fetch.status == 200 else None


def navigation_of(fetch: Fetch) -> Navigation:
    """The navigation of a fetched page."""
    return read_navigation(fetch.body, fetch.url, fetch.header("content-type"))
