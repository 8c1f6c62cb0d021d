"""From where on a sign counts as damage: ``data/lexicon/damage_limits.toml``."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers of the file, by the names they have there."""

    ahead: float
    guessed_share: float
    level_1_share: float
    simplified_of_reading: float
    western_least: int
    eastern_least: int
    eastern_within: int
    eastern_gain: float
    eastern_gain_each: float
    eastern_fluent: float
    recut_gain: float
    recut_gain_short: float
    recut_gain_certain: float
    commas: int
    common: int
    pinyins: int
    pinyin_share: float
    other_script_share: float
    traditional_least: int
    traditional_share: float
    simplified_share: float
    document_least: int
    certain_confidence: float
    doubtful_confidence: float


@lru_cache(maxsize=1)
def shipped_limits() -> Limits:
    """The limits that come with the program."""
    source = files("xuncha.data") / "lexicon" / "damage_limits.toml"
    return Limits(**tomllib.loads(source.read_text(encoding="utf-8")))
