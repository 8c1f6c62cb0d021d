"""The title tag in its parts: which is the article's title, which the column's or the site's."""

import re
from collections.abc import Callable
from functools import lru_cache

from xuncha.engine.extract.lexicon import pattern

_BREAKS = re.compile(
    r"\s*(?:_+|(?<![\d-])[-–－](?![\d-])|(?<=\d)[-–－](?=[^\d-])|(?<=[^\d-])[-–－](?=\d)|\||｜|丨|»|[>＞]+|·|::"
    r"|(?<![\d—])—+(?![\d—]))\s*"
)
"""Marks between the parts of a title tag. A dash between figures joins years: 2016—2021年."""
_BLANK = re.compile(r"[\s\u3000“”\"'‘’·…]+")
DASHES = "--"
_GAPS = (" ", DASHES)
"""What parts a title tag only beside a name: titles have them inside."""
_LONG = 8
_COLUMN = 6
_LONGEST_SITE = 18
_MOST_PARTS = 7
"""Title tags have up to four parts; more are a title full of dashes and are looked at less."""


def squeeze(text: str) -> str:
    """A title without blanks and quotation marks, lower case, to compare with."""
    return _BLANK.sub("", text).lower()


@lru_cache(maxsize=4096)
def _reads_like_a_site(text: str) -> bool:
    return (
        len(text) <= _LONGEST_SITE
        and pattern("title_marks", "site").search(text) is not None
        and pattern("title_marks", "act").search(text) is None
    )


class TitleTag:
    """A title tag and where its parts stand."""

    def __init__(self, text: str, site_name: str, is_link: Callable[[str], bool]) -> None:
        """``site_name`` is what the page's own label calls the site, empty without one; ``is_link``
        tells whether the page links to something of this name, as it does to its columns."""
        self.text = text.strip()
        self._site = squeeze(site_name)
        self._is_link = is_link
        self._spans = self._split()

    def is_site(self, text: str) -> bool:
        """Whether a text names the site: as its label has it, or as such names end."""
        return squeeze(text) == self._site or _reads_like_a_site(text)

    @property
    def is_one(self) -> bool:
        """Whether it has no parts."""
        return len(self._spans) < 2

    @property
    def bare(self) -> str:
        """The title tag without the names of site and column around the title."""
        first, last = self._middle()
        if first == last:
            return self.text
        for end in range(first, last):
            if self._spans[end][1] - self._spans[first][0] >= _LONG:
                return self._run(first, end)
        return self._run(first, last - 1)

    def parts(self) -> list[str]:
        """Runs of parts that could be the title, longer ones first, those without the names of
        site and column before the others; a site's name alone never."""
        first, last = self._middle()
        runs = self._runs(first, min(last, first + _MOST_PARTS))
        runs += self._runs(0, min(len(self._spans), _MOST_PARTS))
        return [
            run for run in dict.fromkeys(runs) if len(squeeze(run)) > 1 and not self.is_site(run)
        ]

    def has_part(self, text: str) -> bool:
        """Whether a text is one whole part."""
        wanted = squeeze(text)
        return any(squeeze(self._part(number)) == wanted for number in range(len(self._spans)))

    def has_run(self, text: str) -> bool:
        """Whether a text is a run of whole parts."""
        wanted = squeeze(text)
        return any(squeeze(run) == wanted for run in self._runs(0, len(self._spans[:_MOST_PARTS])))

    def _middle(self) -> tuple[int, int]:
        """The parts [first, last) left when names in front and behind are taken off."""
        first, last = 0, len(self._spans)
        while last - first > 1 and self._is_after(first, last):
            last -= 1
        while last - first > 1 and self._is_before(first, last):
            first += 1
        return first, last

    def _runs(self, first: int, last: int) -> list[str]:
        runs = [self._run(start, end) for start in range(first, last) for end in range(start, last)]
        return sorted(runs, key=lambda run: -len(run))

    def _run(self, first: int, last: int) -> str:
        return self.text[self._spans[first][0] : self._spans[last][1]]

    def _part(self, number: int) -> str:
        start, end = self._spans[number]
        return self.text[start:end]

    def _is_after(self, first: int, last: int) -> bool:
        """Whether the last part is a name behind the title: the site's, or a short column's."""
        part = self._part(last - 1)
        longest = max(len(self._part(number)) for number in range(first, last - 1))
        is_site = self.is_site(part) and longest >= _COLUMN
        return is_site or len(part) <= _COLUMN < _LONG <= longest

    def _is_before(self, first: int, last: int) -> bool:
        """Whether a part is the site's name before the title, or a column's."""
        part = self._part(first)
        if self.is_site(part):
            return True
        if max(len(self._part(number)) for number in range(first + 1, last)) < _LONG:
            return False
        return (first > 0 and len(part) <= _COLUMN) or self._is_column(part)

    def _is_column(self, part: str) -> bool:
        return len(part) < _LONG and self._is_link(part)

    def _split(self) -> list[tuple[int, int]]:
        spans, start = [], 0
        for match in _BREAKS.finditer(self.text):
            if match.start() > start:
                spans.append((start, match.start()))
            start = match.end()
        if start < len(self.text):
            spans.append((start, len(self.text)))
        return [piece for span in spans for piece in self._at_blank(*span)]

    def _at_blank(self, start: int, end: int, *, after_site: bool = False) -> list[tuple[int, int]]:
        """A part cut at a blank or a double dash behind the site's name or before it, and behind
        a column's that follows the site's."""
        text = self.text[start:end]
        for gap in _GAPS:
            if gap not in text:
                continue
            head, found, rest = text.partition(gap)
            is_site = self.is_site(head)
            is_column = gap == DASHES and self._is_column(head)
            follows = after_site and len(head) <= _COLUMN and len(rest) >= _LONG
            if found and len(rest) >= _COLUMN and (is_site or is_column or follows):
                left = self._at_blank(end - len(rest.lstrip()), end, after_site=is_site)
                return [(start, start + len(head)), *left]
            rest, found, tail = text.rpartition(gap)
            is_name = self.is_site(tail) or (gap == DASHES and len(tail) <= _COLUMN)
            if found and len(rest) >= _LONG and len(tail) > 2 and is_name:
                return [*self._at_blank(start, start + len(rest.rstrip())), (end - len(tail), end)]
        return [(start, end)]
