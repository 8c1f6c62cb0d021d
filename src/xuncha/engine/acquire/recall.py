"""What a bundle already holds, so that a visit can go on where rendered pages lead further.

The walk through a site is the same as ever; what it comes by again is recalled, a rendered page as
the browser built it, and only what is new is asked for.
"""

from xuncha.engine.acquire.budget import Spent
from xuncha.engine.acquire.lookout import Known, Seen
from xuncha.engine.bundle.journal import Decision
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.extract.visited import ROBOTS, VisitedPages


def recall(bundle: Bundle) -> Known:
    """Everything a bundle knows of its site, and what was spent on it."""
    fetches = list(bundle.fetches())
    visited = VisitedPages(fetches, bundle.renderings())
    pages = [one for one in fetches if one.status is not None and not one.url.endswith(ROBOTS)]
    files: dict[str, int] = {}
    for file in bundle.attachments():
        key = page_key(file.url)
        files[key] = files.get(key, 0) + len(file.body)
    chosen = (one.url for one in bundle.journal() if one.decision is Decision.LINK_CHOSEN)
    size = sum(len(one.body) for one in pages) + sum(files.values())
    return Known(
        page=lambda url: _seen(visited, url),
        files=files,
        links=frozenset(map(page_key, chosen)),
        spent=Spent(len(pages), size, bundle.seconds_out),
    )


def _seen(visited: VisitedPages, url: str) -> Seen | None:
    """Where the look at an address ended; None where there was none."""
    shown = visited.shown(url)
    if shown is None:
        return None
    return Seen(
        shown.url,
        shown.status,
        shown.body,
        shown.header("content-type"),
        shown.failure,
        shown.failure_reason,
    )
