"""From where on a sign counts: ``data/lexicon/tamper_limits.toml``."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from pydantic import TypeAdapter

from xuncha.engine.domain.tampering import Hiding


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers of the file, by the names they have there."""

    tiny_px: float
    tiny_font_px: float
    away_px: float
    away_margin_px: float
    opacity: float
    colour_difference: float
    em_px: float
    pt_px: float
    foreign: int
    own_hidden: int
    spam_host: int
    hiding: dict[Hiding, int]
    words: int
    body_words: int
    body_lures: int
    outside_words: int
    body_words_a_context: int
    subject_contexts: int
    unfold_rounds: int
    code_characters: int
    familiar_pages: int
    links_a_page: int


@lru_cache(maxsize=1)
def limits() -> Limits:
    """The limits that come with the program."""
    source = files("xuncha.data") / "lexicon" / "tamper_limits.toml"
    return TypeAdapter(Limits).validate_python(tomllib.loads(source.read_text(encoding="utf-8")))
