"""Figures on planted damage and on clean text never fall below tests/floors.json."""

import json
from pathlib import Path

import pytest
from benchmarks.damage import CORPUS, clean_flags, held_out, planted, score
from scripts.statistics_corpus import TEST, statutes

ROOT = Path(__file__).resolve().parents[2]
FLOORS = json.loads((ROOT / "tests" / "floors.json").read_text(encoding="utf-8"))
SENTENCES = 120
KINDS = {
    "latin1": "GBK read as Latin-1",
    "big5": "GBK read as Big5",
    "gbk": "UTF-8 read as GBK",
    "lost": "one GBK byte lost, shown as U+FFFD",
    "lost_silently": "one GBK byte lost, not shown",
    "copied": "script, pinyin, commas",
}

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus at {CORPUS}")


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return held_out(SENTENCES)


@pytest.mark.parametrize("name", KINDS)
def test_planted_damage_is_found_and_repaired(name: str, texts: list[str]) -> None:
    made = score(planted(KINDS[name], texts))
    assert made.found >= FLOORS[f"damage.{name}.found"]
    assert made.exact >= FLOORS[f"damage.{name}.exact"]
    assert made.wrong <= FLOORS[f"damage.{name}.wrong.most"]


def test_held_out_statutes_have_no_certain_damage() -> None:
    flags = clean_flags([statutes()[TEST]])
    assert [line for line, one in flags if one.certain] == []
