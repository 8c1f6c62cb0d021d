"""The small scenario holds every mechanism once and is the same each time."""

import json
from collections import Counter
from pathlib import Path

import pytest

from xuncha.sample import SampleError, build
from xuncha.sample.truth import Truth


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_building_twice_gives_the_same_bytes(hamlet: Path, tmp_path: Path) -> None:
    again = files_of(build("hamlet", tmp_path))
    first = files_of(hamlet)
    assert again.keys() == first.keys()
    assert [name for name in first if first[name] != again[name]] == []


def test_hamlet_has_twelve_sites_and_sixty_accounts(hamlet_truth: Truth) -> None:
    assert Counter(t.kind for t in hamlet_truth.targets) == {"site": 12, "account": 60}


def test_hamlet_plants_every_check(hamlet_truth: Truth) -> None:
    vetoes = {v for t in hamlet_truth.targets for v in t.vetoes}
    assert vetoes == {"W-V2", "W-V3", "W-V4.1", "W-V4.2", "W-V4.3", "N-V2.1"}
    account = {t.code: t.kind for t in hamlet_truth.targets}
    wording = {w.target for w in hamlet_truth.wording}
    assert Counter(account[code] for code in wording) == {"site": 3, "account": 2}
    carried = Counter(account[w.target] for w in hamlet_truth.wording if w.carried_over)
    assert carried == {"site": 1, "account": 1}
    assert len(hamlet_truth.hand_looks) == 1


def test_the_scenario_describes_itself(hamlet: Path) -> None:
    scenario = json.loads((hamlet / "scenario.json").read_text(encoding="utf-8"))
    assert scenario["as_of"] == "2026-10-12T09:00:00+08:00"
    assert scenario["rulebook"] == "qinghai"
    assert scenario["period"] == "2026年第三季度"


def test_an_unknown_scenario_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(SampleError, match="没有名为“nowhere”的样例场景"):
        build("nowhere", tmp_path)
