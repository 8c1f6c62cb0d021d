"""One place the statistics doubt."""

from dataclasses import dataclass

from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.statistics.edits import Sort


@dataclass(frozen=True, slots=True)
class Suspect:
    """Characters ``start`` to ``end`` (exclusive) of a text that may be meant otherwise.

    ``other``: a rival reading of the same characters; empty where there is none.
    """

    start: int
    end: int
    meant: str
    sort: Sort
    band: Band
    confidence: float
    other: str = ""
