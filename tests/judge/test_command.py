"""``xuncha judge`` as contracts.md has it."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from xuncha.cli.judge import judge
from xuncha.engine.domain.errors import XunchaError

app = typer.Typer()
app.command()(judge)
SITE = {"kind": "site", "level": "county", "portal": False, "services": True}
KEYS = {
    *("state", "proposed", "veto", "score", "interval", "bonus"),
    *("arithmetic", "not_examined", "band", "lists", "national"),
}


def run(tmp_path: Path, filing: object, *options: str, book: str = "national-2019") -> str:
    file = tmp_path / "filing.json"
    text = filing if isinstance(filing, str) else json.dumps(filing, ensure_ascii=False)
    file.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(
        app, [str(file), "--rulebook", book, *options], catch_exceptions=False
    )
    assert result.exit_code == 0
    return result.output


def test_the_verdict_has_the_fixed_keys(tmp_path: Path) -> None:
    filing = {"target": SITE, "outcomes": [{"indicator": "W-V4.3", "outcome": "hit", "count": 5}]}
    said = json.loads(run(tmp_path, filing, "--json"))
    assert set(said) == KEYS
    assert (said["state"], said["proposed"], said["veto"]) == (
        "unqualified",
        "unqualified",
        ["W-V4.3"],
    )
    assert said["score"] is None
    assert {"indicator", "text", "value"} == set(said["arithmetic"][0])


def test_confirmed_defaults_to_true_and_groups_are_optional(tmp_path: Path) -> None:
    row = {"indicator": "W-V4.3", "outcome": "hit", "confirmed": False}
    said = json.loads(run(tmp_path, {"target": SITE, "outcomes": [row]}, "--json"))
    assert (said["state"], said["proposed"]) == ("undecided", "unqualified")


def test_groups_are_points_kept(tmp_path: Path) -> None:
    groups = [
        {"group": name, "points": points}
        for name, points in (
            ("发布解读", 29),
            ("办事服务", 25),
            ("互动交流", 10),
            ("功能设计", 18),
        )
    ]
    target = {"kind": "site", "level": "state_department", "portal": True, "services": True}
    filing = {"target": target, "outcomes": [], "groups": groups}
    assert json.loads(run(tmp_path, filing, "--json"))["score"] == 82


def test_without_json_a_person_can_read_and_recompute_it(tmp_path: Path) -> None:
    filing = {"target": SITE, "outcomes": [{"indicator": "W-V3", "outcome": "clear"}]}
    text = run(tmp_path, filing)
    assert "结论：合格" in text
    assert "未检查：" in text


ROW = {"indicator": "W-V3", "outcome": "clear"}


@pytest.mark.parametrize(
    ("filing", "word"),
    [
        ("{", "不是 JSON"),
        ([], "JSON 对象"),
        ({"outcomes": []}, "target"),
        ({"target": SITE}, "outcomes"),
        ({"target": {**SITE, "level": "village"}, "outcomes": []}, "target.level"),
        ({"target": {**SITE, "portal": "yes"}, "outcomes": []}, "target.portal"),
        ({"target": {**SITE, "portals": True}, "outcomes": []}, "portals"),
        ({"target": SITE, "outcomes": [{"outcome": "hit"}]}, "第 1 项"),
        ({"target": SITE, "outcomes": [ROW, {**ROW, "outcome": "bad"}]}, "第 2 项"),
        ({"target": SITE, "outcomes": [{**ROW, "count": "5"}]}, "count"),
        ({"target": SITE, "outcomes": [{**ROW, "count": -1}]}, "count"),
        ({"target": SITE, "outcomes": [{**ROW, "confirmd": False}]}, "confirmd"),
        ({"target": SITE, "outcomes": [{**ROW, "indicator": "W-X"}]}, "W-X"),
        ({"target": SITE, "outcomes": [], "groups": [{"group": "D-1"}]}, "points"),
        ({"target": SITE, "outcomes": [], "as_of": "soon"}, "as_of"),
    ],
)
def test_bad_input_gives_one_clear_line(tmp_path: Path, filing: object, word: str) -> None:
    with pytest.raises(XunchaError) as caught:
        run(tmp_path, filing)
    line = str(caught.value)
    assert word in line
    assert "处理办法" in line
    assert "\n" not in line


def test_an_unknown_rulebook_is_named_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(XunchaError, match="national-2019"):
        run(tmp_path, {"target": SITE, "outcomes": [ROW]}, book="national-2091")
