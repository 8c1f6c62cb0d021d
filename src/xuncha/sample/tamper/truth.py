"""The truth of a tampered web: ``load(path)`` reads ``tamper.json``."""

import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any


class Seen(StrEnum):
    """Who sees a plant."""

    EVERYBODY = "everybody"
    SPIDER = "spider"
    """a visitor whose User-Agent is that of a search engine"""
    FROM_SEARCH = "from-search"
    """a visitor whose Referer is a search engine"""
    PHONE = "phone"
    """a visitor whose User-Agent is that of a phone"""
    TWO_VISITS = "two-visits"
    """who compares the web now with ``before``"""


@dataclass(frozen=True, slots=True)
class TamperPlant:
    """One planted act. ``url`` is the page to be accused; ``targets`` what it leads to.

    ``words`` is what the plant advertises: gambling, adult, trade, or nothing. ``via`` is the page
    from which a crawler finds ``url`` where no menu or list leads there; ``since`` says whether it
    stood there a quarter ago (``before``) or not (``now``).
    """

    kind: str
    form: str
    site: str
    url: str
    targets: tuple[str, ...]
    words: str
    seen: Seen = Seen.EVERYBODY
    via: str = ""
    since: str = "now"


@dataclass(frozen=True, slots=True)
class CleanPage:
    """One page nobody may accuse; ``sort`` says what makes it look bad: ``subject:…`` an article
    about it, ``element:…`` an innocent hidden element, ``change:…`` an innocent change between the
    visits, ``answer:…`` an innocent difference between visitors, ``ordinary`` nothing.
    """

    site: str
    url: str
    sort: str


@dataclass(slots=True)
class TamperTruth:
    """Everything that is true of the tampered web.

    Pages in neither list (where a crawler finds a parasite, an address of a planted page's twin)
    are not judged. ``clean_sites`` carry no plant at all.
    """

    scenario: str
    as_of: str
    previous_as_of: str
    plants: list[TamperPlant] = field(default_factory=list)
    clean: list[CleanPage] = field(default_factory=list)
    clean_sites: list[str] = field(default_factory=list)
    spam_hosts: list[str] = field(default_factory=list)
    steady_hosts: list[str] = field(default_factory=list)


def dump(truth: TamperTruth, path: Path) -> None:
    """Write ``tamper.json``."""
    text = json.dumps(asdict(truth), ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def load(path: Path) -> TamperTruth:
    """Read ``tamper.json``."""
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    plants = [
        TamperPlant(**{**p, "targets": tuple(p["targets"]), "seen": Seen(p["seen"])})
        for p in data["plants"]
    ]
    return TamperTruth(
        **{**data, "plants": plants, "clean": [CleanPage(**c) for c in data["clean"]]}
    )
