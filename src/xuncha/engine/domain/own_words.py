"""What an office adds to the checks: its own lists, what it allows, rules it no longer trusts.

Plain dated data. A round keeps all of it under one digest, so that judging again gives the same.
"""

from dataclasses import dataclass, field
from datetime import date

from xuncha.engine.domain.words import AllowanceScope, Band, OwnList, TextErrorKind


def holds(since: date | None, until: date | None, day: date | None) -> bool:
    """Whether a span of days, both ends included, covers a day.

    A span without ends covers every day, one with an end no unknown day.
    """
    if since is None and until is None:
        return True
    if day is None:
        return False
    return (since is None or since <= day) and (until is None or day <= until)


@dataclass(frozen=True, slots=True)
class OwnWord:
    """Words the office holds to be wrong, and the right ones; ``why`` is what a clerk reads."""

    wrong: str
    right: str
    why: str
    kind: TextErrorKind = TextErrorKind.FORMULATION
    band: Band = Band.A
    exceptions: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class OwnTerm:
    """A word that is right however it looks."""

    text: str
    note: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class OwnName:
    """An official name of an organ or a post and the days it held; ``renamed_to`` may be empty."""

    text: str
    sort: str = ""
    since: date | None = None
    until: date | None = None
    renamed_to: str = ""


@dataclass(frozen=True, slots=True)
class Leader:
    """Who held a post, from when to when; ``until`` None: still."""

    post: str
    name: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Repost:
    """Something every site has to reprint, and the day it was published on; ``url``: where."""

    title: str
    published_on: date
    url: str = ""


@dataclass(frozen=True, slots=True)
class Allowance:
    """A string a named person allowed, and why. ``target`` and ``rule`` where its scope asks."""

    text: str
    scope: AllowanceScope
    reason: str
    by: str
    since: date
    target: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class DoubtedRule:
    """A rule people agreed with too seldom: ``confirmed`` of ``decided`` findings."""

    rule: str
    confirmed: int
    decided: int


@dataclass(frozen=True, slots=True)
class ListVersion:
    """Which version of a list this is, and how many rows it has."""

    kind: OwnList
    number: int
    rows: int


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Everything of one office at one moment. ``digest`` is the sha256 of all the rest."""

    words: tuple[OwnWord, ...] = ()
    terms: tuple[OwnTerm, ...] = ()
    names: tuple[OwnName, ...] = ()
    leaders: tuple[Leader, ...] = ()
    allowances: tuple[Allowance, ...] = ()
    doubted: tuple[DoubtedRule, ...] = ()
    versions: tuple[ListVersion, ...] = ()
    reposts: tuple[Repost, ...] = ()
    digest: str = field(default="", compare=False)

    def __hash__(self) -> int:
        """Of the digest alone: the rows may be thousands, and the object is a key of caches."""
        return hash(self.digest)

    @property
    def is_empty(self) -> bool:
        """Whether the office added nothing at all."""
        return self == NO_WORDS


NO_WORDS = OwnWords()
