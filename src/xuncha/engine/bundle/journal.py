"""The decision log of a bundle: what was decided about each address, and why."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from xuncha.engine.domain.words import UnableClass


class Decision(StrEnum):
    """What a line of the log is about."""

    GATE_ALLOWED = "gate_allowed"
    GATE_REFUSED = "gate_refused"
    ROBOTS_READ = "robots_read"
    ROBOTS_OVERRIDDEN = "robots_overridden"
    FAILED = "failed"
    SKIPPED = "skipped"
    NOTED = "noted"
    LINK_CHOSEN = "link_chosen"
    LINK_FAILED = "link_failed"
    LINK_FAILED_AGAIN = "link_failed_again"
    LEAD_CHOSEN = "lead_chosen"
    LEAD_FAILED = "lead_failed"
    IPV6_FAILED = "ipv6_failed"
    CERTIFICATE_FAILED = "certificate_failed"
    SEARCHED = "searched"
    SEARCH_FAILED = "search_failed"
    ATTACHMENT_FAILED = "attachment_failed"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One decision. ``record`` is filled when the answer it is about was recorded.

    ``FAILED`` and ``SKIPPED`` without a record are looks that brought nothing home;
    ``LINK_FAILED`` and ``LINK_FAILED_AGAIN`` are the same for the first and the second look at a
    link that is no page of the visit, ``ATTACHMENT_FAILED`` for an attachment, ``LEAD_FAILED`` for
    what may tell of a break-in. ``SEARCHED`` has the title that was searched for as its reason.
    ``WITHHELD`` is an answer that was seen and not kept: the bundle has a tombstone of it.
    """

    url: str
    decision: Decision
    reason: str
    at: datetime
    unable: UnableClass | None = None
    record: str = ""

    def as_line(self) -> bytes:
        """The entry as one line of JSON with its line end."""
        fields = {
            "url": self.url,
            "decision": self.decision,
            "class": self.unable,
            "reason": self.reason,
            "at": self.at.isoformat(),
            "record": self.record,
        }
        return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def read_journal(path: Path) -> Iterator[LogEntry]:
    """The entries of a log in file order; ValueError (or KeyError) for a damaged line."""
    with path.open("rb") as lines:
        for line in lines:
            fields = json.loads(line)
            yield LogEntry(
                url=fields["url"],
                decision=Decision(fields["decision"]),
                reason=fields["reason"],
                at=datetime.fromisoformat(fields["at"]),
                unable=UnableClass(fields["class"]) if fields["class"] else None,
                record=fields["record"],
            )
