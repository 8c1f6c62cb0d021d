"""The audit chain: each row's hash covers its content and the hash of the row before it."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
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
    return append_all(actor, [(act, subject, detail or {})], at=at)[0]


def append_all(
    actor: User,
    acts: Iterable[tuple[str, models.Model, Mapping[str, Any]]],
    *,
    at: datetime | None = None,
) -> list[AuditRecord]:
    """The new last rows of the actor's office, one an act (its name, its subject, its detail), in
    their order; what a file changes is many acts at once."""
    moment = at or timezone.now()
    with transaction.atomic():
        office = Office.objects.select_for_update().get(pk=actor.office_id)
        last = AuditRecord.objects.filter(office=office).order_by("-seq").first()
        seq, previous = (last.seq, last.hash) if last else (0, GENESIS)
        rows = []
        for act, subject, detail in acts:
            seq += 1
            row = AuditRecord(
                office=office,
                seq=seq,
                at=moment,
                actor=actor,
                act=act,
                subject_kind=subject._meta.label_lower,
                subject_id=str(subject.pk),
                detail=json.loads(_canonical(dict(detail))),
                previous_hash=previous,
            )
            row.hash = previous = hash_of(row)
            rows.append(row)
        return AuditRecord.objects.bulk_create(rows, batch_size=500)


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
