"""Passages as published notices phrase them, each with what is to be said of its figures."""

import csv
from pathlib import Path

import pytest

from xuncha.engine.noticecheck.reading import OPERAND, check_lines

with (Path(__file__).parent / "prose.tsv").open(encoding="utf-8", newline="") as opened:
    ROWS = list(csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:20] for row in ROWS])
def test_a_passage_is_told_what_its_figures_are_and_nothing_else(row: dict[str, str]) -> None:
    found = check_lines([row["text"]])
    told = [one for one in found if one.verdict != "unchecked" and one.what != OPERAND]
    said = [f"{one.stated}={one.verdict}" for one in told]
    assert said == row["expected"].split()
