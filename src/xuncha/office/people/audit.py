"""The audit chain: each row's hash covers its content and the hash of the row before it."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from xuncha.office.people.models import AuditRecord, Office, User

GENESIS = "0" * 64


def append(
    actor: User,
    act: str,
    subject: models.Model,
    detail: Mapping[str, Any] | None = None,
    *,
    at: datetime | None = None,
) -> AuditRecord:
    """The new last row of the actor's office. Call it inside the transaction of the act itself."""
    with transaction.atomic():
        office = Office.objects.select_for_update().get(pk=actor.office_id)
        last = AuditRecord.objects.filter(office=office).order_by("-seq").first()
        row = AuditRecord(
            office=office,
            seq=last.seq + 1 if last else 1,
            at=at or timezone.now(),
            actor=actor,
            act=act,
            subject_kind=subject._meta.label_lower,
            subject_id=str(subject.pk),
            detail=json.loads(_canonical(dict(detail or {}))),
            previous_hash=last.hash if last else GENESIS,
        )
        row.hash = hash_of(row)
        row.save(force_insert=True)
    return row


def hash_of(row: AuditRecord) -> str:
    """What the hash of a row must be, from its content and ``previous_hash``."""
    content = {
        "office": row.office_id,
        "seq": row.seq,
        "at": row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": row.actor_id,
        "act": row.act,
        "subject": [row.subject_kind, row.subject_id],
        "detail": row.detail,
        "previous": row.previous_hash,
    }
    return hashlib.sha256(_canonical(content).encode()).hexdigest()


def verify(office: Office) -> int | None:
    """The sequence number of the first row that does not fit the chain; None when all fit."""
    previous, expected = GENESIS, 1
    for row in _rows(office):
        if row.seq != expected or row.previous_hash != previous or row.hash != hash_of(row):
            return row.seq
        previous, expected = row.hash, expected + 1
    return None


def _rows(office: Office) -> Iterator[AuditRecord]:
    rows = AuditRecord.objects.filter(office=office).order_by("seq")
    return iter(rows.iterator(chunk_size=2000))


def _canonical(content: Any) -> str:
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    )
