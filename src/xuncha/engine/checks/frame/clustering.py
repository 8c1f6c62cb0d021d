"""One phrase on a thousand pages is one finding with a thousand places."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from xuncha.engine.domain.outcomes import Evidence, Finding, LeftOut

PHRASE = 4
"""Characters from which wrong words are a phrase of their own, the same wherever they stand."""
BEFORE, AFTER = 2, 1
"""Neighbours that make two places of shorter words the same writing."""
SHOWN = 5
"""Places given as evidence of what was left out."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A finding in one place of one page, and the neighbours it has there."""

    finding: Finding
    neighbours: tuple[str, str]


def neighbours_of(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands around characters ``start`` to ``end``, as far as it tells two writings apart."""
    if end - start >= PHRASE:
        return "", ""
    return text[max(0, start - BEFORE) : start], text[end : end + AFTER]


def clustered(sightings: Iterable[Sighting]) -> tuple[Finding, ...]:
    """One finding for all pages that have the same writing, counted once a page, in order of key.

    The same words twice on a page are one place, whatever their neighbours. A cluster is known by
    its first page (the lowest key), so that a writing on one page keeps the identity it had; its
    evidence are all places in the order of their keys.
    """
    by_place: dict[str, Sighting] = {}
    for one in sightings:
        by_place.setdefault(one.finding.key, one)
    clusters: dict[tuple[str, ...], list[Finding]] = defaultdict(list)
    for key in sorted(by_place):
        found, around = by_place[key].finding, by_place[key].neighbours
        clusters[found.limit, found.observed, found.suggestion, *around].append(found)
    return tuple(
        replace(same[0], evidence=tuple(e for one in same for e in one.evidence), count=len(same))
        for same in clusters.values()
    )


def left_out(findings: Iterable[tuple[Finding, str]]) -> tuple[LeftOut, ...]:
    """What was not shown: findings with the reason, one entry for the same words, rule and reason.

    Counted once a page, as findings are; in the order of rule and words.
    """
    same: dict[tuple[str, str, str], dict[str, Evidence]] = defaultdict(dict)
    for found, reason in findings:
        same[found.limit, found.observed, reason].setdefault(found.key, found.evidence[0])
    return tuple(
        LeftOut(words, rule, reason, len(places), tuple(places.values())[:SHOWN])
        for (rule, words, reason), places in sorted(same.items())
    )
