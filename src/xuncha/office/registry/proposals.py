"""Proposals to the clerk: what a site says of its columns otherwise than the register."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from django.db import transaction

from xuncha.engine.domain.targets import ColumnReading
from xuncha.engine.domain.words import LABELS, ColumnKind
from xuncha.office.people.models import User
from xuncha.office.people.transitions import move
from xuncha.office.registry.errors import RegistryError
from xuncha.office.registry.models import Column, ColumnAddress, ColumnProposal
from xuncha.office.registry.rights import require_keeper
from xuncha.office.registry.words import PROPOSAL, ProposalState, ProposalSubject


@dataclass(frozen=True, slots=True)
class Proposed:
    """One difference: the column's key in the register, what it should say, why. Chinese reason."""

    column_id: int
    subject: ProposalSubject
    name: str
    url: str
    kind: str
    confidence: float
    reason: str


def propose(found: Iterable[Proposed], seen_on: date) -> int:
    """Keep the proposals nobody has seen before; how many are new.

    The same difference is proposed once: what a person declined does not come back. Columns the
    register no longer has are passed over.
    """
    made = 0
    with transaction.atomic():
        wanted = list(found)
        registered = Column.objects.in_bulk([one.column_id for one in wanted])
        for one in wanted:
            if one.column_id not in registered:
                continue
            _, created = ColumnProposal.objects.get_or_create(
                column_id=one.column_id,
                subject=one.subject.value,
                name=one.name,
                url=one.url,
                kind=one.kind,
                defaults={"confidence": one.confidence, "reason": one.reason, "seen_on": seen_on},
            )
            made += created
    return made


def another_kind(column: Column, reading: ColumnReading) -> Proposed | None:
    """The proposal that a site's own pages make for a column's kind; None where they agree with
    the register, or are not sure enough, or the register says nothing."""
    sure = reading.confidence >= _least_confidence() and reading.kind is not ColumnKind.OTHER
    if not sure or not column.kind or reading.kind == column.kind:
        return None
    reason = (
        f"台账登记为“{LABELS[ColumnKind(column.kind)]}”，"
        f"按名称、路径和条目应为“{LABELS[reading.kind]}”（{'>'.join(reading.path)}）"
    )
    return Proposed(
        column.pk,
        ProposalSubject.KIND,
        column.name,
        column.url,
        reading.kind.value,
        reading.confidence,
        reason,
    )


def accept(proposal: ColumnProposal, actor: User, on: date) -> Column:
    """Correct the register as proposed and return the column; its identity and history stay.

    Raises RegistryError when the address is another registered column's, TransitionError when the
    proposal was decided before.
    """
    with transaction.atomic():
        require_keeper(actor, proposal.column.site.office_id)
        column = Column.objects.select_for_update().get(pk=proposal.column_id)
        other = Column.objects.filter(site_id=column.site_id, url=proposal.url)
        if other.exclude(pk=column.pk).exists():
            raise RegistryError(
                f"网址 {proposal.url} 已登记为本网站的另一个栏目，未作更正；"
                "请核对这两行是否同一栏目，改正其中一行的网址后再接受"
            )
        _decide(proposal, ProposalState.ACCEPTED, actor)
        keep_former([column], {column.pk: (proposal.name, proposal.url)}, on)
        column.name, column.url = proposal.name, proposal.url
        if proposal.subject == ProposalSubject.KIND:
            column.kind = proposal.kind
        column.save()
    return column


def decline(proposal: ColumnProposal, actor: User) -> None:
    """Leave the register as it is; TransitionError when the proposal was decided before."""
    with transaction.atomic():
        require_keeper(actor, proposal.column.site.office_id)
        _decide(proposal, ProposalState.DECLINED, actor)


def keep_former(
    columns: Iterable[Column], wanted: dict[int, tuple[str, str]], on: date
) -> list[ColumnAddress]:
    """Note the name and address of every column that ``wanted`` (name, address) will change."""
    former = [
        ColumnAddress(column=column, name=column.name, url=column.url, until=on)
        for column in columns
        if wanted[column.pk] != (column.name, column.url)
    ]
    return ColumnAddress.objects.bulk_create(former, batch_size=500)


def _decide(proposal: ColumnProposal, state: ProposalState, actor: User) -> None:
    if not move(PROPOSAL, proposal, state, actor, column=proposal.column_id):
        PROPOSAL.check(proposal.state, state)
    proposal.decided_by = actor
    proposal.save(update_fields=["decided_by"])


@cache
def _least_confidence() -> float:
    text = files("xuncha.data").joinpath("register/proposals.toml").read_text(encoding="utf-8")
    return float(tomllib.loads(text)["kind"]["least_confidence"])
