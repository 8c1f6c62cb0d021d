"""Where addresses lead: whether a home page is still the site's, a column still the column."""

from urllib.parse import urlsplit

from xuncha.engine.domain.fetches import Fetch
from xuncha.engine.domain.targets import ColumnPlan, SitePlan
from xuncha.engine.extract.anchors import plain_address
from xuncha.engine.extract.lexicon import pattern

_LABELS_OF_A_PUBLIC_BODY = 3


def same_site(url: str, other: str) -> bool:
    """Whether two addresses belong to one site: the same host but for ``www.``, a host and one of
    its sub-domains, or hosts under the same three labels of a domain such as ``gov.cn``."""
    one, two = _host(url), _host(other)
    if one == two:
        return True
    suffix = pattern("host_suffixes", "public")
    if one.endswith(f".{two}") or two.endswith(f".{one}"):
        return not suffix.fullmatch(min(one, two, key=len))
    ends = {".".join(host.split(".")[-_LABELS_OF_A_PUBLIC_BODY:]) for host in (one, two)}
    shared = ends.pop()
    parts = shared.split(".", 1)
    return not ends and len(parts) > 1 and bool(suffix.fullmatch(parts[1]))


class Arrivals:
    """The pages of a site that a column's address must not end at: the home page, other columns."""

    def __init__(self, home: Fetch, plan: SitePlan, columns: tuple[ColumnPlan, ...]) -> None:
        """Know the home page by its addresses and its bytes, the columns by their addresses."""
        self._home = frozenset(map(plain_address, (home.url, plan.url)))
        self._record = home.record
        self._columns = frozenset(plain_address(column.url) for column in columns)

    def astray(self, plan: ColumnPlan, fetch: Fetch) -> str:
        """In Chinese where a column's address led instead; empty when it led to the column."""
        asked, arrived = plain_address(plan.url), plain_address(fetch.url)
        if asked in self._home:
            return ""
        if arrived in self._home or (self._record and fetch.record == self._record):
            return "栏目地址转到首页"
        if arrived != asked and arrived in self._columns:
            return f"栏目地址转到其他栏目 {fetch.url}"
        return ""


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower().rstrip(".").removeprefix("www.")
    except ValueError:
        return ""
