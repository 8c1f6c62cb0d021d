"""Single slips in a name: one character missing, too many, another one, or two changed over."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Edit(StrEnum):
    """What happened to the name."""

    MISSING = "missing"
    EXTRA = "extra"
    SWAPPED = "swapped"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Slip:
    """An edit at a place of the text found; ``written`` and ``meant`` differ there."""

    edit: Edit
    at: int
    written: str
    meant: str


def slip_in(found: str, name: str) -> Slip | None:
    """The one slip that makes ``found`` of ``name``; None: it takes none, or more than one."""
    if found == name:
        return None
    short = min(len(found), len(name))
    at = next((k for k in range(short) if found[k] != name[k]), short)
    if len(found) == len(name) - 1:
        return Slip(Edit.MISSING, at, "", name[at]) if found[at:] == name[at + 1 :] else None
    if len(found) == len(name) + 1:
        return Slip(Edit.EXTRA, at, found[at], "") if found[at + 1 :] == name[at:] else None
    if len(found) != len(name):
        return None
    if found[at + 1 :] == name[at + 1 :]:
        return Slip(Edit.OTHER, at, found[at], name[at])
    pair = name[at + 1 : at + 2] + name[at]
    if found[at : at + 2] == pair and found[at + 2 :] == name[at + 2 :]:
        return Slip(Edit.SWAPPED, at, pair, name[at : at + 2])
    return None


def without_one(name: str) -> Iterator[str]:
    """The name with each character left out in turn."""
    yield from (name[:at] + name[at + 1 :] for at in range(len(name)))


def changed_over(name: str) -> Iterator[str]:
    """The name with each two neighbours changed over, where that makes a difference."""
    for at in range(len(name) - 1):
        if name[at] != name[at + 1]:
            yield name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def doubled(name: str) -> Iterator[str]:
    """The name with each character twice in turn."""
    yield from (name[: at + 1] + name[at:] for at in range(len(name)))
