"""When two URLs mean one page, how a wording finding is located, which host address is public."""

from functools import lru_cache
from ipaddress import IPv6Address, ip_address
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


def public_address(text: str) -> str:
    """The address of a host on the open net, in its shortest form; empty for what answers inside a
    private net, as a proxy does: that is no place of a site. Empty as well for no address."""
    try:
        address = ip_address(text)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return str(address) if address.is_global and not address.is_multicast else ""
