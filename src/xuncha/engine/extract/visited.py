"""The fetches of one bundle by page, redirects followed, and what a browser made of them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.fetches import Fetch, Rendering

MAX_REDIRECTS = 10
ROBOTS = "/robots.txt"
DOM_HEADERS = (("content-type", "text/html; charset=utf-8"),)


class VisitedPages:
    """What was answered to which page.

    A later answer replaces a failed earlier one, and one that only sent the reader on (``http`` to
    ``https`` of the same page).
    """

    def __init__(self, fetches: Iterable[Fetch], renderings: Iterable[Rendering] = ()) -> None:
        """Index the fetches, and the renderings of them, by page."""
        self._rendered = {page_key(one.url): one for one in renderings}
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

    def rendering_of(self, url: str) -> Rendering | None:
        """What a browser made of the final answer to a URL; None when no browser was asked."""
        fetch = self.fetch_of(url)
        return None if fetch is None else self._rendered.get(page_key(fetch.url))

    def every(self) -> Iterator[tuple[Fetch, bool]]:
        """Every answer in the order it came, and after it what a browser made of it (True)."""
        for fetch in self._by_key.values():
            yield fetch, False
            rendering = self._rendered.get(page_key(fetch.url))
            if rendering is not None and rendering.failure is None:
                yield _as_fetch(fetch, rendering), True

    def shown(self, url: str) -> Fetch | None:
        """The page a reader of the URL sees: rendered where a browser built it, else as fetched."""
        fetch, rendering = self.fetch_of(url), self.rendering_of(url)
        if fetch is None or rendering is None or rendering.failure is not None:
            return fetch
        return _as_fetch(fetch, rendering)


def _as_fetch(fetch: Fetch, rendering: Rendering) -> Fetch:
    return replace(
        fetch,
        url=rendering.final_url,
        headers=DOM_HEADERS,
        body=rendering.body,
        record=rendering.record,
        fetched_at=rendering.rendered_at,
    )
