"""Find titles in 《》 that are a known law but for one slip.

The marks say where a title begins and ends, so that its first and last characters count too.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from xuncha.engine.proofread.names.edits import Edit, Slip, changed_over, slip_in, without_one
from xuncha.engine.proofread.names.entries import Name
from xuncha.engine.proofread.names.near import Near

_TITLE = re.compile(r"《(?:中华人民共和国)?([^《》〈〉（）()\n]{2,40})(?=[》（(])")
LEAST_BARE = 4
"""Characters a title with one left out must have to be more than another title."""
_BLANK = "\0"


class Titles:
    """The titles of laws, made ready for the search."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._exact: dict[str, Name] = {}
        for one in names:
            self._exact[one.text] = one
            if one.head:
                self._exact[one.head + one.text] = replace(one, text=one.head + one.text, head="")
        self._slips: dict[str, Name | None] = {}
        self._blanked: dict[str, list[Name]] = defaultdict(list)
        for one in self._exact.values():
            for written in {*without_one(one.text), *changed_over(one.text)}:
                self._slips[written] = None if self._slips.get(written, one) != one else one
            for at in range(len(one.text)):
                self._blanked[_blanked(one.text, at)].append(one)

    def found(self, text: str) -> Iterator[Near]:
        """Every title with one slip that is no known title."""
        if "《" not in text:
            return
        for match in _TITLE.finditer(text):
            title, (start, end) = match[1], match.span(1)
            if title in self._exact:
                continue
            whole = match[0][1:]
            name = self._slips.get(whole) if whole != title else None
            slip = slip_in(whole, name.text) if name else None
            if name and slip:
                yield Near(name, match.start() + 1, end, slip, anchored=True, closed=True)
                continue
            name = self._slips.get(title)
            if name and (len(title) >= LEAST_BARE or match[0][1:] != title):
                slip = slip_in(title, name.text)
                if slip:
                    yield Near(name, start, end, slip, anchored=True, closed=True)
                continue
            for at in range(len(title)):
                name = self._exact.get(title[:at] + title[at + 1 :])
                if name:
                    slip = Slip(Edit.EXTRA, at, title[at], "")
                    yield Near(name, start, end, slip, anchored=True, closed=True)
                    break
                for name in self._blanked.get(_blanked(title, at), ()):
                    slip = Slip(Edit.OTHER, at, title[at], name.text[at])
                    yield Near(name, start, end, slip, anchored=True, closed=True)


def _blanked(title: str, at: int) -> str:
    return title[:at] + _BLANK + title[at + 1 :]
