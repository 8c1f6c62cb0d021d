"""The arithmetic says why: what was not counted, what is open and for which cause."""

import json
from pathlib import Path

import pytest

from tests.judge.cases import ACCOUNT, MINISTRY, PORTAL, SITE, clear, hit, suspect, unable, verdict
from tests.judge.test_command import SITE as SITE_JSON
from tests.judge.test_command import run
from xuncha.engine.domain.words import Level, Result, VerdictState
from xuncha.engine.judge.errors import ContradictionError, WrongPointsError
from xuncha.engine.judge.ruling import Ruling
from xuncha.engine.judge.verdict import Verdict
from xuncha.engine.rulebook.scope import TargetFrame

UNDECIDED, UNQUALIFIED = VerdictState.UNDECIDED, VerdictState.UNQUALIFIED
TOWN = TargetFrame(SITE.kind, Level.TOWN, portal=True)


def text_of(said: Verdict) -> str:
    return "\n".join(step.text for step in said.arithmetic)


@pytest.mark.parametrize("target", [SITE, PORTAL, ACCOUNT])
def test_a_target_of_which_nothing_was_examined_is_not_qualified(target: TargetFrame) -> None:
    said = verdict(target)
    assert (said.state, said.proposed, said.score) == (UNDECIDED, UNDECIDED, None)
    assert "没有检查任何" in said.arithmetic[-1].text


@pytest.mark.parametrize(
    ("target", "outcome", "why"),
    [
        (SITE, hit("D-1.5", points=5), "不是门户"),
        (TOWN, hit("D-1.5"), "不用于乡级"),
        (MINISTRY, hit("W-V6.1"), "没有对外服务职能"),
        (MINISTRY, hit("D-2.3"), "没有对外服务职能"),
    ],
)
def test_an_outcome_that_is_not_for_the_target_is_said_not_to_count(
    target: TargetFrame, outcome: Ruling, why: str
) -> None:
    said = verdict(target, outcome)
    assert said.state is UNDECIDED
    assert said.score is None
    (step,) = (one for one in said.arithmetic if one.indicator == outcome.indicator)
    assert "未计入" in step.text
    assert why in step.text
    assert verdict(target, outcome, clear("W-V3")).state is VerdictState.QUALIFIED


@pytest.mark.parametrize(
    ("target", "group", "why"),
    [
        (SITE, "D-1", "不是门户"),
        (ACCOUNT, "D-1", "不是门户"),
        (TOWN, "发布解读", "乡级门户不评分"),
        (MINISTRY, "D-2", "不检查办事服务"),
    ],
)
def test_a_group_entry_that_is_not_for_the_target_is_said_not_to_count(
    target: TargetFrame, group: str, why: str
) -> None:
    said = verdict(target, groups=[(group, 3)])
    assert said.state is UNDECIDED
    assert "未计入" in said.arithmetic[0].text
    assert why in said.arithmetic[0].text


def test_a_row_of_a_group_with_an_entry_is_said_not_to_count() -> None:
    said = verdict(PORTAL, hit("D-1.5"), groups=[("D-1", 31)])
    assert said.score == 100
    assert "以分组得分为准" in said.arithmetic[0].text


def test_a_row_that_counts_gets_no_such_line() -> None:
    assert "未计入" not in text_of(verdict(PORTAL, hit("D-1.5"), clear("W-V6.1")))
    assert "未计入" not in text_of(verdict(MINISTRY, hit("D-3.3")))


@pytest.mark.parametrize("target", [PORTAL, SITE])
def test_a_group_entered_twice_is_refused(target: TargetFrame) -> None:
    with pytest.raises(WrongPointsError, match="D-1 发布解读 写了两次"):
        verdict(target, clear("W-V3"), groups=[("D-1", 1), ("发布解读", 31)])


@pytest.mark.parametrize(
    ("outcome", "cause"),
    [
        (hit("W-V4.3", confirmed=False), "W-V4.3（待确认）"),
        (unable("W-V4.3"), "W-V4.3（无法查看）"),
        (suspect("W-V4.3"), "W-V4.3（疑似，待确认）"),
    ],
)
def test_an_open_veto_is_named_with_its_cause(outcome: Ruling, cause: str) -> None:
    assert cause in verdict(SITE, outcome).arithmetic[-1].text


