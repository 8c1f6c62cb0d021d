"""What stands around a number: its label, the persons and offices of its sentence or row."""

import re
from enum import StrEnum

from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.proofread.privacy.tables import Heading

_TABLE = "privacy_words"
FIXED_LINE = re.compile(r"(?<!\d)\(?0\d{2,3}\)?[ \-]?[2-8]\d{6,7}(?:-\d{1,5})?(?!\d)")
_REACH = 60
"""Characters before a number in which its label is looked for."""
_ROUND = 120
"""Characters of its sentence or row that are read on either side."""
_ENDS = re.compile(r"[。!?\n]")
_LABEL_ENDS = re.compile(r"[。;!?\n]")
_CLAUSE_ENDS = re.compile(r"[,。;!?\n]")
_BETWEEN = re.compile(r"[\s:为是即系有()\"“”\[\]【】+|/、,.#*\d\-]*")
"""What may stand between a label and a number that follows it at once; other numbers too."""
_AT_ONCE = re.compile(r"[\s:为是即系()\"“”\[\]【】|#\d\-/、]*")


class Label(StrEnum):
    """What a number is called before it stands there."""

    OFFICE = "office"
    PRIVATE = "private"
    PHONE = "phone"
    IDENTITY = "identity"
    ACCOUNT = "account"
    CODE = "code"
    DESK = "desk"


_NEXT_TO = frozenset({Label.CODE, Label.DESK})
"""Labels that only speak for the number right behind them."""
_SPOKEN_FOR = (Label.OFFICE, Label.PRIVATE, Label.IDENTITY, Label.ACCOUNT, Label.PHONE)
_TO_ITS_END = re.compile(r"[\s:()]*")
_NO_WORD = " \t\r|:().+-0123456789"
"""May stand before a number in its line beside what it is called."""
_LINES_ABOVE, _SHORT = 2, 24
_OF_PERSONS = frozenset({"person", "name"})
_NAMED_COLUMN = re.compile(r"姓\s*名")


