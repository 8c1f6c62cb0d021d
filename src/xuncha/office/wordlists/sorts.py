"""Words this room needs beside those of the engine."""

from enum import StrEnum


class Proposed(StrEnum):
    """What the machine proposes to add to an office's lists."""

    TERM = "term"
    WORD = "word"


PROPOSAL_LABELS = {Proposed.TERM: "术语", Proposed.WORD: "易错词"}
