"""Whose a host is: the site's own, a public body's, a well-known one, or nobody knows."""

from functools import cache, lru_cache
from urllib.parse import urlsplit

import tldextract

from xuncha.engine.extract.arrivals import same_site
from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.tampering.limits import limits

_TABLE = "tamper_hosts"


@cache
def _names() -> tldextract.TLDExtract:
    """The list of public suffixes as the library ships it; nothing is fetched."""
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def host_of(url: str) -> str:
    """The host of an address in lower case; empty where there is none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


@lru_cache(maxsize=8192)
def domain_of(host: str) -> str:
    """The part of a host that somebody registered; the host itself for an address."""
    found = _names()(host)
    if found.suffix:
        return found.top_domain_under_public_suffix or host
    return ".".join(host.split(".")[-2:])


def is_under(host: str, own: str) -> bool:
    """Whether a host is the site's own but for ``www.``, or lies below it. Sister sites under one
    domain are others': each is inspected itself."""
    one, two = host.removeprefix("www."), own.removeprefix("www.")
    return bool(one) and (one == two or one.endswith(f".{two}"))


@lru_cache(maxsize=16384)
def is_foreign(host: str, own: str) -> bool:
    """Whether a host is neither the site's (``own``: its host) nor a public body's nor one that
    pages of public bodies are known to lead to."""
    if not host or "." not in host or same_site(f"http://{host}/", f"http://{own}/"):
        return False
    if domain_of(host) == domain_of(own):
        return False
    return not (
        pattern(_TABLE, "public").fullmatch(host) or pattern(_TABLE, "known").fullmatch(host)
    )


@lru_cache(maxsize=4096)
def weight_of(host: str) -> int:
    """How much a host is spelled like those of the trade; 0 for an ordinary name."""
    is_rare = pattern(_TABLE, "spam").fullmatch(host)
    is_odd = is_rare and pattern(_TABLE, "numbered").fullmatch(domain_of(host))
    return limits().spam_host if is_odd else 0


def says_lapsed(text: str) -> bool:
    """Whether a page says that its name is for sale or has run out."""
    return pattern(_TABLE, "lapsed").search("".join(text.split()).lower()) is not None
