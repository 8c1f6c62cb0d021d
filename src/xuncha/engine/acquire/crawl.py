"""Which pages of a site are visited, in a fixed order: home, columns, lists, articles.

Files and links come after all pages, so that they never take a page's share of the visit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from xuncha.engine.acquire.eyes import OtherEyes
from xuncha.engine.acquire.files import FileVisit
from xuncha.engine.acquire.finding import Finding
from xuncha.engine.acquire.gate import host_of
from xuncha.engine.acquire.leads import LeadLooks
from xuncha.engine.acquire.links import LinkLooks
from xuncha.engine.acquire.lookout import Lookout, Seen
from xuncha.engine.acquire.pager import next_page
from xuncha.engine.acquire.searching import search_for_titles
from xuncha.engine.acquire.ways import look_at_ways
from xuncha.engine.bundle.journal import Decision
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import PageFacts
from xuncha.engine.domain.targets import SitePlan
from xuncha.engine.domain.words import LABELS, PageKind, UnableClass
from xuncha.engine.extract.page import read_page
from xuncha.engine.extract.services.outgoing import choose, outgoing_links

COLUMNS_BEHIND_A_WALL = 2
UNREACHED = frozenset(
    {
        UnableClass.NAME,
        UnableClass.REFUSED,
        UnableClass.RESET,
        UnableClass.TLS,
        UnableClass.TIMEOUT,
        UnableClass.LOCAL_NETWORK,
    }
)
WALLS = frozenset(
    {
        UnableClass.FORBIDDEN,
        UnableClass.THROTTLED,
        UnableClass.WAF,
        UnableClass.CAPTCHA,
        UnableClass.LOGIN,
    }
)


@dataclass(slots=True)
class _Column:
    """A list being walked: its address, the page after the last one read, its items so far."""

    url: str
    items: list[str]
    next_url: str = ""
    depth: int = 1


class SiteVisit:
    """One visit to one site."""

    def __init__(self, plan: SitePlan, lookout: Lookout, today: date) -> None:
        """Visit ``plan`` through ``lookout``; ``today`` is the day the round looks at."""
        self._plan = plan
        self._lookout = lookout
        self._settings = lookout.settings
        self._today = today
        registered = (plan.url, *(column.url for column in plan.columns))
        self._hosts = {_bare_host(url) for url in registered}
        self._wall: UnableClass | None = None
        self._files = FileVisit(lookout, self._own)
        self._lists: list[PageFacts] = []
        self._finding: Finding | None = None
        self._leads = LeadLooks(lookout, plan.url)

    async def run(self) -> None:
        """Visit the site; everything seen and decided lies in the bundle afterwards."""
        (home,) = await self._lookout.look_group([self._plan.url])
        if home.status is not None:
            self._hosts.add(_bare_host(home.url))
        home_facts = self._read(home, PageKind.HOME)
        self._leads.add(home, is_usual=True)
        addresses = self._column_addresses(home, home_facts)
        trouble = home.failure or (home_facts.challenge if home_facts else None)
        if trouble in UNREACHED:
            self._give_up(addresses, trouble, "首页无法打开，未再访问")
            return
        if trouble in WALLS:
            await self._look(addresses[:COLUMNS_BEHIND_A_WALL], depth=1)
            reason = f"首页为{LABELS[trouble]}，为不增加对方负担未再访问"
            self._give_up(addresses[COLUMNS_BEHIND_A_WALL:], trouble, reason)
            return
        await self._look_at_map()
        columns = await self._walk_lists([*addresses, *self._fresh()])
        columns += await self._walk_lists(self._fresh())
        home_items = [item.url for item in home_facts.items] if home_facts else []
        wanted = [*columns, _Column(home.url, home_items, depth=0)]
        for column in wanted:
            await self._look_at_articles(column)
        for column in await self._walk_lists(self._fresh()):
            await self._look_at_articles(column)
        if self._wall is None:
            await self._files.fetch()
        if self._files.is_throttled:
            self._wall = UnableClass.THROTTLED
        if home_facts is not None:
            await self._look_at_links(home_facts)
        if self._wall is None and not self._lookout.known.links:
            await self._leads.look()
            await OtherEyes(self._lookout).look(self._lookout.pages())
            await look_at_ways(self._lookout, home.url)
            await search_for_titles(self._lookout, home, self._lists, self._today)

    async def _look_at_links(self, home: PageFacts) -> None:
        """The links of the home page and the column pages that were not visited themselves."""
        if not self._settings.max_links:
            return
        links = outgoing_links(home, self._lists)
        looked = self._lookout.known.links
        left = replace(self._settings, max_links=max(0, self._settings.max_links - len(looked)))
        chosen = choose(links, self._lookout.visited() | looked, left)
        gone = [url for url in self._lookout.gone() if page_key(url) in links]
        hosts = [name for host in self._hosts for name in (host, f"www.{host}")]
        closed = dict.fromkeys(hosts, self._wall) if self._wall is not None else {}
        await LinkLooks(self._lookout).look(chosen, gone, closed)

    async def _look_at_articles(self, column: _Column) -> None:
        articles = self._own(column.items[: self._settings.articles_per_column])
        seen = await self._look(articles, depth=column.depth + 1)
        self._files.add_linked(seen)
        for page in seen:
            self._leads.add(page, is_usual=False)
        if self._finding is not None and seen:
            self._finding.add_page(seen[0])

    def _column_addresses(self, home: Seen, home_facts: PageFacts | None) -> list[str]:
        """The registered columns; without any, those the home page shows."""
        if self._plan.columns:
            return list(dict.fromkeys(column.url for column in self._plan.columns))
        if home_facts is None or home_facts.challenge is not None:
            return []
        self._finding = Finding(home, home_facts.items)
        return self._fresh()

    async def _look_at_map(self) -> None:
        """The site map page, where columns are to be found and the home page links one."""
        if self._finding is not None and self._finding.map_url:
            for page in await self._look(self._own([self._finding.map_url]), depth=1):
                self._finding.add_map(page)

    def _fresh(self) -> list[str]:
        """The addresses of columns found since the last call."""
        return self._own(self._finding.fresh()) if self._finding is not None else []

    async def _walk_lists(self, addresses: Sequence[str]) -> list[_Column]:
        """The first list pages of every column, first pages of all columns before any second."""
        columns = [_Column(url, [], next_url=url) for url in addresses]
        for depth in range(1, self._settings.list_pages_per_column + 1):
            walking = [column for column in columns if column.next_url]
            pages = await self._look([column.next_url for column in walking], depth)
            for column, page in zip(walking, pages, strict=True):
                facts = self._read(page, None)
                self._leads.add(page, is_usual=True)
                if self._finding is not None and depth == 1:
                    self._finding.add_page(page)
                column.depth = depth
                column.next_url = ""
                if facts is not None and depth == 1:
                    self._lists.append(facts)
                if facts is not None:
                    column.items += [item.url for item in facts.items]
                    (column.next_url,) = self._own([next_page(page, facts)]) or ("",)
        return columns

    async def _look(self, urls: Sequence[str], depth: int) -> list[Seen]:
        """Look at pages unless the site lies too deep or has told us to stop."""
        if depth > self._settings.max_depth:
            reason = f"超过访问深度 {self._settings.max_depth}"
            return self._give_up(urls, UnableClass.BUDGET, reason)
        seen: list[Seen] = []
        size = max(1, self._settings.requests_per_host)
        for start in range(0, len(urls), size):
            group = urls[start : start + size]
            if self._wall is not None:
                seen += self._give_up(group, self._wall, "对方限制访问频率，未再访问")
                continue
            seen += await self._lookout.look_group(group)
            if any(page.failure is UnableClass.THROTTLED for page in seen):
                self._wall = UnableClass.THROTTLED
        return seen

    def _give_up(self, urls: Iterable[str], unable: UnableClass, reason: str) -> list[Seen]:
        return [self._lookout.skip(url, unable, reason) for url in urls]

    def _read(self, page: Seen, kind: PageKind | None) -> PageFacts | None:
        """The facts of a page that can be read; None for any other answer."""
        if page.failure is not None or page.status != 200:
            return None
        return read_page(
            page.body, page.url, content_type=page.content_type, as_of=self._today, kind=kind
        )

    def _own(self, urls: Iterable[str]) -> list[str]:
        """The addresses that belong to the site; the others are noted, once each."""
        own: dict[str, None] = {}
        for url in urls:
            host = _bare_host(url)
            if not host:
                continue
            if host in self._hosts:
                own[url] = None
            else:
                self._lookout.note_once(url, Decision.NOTED, url, "站外链接，不访问")
        return list(own)


def _bare_host(url: str) -> str:
    try:
        return host_of(url).removeprefix("www.")
    except ValueError:
        return ""
