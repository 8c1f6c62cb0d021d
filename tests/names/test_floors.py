"""Slips in names keep being found, and clean text stays clean, by tests/floors.json."""

import json
from pathlib import Path

import pytest
from benchmarks.names import flags, measure, recall
from scripts.statistics_corpus import CORPUS, TEST, statutes

ROOT = Path(__file__).resolve().parents[2]
FLOORS = json.loads((ROOT / "tests" / "floors.json").read_text(encoding="utf-8"))

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus at {CORPUS}")


def test_slips_in_listed_names_are_found() -> None:
    found, _ = measure(3, each=150)
    for kind in ("missing", "extra", "swapped", "alike"):
        assert recall(found, kind) >= FLOORS[f"names.recall.{kind}"], kind


def test_clean_statutes_are_left_alone() -> None:
    assert len(flags(statutes()[TEST])) <= FLOORS["names.clean.flags.most"]
