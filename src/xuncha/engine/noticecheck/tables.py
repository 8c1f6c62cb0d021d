"""Tables of a notice: each row's rate against its counts, the total row against the rows."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest

from xuncha.engine.extract.lexicon import words
from xuncha.engine.extract.numerals import fold
from xuncha.engine.noticecheck.columns import Cell, learned, shares
from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.engine.noticecheck.rates import Reckoned, best, pair_of
from xuncha.engine.noticecheck.wording import WORDS, either
from xuncha.engine.proofread.figures.arithmetic import Figure, judge_rate, printed
from xuncha.engine.proofread.figures.quantities import quantities, read_figure

COLUMNS = ("base", "failed", "passed", "rate")


@dataclass(frozen=True, slots=True)
class TableFigure:
    """A figure of a table: its row and column (from 0), its heading, and what comes out."""

    row: int
    column: int
    heading: str
    reckoned: Reckoned


def names_columns(header: Sequence[str]) -> bool:
    """Whether cells are the headings of a table with a rate and what it is of."""
    found = {name for name in COLUMNS if _column(header, name) is not None}
    return "rate" in found and len(found) > 1


def table_figures(
    rows: Sequence[Sequence[str]], wholes: Collection[Fraction] = ()
) -> Iterator[TableFigure]:
    """Every rate and every total of a table whose first row names its columns, and whatever its
    rows teach that other cells are; shares perhaps of ``wholes`` told beside the table."""
    if len(rows) < 2:
        return
    header = [cell.strip() for cell in rows[0]]
    header += [""] * (max(map(len, rows)) - len(header))
    columns = {name: _column(header, name) for name in COLUMNS}
    found: dict[tuple[int, int], Reckoned] = {}
    of_rates = columns["rate"]
    for number, row in enumerate(rows[1:], start=1):
        rate = _rate(row, columns)
        if rate and of_rates is not None:
            found[number, of_rates] = rate
    for place, reckoned in (*_totals(header, rows), *_learned(rows), *_shares(rows, wholes)):
        known = found.get(place)
        if known is None or known.verdict is FigureVerdict.UNCHECKED:
            found[place] = reckoned
    for number, at in sorted(found):
        yield TableFigure(number, at, header[at], found[number, at])


def _learned(rows: Sequence[Sequence[str]]) -> Iterator[tuple[tuple[int, int], Reckoned]]:
    """What the rows teach of the columns; of a table of two rounds, what the columns teach."""
    body = [_read(row, rows[0]) for row in rows[1:]]
    for (number, at), reckoned in learned(body).items():
        yield (number + 1, at), reckoned
    across = learned([list(column) for column in zip_longest(*body)])
    for (at, number), reckoned in across.items():
        if reckoned.verdict is not FigureVerdict.DIFFERS:
            yield (number + 1, at), reckoned


def _shares(
    rows: Sequence[Sequence[str]], wholes: Collection[Fraction]
) -> Iterator[tuple[tuple[int, int], Reckoned]]:
    """What the rows but the total say as shares."""
    body = {number: row for number, row in enumerate(rows) if number and not is_total_row(row)}
    said = shares([_read(row, rows[0]) for row in body.values()], wholes)
    for (number, at), reckoned in said.items():
        yield (list(body)[number], at), reckoned


def _read(row: Sequence[str], headings: Sequence[str]) -> list[Cell | None]:
    """The numbers of a row; under a heading that says so bare ones are percentages."""
    return [
        _cell(cell, is_percent(headings[at]) if at < len(headings) else False)
        for at, cell in enumerate(row)
    ]


def is_percent(heading: str) -> bool:
    """Whether a heading says that its column holds percentages: 合格率, 占比, （%）."""
    return either("column.percent").search(fold(heading)) is not None


def _cell(cell: str, is_rate: bool) -> Cell | None:
    bare = fold(cell).strip()
    is_rate = is_rate or bare[-1:] in ("%", "％")
    figure = figure_of(bare, is_share=is_rate)
    return Cell(figure, is_rate) if figure else None


def _column(header: Sequence[str], name: str) -> int | None:
    """The one column of that sort; None where there is none or more than one."""
    wanted = words(WORDS, f"column.{name}")
    bare = [cell.replace("（个）", "").replace("（%）", "").replace("(%)", "") for cell in header]
    found = [at for at, cell in enumerate(bare) if cell in wanted]
    return found[0] if len(found) == 1 else None


def _rate(row: Sequence[str], columns: dict[str, int | None]) -> Reckoned | None:
    figures = {
        name: figure_of(row[at]) if at is not None and at < len(row) else None
        for name, at in columns.items()
    }
    stated, base = figures["rate"], figures["base"]
    failed, passed = figures["failed"], figures["passed"]
    if stated is None:
        return None
    if base and failed and failed.value <= base.value:
        pair = pair_of(Figure(base.value - failed.value), base)
    elif base and passed:
        pair = pair_of(passed, base)
    elif passed and failed:
        pair = pair_of(passed, Figure(passed.value + failed.value))
    else:
        return Reckoned(FigureVerdict.UNCHECKED, "")
    shown = f"{pair.shown}={judge_rate(pair.part, pair.whole, stated).shown}%"
    return best([pair], stated) or Reckoned(FigureVerdict.DIFFERS, shown)


def _totals(
    header: Sequence[str], rows: Sequence[Sequence[str]]
) -> Iterator[tuple[tuple[int, int], Reckoned]]:
    """What the rows add up to; a row named 全市 is refused only where some column of it is the sum
    of the rows: they may be but some of the regions."""
    found = list(_added(header, rows))
    bare = ["".join(cell.split()) for cell in rows[-1][:2]]
    is_sum = any(cell.endswith(words(WORDS, "total_row.end")) for cell in bare)
    is_sum = is_sum or any(one.verdict is FigureVerdict.AGREES for _, one in found)
    for place, one in found:
        if is_sum or one.verdict is FigureVerdict.AGREES:
            yield place, one


def _added(
    header: Sequence[str], rows: Sequence[Sequence[str]]
) -> Iterator[tuple[tuple[int, int], Reckoned]]:
    last = len(rows) - 1
    if last < 3 or not is_total_row(rows[last]):
        return
    body = [row for row in rows[1:last] if not is_total_row(row)]
    for at, heading in enumerate(header):
        stated = figure_of(rows[last][at]) if at < len(rows[last]) else None
        cells = [figure_of(row[at]) if at < len(row) else None for row in body]
        if stated is None or stated.step or "率" in heading or "序号" in heading:
            continue
        values = [cell.value for cell in cells if cell is not None and not cell.step]
        if len(values) != len(body):
            continue
        added = sum(values, Fraction(0))
        agrees = added == stated.value
        if not agrees and either("column.not_added").search(heading):
            continue
        verdict = FigureVerdict.AGREES if agrees else FigureVerdict.DIFFERS
        yield (last, at), Reckoned(verdict, f"各行相加={printed(added, 2)}")


def is_total_row(row: Sequence[str]) -> bool:
    """Whether a row is headed 合计, or 合 计, or by the name of the whole."""
    marks, ends = words(WORDS, "total_row"), words(WORDS, "total_row.end")
    bare = ["".join(cell.split()) for cell in row[:2]]
    return any(cell in marks or cell.endswith(ends) for cell in bare)


def figure_of(cell: str, *, is_share: bool = False) -> Figure | None:
    """The one number of a cell; None where it holds none or more. ``is_share``: a percentage, even
    without its mark."""
    bare = fold(cell).strip().rstrip("%％")
    is_share = is_share or bare != fold(cell).strip()
    try:
        return read_figure(bare, exact=not is_share) if bare else None
    except ValueError:
        spoken = quantities(cell)
        return spoken[0].figure if len(spoken) == 1 else None
