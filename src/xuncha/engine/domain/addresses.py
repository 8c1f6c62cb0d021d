"""When two URLs mean one page, and how a wording finding is located."""

from functools import lru_cache
from urllib.parse import urlsplit

from w3lib.url import canonicalize_url

KNOWN_PAGES = 16_384
"""Addresses whose key is remembered: the menu of a site stands on all its pages."""


@lru_cache(maxsize=KNOWN_PAGES)
def page_key(url: str) -> str:
    """One string for all spellings of a page: no scheme, no fragment, host in lower case,
    default port dropped, query sorted, ``index.html`` kept. Empty for an unusable URL."""
    try:
        parts = urlsplit(canonicalize_url(url.strip(), keep_fragments=False))
    except ValueError:
        return ""
    if not parts.hostname:
        return ""
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.hostname}{port}{parts.path or '/'}{query}"


def wording_key(url: str, wrong: str) -> str:
    """The locator of a wrong wording: the same words on the same page are the same finding."""
    return f"{page_key(url)}|{wrong}"
