"""One site's bundle read into facts: home page, columns with proved dates, articles."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import (
    ArticleFacts,
    ColumnFacts,
    ListItem,
    PageFacts,
    SiteFacts,
)
from xuncha.engine.domain.fetches import Fetch, Rendering
from xuncha.engine.domain.targets import ColumnPlan, SitePlan
from xuncha.engine.domain.windows import local_day
from xuncha.engine.domain.words import (
    LABELS,
    DateKind,
    PageKind,
    UnableClass,
)
from xuncha.engine.extract.anchors import plain_address
from xuncha.engine.extract.arrivals import Arrivals, same_site
from xuncha.engine.extract.attachments.gathering import Attachments
from xuncha.engine.extract.page import read_page
from xuncha.engine.extract.proving import proved_dates, resolved, unresolved
from xuncha.engine.extract.secondlook import ONCE_EMPTY, TWICE_EMPTY, lacking
from xuncha.engine.extract.services.offers import read_names
from xuncha.engine.extract.services.reading import SiteSources, read_services
from xuncha.engine.extract.sitecolumns import SiteColumns
from xuncha.engine.extract.tampering.bodies import bodies_of
from xuncha.engine.extract.tampering.site import read_tampering
from xuncha.engine.extract.visited import VisitedPages

GONE = frozenset({404, 410})
_NOTICES = {
    UnableClass.UNREADABLE: "打开的是维护、繁忙或服务器默认页面",
    UnableClass.FORBIDDEN: "打开的页面提示无权访问或限制访问",
    UnableClass.NOT_FOUND: "打开的页面提示页面不存在",
}


class _Pages:
    """The visited pages of a site, each read once per kind asked for."""

    def __init__(self, visited: VisitedPages, today: date) -> None:
        self._today = today
        self._elsewhere: frozenset[str] = frozenset()
        self.visited = visited
        self._read: dict[tuple[PageKind | None, str, str, frozenset[str]], PageFacts] = {}

    def __len__(self) -> int:
        return len(self.visited)

    def know_columns(self, urls: Iterable[str]) -> None:
        """Links to these pages are navigation, wherever they stand."""
        self._elsewhere = frozenset(plain_address(url) for url in urls)

    def fetch_of(self, url: str) -> Fetch | None:
        return self.visited.shown(url)

    def raw_of(self, url: str) -> Fetch | None:
        return self.visited.fetch_of(url)

    def rendering_of(self, url: str) -> Rendering | None:
        return self.visited.rendering_of(url)

    def is_rendered(self, url: str) -> bool:
        rendering = self.rendering_of(url)
        return rendering is not None and rendering.failure is None

    def facts_of(self, fetch: Fetch, kind: PageKind | None = None) -> PageFacts:
        asked = (kind, fetch.url, fetch.record, self._elsewhere)
        if asked not in self._read:
            self._read[asked] = read_page(
                fetch.body,
                fetch.url,
                content_type=fetch.header("content-type"),
                as_of=self._today,
                kind=kind,
                elsewhere=self._elsewhere,
            )
        return self._read[asked]

    def column_of(self, fetch: Fetch) -> PageFacts:
        """A registered column's page: a list, unless it is a dated article of its own."""
        page = self.facts_of(fetch)
        if page.kind is PageKind.LIST or page.challenge is not None:
            return page
        if page.kind is PageKind.ARTICLE and page.publish_date is not None:
            return page
        return self.facts_of(fetch, PageKind.LIST)


