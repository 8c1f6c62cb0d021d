"""The whole way: a tampered web drawn anew, visited twice, read and checked."""

import json
from pathlib import Path

import pytest
from benchmarks.tamper import measured

FLOORS = json.loads((Path(__file__).parents[1] / "floors.json").read_text(encoding="utf-8"))


@pytest.mark.drill
@pytest.mark.parametrize("seed", [0, 11])
def test_tampering_is_proposed_and_no_clean_page_is_accused(tmp_path: Path, seed: int) -> None:
    recall, accused = measured(tmp_path, seed)
    assert recall >= FLOORS["tamper.recall"]
    assert accused == 0