@pytest.mark.parametrize(
    ("outcome", "cause"),
    [
        (hit("D-1.5", confirmed=False), "待确认"),
        (unable("D-1.5"), "无法查看"),
        (suspect("D-1.5"), "疑似，待确认"),
        (hit("D-1.1"), "分值未核实"),
        (hit("D-1.1", confirmed=False), "待确认、分值未核实"),
        (hit("D-1.7", count=2), "分值未核实"),
        (hit("D-4.9"), "分值未核实"),
    ],
)
def test_an_interval_of_points_is_named_with_its_cause(outcome: Ruling, cause: str) -> None:
    assert f"（{cause}，按区间计）" in text_of(verdict(PORTAL, outcome))


def test_a_gate_inside_the_interval_names_the_rows_and_causes() -> None:
    rest = (("办事服务", 10), ("互动交流", 23), ("功能设计", 0))
    said = verdict(PORTAL, hit("D-1.5", confirmed=False), hit("D-1.7", count=1), groups=rest)
    assert said.interval == (58, 63)
    assert said.arithmetic[-1].text == "得分区间跨过合格线（D-1.5 待确认）：待定"


def test_a_score_that_decides_is_kept_beside_an_open_veto() -> None:
    low = [(name, 1) for name in ("D-1", "D-2", "D-3", "D-4")]
    said = verdict(PORTAL, unable("W-V2"), groups=low)
    assert (said.state, said.score) == (UNQUALIFIED, 4)
    assert "得分低于合格线" in said.arithmetic[-1].text


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (
            hit("W-V4.3", count=4),
            "空白栏目 4 个 未达条件所列 5，以结论为准；单项否决",
        ),
        (hit("W-V4.3", count=1), "空白栏目 1 个 未达条件所列 5"),
        (hit("W-V3", count=1), "首页新发布的信息 1 条 不符合条件“不足1”，以结论为准"),
        (Ruling("W-V3", Result.CLEAR, 0), "首页新发布的信息 0 条 符合条件“不足1”，以结论为准"),
        (hit("W-V4.3", count=5), "空白栏目 5 个，条件为“达到（含）5”；单项否决"),
        (hit("W-V4.3", count=2, confirmed=False), "空白栏目 2 个，条件为“达到（含）5”；待人工确认"),
        (
            Ruling("W-V2", Result.CLEAR, 0.60606),
            "打不开的监测次数占比 0.61%，条件为“达到（含）5%”",
        ),
    ],
)
def test_the_count_never_contradicts_the_result(outcome: Ruling, words: str) -> None:
    assert words in verdict(SITE, outcome).arithmetic[0].text


def test_a_clear_whose_count_is_over_the_limit_is_refused(tmp_path: Path) -> None:
    row = {"indicator": "W-V4.3", "outcome": "clear", "count": 5}
    with pytest.raises(ContradictionError) as caught:
        run(tmp_path, {"target": SITE_JSON, "outcomes": [row]})
    for word in ("W-V4.3", "计数 5", "达到（含）5"):
        assert word in str(caught.value)


@pytest.mark.parametrize(
    "row",
    [
        {"indicator": "W-V4.3", "outcome": "clear", "count": 4},
        {"indicator": "W-V3", "outcome": "clear", "count": 0},
        {"indicator": "W-V2", "outcome": "clear", "count": 6},
        {"indicator": "W-V4.3", "outcome": "unable", "count": 6},
    ],
)
def test_what_may_both_be_true_is_accepted(tmp_path: Path, row: dict[str, object]) -> None:
    said = json.loads(run(tmp_path, {"target": SITE_JSON, "outcomes": [row]}, "--json"))
    assert said["veto"] == []


@pytest.mark.parametrize(
    ("text", "day"), [("2024-06-30", True), ("2024-06-30T20:00:00Z", False), ("20240630", True)]
)
def test_the_day_of_a_filing_is_the_day_in_china(tmp_path: Path, text: str, day: bool) -> None:
    book = tmp_path / "local.toml"
    book.write_text(
        'name = "local"\ntitle = "t"\ndocument = "d"\nissuer = "i"\nextends = "national-2019"\n'
        'valid_from = 2019-04-01\n[indicator."W-V3"]\nvalid_to = 2024-06-30\n',
        encoding="utf-8",
    )
    filing = {
        "target": SITE_JSON,
        "outcomes": [{"indicator": "W-V3", "outcome": "hit"}],
        "as_of": text,
    }
    said = json.loads(run(tmp_path, filing, "--json", book=str(book)))
    assert (said["state"] == "unqualified") is day
