"""What the columns of a table are of one another, learned from its rows.

Whatever the headings call it, a column that is one other column of another in nearly every row is
just that, and the row in which it is not is wrong.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import combinations, permutations

from xuncha.engine.extract.lexicon import words
from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.engine.noticecheck.rates import Reckoned, best, pair_of
from xuncha.engine.noticecheck.wording import WORDS
from xuncha.engine.proofread.figures.arithmetic import Figure, judge_rate, printed

LEAST_ROWS = 3
"""Fewer rows teach nothing that could refuse a figure; two may bear one out."""
MOST_COLUMNS = 10
MOST_ROWS = 400
TRIED = 12
"""Rows by which a way is tried before all others are asked."""
WRONG = Fraction(1, 4)
"""Rows that may go against what a column was learned to be."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of a table. ``is_rate``: it is a percentage."""

    figure: Figure
    is_rate: bool


Row = Sequence[Cell | None]
Way = Callable[[Row], Reckoned | None]
"""What a row's other cells say of a cell, refusing included; None: they say nothing."""


def learned(rows: Sequence[Row]) -> dict[tuple[int, int], Reckoned]:
    """By row and column what is said of the cells that the others of their rows give."""
    width = min(MOST_COLUMNS, max(map(len, rows), default=0))
    found: dict[tuple[int, int], Reckoned] = {}
    used: set[frozenset[int]] = set()
    for at in reversed(range(width if len(rows) <= MOST_ROWS else 0)):
        said, columns = _best_way(rows, at, width, used)
        if said:
            used.add(columns)
            found |= {(number, at): one for number, one in said.items()}
    return found


def shares(rows: Sequence[Row], wholes: Collection[Fraction]) -> dict[tuple[int, int], Reckoned]:
    """What is said of percentages that are the shares of a column in its sum or in another whole;
    nothing where no one whole gives all but one of them."""
    width = min(MOST_COLUMNS, max(map(len, rows), default=0))
    found: dict[tuple[int, int], Reckoned] = {}
    for at in range(width if len(rows) <= MOST_ROWS else 0):
        if not any(cell.is_rate for row in rows if (cell := _at(row, at))):
            continue
        for other in range(width):
            counted = [cell.figure.value for row in rows if (cell := _at(row, other))]
            for whole in (sum(counted, Fraction(0)), *wholes):
                said = {
                    number: one
                    for number, row in enumerate(rows)
                    if (one := _share(_cells(row, (at, other)), whole))
                }
                if len(said) >= LEAST_ROWS and _right(said) >= max(2, len(said) - 1):
                    found |= {(number, at): one for number, one in said.items()}
                    break
    return found


def _share(cells: Sequence[Cell], whole: Fraction) -> Reckoned | None:
    if len(cells) != 2 or not cells[0].is_rate or cells[1].is_rate:
        return None
    return _rate((*cells, Cell(Figure(whole), is_rate=False)), leaves=False)


def _best_way(
    rows: Sequence[Row], at: int, width: int, used: Collection[frozenset[int]]
) -> tuple[dict[int, Reckoned], frozenset[int]]:
    """The way that bears out most rows, with its columns.

    What is told of some columns is not told of them again, and it is the last one that is worked
    out from the others. What another way as good bears out is not refused.
    """
    is_rate = any(cell.is_rate for row in rows if (cell := _at(row, at)))
    most: dict[int, Reckoned] = {}
    columns: frozenset[int] = frozenset()
    sound: set[int] = set()
    for places, way in _rates(at, width) if is_rate else _sums(at, width):
        of_way = frozenset((at, *places))
        if of_way in used:
            continue
        said = _said(way, rows)
        if _right(said) > _right(most):
            most, columns, sound = said, of_way, set()
        elif said and _right(said) == _right(most):
            sound |= {at for at, one in said.items() if one.verdict is not FigureVerdict.DIFFERS}
    right, wrong = _right(most), len(most) - _right(most)
    if right < 2 or (wrong and (right < LEAST_ROWS or wrong > WRONG * len(most))):
        return {}, frozenset()
    told = {
        number: one
        for number, one in most.items()
        if one.verdict is not FigureVerdict.DIFFERS or number not in sound
    }
    return told, columns


def _said(way: Way, rows: Sequence[Row]) -> dict[int, Reckoned]:
    """What a way says of every row; of the first alone where it goes against too many of them."""
    first = {number: one for number, row in enumerate(rows[:TRIED]) if (one := way(row))}
    if len(first) - _right(first) > WRONG * TRIED:
        return first if len(rows) <= TRIED else {}
    rest = enumerate(rows[TRIED:], TRIED)
    return first | {number: one for number, row in rest if (one := way(row))}


def _right(said: dict[int, Reckoned]) -> int:
    return sum(one.verdict is not FigureVerdict.DIFFERS for one in said.values())


