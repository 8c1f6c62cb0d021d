"""Which pages of a bundle a browser is asked for: those whose raw page does not tell, no others."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import SiteFacts
from xuncha.engine.domain.targets import SitePlan
from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.site import read_site
from xuncha.engine.extract.visited import VisitedPages


class Why(StrEnum):
    """What a page is rendered for."""

    HOME = "home"
    COLUMN = "column"
    SECOND_LOOK = "second_look"
    ARTICLE = "article"
    PICTURE = "picture"


REASONS = {
    Why.HOME: "首页内容由脚本或内嵌框架加载",
    Why.COLUMN: "栏目列表由脚本或内嵌框架加载",
    Why.SECOND_LOOK: "栏目没有任何条目，认定空白前再看一次",
    Why.ARTICLE: "文章没有读到正文",
    Why.PICTURE: "首页留图",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page to render: the address its raw answer came from, and that answer's record."""

    url: str
    record: str
    why: Why


def pages_to_render(bundle: Bundle, *, picture_of_home: bool) -> tuple[Wanted, ...]:
    """The pages of a site's bundle that need a browser, home page first, each once.

    Nothing for an account, nothing of a site that could not be opened, and no page that a browser
    was asked for already.
    """
    plan = bundle.plan
    if not isinstance(plan, SitePlan):
        return ()
    visited = VisitedPages(bundle.fetches())
    asked = {page_key(one.url) for one in bundle.renderings()}
    found: dict[str, Wanted] = {}
    for url, why in _asked(read_site(bundle, bundle.as_of), picture_of_home=picture_of_home):
        fetch = visited.fetch_of(url)
        if fetch is None or page_key(fetch.url) in asked:
            continue
        if fetch.failure is None and fetch.status == 200:
            found.setdefault(fetch.url, Wanted(fetch.url, fetch.record, why))
    return tuple(found.values())


def _asked(facts: SiteFacts, *, picture_of_home: bool) -> Iterator[tuple[str, Why]]:
    if facts.unable is None or facts.unable is UnableClass.NEEDS_RENDERING:
        if facts.unable is not None or facts.home_unread:
            yield facts.plan.url, Why.HOME
        elif picture_of_home:
            yield facts.plan.url, Why.PICTURE
    elif facts.unable is UnableClass.UNREADABLE:
        yield facts.plan.url, Why.HOME
    for column in facts.columns:
        if column.unable is UnableClass.NEEDS_RENDERING or column.loads_more:
            yield column.plan.url, Why.COLUMN
        elif column.blank:
            yield column.plan.url, Why.SECOND_LOOK
    for article in facts.articles:
        if not article.blocks:
            yield article.url, Why.ARTICLE
