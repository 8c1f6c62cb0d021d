"""G-1 … G-9, each held to the national book; and the scores offices published."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.judge.cases import ACCOUNT, MINISTRY, PORTAL, SITE, clear, hit, verdict
from tests.judge.test_command import run
from xuncha.engine.domain.words import Level, Result, VerdictState
from xuncha.engine.judge.ruling import Ruling
from xuncha.engine.rulebook.load import load_rulebook
from xuncha.engine.rulebook.scope import TargetFrame

FAILED, PASSED, OPEN = VerdictState.UNQUALIFIED, VerdictState.QUALIFIED, VerdictState.UNDECIDED


def rows_looked_at(target: TargetFrame) -> set[str]:
    return {name.partition("-")[0] for name in verdict(target, in_force=()).not_examined}


def test_g1_part_one_is_for_all_and_parts_two_and_three_for_portals() -> None:
    assert rows_looked_at(SITE) == {"W"}
    assert rows_looked_at(ACCOUNT) == {"N"}
    assert rows_looked_at(PORTAL) == {"W", "D", "B"}


def test_g2_any_veto_fails_and_leaves_no_score() -> None:
    said = verdict(PORTAL, hit("W-V3"), hit("D-1.5"))
    assert (said.state, said.score, said.interval) == (FAILED, None, None)


@pytest.mark.parametrize(("kept", "state"), [(3, FAILED), (4, PASSED)])
def test_g3_below_60_fails(kept: int, state: VerdictState) -> None:
    groups = (("D-1", 31), ("D-2", 25), ("D-3", kept), ("D-4", 0))
    assert verdict(PORTAL, groups=groups).state is state


def test_g4_only_above_80_enters_the_bonus_and_130_is_the_most() -> None:
    rest = (("D-1", 31), ("D-2", 25), ("D-3", 23))
    assert verdict(PORTAL, groups=(*rest, ("D-4", 1), ("B", 30))).score == 80
    assert verdict(PORTAL, groups=(*rest, ("D-4", 21), ("B", 30))).score == 130


def test_g5_an_item_never_costs_more_than_it_is_worth() -> None:
    assert verdict(PORTAL, hit("D-2.3", count=9)).score == 98


def test_g6_only_state_departments_are_scaled_by_four_thirds() -> None:
    assert verdict(MINISTRY, hit("D-3.3")).score == 96
    for level in (Level.PROVINCE, Level.CITY, Level.COUNTY):
        other = TargetFrame(PORTAL.kind, level, portal=True, services=False)
        said = verdict(other, hit("D-3.3"))
        assert said.score == 97
        assert any("本对象不折算" in step.text for step in said.arithmetic)


def test_g7_an_account_passes_or_fails_without_a_score() -> None:
    assert (verdict(ACCOUNT, hit("N-V2.1")).state, verdict(ACCOUNT, hit("N-V2.1")).score) == (
        FAILED,
        None,
    )
    assert verdict(ACCOUNT, clear("N-V2.1")).state is PASSED


def test_g9_a_column_counted_elsewhere_is_not_counted_again() -> None:
    other = Ruling("D-1.9", Result.HIT, 1, places=("column|要闻",))
    news = Ruling("D-1.4", Result.HIT, 1, places=("column|要闻",))
    said = verdict(PORTAL, other, news, book="example-province")
    assert any("不重复计" in step.text for step in said.arithmetic)


def filed(tmp_path: Path, outcomes: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    target = {"kind": "site", "level": "city", "portal": True, "services": True}
    target |= more.pop("target", {})
    text = run(tmp_path, {"target": target, "outcomes": outcomes, **more}, "--json")
    return dict(json.loads(text))


def entry(indicator: str, **more: Any) -> dict[str, Any]:
    return {"indicator": indicator, "outcome": "hit", **more}


def test_minus_5_2_3_and_1_leave_89(tmp_path: Path) -> None:
    published = [entry("D-1.5"), entry("D-2.3"), entry("D-3.3"), entry("D-4.1", points=1)]
    said = filed(tmp_path, published)
    assert (said["score"], said["bonus"], said["state"]) == (89, 0, "qualified")


def test_29_25_10_and_18_make_82_and_enter_the_bonus_stage(tmp_path: Path) -> None:
    kept = (("发布解读", 29), ("办事服务", 25), ("互动交流", 10), ("功能设计", 18))
    groups = [{"group": name, "points": points} for name, points in kept]
    said = filed(tmp_path, [], groups=groups)
    assert said["score"] == 82
    assert any("进入加分" in step["text"] for step in said["arithmetic"])


def test_a_mean_of_districts_is_their_deductions_and_bonus_from_100(tmp_path: Path) -> None:
    said = filed(tmp_path, [entry("D-1.1", points=7.1), entry("B-1", points=9)])
    assert said["score"] == 101.9
    said = filed(tmp_path, [entry("D-1.1", points=2.66), entry("B-2", points=13.87)])
    assert said["score"] == 111.21


def test_75_points_are_scaled_only_where_it_belongs(tmp_path: Path) -> None:
    lost = [entry("D-3.3"), entry("D-1.5")]
    department = {"level": "state_department", "services": False}
    assert filed(tmp_path, lost, target=department)["score"] == pytest.approx(67 * 4 / 3)
    assert filed(tmp_path, lost, target={"services": False})["score"] == 92


@pytest.mark.parametrize(
    ("outcomes", "published"),
    [
        ([entry("D-1.5"), entry("D-2.3"), entry("D-3.3"), entry("D-4.9")], 89),
        ([entry("D-1.5"), entry("D-2.3"), entry("D-3.3"), entry("D-4.1")], 89),
        ([entry("D-1.7"), entry("D-1.8"), entry("D-3.1"), entry("D-3.3"), entry("D-4.1")], 82),
        ([entry("D-1.1"), entry("B-1")], 101.9),
    ],
)
def test_the_published_score_lies_inside_the_interval_of_default_weights(
    tmp_path: Path, outcomes: list[dict[str, Any]], published: float
) -> None:
    said = filed(tmp_path, outcomes)
    assert said["score"] is None
    assert said["interval"][0] <= published <= said["interval"][1]
    assert said["band"] is None


def test_a_gate_inside_the_interval_is_undecided(tmp_path: Path) -> None:
    said = filed(tmp_path, [entry("D-1.1")])
    assert (said["interval"], said["state"]) == ([76, 100], "undecided")


def test_local_points_are_as_certain_as_confirmed_ones() -> None:
    assert load_rulebook("example-city").row("N-D1.2").points_confidence.value == "local"  # type: ignore[union-attr]
    assert verdict(ACCOUNT, hit("N-D1.2"), book="example-city").interval is None
