"""The rules of the proofreader as frozen data."""

import re
from dataclasses import dataclass
from datetime import date

from xuncha.engine.domain.words import Band, TextErrorKind


@dataclass(frozen=True, slots=True)
class Rule:
    """What every rule has: its identity, what it says, how sure it is, when it holds.

    ``positive`` is a sentence it must find, ``negative`` one it must leave alone. A rule with a
    validity date says nothing about a text whose publication day nobody knows.
    """

    id: str
    kind: TextErrorKind
    band: Band
    confidence: float
    exceptions: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    source: str
    why: str
    positive: str
    negative: str

    def holds_on(self, published: date | None) -> bool:
        """Whether the rule may be held against a text published that day (both ends included)."""
        if self.valid_from is None and self.valid_to is None:
            return True
        if published is None:
            return False
        return (self.valid_from is None or self.valid_from <= published) and (
            self.valid_to is None or published <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class WordRule:
    """Words that are wrong as they stand, and the right ones."""

    rule: Rule
    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class PhraseRule:
    """A fixed phrase or name: what is almost it, is it with a slip.

    ``exceptions`` of the rule are the legitimate neighbours. ``is_name``: a missing or an extra
    character counts too, not only a wrong one.
    """

    rule: Rule
    phrase: str
    is_name: bool


@dataclass(frozen=True, slots=True)
class PatternRule:
    """A generic rule as a regular expression; the suggestion is a template of its groups.

    ``needs``: the expression is only tried on a text that has one of these; empty: always.
    """

    rule: Rule
    pattern: re.Pattern[str]
    suggestion: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PairRule:
    """Marks that come in pairs within one paragraph."""

    rule: Rule
    opening: str
    closing: str


@dataclass(frozen=True, slots=True)
class Mention:
    """What makes a word spoken about rather than used; such a finding is doubtful.

    With ``closing``: a pair of quotation marks around at most ``most`` characters. Without: a word
    of the same sentence; ``beside_right``: only where the right word stands in it as well.
    ``confidence`` is the finding's instead of its rule's.
    """

    opening: str
    closing: str
    most: int
    confidence: float
    why: str
    beside_right: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All rules, in the order of their files. ``digest`` is the sha256 of the data.

    ``grammar``: characters that come and go in a fixed phrase without being a slip.
    """

    words: tuple[WordRule, ...]
    phrases: tuple[PhraseRule, ...]
    patterns: tuple[PatternRule, ...]
    pairs: tuple[PairRule, ...]
    mentions: tuple[Mention, ...]
    grammar: frozenset[str]
    digest: str
