"""What stands around a number: its label, the persons and offices of its sentence or row."""

import re
from enum import StrEnum

from xuncha.engine.extract.lexicon import pattern

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


class Surroundings:
    """The surroundings of the place from ``start`` to ``end`` of a narrowed text."""

    def __init__(self, narrow: str, start: int, end: int) -> None:
        self._narrow = narrow
        self._start = start
        self._end = end
        self.label = self._label()
        self.sentence = self._around(_ENDS)
        self.clause = self._around(_CLAUSE_ENDS)

    def says(self, group: str) -> bool:
        """Whether a word of that group stands in the sentence or row."""
        return pattern(_TABLE, group).search(self.sentence) is not None

    def says_near(self, group: str) -> bool:
        """Whether a word of that group stands in the clause or row."""
        return pattern(_TABLE, group).search(self.clause) is not None

    def is_measured(self) -> bool:
        """Whether a unit follows: a quantity, no number of anybody."""
        return pattern(_TABLE, "unit").match(self._narrow, self._end) is not None

    def says_round(self, group: str) -> bool:
        """Whether a word of that group stands near, in whatever sentence."""
        begin, after = max(0, self._start - _ROUND), self._end + _ROUND
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
