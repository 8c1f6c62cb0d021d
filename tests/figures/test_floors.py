"""Quiet on clean statutes and loud on plants: never below tests/floors.json."""

import json
from functools import cache
from pathlib import Path

import pytest
from benchmarks.figures import PLANTERS, carriers_of, measure_clean, measure_plants
from scripts.statistics_corpus import CORPUS, TEST, statutes

FLOORS = json.loads((Path(__file__).parents[1] / "floors.json").read_text(encoding="utf-8"))
SEED = 4
PLANTS = 40

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus at {CORPUS}")

DOUBTFUL = frozenset({"括号引号", "序号", "层次序号", "段内序号", "全文序号"})
"""Kinds of plants that are told in band B."""


@cache
def held_out() -> tuple[str, ...]:
    return tuple(statutes()[TEST])


def test_band_a_stays_quiet_on_held_out_statutes() -> None:
    _, shown, _, size = measure_clean(held_out())
    assert size > 500_000
    assert len(shown) * 100_000 / size <= FLOORS["figures.clean.per_100k.most"]


@pytest.mark.parametrize("name", PLANTERS)
def test_plants_of_every_kind_are_found_and_their_twins_are_not(name: str) -> None:
    sure, any_band, twins = measure_plants(name, carriers_of(held_out()), SEED, PLANTS)
    floor = FLOORS["figures.plants.doubtful" if name == "括号引号" else "figures.plants"]
    assert (any_band if name in DOUBTFUL else sure) / PLANTS >= floor
    assert twins == 0
