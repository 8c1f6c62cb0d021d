"""The report of an import: what was taken, and every fault with its place and its remedy."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from xuncha.office.registry.limits import limits


@dataclass(frozen=True, slots=True)
class RowFault:
    """One thing wrong in one row, in Chinese: what is wrong and what to do."""

    sheet: str
    row: int
    column: str
    message: str

    def text(self) -> str:
        """The one line a clerk reads."""
        return f"“{self.sheet}”第 {self.row} 行“{self.column}”：{self.message}"


@dataclass(frozen=True, slots=True)
class RowChange:
    """What one row of a file does to the register. ``cells`` are (head, before, after) of what
    changes; empty for a new row."""

    sheet: str
    row: int
    key: str
    name: str
    is_new: bool
    cells: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Rows created, updated and found unchanged; faults in the order of the file.

    ``more_faults`` counts those beyond what a report lists.
    """

    created: int
    updated: int
    unchanged: int
    faults: tuple[RowFault, ...] = ()
    more_faults: int = 0

    def text(self) -> str:
        """The summary line."""
        faults = len(self.faults) + self.more_faults
        counts = f"新增 {self.created}，更新 {self.updated}，未变 {self.unchanged}"
        return f"{counts}，有误未导入 {faults} 处"


@dataclass(slots=True)
class Tally:
    """Counts and faults while an import runs."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    faults: list[RowFault] = field(default_factory=list)
    changes: list[RowChange] = field(default_factory=list)

    def report(self, order: Callable[[RowFault], int] | None = None) -> ImportReport:
        """The frozen report; faults in file order, sheets in the order ``order`` gives."""
        place = order or (lambda _fault: 0)
        faults = sorted(self.faults, key=lambda fault: (place(fault), fault.row))
        most = limits().report_max_faults
        return ImportReport(
            self.created,
            self.updated,
            self.unchanged,
            tuple(faults[:most]),
            max(0, len(faults) - most),
        )

    def refuse(self, faults: Iterable[RowFault]) -> None:
        """Note faults of rows that are left out."""
        self.faults.extend(faults)
