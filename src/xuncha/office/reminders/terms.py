"""How often, when and how long people are reminded: ``data/reminders/terms.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from importlib.resources import files

from xuncha.engine.domain.windows import SHANGHAI
from xuncha.engine.domain.working_days import UnknownYearError, is_working_day
from xuncha.office.reminders.kinds import Kind


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of reminding. Minutes and seconds are in the names; ``repeat_days`` are working
    days until the same is told again, 0 for never."""

    most_a_day: int
    quiet_from: time
    quiet_until: time
    rests: bool
    near_working_days: int
    retry_minutes: tuple[int, ...]
    claim_minutes: int
    give_up_after: int
    timeout_s: float
    reply_max_bytes: int
    most_contacts: int
    kept_days: int
    repeat_days: Mapping[Kind, int]

    def is_quiet(self, moment: datetime) -> bool:
        """Whether no message may go out at a moment. A year whose holidays are not known rests on
        Saturdays and Sundays."""
        local = moment.astimezone(SHANGHAI)
        clock = local.time()
        if self.quiet_from <= self.quiet_until:
            is_late = self.quiet_from <= clock < self.quiet_until
        else:
            is_late = clock >= self.quiet_from or clock < self.quiet_until
        return is_late or (self.rests and not _works(local.date()))


def _works(day: date) -> bool:
    try:
        return is_working_day(day)
    except UnknownYearError:
        return day.isoweekday() <= 5


@cache
def terms() -> Terms:
    """The terms that ship with the package."""
    source = files("xuncha.data").joinpath("reminders/terms.toml")
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    return Terms(
        most_a_day=table["day"]["most"],
        quiet_from=table["quiet"]["from"],
        quiet_until=table["quiet"]["until"],
        rests=table["quiet"]["rest_days"],
        near_working_days=table["near"]["working_days"],
        retry_minutes=tuple(table["retry"]["minutes"]),
        claim_minutes=table["retry"]["claim_minutes"],
        give_up_after=table["retry"]["give_up_after"],
        timeout_s=table["retry"]["timeout_s"],
        reply_max_bytes=table["retry"]["reply_max_bytes"],
        most_contacts=table["contacts"]["most"],
        kept_days=table["kept"]["days"],
        repeat_days={Kind(name): days for name, days in table["repeat"].items()},
    )
