"""Allowances: a named person allows a string, and may take it back. History is appended."""

from dataclasses import dataclass
from datetime import date

from django.db import models, transaction
from django.utils import timezone

from xuncha.engine.domain.words import AllowanceScope
from xuncha.office.people import audit
from xuncha.office.people.models import Office, User
from xuncha.office.wordlists.errors import WordlistError
from xuncha.office.wordlists.models import AllowanceRecord, AllowanceWithdrawal
from xuncha.office.wordlists.rights import keeping_office

SHORTEST, LONGEST = 2, 60
"""Characters of an allowed string: one would silence half a text, more is a sentence."""


@dataclass(frozen=True, slots=True)
class AllowanceOrder:
    """What is to be allowed. ``since`` None: from today on."""

    text: str
    scope: AllowanceScope
    reason: str
    target_code: str = ""
    target_name: str = ""
    rule: str = ""
    since: date | None = None
    origin: str = ""


def add(user: User, order: AllowanceOrder) -> AllowanceRecord:
    """The allowance, standing from now on; the same one twice is the one that stands already.

    WordlistError where text, reason or what the scope asks for is missing.
    """
    office = keeping_office(user)
    text = order.text.strip()
    _check(order, text)
    target = order.target_code if order.scope is AllowanceScope.TARGET else ""
    rule = order.rule if order.scope is AllowanceScope.RULE else ""
    with transaction.atomic():
        Office.objects.select_for_update().get(pk=office.pk)
        same = standing(office).filter(text=text, scope=order.scope, target_code=target, rule=rule)
        existing = same.first()
        if existing is not None:
            return existing
        row = AllowanceRecord(
            office=office,
            text=text,
            scope=order.scope,
            target_code=target,
            target_name=order.target_name if target else "",
            rule=rule,
            reason=order.reason.strip(),
            since=order.since or timezone.localdate(),
            origin=order.origin,
            by=user,
            by_name=user.name,
            at=timezone.now(),
        )
        row.save(force_insert=True)
        detail = {
            "text": text,
            "scope": order.scope.value,
            "target": target,
            "rule": rule,
            "reason": row.reason,
            "since": row.since.isoformat(),
        }
        audit.append(user, "allowance.added", row, detail)
        return row


def withdraw(user: User, allowance: AllowanceRecord, reason: str) -> AllowanceWithdrawal:
    """Take an allowance back; rounds opened before keep it. Twice leaves one withdrawal.

    WordlistError without a reason, or for another office's allowance.
    """
    office = keeping_office(user)
    if allowance.office_id != office.pk:
        raise WordlistError(f"“{allowance.text}”不是本单位的白名单条目")
    if not reason.strip():
        raise WordlistError(f"撤回“{allowance.text}”没有写理由；请写明为什么不再允许")
    with transaction.atomic():
        Office.objects.select_for_update().get(pk=office.pk)
        existing = AllowanceWithdrawal.objects.filter(allowance=allowance).first()
        if existing is not None:
            return existing
        row = AllowanceWithdrawal(
            allowance=allowance,
            reason=reason.strip(),
            by=user,
            by_name=user.name,
            at=timezone.now(),
        )
        row.save(force_insert=True)
        detail = {"text": allowance.text, "reason": row.reason}
        audit.append(user, "allowance.withdrawn", allowance, detail)
        return row


def standing(office: Office, on: date | None = None) -> models.QuerySet[AllowanceRecord]:
    """The allowances nobody took back; with ``on`` those that hold from that day or before."""
    rows = AllowanceRecord.objects.filter(office=office, withdrawal__isnull=True)
    return rows.filter(since__lte=on) if on else rows


def _check(order: AllowanceOrder, text: str) -> None:
    if not SHORTEST <= len(text) <= LONGEST:
        raise WordlistError(
            f"“{text}”有 {len(text)} 个字；白名单条目须为 {SHORTEST} 到 {LONGEST} 个字的词语"
        )
    if not order.reason.strip():
        raise WordlistError(f"允许“{text}”没有写理由；请写明依据")
    if order.scope is AllowanceScope.TARGET and not order.target_code:
        raise WordlistError("只在一个对象上允许时，请填写对象编码")
    if order.scope is AllowanceScope.RULE and not order.rule:
        raise WordlistError("只对一条规则允许时，请填写规则编号")
