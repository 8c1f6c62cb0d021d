"""Figures on the labelled corpus never fall below the floors of tests/floors.json."""

import json
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = {
    key: value
    for key, value in json.loads(
        (ROOT / "tests" / "floors.json").read_text(encoding="utf-8")
    ).items()
    if key.startswith("extract.")
}
sys.path.insert(0, str(ROOT / "benchmarks"))

import extract as bench  # noqa: E402


@cache
def measured() -> dict[str, float]:
    """Every figure a floor may be set for, by its key."""
    score = bench.read_all()
    figures = {
        "extract.lists.exact": score.rate(score.lists),
        "extract.lists.newest": score.rate(score.newest),
        "extract.lists.not_blank": 1.0 - score.rate(score.blanks),
        "extract.kind.article": score.rate(score.kinds),
    }
    for family in (bench.GOVERNMENT, bench.NEWS, bench.OLD):
        figures[f"extract.date.{family}"] = score.rate(score.dates.get(family, [0, 0]))
        figures[f"extract.title.{family}"] = score.rate(score.titles.get(family, [0, 0]))
        figures[f"extract.body.f1.{family}"] = score.mean(family, 2)
        figures[f"extract.body.recall.{family}"] = score.mean(family, 1)
    return figures


@pytest.mark.parametrize("key", sorted(FLOORS))
def test_page_reading_stays_above_its_floor(key):
    if not bench.CORPUS.is_dir():
        print(f"SKIPPED {key}: ../shared/corpus/pages is not beside this checkout")
        pytest.skip("../shared/corpus/pages is not beside this checkout")
    assert measured()[key] >= FLOORS[key], key
