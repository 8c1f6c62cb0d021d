"""A round draws its targets as the book says, and keeps how."""

from dataclasses import replace
from datetime import date

import pytest

from xuncha.engine.domain.words import TargetKind
from xuncha.engine.rulebook.load import load_rulebook
from xuncha.engine.rulebook.practice import Sampling, Stratum
from xuncha.engine.rulebook.reach import Applies
from xuncha.office.casework import rounds
from xuncha.office.casework.drawing import draw_scope, drawing_of
from xuncha.office.casework.errors import RoundError
from xuncha.office.casework.models import VerdictRecord
from xuncha.office.notices.record_reading import sampled_from
from xuncha.office.registry.models import Account, Body
from xuncha.office.registry.scope import scope_of


@pytest.fixture
def sampled(order):
    """A book that looks at every site and at a third of the accounts."""
    book = load_rulebook("qinghai")
    strata = (
        Stratum("sites", "网站", Applies((TargetKind.SITE,)), 100, 0, False, "测试"),
        Stratum("accounts", "账号", Applies((TargetKind.ACCOUNT,)), 34, 0, False, "测试"),
    )
    sampling = Sampling(load_rulebook("example-city").sampling.period, True, "测试")
    return replace(order, book=replace(book, strata=strata, sampling=sampling, digest="sha256:s"))


@pytest.fixture
def many(register):
    body = Body.objects.get(office=register, code="C")
    for number in range(3, 9):
        Account.objects.create(
            office=register, code=f"A{number}", name=f"青石发布{number}", platform="微信订阅号",
            function="publish", body=body, level="city", channel="export", status="running",
        )  # fmt: skip
    return register


def accounts(inspection):
    return set(inspection.targets.filter(kind="account").values_list("code", flat=True))


def test_a_book_without_strata_looks_at_everything(inspection):
    drawn = drawing_of(inspection)
    assert inspection.targets.count() == 5
    assert drawn.registered == {"account": 3, "site": 2}
    assert sampled_from(inspection) == {}


def test_a_sample_is_drawn_by_its_strata_and_its_base_is_kept(many, sampled, reviewer):
    inspection = rounds.open_round(many, sampled, reviewer)
    assert len(accounts(inspection)) == 4
    assert inspection.targets.filter(kind="site").count() == 2
    assert sampled_from(inspection) == {TargetKind.ACCOUNT: 9}


def test_the_same_seed_draws_the_same_targets_and_another_seed_others(many, sampled, reviewer):
    drawn = [
        accounts(rounds.open_round(many, replace(sampled, title=title, seed=seed), reviewer))
        for title, seed in (("甲", "20240920"), ("乙", "20240920"), ("丙", "1"), ("丁", "2"))
    ]
    assert drawn[0] == drawn[1]
    assert len({frozenset(one) for one in drawn}) > 1


def test_what_failed_last_time_is_looked_at_again(many, sampled, order, reviewer):
    before = rounds.open_round(many, replace(order, title="上期"), reviewer)
    later = replace(sampled, as_of=order.as_of.replace(month=12), seed="1")
    _, unaided = draw_scope(later.book, scope_of(many, date(2024, 9, 20)), (), later.seed)
    left_out = accounts(before) - {entry.plan.code for entry in unaided}
    failing = before.targets.get(code=min(left_out))
    VerdictRecord.objects.create(
        target=failing, rulebook_name=before.rulebook_name, rulebook_digest="x",
        state="unqualified", proposed="unqualified", at=before.as_of,
    )  # fmt: skip
    again = rounds.open_round(many, later, reviewer)
    assert failing.code in accounts(again)
    assert len(accounts(again)) == 4
    assert drawing_of(again).strata[1].carried == (failing.code,)


def test_a_round_is_not_opened_again_with_another_seed(register, order, reviewer):
    rounds.open_round(register, replace(order, seed="1"), reviewer)
    with pytest.raises(RoundError, match="抽样种子"):
        rounds.open_round(register, replace(order, seed="2"), reviewer)
