"""Recall by form, and quiet on what is nobody's, never fall below tests/floors.json."""

import json
from pathlib import Path

import pytest
from benchmarks.privacy import (
    CORPUS,
    IN_CELLS,
    measure_random,
    measure_recall,
    measure_statutes,
    measure_traps,
)

from xuncha.engine.domain.words import Band

ROOT = Path(__file__).resolve().parents[2]
FLOORS = json.loads((ROOT / "tests" / "floors.json").read_text(encoding="utf-8"))


def test_valid_numbers_are_found_in_every_form() -> None:
    for row in measure_recall():
        assert row.found / row.planted >= FLOORS["privacy.recall"], row
        sort = "cells" if row.form in IN_CELLS else row.kind
        assert row.sure / row.planted >= FLOORS[f"privacy.sure.{sort}"], row


def test_office_lines_and_numbers_of_nobody_are_not_flagged() -> None:
    flagged = [text for trap in measure_traps(20) for text in trap.shown]
    assert len(flagged) <= FLOORS["privacy.traps.most"], flagged


@pytest.mark.parametrize("length", [16, 18, 19])
def test_random_digits_are_hardly_ever_certain(length: int) -> None:
    sure, _ = measure_random(length, 20_000)
    assert sure * 50 <= FLOORS["privacy.random.per_million.most"]


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus at {CORPUS}")
@pytest.mark.parametrize("band", list(Band))
def test_statutes_tell_nothing_of_persons(band: Band) -> None:
    assert measure_statutes(band)[0] == 0
