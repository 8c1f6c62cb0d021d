"""A notice being written: lines and tables whose figures carry their true verdict."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from docx import Document

from benchmarks.notices.material import table

ACCUSING = frozenset({"differs", "impossible", "list_mismatch"})
QUIET = frozenset({"unchecked", "hint", "overlap", ""})
"""What may be said of a figure that nothing near can prove; "" is nothing at all."""
MARK = re.compile("\x01(\\d+)\x02(.*?)\x03")


@dataclass(frozen=True)
class Truth:
    """One figure: where it stands, what it says, the verdicts that are right."""

    line: int
    start: int
    end: int
    stated: str
    kind: str
    right: frozenset[str]

    @property
    def verdict(self) -> str:
        """The verdict to name it by."""
        return min(self.right - {""}, key=lambda one: (one not in ACCUSING, one))


@dataclass
class Page:
    """A notice in the making; ``unit`` and ``whole`` are its habits of writing."""

    random: Random
    name: str
    unit: str = "个"
    scope: str = "全省"
    sloppy: float = 0.12
    """Share of figures that are wrong."""
    since: str = ""
    """The sentences of that writing are taken where it has any; empty: those of all."""
    lines: list[str | list[list[str]]] = field(default_factory=list)
    marks: list[tuple[str, frozenset[str]]] = field(default_factory=list)

    def sentences(self, name: str, kind: str = "") -> list[str]:
        """The sentences of a table, of one kind."""
        rows = [row for row in table(name) if not kind or row["kind"] == kind]
        chosen = [row for row in rows if row["since"] == self.since]
        return [row["text"] for row in chosen or rows]

    def figure(self, shown: str, kind: str, right: str | Iterable[str]) -> str:
        """The figure as it goes into the text, with its truth."""
        verdicts = frozenset({right} if isinstance(right, str) else right)
        self.marks.append((kind, verdicts))
        return f"\x01{len(self.marks) - 1}\x02{shown}\x03"

    def say(self, text: str) -> None:
        """A paragraph."""
        self.lines.append(text)

    def table(self, rows: list[list[str]]) -> None:
        """A table, in text one line a row with tabs between the cells."""
        self.lines.append(rows)

    def finished(self) -> tuple[str, tuple[Truth, ...]]:
        """The text, and the truth of every figure that made it into the text."""
        plain, truths = [], []
        for marked in self._flat():
            found, shift = [], 0
            for match in MARK.finditer(marked):
                start = match.start() - shift
                kind, right = self.marks[int(match.group(1))]
                shown = match.group(2)
                shift += len(match.group(0)) - len(shown)
                found.append(Truth(len(plain) + 1, start, start + len(shown), shown, kind, right))
            plain.append(MARK.sub(r"\2", marked))
            truths.extend(found)
        return "\n".join(plain), tuple(truths)

    def _flat(self) -> Sequence[str]:
        flat: list[str] = []
        for line in self.lines:
            flat.extend([line] if isinstance(line, str) else ["\t".join(row) for row in line])
        return flat

    def as_docx(self, file: Path) -> None:
        """The same as a Word file with real tables."""
        document = Document()
        for line in self.lines:
            if isinstance(line, str):
                document.add_paragraph(MARK.sub(r"\2", line))
                continue
            drawn = document.add_table(rows=0, cols=len(line[0]))
            for row in line:
                for cell, text in zip(drawn.add_row().cells, row, strict=True):
                    cell.text = MARK.sub(r"\2", text)
        document.save(str(file))