class Surroundings:
    """The surroundings of the place from ``start`` to ``end`` of a narrowed text; ``heading``: what
    the header row says of its cell."""

    def __init__(self, narrow: str, start: int, end: int, heading: Heading | None = None) -> None:
        self._narrow = narrow
        self._start = start
        self._end = end
        self._heading = heading
        self._is_called = True
        self._above = self._lines_above()
        self.label = self._label_with_heading()
        self.sentence = self._above + self._around(_ENDS)
        self.clause = self._around(_CLAUSE_ENDS)

    def says(self, group: str) -> bool:
        """Whether a word of that group stands in the sentence or row, or in the header row for
        words of persons and contacts."""
        return pattern(_TABLE, group).search(self.sentence) is not None or self._headed(group)

    def is_of_office_table(self) -> bool:
        """Whether the header row says that offices and posts are listed."""
        return self._heading is not None and _finds("duty", self._heading.row)

    def _headed(self, group: str) -> bool:
        if self._heading is None:
            return False
        row = self._heading.row
        if group in _OF_PERSONS and self.is_of_office_table():
            row = _NAMED_COLUMN.sub("", row)
        if group == "name":
            return _NAMED_COLUMN.search(row) is not None
        return group in {"person", "contact"} and _finds(group, row)

    def says_near(self, group: str) -> bool:
        """Whether a word of that group stands in the clause or row."""
        return pattern(_TABLE, group).search(self.clause) is not None

    def is_measured(self) -> bool:
        """Whether a unit follows: a quantity, no number of anybody."""
        return pattern(_TABLE, "unit").match(self._narrow, self._end) is not None

    def says_round(self, group: str) -> bool:
        """Whether a word of that group stands near, in whatever sentence."""
        begin, after = max(0, self._start - _ROUND), self._end + _ROUND
        if self._heading is not None and _finds(group, self._heading.record):
            return True
        return pattern(_TABLE, group).search(self._narrow, begin, after) is not None

    def has_fixed_line(self) -> bool:
        """Whether a fixed line stands in the sentence or row."""
        return FIXED_LINE.search(self.sentence) is not None

    def _around(self, ends: re.Pattern[str]) -> str:
        first = max(0, self._start - _ROUND)
        begin = first
        for stop in ends.finditer(self._narrow, first, self._start):
            begin = stop.end()
        stop_after = ends.search(self._narrow, self._end, self._end + _ROUND)
        after = stop_after.start() if stop_after else self._end + _ROUND
        return self._narrow[begin:after]

    def _lines_above(self) -> str:
        """The short lines above one that begins with the number or with a bare word for telephone:
        cells below each other, a contact line by line."""
        first = max(0, self._start - _ROUND)
        *lines, own = self._narrow[first : self._start].split("\n")
        called = own.strip(_NO_WORD)
        self._is_called = bool(called)
        if called and not pattern(_TABLE, Label.PHONE).fullmatch(called):
            return ""
        above: list[str] = []
        for line in reversed(lines):
            if len(above) == _LINES_ABOVE or len(line) > _SHORT or _LABEL_ENDS.search(line):
                break
            above.insert(0, line)
        return "".join(f"{line}\n" for line in above)

    def _label_with_heading(self) -> Label | None:
        own = self._label() or self._label_above()
        called = self._label_of_column()
        if called is None or (own is not None and self._is_in_own_cell()):
            return own
        if called is Label.PHONE and not self._headed("person"):
            return own or called
        return called

    def _is_in_own_cell(self) -> bool:
        """Whether words stand before the number in its own cell."""
        first = max(0, self._start - _REACH)
        begin = max(self._narrow.rfind(mark, first, self._start) for mark in "\t|\n") + 1
        cell = self._narrow[max(begin, first) : self._start]
        return any(pattern(_TABLE, label).search(cell) for label in Label)

    def _label_of_column(self) -> Label | None:
        if self._heading is None:
            return None
        cell = self._heading.column
        for label in (*_SPOKEN_FOR, Label.CODE):
            ends = [match.end() for match in pattern(_TABLE, label).finditer(cell)]
            if ends and (label is not Label.CODE or _TO_ITS_END.fullmatch(cell, ends[-1])):
                return label
        return None

    def _label_above(self) -> Label | None:
        """The label that ends the line above a number that begins its line."""
        if self._is_called:
            return None
        above = self._above.rstrip("\n")
        line = above[above.rfind("\n") + 1 :]
        best: tuple[int, Label] | None = None
        for label in Label:
            for match in pattern(_TABLE, label).finditer(line):
                size = match.end() - match.start()
                if _TO_ITS_END.fullmatch(line, match.end()) and (best is None or size > best[0]):
                    best = size, label
        return best[1] if best else None

    def _label(self) -> Label | None:
        """The last label before the number; of two that end together the longer one."""
        first = max(0, self._start - _REACH)
        for stop in _LABEL_ENDS.finditer(self._narrow, first, self._start):
            first = stop.end()
        best: tuple[int, int, Label] | None = None
        for label in Label:
            for match in pattern(_TABLE, label).finditer(self._narrow, first, self._start):
                if label in _NEXT_TO and not _AT_ONCE.fullmatch(
                    self._narrow, match.end(), self._start
                ):
                    continue
                found = (match.end(), match.end() - match.start(), label)
                best = found if best is None or found[:2] > best[:2] else best
        return best[2] if best else None

    def follows_label(self) -> bool:
        """Whether nothing but marks and other numbers parts the number from its label."""
        groups = (Label.PHONE, Label.PRIVATE, Label.OFFICE, Label.IDENTITY, Label.ACCOUNT)
        first = max(0, self._start - _REACH)
        return any(
            _BETWEEN.fullmatch(self._narrow, match.end(), self._start)
            for label in groups
            for match in pattern(_TABLE, label).finditer(self._narrow, first, self._start)
        )


def _finds(group: str, text: str) -> bool:
    return pattern(_TABLE, group).search(text) is not None
