"""What stands behind a printed figure: which list it counts, so that every number opens.

A section writes ``backed(7, targets(...))`` where it would write ``7``. The mark travels inside the
text to ``unmarked``, which turns it into a place in the plain text; no document ever holds a mark.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from xuncha.engine.domain.words import TargetKind, VerdictState
from xuncha.office.notices.rates import Rate

_MARK = re.compile("\ue000([\x20-\x7e]*)\ue001([^\ue000-\ue002]*)\ue002")
"""Private characters: no text of a page or a person is read as a mark by chance."""
Where = tuple[tuple[str, str], ...]
PASSED, FAILED, OPEN = (state.value for state in VerdictState)
DECIDED = "decided"
ANY = "any"
"""The verdicts a list of targets is narrowed to; ``DECIDED`` is either of the first two."""


class Listed(StrEnum):
    """The lists a figure may count."""

    TARGETS = "targets"
    REASONS = "reasons"
    HITS = "hits"
    TEXT_ERRORS = "text-errors"
    NAMED = "named"
    UNSEEN = "unseen"
    ROWS = "rows"
    COLUMNS = "columns"
    RECORDS = "records"
    GROUPS = "groups"
    ROUNDS = "rounds"
    ITEMS = "items"


@dataclass(frozen=True, slots=True)
class Backing:
    """A list and its filter; the names a filter knows stand in ``backed_lists``."""

    listed: Listed
    where: Where = ()

    def narrowed(self, **where: object) -> "Backing":
        """The same list with more conditions; those that are empty do not filter."""
        return listing(self.listed, **{**dict(self.where), **where})


EVERYTHING = Backing(Listed.TARGETS)
"""Every target of the round."""


@dataclass(frozen=True, slots=True)
class Backed:
    """A figure's place in its text, and its list; a rate is the share of ``backing`` in
    ``whole``."""

    start: int
    end: int
    backing: Backing
    whole: Backing | None = None


@dataclass(frozen=True, slots=True)
class BackedCell:
    """A figure that fills a cell of a table."""

    row: int
    column: int
    backing: Backing
    whole: Backing | None = None


def listing(listed: Listed, /, **where: object) -> Backing:
    """A list by its conditions."""
    said = sorted((key, str(value)) for key, value in where.items() if value not in ("", None))
    return Backing(listed, tuple(said))


def targets(kind: TargetKind | str = "", **where: object) -> Backing:
    """Targets of the round."""
    return listing(Listed.TARGETS, kind=kind, **where)


def records(sort: str, since: object = None, until: object = None, **where: object) -> Backing:
    """Records beside the round: of one sort, dated from ``since`` to ``until``. ``sum`` adds a
    column up, ``distinct`` counts its different words; any other name is a column and its word."""
    return listing(Listed.RECORDS, sort=sort, since=since, until=until, **where)


def backed(number: int | str, backing: Backing | None) -> str:
    """The figure with the list it counts; as it is where there is none."""
    return str(number) if backing is None else _mark(str(number), (backing,))


def share(rate: Rate, part: Backing | None, whole: Backing | None) -> str:
    """The printed rate with the lists of its two counts."""
    if part is None or whole is None:
        return rate.percent
    return _mark(rate.percent, (part, whole))


def unmarked(text: str) -> tuple[str, tuple[Backed, ...]]:
    """The text without marks, and where its figures stand."""
    found: list[Backed] = []
    pieces: list[str] = []
    at = end = 0
    for mark in _MARK.finditer(text):
        backings = _read(mark[1])
        pieces += (text[end : mark.start()], mark[2])
        at += mark.start() - end
        if backings:
            found.append(Backed(at, at + len(mark[2]), *backings))
        at += len(mark[2])
        end = mark.end()
    return "".join((*pieces, text[end:])), tuple(found)


def plain(text: str) -> str:
    """The text without marks."""
    return unmarked(text)[0]


def unmarked_rows(
    rows: Iterable[tuple[str, ...]],
) -> tuple[tuple[tuple[str, ...], ...], tuple[BackedCell, ...]]:
    """The cells without marks, and which of them are figures."""
    cells: list[BackedCell] = []
    told = []
    for number, row in enumerate(rows):
        read = [unmarked(cell) for cell in row]
        told.append(tuple(text for text, _ in read))
        cells += (
            BackedCell(number, column, one.backing, one.whole)
            for column, (_, figures) in enumerate(read)
            for one in figures[:1]
        )
    return tuple(told), tuple(cells)


def _mark(text: str, backings: tuple[Backing, ...]) -> str:
    said = [[one.listed, dict(one.where)] for one in backings]
    return f"\ue000{json.dumps(said, sort_keys=True)}\ue001{text}\ue002"


def _read(said: str) -> tuple[Backing, ...]:
    try:
        pairs: list[tuple[str, dict[str, Any]]] = json.loads(said)
        return tuple(listing(Listed(name), **where) for name, where in pairs)[:2]
    except (ValueError, TypeError):
        return ()
