"""What is said of one stated figure of a notice."""

from dataclasses import dataclass
from enum import StrEnum


class FigureVerdict(StrEnum):
    """How a stated figure stands to what can be worked out (contracts.md, ``notice check``).

    ``OVERLAP``: the parts may share members, so their sum proves nothing. ``HINT``: nothing is
    wrong, but a reader may ask. ``UNCHECKED``: the notice does not say enough.
    """

    AGREES = "agrees"
    TRUNCATED = "truncated"
    DIFFERS = "differs"
    IMPOSSIBLE = "impossible"
    OVERLAP = "overlap"
    LIST_MISMATCH = "list_mismatch"
    HINT = "hint"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class CheckedFigure:
    """One stated figure: its sentence, what it is about, as stated, as worked out.

    ``computed`` is empty where nothing could be worked out. ``line`` counts from 1, ``start`` is
    the place of the figure in that line.
    """

    line: int
    start: int
    quote: str
    what: str
    stated: str
    computed: str
    verdict: FigureVerdict
