"""Weeks of looks at many sites, and rounds that have taken them in."""

import random
from datetime import datetime, timedelta

from tests.office.results import summary
from xuncha.engine.checks import site_unreachable
from xuncha.engine.domain.facts import SiteFacts
from xuncha.engine.domain.fetches import History, ProbeRow
from xuncha.engine.domain.words import UnableClass
from xuncha.engine.rulebook.spans import measured
from xuncha.office.casework.frozen import book_of, plan_of
from xuncha.office.casework.taking_in import store_target
from xuncha.office.registry.models import ProbeSeries
from xuncha.office.registry.probes import _canonical, _digest

HOURS = 24 * 7
DOWN = (UnableClass.REFUSED, UnableClass.TIMEOUT, UnableClass.SERVER_ERROR, UnableClass.RESET)
Spell = tuple[datetime, timedelta]


def week(
    as_of: datetime,
    seed: str,
    spells: tuple[Spell, ...] = (),
    failures: tuple[UnableClass, ...] = DOWN,
    address: str = "",
) -> tuple[ProbeRow, ...]:
    """An hourly look for a week: down in every spell; failed looks do not tell the address."""
    chance = random.Random(seed)
    rows = []
    for hour in range(HOURS):
        at = as_of - timedelta(hours=HOURS - hour) + timedelta(minutes=chance.randrange(1, 40))
        is_down = any(begin <= at < begin + length for begin, length in spells)
        failure = chance.choice(failures) if is_down else None
        answered = "" if failure else address
        rows.append(ProbeRow(at, failure, None if failure else 200, 300, address=answered))
    return tuple(rows)


def seal(office, code: str, rows: tuple[ProbeRow, ...]) -> None:
    """Keep the looks as the import door keeps them."""
    by_day: dict = {}
    for row in rows:
        by_day.setdefault(row.at.date(), []).append(row)
    ProbeSeries.objects.bulk_create(
        ProbeSeries(
            office=office,
            site_code=code,
            day=day,
            rows=(text := _canonical(tuple(of_day))),
            count=len(of_day),
            digest=_digest(text),
            source="test",
        )
        for day, of_day in by_day.items()
    )


def take_in(inspection, weeks: dict[str, tuple[ProbeRow, ...]]) -> None:
    """Store what the check itself says of each site's looks."""
    row = book_of(inspection).row("W-V2")
    given, moment = measured(row.params, row.windows, inspection.as_of)
    params = site_unreachable.Params(indicator="W-V2", limit=row.condition.value, **given)
    for target in inspection.targets.filter(kind="site"):
        if target.code not in weeks:
            continue
        facts = _nothing_but(plan_of(target), inspection.as_of)
        history = History(probes=weeks[target.code])
        outcome = site_unreachable.run(facts, history, params, moment)
        seal(inspection.office, target.code, weeks[target.code])
        store_target(target, summary(), [outcome])


def _nothing_but(plan, at: datetime) -> SiteFacts:
    """Facts of a site nobody looked into."""
    nothing: dict = dict.fromkeys(("reason", "home_newest_quote", "home_url", "home_record"), "")
    nothing |= dict.fromkeys(("home_items", "columns", "articles"), ())
    return SiteFacts(plan=plan, visited_at=at, unable=None, home_newest=None, pages=1, **nothing)
