"""One damage of a block and what undoing it leaves; the sentences that tell it are data."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from xuncha.engine.extract.lexicon import rows


class Sort(StrEnum):
    """What happened to a text, the gravest first. The names are the rule identities of findings."""

    UTF8_AS_LATIN1 = "damage-utf8-as-latin1"
    GBK_AS_LATIN1 = "damage-gbk-as-latin1"
    UTF8_AS_GBK = "damage-utf8-as-gbk"
    GBK_AS_BIG5 = "damage-gbk-as-big5"
    LOST_BYTE = "damage-lost-byte"
    REPLACED_TWICE = "damage-replaced-twice"
    UNDECODED = "damage-undecoded"
    PERCENT = "damage-percent"
    ESCAPE = "damage-escape"
    ENTITY = "damage-entity"
    PINYIN = "damage-pinyin"
    COMMA = "damage-comma"
    TRADITIONAL = "damage-traditional"
    PRIVATE_USE = "damage-private-use"
    INVISIBLE = "damage-invisible"
    NARROWED = "damage-narrowed"
    HIDDEN_ADDRESS = "damage-hidden-address"


class Outcome(StrEnum):
    """How far a damage could be undone."""

    EXACT = "exact"
    GUESSED = "guessed"
    """The bytes leave a choice; the language model made it with a clear lead."""
    LEFT = "left"
    """It stays as it stands; the text is whole without it."""
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Step:
    """A damage, undone: ``text`` is the block without it.

    ``start`` to ``end`` is where it stood in the block the step was given. ``certain``: nothing but
    damage looks like this. ``facts`` fill its sentence.
    """

    sort: Sort
    text: str
    start: int
    end: int
    outcome: Outcome
    certain: bool
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def why(self) -> str:
        """What happened and what could be done about it, for a clerk."""
        name = f"{self.sort}-{self.outcome}"
        told = sentences().get(name) or sentences()[self.sort]
        return told.format(**self.facts)


@cache
def sentences() -> dict[str, str]:
    """The Chinese sentences of ``damage_reasons.tsv`` by name."""
    return {row[0]: row[1] for row in rows("damage_reasons", 2)}
