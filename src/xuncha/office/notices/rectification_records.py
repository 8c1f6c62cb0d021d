"""Orders of the office as the records a notice counts: what was sent, answered, done, and when."""

from collections.abc import Iterator
from datetime import date

from xuncha.office.notices.facts import Entry
from xuncha.office.rectification import figures
from xuncha.office.rectification.figures import Slip

SLIP, REPORT = "slip", "repair-report"
NUMBER = "文号"
SOURCE = "整改单"
YEARS = 10
"""How far a notice looks back at orders."""


def rectification_entries(office_id: int, on: date) -> dict[str, tuple[Entry, ...]]:
    """The orders issued until the end of ``on``, as they stood then: as slips, and those with a
    deadline as reports of repair that were due. Empty where the office issued none."""
    issued = figures.slips(office_id, date(on.year - YEARS, 1, 1), on, on)
    found = {SLIP: tuple(map(_slip, issued)), REPORT: tuple(_reports(issued))}
    return {kind: rows for kind, rows in found.items() if rows}


def _slip(one: Slip) -> Entry:
    cells = {
        NUMBER: one.number,
        "种类": one.kind,
        "单位": one.body,
        "下发日期": _day(one.issued_on),
        "限期": _day(one.due_on),
        "回复日期": _day(one.answered_on),
        "完成日期": _day(one.closed_on),
    }
    return Entry(one.issued_on, _said(cells), SOURCE, "", one.order)


def _reports(issued: tuple[Slip, ...]) -> Iterator[Entry]:
    for one in issued:
        if one.due_on is not None:
            cells = {
                "单位": one.body,
                "应报日期": _day(one.due_on),
                "报送日期": _day(one.answered_on),
            }
            yield Entry(one.due_on, _said(cells), f"{SOURCE}{one.number}", "", one.order)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _said(cells: dict[str, str]) -> dict[str, str | int]:
    return {heading: value for heading, value in cells.items() if value}