def read_site(bundle: Bundle, as_of: datetime) -> SiteFacts:
    """Everything one visit to a site told us. A site that showed nothing has ``unable`` set."""
    plan = bundle.plan
    assert isinstance(plan, SitePlan)
    today = local_day(as_of)
    pages = _Pages(VisitedPages(bundle.fetches(), bundle.renderings()), today)
    home = pages.fetch_of(plan.url)
    trouble, reason = _trouble(home, pages, PageKind.HOME)
    if home is None or trouble is not None:
        return _nothing_seen(plan, as_of, trouble or UnableClass.NOT_VISITED, reason, home)
    if not same_site(plan.url, home.url):
        reason = f"首页转到了别的网站 {home.url}"
        nothing = _nothing_seen(plan, as_of, UnableClass.UNREADABLE, reason, home)
        return replace(nothing, tampering=read_tampering(bundle, pages.visited, plan.url))
    home_facts = pages.facts_of(home, PageKind.HOME)
    known = SiteColumns(plan, home, home_facts.items, pages)
    columns = known.plans
    if not columns and not home_facts.items:
        return _nothing_seen(plan, as_of, *_empty_home(home_facts, pages, plan), home)
    pages.know_columns([home.url, plan.url, *(column.url for column in columns)])
    home_facts = pages.facts_of(home, PageKind.HOME)
    arrivals = Arrivals(home, plan, columns)
    listed = [_listed(column, pages, arrivals) for column in columns]
    files = Attachments(bundle.settings.attachments)
    articles = _articles(pages, [items for _, items in listed] + [home_facts.items], files)
    proved = proved_dates(articles.values(), [items for _, items in listed])
    home_items = _home_items(home_facts, proved, articles)
    newest = _newest(home_items, today)
    resolved_columns = tuple(
        known.told(_resolve_column(facts, proved, articles, today)) for facts, _ in listed
    )
    services = SiteSources(bundle, plan, pages, home, home_facts, resolved_columns, articles, today)
    names = read_names(services)
    return SiteFacts(
        plan=plan,
        visited_at=as_of,
        unable=None,
        reason="",
        home_items=home_items,
        home_newest=newest.date if newest else None,
        home_newest_quote=_quote(newest) if newest else "",
        home_url=home.url,
        home_record=home.record,
        columns=resolved_columns,
        articles=tuple(articles[key] for key in sorted(articles)),
        pages=len(pages),
        home_unread=_home_unread(home_facts, columns),
        home_listed=home_facts.newest,
        home_rendered=pages.is_rendered(plan.url),
        services=read_services(services),
        attachments=files.read_from(bundle),
        tampering=read_tampering(bundle, pages.visited, home.url),
        bodies=bodies_of(articles.values(), today),
        offers=names.offers,
        labelled=names.labelled,
    )


def _empty_home(home: PageFacts, pages: _Pages, plan: SitePlan) -> tuple[UnableClass, str]:
    """Why a home page without items and columns tells nothing."""
    rendering = pages.rendering_of(plan.url)
    if rendering is not None and not rendering.is_whole:
        return lacking(rendering)
    if home.needs_rendering:
        return UnableClass.NEEDS_RENDERING, "首页由脚本生成或转走，需用浏览器渲染后再看"
    return UnableClass.UNREADABLE, "首页上没有任何条目和栏目"


def _home_unread(home: PageFacts, columns: tuple[ColumnPlan, ...]) -> str:
    """What of the home page could not be read, in Chinese; empty when nothing is missing."""
    if home.needs_rendering:
        return "首页有内容由脚本或内嵌框架加载"
    known = {plain_address(column.url) for column in columns}
    if home.items or any(plain_address(link.url) in known for link in home.links):
        return ""
    return "首页没有读到条目，也没有读到栏目入口"


def _home_items(
    home: PageFacts, proved: dict[str, date], articles: dict[str, ArticleFacts]
) -> tuple[ListItem, ...]:
    """The items of a home page with their proved dates, and the pages with one it links to."""
    items = [resolved(item, proved, articles) for item in home.items]
    known = {page_key(item.url) for item in items}
    for link in home.links:
        key = page_key(link.url)
        if key not in known:
            known.add(key)
            article = articles.get(key)
            title = link.text or (article.title if article else "") or link.url
            item = resolved(ListItem(title, link.url, None), proved, articles)
            items += [item] if item.date is not None else []
    return tuple(items)


def _trouble(
    fetch: Fetch | None, pages: _Pages, kind: PageKind | None
) -> tuple[UnableClass | None, str]:
    if fetch is None:
        return UnableClass.NOT_VISITED, LABELS[UnableClass.NOT_VISITED]
    if fetch.failure is not None:
        return fetch.failure, fetch.failure_reason or LABELS[fetch.failure]
    if fetch.status in GONE:
        return UnableClass.NOT_FOUND, f"服务器回答 {fetch.status}"
    challenge = pages.facts_of(fetch, kind).challenge
    if challenge is not None:
        return challenge, _NOTICES.get(challenge, "打开的不是网站内容")
    if fetch.status is None or not 200 <= fetch.status < 300:
        return UnableClass.UNREADABLE, f"服务器回答 {fetch.status}"
    return None, ""


def _nothing_seen(
    plan: SitePlan, as_of: datetime, unable: UnableClass, reason: str, home: Fetch | None
) -> SiteFacts:
    return SiteFacts(
        plan=plan,
        visited_at=as_of,
        unable=unable,
        reason=reason,
        home_items=(),
        home_newest=None,
        home_newest_quote="",
        home_url=home.url if home else plan.url,
        home_record=home.record if home else "",
        columns=(),
        articles=(),
        pages=0,
    )


