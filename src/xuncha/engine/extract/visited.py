"""The fetches of one bundle by page, redirects followed."""

from collections.abc import Iterable

from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.fetches import Fetch

MAX_REDIRECTS = 10
ROBOTS = "/robots.txt"


class VisitedPages:
    """What was answered to which page.

    A later answer replaces a failed earlier one, and one that only sent the reader on (``http`` to
    ``https`` of the same page).
    """

    def __init__(self, fetches: Iterable[Fetch]) -> None:
        """Index the fetches by page."""
        self._by_key: dict[str, Fetch] = {}
        for fetch in fetches:
            key = page_key(fetch.url)
            known = self._by_key.get(key)
            if known is None or known.failure is not None or known.redirects_to:
                self._by_key[key] = fetch

    def __len__(self) -> int:
        """How many pages were answered with content."""
        return sum(
            1
            for key, fetch in self._by_key.items()
            if fetch.status == 200 and not key.endswith(ROBOTS)
        )

    def fetch_of(self, url: str) -> Fetch | None:
        """The final answer to a URL after redirects; None when it was never visited."""
        fetch = self._by_key.get(page_key(url))
        for _ in range(MAX_REDIRECTS):
            if fetch is None or not fetch.redirects_to:
                return fetch
            fetch = self._by_key.get(page_key(fetch.redirects_to))
        return fetch
