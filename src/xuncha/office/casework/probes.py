"""The probe history a round's checks ask for."""

from collections.abc import Mapping, Sequence

from xuncha.engine.domain.fetches import History
from xuncha.engine.rulebook.instruments import Metric
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.models import Round
from xuncha.office.registry import probes


def histories_for(inspection: Round, codes: Sequence[str]) -> Mapping[str, History]:
    """The history of each target that has probes in the window the rows in force look at.

    Empty when no row in force asks for probes.
    """
    days = _window_days(inspection)
    if not days:
        return {}
    found = probes.histories_for(inspection.office, codes, inspection.as_of, days)
    return {code: History(probes=rows) for code, rows in found.items()}


def _window_days(inspection: Round) -> int:
    book = book_of(inspection)
    rows = [row for row in book.rows if row.id in inspection.rows_in_force and row.condition]
    windows = [
        int(str(row.params["days"]))
        for row in rows
        if row.condition is not None
        and row.condition.metric is Metric.PROBE_FAILURE_PCT
        and "days" in row.params
    ]
    return max(windows, default=0)