def _listed(
    plan: ColumnPlan, pages: _Pages, arrivals: Arrivals
) -> tuple[ColumnFacts, tuple[ListItem, ...]]:
    """A column before its dates are proved, with the items its list page shows."""
    fetch = pages.fetch_of(plan.url)
    empty = ColumnFacts(
        plan=plan,
        items=(),
        newest=None,
        newest_quote="",
        newest_url="",
        blank=False,
        unable=None,
        reason="",
        record=fetch.record if fetch else "",
    )
    trouble, reason = _trouble(fetch, pages, None)
    if fetch is None or trouble is not None:
        return replace(empty, unable=trouble, reason=reason), ()
    astray = arrivals.astray(plan, fetch)
    if astray:
        return replace(empty, unable=UnableClass.UNREADABLE, reason=astray), ()
    page = pages.column_of(fetch)
    rendering, raw = pages.rendering_of(plan.url), pages.raw_of(plan.url)
    rendered = pages.is_rendered(plan.url)
    if rendered and raw is not None and not page.items and (first := pages.column_of(raw)).items:
        # A script that broke in the browser takes nothing away from what the server sent.
        return replace(empty, items=first.items, loads_more=True, record=raw.record), first.items
    empty = replace(empty, rendered=rendered)
    if page.items:
        more = page.needs_rendering or (rendering is not None and not rendering.is_whole)
        return replace(empty, items=page.items, loads_more=more), page.items
    if page.needs_rendering or (page.blank and rendering is not None and not rendering.is_whole):
        trouble, reason = lacking(rendering)
        return replace(empty, unable=trouble, reason=reason), ()
    if page.blank:
        return replace(empty, blank=True, reason=TWICE_EMPTY if rendered else ONCE_EMPTY), ()
    if page.language not in ("", "zh", "en"):
        return replace(empty, unable=UnableClass.LANGUAGE, reason=LABELS[UnableClass.LANGUAGE]), ()
    if page.publish_date is not None:
        item = ListItem(page.title, fetch.url, page.publish_date, page.title)
        return replace(empty, items=(item,)), (item,)
    return replace(empty, unable=UnableClass.UNDATED, reason="页面不是列表，也没有发布日期"), ()


def _articles(
    pages: _Pages, lists: list[tuple[ListItem, ...]], files: Attachments
) -> dict[str, ArticleFacts]:
    """The visited articles behind the listed items, by page key; files go to ``files``."""
    found: dict[str, ArticleFacts] = {}
    for items in lists:
        for item in items:
            key = page_key(item.url)
            fetch = pages.fetch_of(item.url)
            if key in found or fetch is None or fetch.failure is not None or fetch.status != 200:
                continue
            if files.is_file(fetch, item.title):
                continue
            page = pages.facts_of(fetch, PageKind.ARTICLE)
            if page.challenge is not None:
                continue
            files.add_page(pages.raw_of(item.url) or fetch)
            found[key] = ArticleFacts(
                url=fetch.url,
                title=page.title,
                blocks=page.blocks,
                publish_date=page.publish_date,
                dates=page.dates,
                disagreement_days=page.disagreement_days,
                record=fetch.record,
                rendered=pages.is_rendered(item.url),
            )
    return found


def _newest(items: Iterable[ListItem], today: date) -> ListItem | None:
    dated = [item for item in items if item.date is not None and item.date <= today]
    return max(dated, key=lambda item: (item.date or date.min, item.url), default=None)


def _quote(item: ListItem) -> str:
    """The item with its proved day, and what the list prints where that reads differently."""
    stamp = item.date.isoformat() if item.date else ""
    printed = item.quote.strip("[]【】()（） ")
    if not printed or printed in stamp or "://" in printed:
        return f"{item.title}（{stamp}）"
    return f"{item.title}（{stamp}；列表所印：{printed}）"


def _resolve_column(
    column: ColumnFacts,
    proved: dict[str, date],
    articles: dict[str, ArticleFacts],
    today: date,
) -> ColumnFacts:
    if column.unable is not None or column.blank:
        return column
    items = tuple(resolved(item, proved, articles) for item in column.items)
    newest = _newest(items, today)
    listed = [i for i in column.items if i.date_kind is DateKind.PUBLISHED]
    newest_listed = _newest(listed, today)
    undated = unresolved(items)
    no_dates = newest is None and undated
    language = column.plan.language
    unable = UnableClass.LANGUAGE if no_dates and language not in ("", "zh") else None
    return replace(
        column,
        items=items,
        newest=newest.date if newest else None,
        newest_quote=_quote(newest) if newest else "",
        newest_url=newest.url if newest else "",
        newest_listed=newest_listed.date if newest_listed else None,
        undated_items=undated,
        unable=unable,
        reason=LABELS[unable] if unable else "",
    )
