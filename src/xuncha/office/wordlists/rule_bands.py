"""Which rules an office doubts: band B until a person says otherwise. History is appended."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from xuncha.engine.domain.words import Band
from xuncha.office.people import audit
from xuncha.office.people.models import Office, User
from xuncha.office.wordlists.errors import WordlistError
from xuncha.office.wordlists.models import RuleBandRecord
from xuncha.office.wordlists.rights import keeping_office


@dataclass(frozen=True, slots=True)
class Accepted:
    """How often people agreed with a rule: ``confirmed`` of ``decided`` findings."""

    rule: str
    confirmed: int
    decided: int


def newest_by_rule(office: Office) -> dict[str, RuleBandRecord]:
    """The record that counts per rule; a rule nobody ever moved is missing."""
    rows = RuleBandRecord.objects.filter(office=office).order_by("id")
    return {row.rule: row for row in rows}


def doubted(office: Office) -> tuple[RuleBandRecord, ...]:
    """The records of the rules that stand in band B now, by rule."""
    newest = newest_by_rule(office)
    return tuple(newest[rule] for rule in sorted(newest) if newest[rule].band == Band.B)


def doubt(actor: User, rates: Iterable[Accepted], reason: str) -> list[RuleBandRecord]:
    """Bring rules down to band B, in the name of whoever opens the round; those there stay."""
    assert actor.office is not None
    office = actor.office
    with transaction.atomic():
        Office.objects.select_for_update().get(pk=office.pk)
        there = {row.rule for row in doubted(office)}
        fresh = [one for one in rates if one.rule not in there]
        return [_append(actor, one, Band.B, reason) for one in fresh]


def trust_again(user: User, rule: str, reason: str) -> RuleBandRecord:
    """Bring a rule back to its own band; only decisions taken from now on count against it.

    WordlistError without a reason, or where the rule is not in band B.
    """
    office = keeping_office(user)
    if not reason.strip():
        raise WordlistError(f"恢复规则“{rule}”没有写理由；请写明为什么重新采信")
    with transaction.atomic():
        Office.objects.select_for_update().get(pk=office.pk)
        row = newest_by_rule(office).get(rule)
        if row is None or row.band != Band.B:
            raise WordlistError(f"规则“{rule}”没有降为存疑，不必恢复")
        accepted = Accepted(rule, row.confirmed, row.decided)
        return _append(user, accepted, Band.A, reason.strip())


def _append(actor: User, one: Accepted, band: Band, reason: str) -> RuleBandRecord:
    row = RuleBandRecord(
        office=actor.office,
        rule=one.rule,
        band=band.value,
        confirmed=one.confirmed,
        decided=one.decided,
        reason=reason,
        by=actor,
        by_name=actor.name,
        at=timezone.now(),
    )
    row.save(force_insert=True)
    detail = {
        "rule": one.rule,
        "band": band.value,
        "confirmed": one.confirmed,
        "decided": one.decided,
        "reason": reason,
    }
    audit.append(actor, "rule.band", row, detail)
    return row
