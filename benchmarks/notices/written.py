"""Passages written by hand as clerks write them, by authors who never saw the checker.

``passages.json`` holds sets in the order in which they were written: each was unseen when its
share was first taken, and the checker was mended on it afterwards. ``unmended.json`` holds the sets
whose share was taken and on which nothing was mended yet: the floors do not count them. A figure is
its line (from 1), its place in the line, its characters and the verdicts that are right. All places
are invented.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

from benchmarks.notices.page import Page

PASSAGES = Path(__file__).parent / "passages.json"
UNMENDED = Path(__file__).parent / "unmended.json"
NOTHING_SAID = {"unchecked": ("unchecked", "")}


def names(sets: Path = PASSAGES) -> list[str]:
    """The sets, in the order in which they were written."""
    return list(json.loads(sets.read_text(encoding="utf-8")))


def passages(name: str, sets: Path = PASSAGES) -> Iterator[Page]:
    """The passages of a set."""
    for number, passage in enumerate(json.loads(sets.read_text(encoding="utf-8"))[name], 1):
        page = Page(Random(0), f"{name} {number}")  # noqa: S311 - nothing is drawn
        lines = list(passage["text"])
        for line, start, stated, *right in reversed(passage["figures"]):
            text = lines[line - 1]
            verdicts = [said for one in right for said in NOTHING_SAID.get(one, (one,))]
            shown = page.figure(stated, "written", verdicts)
            lines[line - 1] = text[:start] + shown + text[start + len(stated) :]
        for text in lines:
            page.say(text)
        yield page
