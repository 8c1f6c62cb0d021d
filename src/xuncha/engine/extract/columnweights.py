"""The weights by which columns are read, from ``data/lexicon/column_weights.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class KindWeights:
    """How much each witness of a column's kind counts (0 to 1)."""

    few_titles: int
    most_titles: float
    type_discount: float
    group_discount: float
    titles_discount: float
    agrees: float
    disagrees: float
    sure: float


@dataclass(frozen=True, slots=True)
class IdentityWeights:
    """How much each likeness of two columns counts, and what score decides (0 to 1)."""

    certain: float
    proposed: float
    margin: float
    shared: float
    by_common: tuple[float, ...]
    same_name: float
    same_address: float
    same_path: float
    same_kind: float
    contradicted: int


@cache
def kind_weights() -> KindWeights:
    """The weights of the witnesses of a kind."""
    return KindWeights(**_table()["kind"])


@cache
def identity_weights() -> IdentityWeights:
    """The weights of likenesses between columns of two rounds."""
    table = _table()["identity"]
    return IdentityWeights(**{**table, "by_common": tuple(table["by_common"])})


def _table() -> dict[str, Any]:
    source = files("xuncha.data").joinpath("lexicon/column_weights.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
