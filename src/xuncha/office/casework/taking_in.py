"""Taking in: what one visit gave becomes rows, all of them or none."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from pydantic import TypeAdapter

from xuncha.engine.domain.looked import ColumnSeen
from xuncha.engine.domain.outcomes import Evidence, Finding, LeftOut, Outcome
from xuncha.engine.domain.services import NO_SERVICES, ServiceFacts
from xuncha.engine.domain.tampering import KnownBody
from xuncha.engine.domain.targets import ColumnReading
from xuncha.engine.domain.withheld import Withheld
from xuncha.engine.domain.words import UnableClass
from xuncha.engine.rulebook.book import Rulebook
from xuncha.office.casework.alarms import raise_alarms
from xuncha.office.casework.bodies import bodies_json
from xuncha.office.casework.errors import IntakeError
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.models import (
    BodiesRecord,
    ColumnRecord,
    Decision,
    FindingRecord,
    HandLook,
    OutcomeRecord,
    RoundTarget,
    VisitRecord,
)
from xuncha.office.casework.queue_clusters import gather, recount
from xuncha.office.casework.standing import restand
from xuncha.office.casework.states import CLOSED_STATES
from xuncha.office.casework.two_persons import persons_asked

BATCH = 500
WORD_CHARACTERS = 200
SHOWN_PLACES = 5
"""Places of a writing on many pages that stand with it as evidence; the others are opened."""
_EVIDENCE = TypeAdapter(tuple[Evidence, ...])
_LEFT_OUT = TypeAdapter(tuple[LeftOut, ...])
_READING = TypeAdapter(ColumnReading | None)


@dataclass(frozen=True, slots=True)
class FactsSummary:
    """What is kept of a visit beside its outcomes; the facts themselves stay in the bundle.

    ``address`` is where a site answered from: no result, so no part of the digest.
    """

    bundle_path: str
    manifest_digest: str
    pages: int
    unable: UnableClass | None
    reason: str
    columns: tuple[ColumnSeen, ...] = ()
    services: ServiceFacts = NO_SERVICES
    engine_digest: str = ""
    withheld: tuple[Withheld, ...] = ()
    bodies: tuple[KnownBody, ...] = ()
    address: str = ""


_SUMMARY = TypeAdapter(FactsSummary)
_SERVICES = TypeAdapter(ServiceFacts)
_OUTCOMES = TypeAdapter(tuple[Outcome, ...])
_UNEXEMPTED = TypeAdapter(Outcome | None)


def store_target(target: RoundTarget, summary: FactsSummary, outcomes: Iterable[Outcome]) -> bool:
    """Store everything of one target in one transaction. False when exactly this is stored already.

    Other results than the stored ones replace them as long as nobody has decided on them and no
    order holds them; after that IntakeError is raised and nothing changes.
    """
    found = tuple(outcomes)
    digest = intake_digest(summary, found)
    with transaction.atomic():
        row = RoundTarget.objects.select_for_update().select_related("round").get(pk=target.pk)
        if row.intake_digest == digest:
            target.intake_digest = digest
            return False
        left = _clear(row)
        _insert(row, summary, found)
        restand(row.findings.all())
        recount(left)
        raise_alarms(row, summary.withheld)
        row.intake_digest = digest
        row.save(update_fields=["intake_digest"])
    target.intake_digest = digest
    return True


def forget(target: RoundTarget) -> None:
    """Take away what a look at a target gave, so that another look may take its place.

    IntakeError where the round is closed, people decided on what it gave or an order holds it.
    """
    with transaction.atomic():
        row = RoundTarget.objects.select_for_update().select_related("round").get(pk=target.pk)
        recount(_clear(row))
        row.intake_digest = ""
        row.save(update_fields=["intake_digest"])
    target.intake_digest = ""


def intake_digest(summary: FactsSummary, outcomes: tuple[Outcome, ...]) -> str:
    """The digest of everything about to be stored."""
    parts = {
        "summary": _SUMMARY.dump_python(summary, mode="json", exclude={"address"}),
        "outcomes": _OUTCOMES.dump_python(outcomes, mode="json"),
    }
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _clear(target: RoundTarget) -> set[int]:
    """Take away what was stored of the target before; the clusters its findings stood in."""
    if target.round.state in CLOSED_STATES or target.round.imported:
        raise IntakeError(
            f"“{target.round}”已定稿或为导入的历史结果，“{target.name}”（{target.code}）的结果"
            "不能再入库；请另建一轮检查"
        )
    if (
        Decision.objects.filter(target=target).exists()
        or HandLook.objects.filter(target=target, form="").exists()
    ):
        raise IntakeError(
            f"“{target.name}”（{target.code}）已有人工认定，重新入库的结果与原结果不同，未覆盖；"
            "请核对引擎版本，或另建一轮检查"
        )
    clustered = target.findings.exclude(cluster=None)
    left = set(clustered.values_list("cluster_id", flat=True))
    target.carried_over.all().delete()
    try:
        FindingRecord.objects.filter(target=target).delete()
        OutcomeRecord.objects.filter(target=target).delete()
    except ProtectedError as fault:
        raise IntakeError(
            f"“{target.name}”（{target.code}）的问题已列入整改单，重新入库的结果与原结果不同，"
            "未覆盖；请另建一轮检查"
        ) from fault
    ColumnRecord.objects.filter(target=target).delete()
    VisitRecord.objects.filter(target=target).delete()
    BodiesRecord.objects.filter(target=target).delete()
    return left


def _insert(target: RoundTarget, summary: FactsSummary, outcomes: tuple[Outcome, ...]) -> None:
    VisitRecord.objects.create(
        target=target,
        bundle_path=summary.bundle_path,
        manifest_digest=summary.manifest_digest,
        pages=summary.pages,
        unable_class=summary.unable or "",
        reason=_clean(summary.reason),
        services=services_json(summary.services),
        address=summary.address,
    )
    if summary.bodies:
        BodiesRecord.objects.create(target=target, bodies=_cleaned(bodies_json(summary.bodies)))
    ColumnRecord.objects.bulk_create(
        (
            _column_row(target, position, seen)
            for position, seen in enumerate(summary.columns, start=1)
        ),
        batch_size=BATCH,
    )
    book = book_of(target.round)
    OutcomeRecord.objects.bulk_create(
        (_outcome_row(target, outcome, summary.engine_digest, book) for outcome in outcomes),
        batch_size=BATCH,
    )
    findings = [
        finding_row(target, outcome.indicator, finding, evidence)
        for outcome in outcomes
        for finding, evidence in _merged(outcome.findings)
    ]
    gather(target, findings)
    FindingRecord.objects.bulk_create(findings, batch_size=BATCH)


def _merged(findings: Iterable[Finding]) -> list[tuple[Finding, tuple[Evidence, ...]]]:
    """One entry per fingerprint: the same defect seen twice is one finding with more evidence."""
    kept: dict[str, tuple[Finding, tuple[Evidence, ...]]] = {}
    for finding in findings:
        first, evidence = kept.get(finding.fingerprint, (finding, ()))
        fresh = tuple(piece for piece in finding.evidence if piece not in evidence)
        kept[finding.fingerprint] = (first, evidence + fresh)
    return list(kept.values())


def finding_row(
    target: RoundTarget, indicator: str, finding: Finding, evidence: tuple[Evidence, ...]
) -> FindingRecord:
    """The unsaved row of an engine finding."""
    shown = SHOWN_PLACES if finding.count > 1 else len(evidence)
    return FindingRecord(
        target=target,
        indicator=indicator,
        check_slug=finding.check,
        fingerprint=finding.fingerprint,
        key=_clean(finding.key),
        title=_clean(finding.title),
        observed=_clean(finding.observed),
        limit_text=_clean(finding.limit),
        kind=finding.kind or "",
        suggestion=_clean(finding.suggestion),
        why=_clean(finding.why),
        evidence=_evidence_json(evidence[:shown]),
        places=_evidence_json(evidence[shown:]),
        place_count=finding.count,
        cluster_key=finding.cluster_key,
        word=_clean(finding.word)[:WORD_CHARACTERS],
        confidence=finding.confidence,
    )


def _outcome_row(
    target: RoundTarget, outcome: Outcome, engine_digest: str, book: Rulebook
) -> OutcomeRecord:
    return OutcomeRecord(
        target=target,
        indicator=outcome.indicator,
        check_slug=outcome.check,
        result=outcome.result,
        count=outcome.count,
        count_with_open=outcome.count_with_open,
        reason=_clean(outcome.reason),
        unable_class=outcome.unable_class or "",
        evidence=_evidence_json(outcome.evidence),
        left_out=_cleaned(_LEFT_OUT.dump_python(outcome.left_out, mode="json")),
        unexempted=_cleaned(_UNEXEMPTED.dump_python(outcome.unexempted, mode="json")),
        persons=persons_asked(book, outcome.indicator, outcome.check),
        engine_digest=engine_digest,
    )


def _column_row(target: RoundTarget, position: int, seen: ColumnSeen) -> ColumnRecord:
    return ColumnRecord(
        target=target,
        position=position,
        name=_clean(seen.name),
        url=_clean(seen.url),
        kind=seen.kind or "",
        level=seen.level,
        state=seen.state,
        newest=seen.newest,
        newest_url=_clean(seen.newest_url),
        items=seen.items,
        quote=_clean(seen.quote),
        reason=_clean(seen.reason),
        record=seen.record,
        code=seen.code,
        reading=_READING.dump_python(seen.reading, mode="json"),
        fingerprints=list(seen.fingerprints),
    )


def services_json(services: ServiceFacts) -> dict[str, Any] | None:
    """What is kept of interaction and services; None where nothing was looked at."""
    if services == NO_SERVICES:
        return None
    kept = _cleaned(_SERVICES.dump_python(services, mode="json"))
    assert isinstance(kept, dict)
    return kept


def _cleaned(value: Any) -> Any:
    """A JSON value whose texts a database can hold."""
    if isinstance(value, dict):
        return {key: _cleaned(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    return _clean(value) if isinstance(value, str) else value


def services_of(visit: VisitRecord | None) -> ServiceFacts | None:
    """Interaction and services as a visit saw them; None where nothing of them was looked at."""
    if visit is None or not visit.services:
        return None
    return _SERVICES.validate_python(visit.services)


def _evidence_json(evidence: tuple[Evidence, ...]) -> list[dict[str, Any]]:
    return [
        {name: _clean(value) for name, value in piece.items()}
        for piece in _EVIDENCE.dump_python(evidence, mode="json")
    ]


def _clean(text: str) -> str:
    """Text a database can hold: PostgreSQL takes neither NUL nor half a surrogate pair."""
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")
