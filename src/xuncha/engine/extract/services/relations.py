"""Which policy an interpretation belongs to, and whether each links to the other."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import ArticleFacts, Link
from xuncha.engine.domain.fetches import Fetch
from xuncha.engine.domain.services import Interpretation, ToldBy
from xuncha.engine.domain.words import PageKind
from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.services.sheet import QUOTE, Visited, markup_of, squeezed

_TABLE = "service_related"
_SHORTEST = 6
_EXPLAINED = 0.85
_BOXES = 4
_LONGEST_WORDS = 10
_FEW, _MANY = 3, 12
"""Marked links of one page: a few belong to it, more are a side list of the newest."""


@dataclass(frozen=True, slots=True)
class _Article:
    """A visited article with its links; ``marked`` are those under words such as 政策解读："""

    title: str
    url: str
    key: str
    links: tuple[Link, ...]
    marked: tuple[Link, ...]


def is_reading(title: str) -> bool:
    """Whether a title says that it explains something."""
    return bool(pattern(_TABLE, "reading_title").search(title)) and not pattern(
        _TABLE, "reading_not"
    ).search(title)


def read_relations(
    policies: Iterable[ArticleFacts], readings: Iterable[ArticleFacts], pages: Visited
) -> tuple[Interpretation, ...]:
    """Every visited interpretation with the policy it names or links to, and visited policies that
    link to an interpretation nobody visited. What names none and links to none is left out."""
    explained = _unshared(_article(one, pages, "to_policy") for one in readings)
    named = _unshared(
        _article(one, pages, "to_reading") for one in policies if not is_reading(one.title)
    )
    found: dict[tuple[str, str], Interpretation] = {}
    for reading in explained:
        for pair in _of_reading(reading, named):
            found.setdefault((page_key(pair.policy_url), reading.key), pair)
    known = {reading.key for reading in explained}
    for policy in named:
        for link in (*policy.marked, *policy.links):
            key = page_key(link.url)
            leads = link in policy.marked or _leads_to_reading(link, policy.title)
            if key in known or key == policy.key or not leads:
                continue
            found.setdefault(
                (policy.key, key),
                Interpretation(
                    policy_title=policy.title,
                    policy_url=policy.url,
                    reading_title=link.text,
                    reading_url=link.url,
                    from_policy=True,
                    from_reading=None,
                    told_by=ToldBy.LINK,
                    quote=link.text[:QUOTE],
                ),
            )
    return tuple(found.values())


def _article(one: ArticleFacts, pages: Visited, group: str) -> _Article:
    fetch = pages.fetch_of(one.url)
    if fetch is None:
        return _Article(one.title, one.url, page_key(one.url), (), ())
    facts = pages.facts_of(fetch, PageKind.ARTICLE)
    marked = _marked_links(fetch, facts.links, group)
    return _Article(one.title, one.url, page_key(one.url), facts.links, marked)


def _unshared(articles: Iterable[_Article]) -> list[_Article]:
    """The articles without marked links that others have too: those are a side list's."""
    known = list(articles)
    counts = Counter(link.url for article in known for link in set(article.marked))
    return [
        replace(one, marked=tuple(link for link in one.marked if counts[link.url] == 1))
        for one in known
    ]


def _marked_links(fetch: Fetch, links: tuple[Link, ...], group: str) -> tuple[Link, ...]:
    """The links that stand under or after a group's words, few in one box, in page order."""
    found: dict[str, Link] = {}
    html = markup_of(fetch)
    if not pattern(_TABLE, group).search(html):
        return ()
    by_text = {squeezed(link.text): link.url for link in reversed(links)}
    for node in LexborHTMLParser(html).css("a[href]"):
        text = squeezed(node.text())
        url = by_text.get(text, "")
        if not url or len(text) < _SHORTEST or len(found) > _MANY:
            continue
        if pattern(_TABLE, group).search(_words_before(node)):
            found.setdefault(url, Link(url, text))
    return tuple(found.values()) if len(found) <= _FEW else ()


