"""The tables of sentences and names beside this module."""

import csv
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``name.tsv``."""
    with (HERE / f"{name}.tsv").open(encoding="utf-8", newline="") as opened:
        return tuple(csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE))


def column(name: str, field: str, **only: str) -> list[str]:
    """One column of the rows that match."""
    rows = table(name)
    return [row[field] for row in rows if all(row[key] == value for key, value in only.items())]
