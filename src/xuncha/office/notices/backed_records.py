"""The records beside a round behind a figure: rows of a sort, narrowed by their cells."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from xuncha.office.casework.models import Round
from xuncha.office.notices.errors import NoticeError
from xuncha.office.notices.facts import Entry
from xuncha.office.notices.gather import EVERYTHING_KNOWN, Known, records_beside
from xuncha.office.notices.record_kinds import record_kinds

_OWN = frozenset({"sort", "since", "until", "sum", "distinct", "without"})
_WHEN = ("not by ", "by ", "before ", "late ")


def records_behind(
    inspection: Round, where: Mapping[str, str], known: Known = EVERYTHING_KNOWN
) -> list[Entry]:
    """The rows, oldest first. NoticeError where the sort or a column is none we know."""
    kind = record_kinds().get(where.get("sort", ""))
    if kind is None:
        raise NoticeError("没有这一种记录")
    headings = {column.heading for column in kind.columns}
    rows = records_beside(inspection, known).get(kind.name, ())
    since, until = (
        date.fromisoformat(where[key]) if key in where else None for key in ("since", "until")
    )
    found = [row for row in rows if _is_within(row.on, since, until)]
    for name, value in where.items():
        if name in _OWN:
            continue
        when = next((word for word in _WHEN if name.startswith(word)), "")
        heading = name.removeprefix(when)
        if heading not in headings:
            raise NoticeError(f"“{kind.title}”没有“{heading}”一栏")
        found = [row for row in found if _fits(row, when, heading, value)]
    return _without(found, where.get("without", ""))


def total(rows: Sequence[Entry], where: Mapping[str, str]) -> int | Decimal:
    """What the figure says of the rows: their number, the sum of a column, or how many different
    words stand in one."""
    if heading := where.get("sum"):
        return sum((Decimal(row.text(heading) or "0") for row in rows), Decimal(0))
    if headings := where.get("distinct"):
        return len({row.text(one) for one in headings.split("|") for row in rows} - {""})
    return len(rows)


def _is_within(day: date, since: date | None, until: date | None) -> bool:
    return (since is None or since <= day) and (until is None or day <= until)


def _fits(row: Entry, when: str, heading: str, value: str) -> bool:
    if not when:
        return row.text(heading) in value.split("|")
    day, limit = row.day(heading), date.fromisoformat(value)
    match when:
        case "by ":
            return day is not None and day <= limit
        case "not by ":
            return day is None or day > limit
        case "before ":
            return day is not None and day < limit
        case _:
            return day is not None and row.on < day <= limit


def _without(rows: list[Entry], heading: str) -> list[Entry]:
    """The rows of units whose numbers of that column add up to nothing."""
    if not heading:
        return rows
    sums: dict[str, int] = {}
    for row in rows:
        sums[row.text("单位")] = sums.get(row.text("单位"), 0) + row.number(heading)
    return [row for row in rows if not sums[row.text("单位")]]
