"""What decisions suggest, kept: reading all findings of years takes longer than a page may."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum
from django.utils import timezone
from pydantic import TypeAdapter

from xuncha.office.casework.feedback_proposals import Proposal, is_open, proposals
from xuncha.office.casework.queue_tables import Cluster, ProposalSheet
from xuncha.office.people.models import Office

READ_AT_ONCE = 20_000
"""Findings that are read in a fraction of the time a page may take; beyond, the sheet is kept."""
_PROPOSALS = TypeAdapter(tuple[Proposal, ...])


@dataclass(frozen=True, slots=True)
class Sheet:
    """The open proposals; ``at`` is when they were drawn from the decisions, None for right now."""

    proposals: tuple[Proposal, ...]
    at: datetime | None


def sheet_of(office: Office) -> Sheet:
    """The proposals of an office: drawn now where there is little to read, else those drawn last,
    less what was answered or listed since. Nothing drawn yet draws them."""
    if _findings(office) <= READ_AT_ONCE:
        return Sheet(proposals(office), None)
    kept = ProposalSheet.objects.filter(office=office).first()
    return Sheet(_still_open(office, kept), kept.at) if kept is not None else draw(office)


def draw(office: Office) -> Sheet:
    """Draw the proposals anew from all decisions, and keep them."""
    found, now = proposals(office), timezone.now()
    content = _PROPOSALS.dump_python(found, mode="json")
    ProposalSheet.objects.update_or_create(office=office, defaults={"content": content, "at": now})
    return Sheet(found, now)


def _still_open(office: Office, kept: ProposalSheet) -> tuple[Proposal, ...]:
    found: Sequence[Proposal] = _PROPOSALS.validate_python(kept.content)
    still = is_open(office)
    return tuple(one for one in found if still(one))


def _findings(office: Office) -> int:
    rows = Cluster.objects.filter(round__office=office)
    return int(rows.aggregate(number=Sum("findings"))["number"] or 0)
