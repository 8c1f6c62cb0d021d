"""Finding the columns of a site nobody registered, while it is being visited."""

from collections.abc import Iterable

from xuncha.engine.acquire.lookout import Seen
from xuncha.engine.domain.facts import ListItem
from xuncha.engine.extract.columns import Discovery
from xuncha.engine.extract.navigation import Navigation, read_navigation


class Finding:
    """The columns found so far, each address given out once."""

    def __init__(self, home: Seen, items: Iterable[ListItem]) -> None:
        """Start from a home page that can be read."""
        self._discovery = Discovery(_navigation(home), items)
        self._given: set[str] = set()

    @property
    def map_url(self) -> str:
        """The address of the site map page, empty where none is linked."""
        return self._discovery.map_url

    def add_map(self, page: Seen) -> None:
        """Take in the site map page, if it opened."""
        if _opened(page):
            self._discovery.add_map(_navigation(page))

    def add_page(self, page: Seen) -> None:
        """Take in the trail of a list or an article, if it opened."""
        if _opened(page):
            self._discovery.add_page(_navigation(page))

    def fresh(self) -> list[str]:
        """The addresses of columns not given out before."""
        new = [one.url for one in self._discovery.columns() if one.url not in self._given]
        self._given.update(new)
        return new


def _opened(page: Seen) -> bool:
    return page.failure is None and page.status == 200


def _navigation(page: Seen) -> Navigation:
    return read_navigation(page.body, page.url, page.content_type)
