"""Figures on clean statutes and on planted errors never fall below tests/floors.json."""

import json
from pathlib import Path

import pytest
from benchmarks.proofread import CORPUS, measure_clean, measure_planted

from xuncha.engine.domain.words import Band

ROOT = Path(__file__).resolve().parents[2]
FLOORS = json.loads((ROOT / "tests" / "floors.json").read_text(encoding="utf-8"))

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus at {CORPUS}")


def test_band_a_stays_quiet_on_held_out_statutes() -> None:
    clean = measure_clean(Band.A)
    assert clean.characters > 600_000
    assert clean.per_100k <= FLOORS["proofread.clean.per_100k.most"]


def test_band_a_on_official_sentences_keeps_precision_and_recall() -> None:
    planted = measure_planted("odw", Band.A)
    assert planted.precision >= FLOORS["proofread.odw.precision"]
    assert planted.recall >= FLOORS["proofread.odw.recall"]
    assert planted.corrected / planted.right >= FLOORS["proofread.odw.corrected"]
