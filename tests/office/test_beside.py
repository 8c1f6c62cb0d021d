"""The national verdict beside the local one."""

import dataclasses

import pytest

from tests.office.results import blank_outcome, summary, wording_outcome
from xuncha.engine.domain.outcomes import Outcome
from xuncha.engine.domain.words import Result, VerdictState
from xuncha.engine.rulebook.load import load_rulebook
from xuncha.flow.judging import judge_round
from xuncha.flow.progress import SilentReporter
from xuncha.office.casework import decisions, rounds
from xuncha.office.casework.beside import national_verdict
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.models import Round
from xuncha.office.casework.taking_in import store_target
from xuncha.office.people.models import User
from xuncha.office.people.roles import Role


def test_a_stricter_local_window_fails_here_and_is_open_nationally(register, order, reviewer):
    book = load_rulebook("example-province")
    asked = dataclasses.replace(order, book=book, rows_in_force=("N-V2.1",), title="省口径")
    target = rounds.open_round(register, asked, reviewer).targets.filter(kind="account").first()
    assert national_verdict(target) is None
    still = Outcome("N-V2.1", "account-still", Result.HIT, 0, 0, "")
    store_target(target, summary(), [still])
    found = national_verdict(target)
    assert found is not None
    assert found.state is VerdictState.UNDECIDED


def test_a_local_row_is_none_of_the_nation(inspection):
    target = inspection.targets.get(code="1100000001")
    store_target(target, summary(), [wording_outcome(target.code, ["错字"])])
    found = national_verdict(target)
    assert found is not None
    assert "W-N1" not in found.not_examined
    assert not any(step.indicator == "W-N1" for step in found.arithmetic)


def test_a_national_round_has_none_beside(register, order, reviewer):
    book = load_rulebook("national-2019")
    asked = dataclasses.replace(order, book=book, rows_in_force=("W-V3",), title="国办口径")
    target = rounds.open_round(register, asked, reviewer).targets.get(code="1100000001")
    store_target(target, summary(), [])
    assert national_verdict(target) is None


def test_a_round_keeps_its_book_with_the_nation_in_it(inspection):
    stored = Round.objects.get(pk=inspection.pk)
    assert book_of(stored) == load_rulebook("qinghai")
    assert book_of(stored).digest == stored.rulebook_digest


def exempted(code):
    """Three blank columns here, and two more that the register exempts."""
    return dataclasses.replace(blank_outcome(code, 3), unexempted=blank_outcome(code, 5))


def test_an_exempt_column_counts_nationally_and_waits_for_nobody_here(register, order, reviewer):
    book = load_rulebook("example-province")
    asked = dataclasses.replace(order, book=book, rows_in_force=("W-V4.3",), title="省口径")
    inspection = rounds.open_round(register, asked, reviewer)
    target = inspection.targets.get(code="1100000001")
    store_target(target, summary(), [exempted(target.code)])
    judge_round(inspection, SilentReporter(), [target.code])
    assert target.findings.count() == 3
    assert target.verdicts.get(is_current=True).state == VerdictState.QUALIFIED
    found = national_verdict(target)
    assert (found.state, found.proposed) == (VerdictState.UNDECIDED, VerdictState.UNQUALIFIED)


@pytest.mark.parametrize("is_one_thing", [True, False])
def test_what_people_dismissed_here_counts_nowhere(register, order, reviewer, is_one_thing):
    book = load_rulebook("example-province")
    asked = dataclasses.replace(order, book=book, rows_in_force=("W-V4.3",), title="省口径")
    target = rounds.open_round(register, asked, reviewer).targets.get(code="1100000001")
    store_target(target, summary(), [exempted(target.code)])
    things = target.outcomes.all() if is_one_thing else target.findings.all()
    for thing in things:
        decisions.dismiss(thing, reviewer, "并非空白")
    target = type(target).objects.get(pk=target.pk)
    assert national_verdict(target).proposed is VerdictState.QUALIFIED


@pytest.mark.parametrize("is_by_hand", [True, False])
def test_others_found_in_order_here_say_nothing_of_columns_exempt(
    register, order, reviewer, is_by_hand
):
    book = load_rulebook("example-province")
    asked = dataclasses.replace(order, book=book, rows_in_force=("W-V4.3",), title="省口径")
    target = rounds.open_round(register, asked, reviewer).targets.get(code="1100000001")
    here = blank_outcome(target.code, 0)
    there = blank_outcome(target.code, 5)
    store_target(target, summary(), [dataclasses.replace(here, unexempted=there)])
    if is_by_hand:
        look = decisions.Look("W-V4.3", Result.CLEAR, "都有内容")
        decisions.look_by_hand(target, look, reviewer)
    else:
        decisions.confirm(target.outcomes.get(), reviewer)
    target = type(target).objects.get(pk=target.pk)
    found = national_verdict(target)
    assert (found.state, found.proposed) == (VerdictState.UNDECIDED, VerdictState.UNQUALIFIED)


def still(code, columns):
    """Columns long not updated: from 5 of them on a veto here, nationally from 10 on."""
    found = blank_outcome(code, columns)
    kept = tuple(dataclasses.replace(one, check="columns-still") for one in found.findings)
    return dataclasses.replace(found, indicator="W-V4.2", check="columns-still", findings=kept)


def nationally(register, order, reviewer, columns, confirmed, *, exempt=0, as_one=False):
    """State and proposal by the national limit, after two persons confirmed some columns."""
    book = load_rulebook("example-province")
    asked = dataclasses.replace(order, book=book, rows_in_force=("W-V4.2",), title="省口径")
    target = rounds.open_round(register, asked, reviewer).targets.get(code="1100000001")
    here, there = still(target.code, columns), still(target.code, columns + exempt)
    store_target(target, summary(), [dataclasses.replace(here, unexempted=there)])
    second = User.objects.create_user("zhao9", reviewer.office, name="赵核", role=Role.REVIEWER)
    things = target.outcomes.all() if as_one else target.findings.order_by("pk")[:confirmed]
    for thing in things:
        decisions.confirm(thing, reviewer, "属实")
        decisions.confirm(thing, second, "属实")
    found = national_verdict(type(target).objects.get(pk=target.pk))
    return found.state, found.proposed


QUALIFIED, UNDECIDED, UNQUALIFIED = (
    VerdictState.QUALIFIED,
    VerdictState.UNDECIDED,
    VerdictState.UNQUALIFIED,
)


@pytest.mark.parametrize(
    ("columns", "confirmed", "state", "proposed"),
    [
        (11, 0, UNDECIDED, UNQUALIFIED),
        (11, 6, UNDECIDED, UNQUALIFIED),
        (11, 10, UNQUALIFIED, UNQUALIFIED),
        (7, 0, QUALIFIED, QUALIFIED),
        (7, 7, QUALIFIED, QUALIFIED),
    ],
)
def test_a_column_nobody_decided_on_is_held_against_the_national_limit_too(
    register, order, reviewer, columns, confirmed, state, proposed
):
    assert nationally(register, order, reviewer, columns, confirmed) == (state, proposed)


@pytest.mark.parametrize("as_one", [True, False])
def test_exempt_columns_beside_confirmed_ones_stay_open_nationally(
    register, order, reviewer, as_one
):
    said = nationally(register, order, reviewer, 6, 6, exempt=5, as_one=as_one)
    assert said == (UNDECIDED, UNQUALIFIED)
