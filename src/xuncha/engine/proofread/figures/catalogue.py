"""The rules of this room as data: ``data/lexicon/figures_rules.tsv``."""

from dataclasses import dataclass
from functools import cache

from xuncha.engine.domain.words import Band, TextErrorKind
from xuncha.engine.extract.lexicon import rows
from xuncha.engine.proofread.findings import TextFinding

COLUMNS = 9


@dataclass(frozen=True, slots=True)
class FigureRule:
    """A rule: what it says (``why``, with places for the computation) and how sure it is.

    ``doubt`` is the confidence where the same thing is seen in surroundings that leave doubt.
    """

    id: str
    kind: TextErrorKind
    band: Band
    confidence: float
    doubt: float
    source: str
    why: str
    positive: str
    negative: str


@cache
def figure_rules() -> dict[str, FigureRule]:
    """All rules of figures and form by identity."""
    made = {}
    for name, kind, band, confidence, doubt, *rest in rows("figures_rules", COLUMNS):
        sure, unsure = float(confidence), float(doubt)
        made[name] = FigureRule(name, TextErrorKind(kind), Band(band), sure, unsure, *rest)
    return made


def finding(
    rule: str,
    text: str,
    span: tuple[int, int],
    *,
    suggestion: str = "",
    doubtful: bool = False,
    **shown: object,
) -> TextFinding:
    """The finding of a rule at a place; ``shown`` fills the places of its ``why``."""
    one = figure_rules()[rule]
    band = Band.B if doubtful else one.band
    confidence = one.doubt if band is Band.B else one.confidence
    why = f"{one.why.format(**shown)}（依据：{one.source}）"
    start, end = span
    return TextFinding(
        start, end, text[start:end], suggestion, one.kind, one.id, band, confidence, why
    )