def _at(row: Row, at: int) -> Cell | None:
    return row[at] if at < len(row) else None


def _cells(row: Row, places: Sequence[int]) -> list[Cell]:
    return [cell for at in places if (cell := _at(row, at))]


def _rates(at: int, width: int) -> Iterator[tuple[Sequence[int], Way]]:
    """A share of one column in another, or what one leaves of another."""
    others = [one for one in range(width) if one != at]
    for places in permutations(others, 2):
        for leaves in (False, True):

            def way(
                row: Row, places: Sequence[int] = places, leaves: bool = leaves
            ) -> Reckoned | None:
                return _rate(_cells(row, (at, *places)), leaves=leaves)

            yield places, way
    yield from _differences(at, others)


def _rate(cells: Sequence[Cell], *, leaves: bool) -> Reckoned | None:
    if len(cells) != 3 or not cells[0].is_rate or cells[1].is_rate or cells[2].is_rate:
        return None
    stated, part, whole = (one.figure for one in cells)
    if not 0 <= part.value <= whole.value or not whole.value:
        return None
    pair = pair_of(Figure(whole.value - part.value) if leaves else part, whole)
    shown = judge_rate(pair.part, pair.whole, stated).shown
    return best([pair], stated) or Reckoned(FigureVerdict.DIFFERS, f"{pair.shown}={shown}%")


def _sums(at: int, width: int) -> Iterator[tuple[Sequence[int], Way]]:
    """Two or three columns added, or taken away from the first."""
    others = [one for one in range(width) if one != at]
    for size in (3, 2):
        for places in combinations(others, size):
            for signs in _SIGNS[size]:

                def way(
                    row: Row, places: Sequence[int] = places, signs: Sequence[int] = signs
                ) -> Reckoned | None:
                    return _sum(_cells(row, (at, *places)), signs)

                yield places, way
    yield from _from_full(at, others)
    yield from _differences(at, others)


_SIGNS = {3: ((1, 1, -1), (1, 1, 1), (1, -1, -1)), 2: ((1, 1), (1, -1))}


def _from_full(at: int, others: Sequence[int]) -> Iterator[tuple[Sequence[int], Way]]:
    """A full mark less one column, and with another one."""
    for places in (*permutations(others, 2), *permutations(others, 1)):

        def way(row: Row, places: Sequence[int] = places) -> Reckoned | None:
            return _scored(_cells(row, (at, *places)), 1 + len(places))

        yield places, way


@cache
def _full() -> Fraction:
    return Fraction(words(WORDS, "score.full")[0])


def _scored(cells: Sequence[Cell], width: int) -> Reckoned | None:
    if len(cells) != width or any(one.is_rate for one in cells):
        return None
    stated, less, *more = (one.figure.value for one in cells)
    score = _full() - less + sum(more)
    added = "".join(f"+{printed(one, 2)}" for one in more)
    shown = f"{printed(_full(), 2)}−{printed(less, 2)}{added}"
    agrees = FigureVerdict.AGREES if score == stated else FigureVerdict.DIFFERS
    return Reckoned(agrees, f"{shown}={printed(score, 2)}")


def _sum(cells: Sequence[Cell], signs: Sequence[int]) -> Reckoned | None:
    if len(cells) != len(signs) + 1 or any(one.is_rate for one in cells):
        return None
    stated, *parts = (one.figure.value for one in cells)
    if not all(parts[1:]) and len(parts) == 2:
        return None
    added = sum((sign * part for sign, part in zip(signs, parts, strict=True)), Fraction(0))
    shown = "".join(
        f"{'+' if sign > 0 else '−'}{printed(part, 2)}"
        for sign, part in zip(signs, parts, strict=True)
    )
    agrees = FigureVerdict.AGREES if added == stated else FigureVerdict.DIFFERS
    return Reckoned(agrees, f"{shown[1:]}={printed(added, 2)}")


def _differences(at: int, others: Sequence[int]) -> Iterator[tuple[Sequence[int], Way]]:
    """By how much two columns differ, in points where both are percentages."""
    for places in combinations(others, 2):

        def way(row: Row, places: Sequence[int] = places) -> Reckoned | None:
            return _difference(_cells(row, (at, *places)))

        yield places, way


def _difference(cells: Sequence[Cell]) -> Reckoned | None:
    if len(cells) != 3 or cells[1].is_rate != cells[2].is_rate:
        return None
    stated, one, other = (each.figure.value for each in cells)
    apart = abs(one - other)
    if not apart and not stated:
        return None
    agrees = FigureVerdict.AGREES if apart == abs(stated) else FigureVerdict.DIFFERS
    high, low = max(one, other), min(one, other)
    return Reckoned(agrees, f"{printed(high, 2)}−{printed(low, 2)}={printed(apart, 2)}")
