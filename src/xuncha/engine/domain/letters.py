"""What a site's back office says of its letters: no names, no titles, no words of theirs."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LetterFile:
    """The export a letter stands in: its name, and ``record``, the digest of its bytes."""

    name: str
    record: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter by its number. ``answered`` None: not answered when it was exported; ``is_valid``
    None: nobody said whether it is one the rule means. ``where`` is its row in the file."""

    number: str
    received: date
    answered: date | None
    is_valid: bool | None
    where: str
    file: LetterFile


@dataclass(frozen=True, slots=True)
class Letters:
    """Every letter a site received from ``since`` to ``until``, as its exports, ``files``, say; the
    days are None where nobody told them.

    ``broken`` rows that are or may be the site's could not be read: then others may be missing too.
    A number may have several rows that say different things.
    """

    since: date | None
    until: date | None
    rows: tuple[Letter, ...]
    files: tuple[LetterFile, ...]
    broken: int = 0

    def covers(self, first: date, last: date) -> bool:
        """Whether no letter of these days, both included, can be missing."""
        if self.broken or self.since is None or self.until is None:
            return False
        return self.since <= first and last <= self.until
