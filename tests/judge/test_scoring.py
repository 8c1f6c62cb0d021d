"""Parts 2 and 3: scores, intervals, gates (spec/indicators.md, sections 1 and 10)."""

import pytest

from tests.judge.cases import MINISTRY, PORTAL, SITE, clear, hit, suspect, unable, verdict
from xuncha.engine.domain.words import Level, VerdictState
from xuncha.engine.judge.errors import WrongPointsError
from xuncha.engine.rulebook.scope import TargetFrame

GROUPS_82 = (("发布解读", 29), ("办事服务", 25), ("互动交流", 10), ("功能设计", 18))


def test_the_published_self_check_gives_89() -> None:
    said = verdict(PORTAL, hit("D-1.5"), hit("D-2.3"), hit("D-3.3"), hit("D-4.1", points=1))
    assert (said.state, said.score, said.bonus) == (VerdictState.QUALIFIED, 89, 0)


def test_the_published_group_totals_give_82_and_enter_the_bonus_stage() -> None:
    said = verdict(PORTAL, groups=GROUPS_82)
    assert said.score == 82
    assert any("进入加分" in step.text for step in said.arithmetic)


def test_deductions_and_bonus_add_up_as_published() -> None:
    said = verdict(PORTAL, hit("D-1.1", points=7.1), hit("B-1", points=9))
    assert (said.score, said.bonus) == (101.9, 9)


def test_the_bonus_never_exceeds_30() -> None:
    said = verdict(PORTAL, hit("B-1", points=20), hit("B-2", points=20))
    assert (said.score, said.bonus) == (130, 30)


def test_59_fails_and_60_passes() -> None:
    rest = (("发布解读", 31), ("办事服务", 25), ("功能设计", 0))
    assert verdict(PORTAL, groups=(*rest, ("互动交流", 3))).state is VerdictState.UNQUALIFIED
    said = verdict(PORTAL, groups=(*rest, ("互动交流", 4)))
    assert (said.state, said.score) == (VerdictState.QUALIFIED, 60)


@pytest.mark.parametrize(("kept", "score"), [(3, 80), (4, 111)])
def test_80_gets_no_bonus_and_81_does(kept: int, score: int) -> None:
    groups = (("D-1", 31), ("D-2", 25), ("D-3", 21), ("D-4", kept), ("B", 30))
    assert verdict(PORTAL, groups=groups).score == score


def test_a_ministry_without_services_is_scaled_by_four_thirds() -> None:
    said = verdict(MINISTRY, hit("D-3.3"))
    assert said.score == 96
    assert any("×4/3" in step.text for step in said.arithmetic)


@pytest.mark.parametrize("level", [Level.PROVINCE, Level.CITY, Level.COUNTY])
def test_no_other_level_is_scaled(level: Level) -> None:
    target = TargetFrame(PORTAL.kind, level, portal=True, services=False)
    assert verdict(target, hit("D-3.3")).score == 97


@pytest.mark.parametrize(
    "target",
    [SITE, TargetFrame(SITE.kind, Level.TOWN, portal=True), TargetFrame(SITE.kind, Level.PROVINCE)],
)
def test_only_portals_from_county_level_up_are_scored(target: TargetFrame) -> None:
    said = verdict(target, clear("W-V3"), groups=GROUPS_82)
    assert (said.score, said.interval) == (None, None)
    assert not any(name.startswith(("D-", "B-")) for name in said.not_examined)


def test_a_portal_of_which_only_part_one_was_looked_at_has_no_score() -> None:
    assert verdict(PORTAL, clear("W-V3")).score is None


def test_an_item_never_costs_more_than_it_is_worth() -> None:
    assert verdict(PORTAL, hit("D-2.3", count=4)).score == 98
    assert verdict(PORTAL, hit("D-2.3", points=9)).score == 98


def test_a_rule_that_applies_once_costs_once() -> None:
    assert verdict(PORTAL, hit("D-1.5", count=3)).score == 95


