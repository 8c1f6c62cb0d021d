"""Dates that end the text of a link: the dates of a list's items, or part of their titles."""

from bisect import bisect_left

from xuncha.engine.extract.listdates import Stamp
from xuncha.engine.extract.outline import Outline

_FEW_LINKS = 3


def settled(outline: Outline, stamps: list[Stamp]) -> tuple[list[Stamp], dict[int, str]]:
    """The dates beside items, and the bare titles of links that hold their date in one text with
    it, by the node of the link.

    Where half of the links of a list do so, and the list prints no other dates, they are its
    dates; elsewhere a date in a title belongs to the title and is left out.
    """
    held = {
        stamp.first: link
        for stamp in stamps
        if stamp.rest and (link := _link_of(outline, stamp.first)) >= 0
    }
    if not held:
        return stamps, {}
    inside, beside = sorted(held), [s.first for s in stamps if s.alone and s.first not in held]
    kept, titles = [], {}
    for stamp in stamps:
        link = held.get(stamp.first, -1)
        if link >= 0:
            start, end = _list_of(outline, link)
            own = _count(inside, start, end)
            if own * 2 < _count(outline.links, start, end) or own <= _count(beside, start, end):
                continue
            titles[link] = stamp.rest
        kept.append(stamp)
    return kept, titles


def _link_of(outline: Outline, node: int) -> int:
    return next((up for up in outline.ancestors(node, 4) if outline.tags[up] == "a"), -1)


def _list_of(outline: Outline, link: int) -> tuple[int, int]:
    """The nodes of the smallest box around a link with a few more links in it."""
    for up in outline.ancestors(link):
        if _count(outline.links, up, outline.ends[up]) >= _FEW_LINKS:
            return up, outline.ends[up]
    return 0, len(outline.tags)


def _count(nodes: list[int], start: int, end: int) -> int:
    return bisect_left(nodes, end) - bisect_left(nodes, start)
