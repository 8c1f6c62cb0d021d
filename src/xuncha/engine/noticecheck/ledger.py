"""Everything a notice counts, in its paragraphs and in its tables, found from near to far."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from xuncha.engine.extract.numerals import fold
from xuncha.engine.noticecheck.mentions import Mention, Sentence
from xuncha.engine.noticecheck.tables import figure_of, is_percent, is_total_row
from xuncha.engine.noticecheck.wording import group_of, nouns_of, role_of
from xuncha.engine.proofread.figures.arithmetic import Figure
from xuncha.engine.proofread.figures.quantities import Sort

MOST_NEAR = 60
"""Figures further from one than these are not held against it."""
MOST_ROWS = 40
"""Of a longer table only its columns as wholes are held against what paragraphs say."""
LEAST_CELLS = 2
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Column:
    """The numbers of a table's column but for those of its total row.

    ``line``: that of the headings; ``total``: what the total row says; ``names``: the first cell of
    each row; ``is_share``: percentages.
    """

    line: int
    heading: str
    names: tuple[str, ...]
    figures: tuple[Figure, ...]
    total: Figure | None
    is_share: bool

    @property
    def values(self) -> list[Fraction]:
        """The numbers as they stand."""
        return [one.value for one in self.figures]


class Ledger:
    """The counts and percentages of a notice; those of tables as if a sentence told each row."""

    def __init__(self, read: Sequence[Sentence], tables: Sequence[tuple[int, Rows]]) -> None:
        self.columns = [column for line, rows in tables for column in _columns(line, rows)]
        self._sizes = {
            line: sum(not is_total_row(row) for row in rows[1:]) for line, rows in tables
        }
        self._of_line: dict[int, list[Mention]] = {}
        for sentence in read:
            self._of_line.setdefault(sentence.line, []).extend(sentence.mentions)
        for line, rows in tables:
            for one in _cells(line, rows):
                self._of_line.setdefault(one.line, []).append(one)
        self._lines = sorted(self._of_line)
        self._told = {one.number: one for one in read}

    def rows(self) -> list[list[Fraction]]:
        """The numbers of each column."""
        return [column.values for column in self.columns]

    def rows_above(self, line: int) -> int:
        """How many rows, but for its headings and totals, the last table before a line has."""
        above = [at for at in self._sizes if at < line]
        return self._sizes[max(above)] if above else 0

    def text_of(self, one: Mention) -> str:
        """The sentence of a figure; empty for a cell."""
        return self._told[one.sentence].text if one.sentence in self._told else ""

    def start_of(self, one: Mention) -> int:
        """Where the sentence of a figure begins in its line."""
        return self._told[one.sentence].start if one.sentence in self._told else 0

    def of_sentence(self, one: Mention) -> Sequence[Mention]:
        """The figures of a figure's sentence."""
        return self._told[one.sentence].mentions if one.sentence in self._told else ()

    def of_line(self, line: int) -> list[Mention]:
        """The figures of a line, in order."""
        return self._of_line.get(line, [])

    def near(self, one: Mention, sort: Sort) -> list[Mention]:
        """The other figures of a sort, the nearest first: of its line, then of the lines about it,
        those before sooner than those after."""
        found: list[Mention] = []
        for line in self.lines_about(one.line):
            mentions = [each for each in self._of_line[line] if each.sort is sort]
            if line == one.line:
                mentions = [each for each in mentions if each.start != one.start]
                mentions.sort(key=lambda each: abs(each.start - one.start))
            found += mentions
            if len(found) >= MOST_NEAR:
                break
        return found[:MOST_NEAR]

    def before(self, line: int, sort: Sort) -> list[Mention]:
        """The figures of a sort in the last line before one that has any."""
        lines = (self._of_line[at] for at in reversed(self._lines) if at < line)
        found = ([one for one in mentions if one.sort is sort] for mentions in lines)
        return next(filter(None, found), [])

    def window(self, line: int, sort: Sort) -> list[Mention]:
        """As many figures of a sort as ``near`` gives, in the order of the notice."""
        lines: list[int] = []
        size = 0
        for at in self.lines_about(line):
            size += len(self._of_line[at])
            if lines and size > MOST_NEAR:
                break
            lines.append(at)
        return [one for at in sorted(lines) for one in self._of_line[at] if one.sort is sort]

    def lines_about(self, line: int) -> Iterator[int]:
        """The lines that tell figures, from a line outward."""
        after = bisect_right(self._lines, line)
        before = after - 1
        while before >= 0 or after < len(self._lines):
            is_next = before < 0 or (
                after < len(self._lines) and self._lines[after] - line < line - self._lines[before]
            )
            yield self._lines[after if is_next else before]
            before, after = (before, after + 1) if is_next else (before - 1, after)


def _columns(line: int, rows: Rows) -> Iterator[Column]:
    body = [row for row in rows[1:] if not is_total_row(row)]
    total = next((row for row in rows[1:] if is_total_row(row)), None)
    names = tuple(_name(row) for row in body)
    for at in range(max(map(len, rows))):
        heading = rows[0][at] if at < len(rows[0]) else ""
        read = [_number(row, at) for row in body]
        figures = tuple(one for one in read if one is not None)
        if len(figures) < LEAST_CELLS or len(figures) < len(body) or _counts_rows(figures):
            continue
        is_share = is_percent(heading) or any("%" in fold(row[at]) for row in body if at < len(row))
        end = _number(total, at) if total else None
        yield Column(line, heading.strip(), names, figures, end, is_share)


def _counts_rows(figures: Sequence[Figure]) -> bool:
    """Whether a column numbers its rows."""
    return [one.value for one in figures] == list(range(1, len(figures) + 1))


def _name(row: Sequence[str]) -> str:
    return next((cell.strip() for cell in row if cell.strip() and not figure_of(cell)), "")


def _number(row: Sequence[str] | None, at: int) -> Figure | None:
    return figure_of(row[at]) if row is not None and at < len(row) else None


def _cells(line: int, rows: Rows) -> Iterator[Mention]:
    """The cells of a table that is not too long, and those of its total row."""
    title = " ".join(rows[0])
    for number, row in enumerate(rows[1:], start=1):
        if len(rows) > MOST_ROWS and not is_total_row(row):
            continue
        name = _name(row)
        for at, cell in enumerate(row):
            heading = rows[0][at].strip() if at < len(rows[0]) else ""
            figure = figure_of(cell)
            if figure is None or cell.strip() == name:
                continue
            is_share = is_percent(heading) or "%" in fold(cell)
            yield Mention(
                line + number,
                -line - number,
                0,
                len("\t".join(row[:at])) + bool(at),
                len("\t".join(row[: at + 1])),
                figure,
                Sort.PERCENT if is_share else Sort.COUNT,
                "%" if is_share else "",
                nouns_of(heading)[-1:] or nouns_of(title)[-1:],
                role_of(heading, ""),
                "" if is_total_row(row) else group_of(name) or name,
                words=f"{name} {heading}",
            )
