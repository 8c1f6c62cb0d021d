"""What a site's back office says of its letters: no names, no titles, no words of theirs."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter by its number. ``answered`` None: not answered when it was exported; ``is_valid``
    None: nobody said whether it is one the rule means. ``where`` is its row in the file."""

    number: str
    received: date
    answered: date | None
    is_valid: bool | None
    where: str


@dataclass(frozen=True, slots=True)
class Letters:
    """Every letter a site received from ``since`` to ``until``, as exported in the file ``name``.

    ``record`` is the digest of the file. ``broken`` rows of the site could not be read: then
    others may be missing too.
    """

    since: date
    until: date
    rows: tuple[Letter, ...]
    name: str
    record: str
    broken: int = 0

    def covers(self, first: date, last: date) -> bool:
        """Whether no letter of these days, both included, can be missing."""
        return not self.broken and self.since <= first and last <= self.until
