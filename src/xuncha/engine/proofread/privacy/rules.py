"""The rules on personal data (data/lexicon/privacy_rules.tsv), and how each hides what it finds."""

from dataclasses import dataclass
from functools import cache

from xuncha.engine.domain.words import Band
from xuncha.engine.extract.lexicon import rows

_COLUMNS = 9
HIDDEN = "*"


@dataclass(frozen=True, slots=True)
class PrivacyRule:
    """What is found, how sure, why; ``head`` and ``tail`` characters stay when it is hidden.

    ``positive`` is a sentence the rule must find, ``negative`` one it must leave alone.
    """

    id: str
    band: Band
    confidence: float
    head: int
    tail: int
    source: str
    why: str
    positive: str
    negative: str

    def mask(self, text: str) -> str:
        """What may be printed of it: the same length, all between head and tail hidden."""
        size = max(0, len(text) - self.head - self.tail)
        return text[: self.head] + HIDDEN * size + text[len(text) - self.tail :]

    def mask_in_place(self, text: str) -> str:
        """The same for a text with separators: these stay, and count neither as head nor tail."""
        places = [at for at, one in enumerate(text) if one.isalnum()]
        kept = {*places[: self.head], *places[max(0, len(places) - self.tail) :]}
        return "".join(
            HIDDEN if one.isalnum() and at not in kept else one for at, one in enumerate(text)
        )


@cache
def privacy_rules() -> dict[str, PrivacyRule]:
    """The rules by their identity, in the order of the file."""
    return {row[0]: _rule(row) for row in rows("privacy_rules", _COLUMNS)}


def _rule(row: tuple[str, ...]) -> PrivacyRule:
    name, band, confidence, head, tail, source, why, positive, negative = row
    return PrivacyRule(
        name,
        Band(band),
        float(confidence),
        int(head),
        int(tail),
        source,
        why,
        positive,
        negative,
    )
