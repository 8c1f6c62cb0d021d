"""The bodies of articles go from round to round, where a check compares them."""

from dataclasses import replace
from datetime import date, timedelta

from tests.office.results import summary
from xuncha.engine.domain.tampering import KnownBody
from xuncha.engine.rulebook.editions import newest_edition
from xuncha.office.casework import rounds
from xuncha.office.casework.bodies import bodies_before
from xuncha.office.casework.taking_in import store_target

SITE = "1100000001"
BOOK = newest_edition("national-2019", date(2026, 11, 30))


def body(digest: str) -> KnownBody:
    return KnownBody("qs.example/1.html", "通知", date(2024, 3, 1), (digest,), date(2024, 9, 1))


def opened(register, order, reviewer, title, days, rows):
    later = order.as_of + timedelta(days=days)
    asked = replace(order, title=title, as_of=later, book=BOOK, rows_in_force=rows)
    return rounds.open_round(register, asked, reviewer)


def store(inspection, digest):
    target = inspection.targets.get(code=SITE)
    store_target(target, replace(summary(), bodies=(body(digest),)), [])


def test_a_round_compares_with_the_latest_round_before_it(register, order, reviewer):
    rows = ("W-V1.4.1",)
    for number, digest in enumerate(("aa", "bb", "cc")):
        store(opened(register, order, reviewer, f"第{number}次", number, rows), digest)
    now = opened(register, order, reviewer, "本次", 2, rows)
    assert bodies_before(now, [SITE, "1100000002"]) == {SITE: (body("bb"),)}


def test_a_round_that_compares_no_bodies_is_given_none(register, order, reviewer):
    store(opened(register, order, reviewer, "上次", 0, ("W-V1.4.1",)), "aa")
    now = opened(register, order, reviewer, "本次", 2, ("W-V3",))
    assert bodies_before(now, [SITE]) == {}
