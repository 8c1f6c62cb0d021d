"""Short ways from markup to what the readers of this room say of it."""

import re
from datetime import UTC, date, datetime

from xuncha.engine.domain.facts import ArticleFacts, ColumnFacts, PageFacts
from xuncha.engine.domain.fetches import Fetch
from xuncha.engine.domain.targets import ColumnPlan
from xuncha.engine.domain.words import ColumnKind, PageKind
from xuncha.engine.extract.page import read_page
from xuncha.engine.extract.services.sheet import Sheet, open_sheet

TODAY = date(2026, 11, 20)
HOST = "http://www.pages.example"


def fetch(path: str, markup: str) -> Fetch:
    """An answer with this markup in the body of a page."""
    title = re.search("<h1>(.*?)</h1>", markup)
    head = f"<title>{title[1]}-某某县人民政府</title>" if title else ""
    body = f"<html><head>{head}</head><body>{markup}</body></html>".encode()
    headers = (("content-type", "text/html; charset=utf-8"),)
    return Fetch(
        f"{HOST}{path}", 200, headers, body, f"sha256:{path}", datetime(2026, 11, 20, tzinfo=UTC)
    )


class Pages:
    """Visited pages by path."""

    def __init__(self, **pages: str) -> None:
        self._fetches = {
            f"{HOST}/{name}.html": fetch(f"/{name}.html", m) for name, m in pages.items()
        }

    def fetch_of(self, url: str) -> Fetch | None:
        return self._fetches.get(url)

    def facts_of(self, page: Fetch, kind: PageKind | None = None) -> PageFacts:
        return read_page(page.body, page.url, content_type="text/html", as_of=TODAY, kind=kind)

    def article(self, name: str) -> ArticleFacts:
        page = self._fetches[f"{HOST}/{name}.html"]
        facts = self.facts_of(page, PageKind.ARTICLE)
        return ArticleFacts(page.url, facts.title, facts.blocks, None, (), None, page.record)


def sheet(markup: str, kind: PageKind | None = None, path: str = "/list/") -> Sheet:
    """A page opened."""
    page = fetch(path, markup)
    return open_sheet(page, Pages().facts_of(page, kind))


def column(name: str, kind: ColumnKind = ColumnKind.INTERACTION) -> ColumnFacts:
    """A column nothing else is known of."""
    plan = ColumnPlan(name, f"{HOST}/list/", kind, 1)
    return ColumnFacts(
        plan, (), None, "", "", blank=False, unable=None, reason="", record="sha256:x"
    )
