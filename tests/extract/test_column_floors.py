"""Columns found without a register never fall below the floors of tests/floors.json."""

import json
from pathlib import Path

import pytest
from benchmarks.columns import SURE, Score, measure

from xuncha.sample import build

FLOORS = {
    key.removeprefix("columns."): value
    for key, value in json.loads(
        (Path(__file__).resolve().parents[1] / "floors.json").read_text(encoding="utf-8")
    ).items()
    if key.startswith("columns.")
}


@pytest.fixture(scope="module")
def score(tmp_path_factory: pytest.TempPathFactory) -> Score:
    """All families of the scenario hamlet together."""
    folder = build("hamlet", tmp_path_factory.mktemp("columns") / "sample")
    return measure("hamlet", folder)["all"]


@pytest.mark.parametrize("key", sorted(FLOORS))
def test_finding_columns_stays_above_its_floor(key, score):
    figures = {
        "recall": score.recall,
        "precision": score.precision,
        "name": score.share(score.named),
        "kind": score.share(score.kind),
        "sure_kind": score.sure_kind(SURE),
    }
    assert figures[key] >= FLOORS[key], "\n".join(score.wrong)