def test_an_unconfirmed_weight_gives_an_interval_over_the_group_total() -> None:
    said = verdict(PORTAL, hit("D-1.1"))
    assert said.score is None
    assert said.interval == (76, 100)


def test_how_often_only_counts_up_to_an_unconfirmed_worth() -> None:
    assert verdict(PORTAL, hit("D-1.7", count=1)).score == 99
    assert verdict(PORTAL, hit("D-1.7", count=2)).interval == (98, 99)


def test_two_unconfirmed_rows_share_what_the_group_has() -> None:
    said = verdict(PORTAL, hit("D-1.1"), hit("D-1.2"))
    assert said.interval == (76, 100)


def test_single_sign_on_and_ipv6_cost_three_together() -> None:
    assert verdict(PORTAL, hit("D-4.6"), hit("D-4.9")).score == 97
    assert verdict(PORTAL, hit("D-4.6")).interval == (97, 100)


def test_a_gate_inside_the_interval_means_undecided() -> None:
    rest = (("发布解读", 31), ("办事服务", 5), ("互动交流", 20))
    said = verdict(PORTAL, hit("D-4.1"), groups=rest)
    assert said.interval == (59, 77)
    assert said.state is VerdictState.UNDECIDED
    assert verdict(PORTAL, hit("D-1.1")).state is VerdictState.UNDECIDED
    assert verdict(PORTAL, hit("D-4.6")).state is VerdictState.QUALIFIED


def test_an_interval_wholly_below_the_line_fails() -> None:
    rest = (("发布解读", 0), ("办事服务", 25), ("互动交流", 10))
    assert verdict(PORTAL, hit("D-4.1"), groups=rest).state is VerdictState.UNQUALIFIED


@pytest.mark.parametrize(
    "open_row", [hit("D-1.5", confirmed=False), unable("D-1.5"), suspect("D-1.5")]
)
def test_an_open_deduction_widens_the_score(open_row: object) -> None:
    said = verdict(PORTAL, open_row)  # type: ignore[arg-type]
    assert said.interval == (95, 100)


def test_an_unconfirmed_deduction_is_in_the_proposal() -> None:
    rest = (("办事服务", 10), ("互动交流", 23), ("功能设计", 0))
    said = verdict(PORTAL, hit("D-1.5", confirmed=False), groups=rest)
    assert said.interval == (59, 64)
    assert (said.state, said.proposed) == (VerdictState.UNDECIDED, VerdictState.UNQUALIFIED)


def test_the_guessed_bonus_row_earns_only_what_a_person_enters() -> None:
    assert verdict(PORTAL, hit("B-7")).score == 100
    assert verdict(PORTAL, hit("B-7", points=2)).score == 102


def test_an_open_veto_leaves_no_score() -> None:
    said = verdict(PORTAL, hit("W-V4.3", confirmed=False), hit("D-1.5"))
    assert (said.state, said.score, said.interval) == (VerdictState.UNDECIDED, None, None)


@pytest.mark.parametrize(("group", "points"), [("发布解读", 32), ("发布解读", -1), ("发布", 3)])
def test_impossible_group_points_are_refused(group: str, points: float) -> None:
    with pytest.raises(WrongPointsError) as caught:
        verdict(PORTAL, groups=[(group, points)])
    assert "处理办法" in str(caught.value)


def test_a_negative_bonus_is_refused() -> None:
    with pytest.raises(WrongPointsError, match="B-1"):
        verdict(PORTAL, hit("B-1", points=-1))


def test_the_steps_of_the_groups_add_up_to_the_score() -> None:
    said = verdict(PORTAL, hit("D-1.5"), hit("D-2.3"))
    kept = [s.value for s in said.arithmetic if s.indicator in {"D-1", "D-2", "D-3", "D-4"}]
    assert sum(value for value in kept if value is not None) == said.score == 93