def _words_before(link: LexborNode) -> str:
    """The short words a link stands under: before it in its line, else right before its box."""
    node: LexborNode | None = link
    for _ in range(_BOXES):
        if node is None or node.parent is None:
            return ""
        before = node.prev
        while before is not None and not squeezed(before.text_content or before.text()):
            before = before.prev
        if before is not None:
            words = squeezed(before.text_content or before.text()).rstrip(" :：】]")
            return words if before.tag != "a" and len(words) <= _LONGEST_WORDS else ""
        node = node.parent
    return ""


def _of_reading(reading: _Article, policies: list[_Article]) -> list[Interpretation]:
    """The pairs of one interpretation with visited policies; else with what it links to."""
    pairs = []
    for policy in policies:
        same = overlap(reading.title, policy.title) >= _EXPLAINED
        there = _link_to(reading.links, policy.key)
        back = _link_to(policy.links, reading.key)
        under = policy.key in _keys(reading.marked) or reading.key in _keys(policy.marked)
        marked = (
            under
            or _is_marked(there, "to_policy", policy.title)
            or _is_marked(back, "to_reading", reading.title)
        )
        if not same and not marked:
            continue
        told = there or back
        pairs.append(
            Interpretation(
                policy_title=policy.title,
                policy_url=policy.url,
                reading_title=reading.title,
                reading_url=reading.url,
                from_policy=back is not None,
                from_reading=there is not None,
                told_by=ToldBy.LINK if told else ToldBy.TITLE,
                quote=(told.text if told else policy.title)[:QUOTE],
            )
        )
    if pairs:
        return pairs
    for link in (*reading.marked, *reading.links):
        leads = link in reading.marked or _leads_to_policy(link, reading.title)
        if leads and page_key(link.url) != reading.key:
            return [
                Interpretation(
                    policy_title=link.text,
                    policy_url=link.url,
                    reading_title=reading.title,
                    reading_url=reading.url,
                    from_policy=None,
                    from_reading=True,
                    told_by=ToldBy.LINK,
                    quote=link.text[:QUOTE],
                )
            ]
    return []


def _keys(links: tuple[Link, ...]) -> set[str]:
    return {page_key(link.url) for link in links}


def _link_to(links: tuple[Link, ...], key: str) -> Link | None:
    """The link to a page; the one with the longest text where there are several."""
    there = [link for link in links if page_key(link.url) == key]
    return max(there, key=lambda link: len(link.text), default=None)


def _is_marked(link: Link | None, group: str, title: str) -> bool:
    """A link counts by its own words alone: a side list of news links to everything."""
    if link is None:
        return False
    bare = link.text != title and len(link.text) < len(title) + _SHORTEST
    return bare and bool(pattern(_TABLE, group).search(link.text)) and link.text not in title


def _leads_to_reading(link: Link, policy: str) -> bool:
    return is_reading(link.text) and overlap(link.text, policy) >= _EXPLAINED


def _leads_to_policy(link: Link, reading: str) -> bool:
    return not is_reading(link.text) and overlap(reading, link.text) >= _EXPLAINED


def overlap(one: str, other: str) -> float:
    """How much of the subject the two titles share: shared pairs of characters over those of the
    shorter subject; 0 for subjects too short to tell."""
    first, second = _subject(one), _subject(other)
    if min(len(first), len(second)) < _SHORTEST:
        return 0.0
    if first in second or second in first:
        return 1.0
    pairs = [{text[at : at + 2] for at in range(len(text) - 1)} for text in (first, second)]
    return len(pairs[0] & pairs[1]) / max(1, *map(len, pairs))


def _subject(title: str) -> str:
    """What a title is about: the quoted document, else the title without its frame."""
    match = pattern(_TABLE, "quoted").search(title)
    text = match[1] if match else pattern(_TABLE, "frame").sub("", title)
    text = pattern(_TABLE, "draft").sub("", text)
    return "".join(char for char in text if char.isalnum())
