"""What looking at one target gave, ready for the records."""

from dataclasses import dataclass
from datetime import date

from xuncha.engine.domain.outcomes import Outcome
from xuncha.engine.domain.services import NO_SERVICES, ServiceFacts
from xuncha.engine.domain.tampering import KnownBody
from xuncha.engine.domain.targets import ColumnReading
from xuncha.engine.domain.withheld import Withheld
from xuncha.engine.domain.words import ColumnKind, ColumnState, UnableClass


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """One column as the round saw it.

    ``code`` is the register's key, empty without one; ``reading`` what the site itself says of the
    column; ``fingerprints`` are marks of its items, by which the next round finds it again.
    """

    name: str
    url: str
    kind: ColumnKind | None
    level: int
    state: ColumnState
    newest: date | None
    items: int
    quote: str = ""
    newest_url: str = ""
    reason: str = ""
    record: str = ""
    code: str = ""
    reading: ColumnReading | None = None
    fingerprints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """The columns as seen and an outcome per row in force; ``unable`` when nothing was seen.

    ``pages`` counts pages of a site or posts of an account, ``characters`` the text examined.
    ``bodies`` are the articles' paragraphs as digests, for the next round to compare.
    ``withheld`` is what was seen and not kept: for the sealed alarm alone, never for a list.
    """

    target: str
    pages: int
    characters: int
    unable: UnableClass | None
    reason: str
    columns: tuple[ColumnSeen, ...]
    outcomes: tuple[Outcome, ...]
    services: ServiceFacts = NO_SERVICES
    withheld: tuple[Withheld, ...] = ()
    bodies: tuple[KnownBody, ...] = ()
