"""Which policy an interpretation belongs to, and whether each links to the other."""

from collections.abc import Iterable
from dataclasses import dataclass

from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import ArticleFacts, Link
from xuncha.engine.domain.services import Interpretation, ToldBy
from xuncha.engine.domain.words import PageKind
from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.services.sheet import QUOTE, Visited

_TABLE = "service_related"
_SHORTEST = 6
_EXPLAINED = 0.85


@dataclass(frozen=True, slots=True)
class _Article:
    """A visited article with its links."""

    title: str
    url: str
    key: str
    links: tuple[Link, ...]


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
    explained = [_article(one, pages) for one in readings]
    named = [_article(one, pages) for one in policies if not is_reading(one.title)]
    found: dict[tuple[str, str], Interpretation] = {}
    for reading in explained:
        for pair in _of_reading(reading, named):
            found.setdefault((page_key(pair.policy_url), reading.key), pair)
    known = {reading.key for reading in explained}
    for policy in named:
        for link in policy.links:
            key = page_key(link.url)
            if key in known or key == policy.key or not _leads_to_reading(link, policy.title):
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


def _article(one: ArticleFacts, pages: Visited) -> _Article:
    fetch = pages.fetch_of(one.url)
    links = pages.facts_of(fetch, PageKind.ARTICLE).links if fetch else ()
    return _Article(one.title, one.url, page_key(one.url), links)


def _of_reading(reading: _Article, policies: list[_Article]) -> list[Interpretation]:
    """The pairs of one interpretation with visited policies; else with what it links to."""
    pairs = []
    for policy in policies:
        same = overlap(reading.title, policy.title) >= _EXPLAINED
        there = _link_to(reading.links, policy.key)
        back = _link_to(policy.links, reading.key)
        marked = _is_marked(there, "to_policy", policy.title) or _is_marked(
            back, "to_reading", reading.title
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
    for link in reading.links:
        if _leads_to_policy(link, reading.title) and page_key(link.url) != reading.key:
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
