"""Verdicts: what the judge is given of a target, and its answer kept with the arithmetic."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from pydantic import TypeAdapter

from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.words import Judge, Result, TextErrorKind, UnableClass
from xuncha.engine.judge.ruling import Ruling, Undecided, held_against, ruling_of, weigh
from xuncha.engine.judge.verdict import Verdict
from xuncha.engine.rulebook.book import Row, Rulebook
from xuncha.office.casework import holding, incident_weighing
from xuncha.office.casework.decisions import verbs_by_thing
from xuncha.office.casework.models import (
    FindingRecord,
    HandLook,
    OutcomeRecord,
    Round,
    RoundTarget,
    VerdictRecord,
)
from xuncha.office.casework.states import DecisionVerb

CHUNK = 200
_VERDICT = TypeAdapter(Verdict)
_EVIDENCE = TypeAdapter(tuple[Evidence, ...])
_OUTCOME = TypeAdapter(Outcome)


def to_judge(inspection: Round, codes: Collection[str] | None = None) -> Iterator[RoundTarget]:
    """The targets (``codes`` None: all) whose results are stored, with everything
    ``judged_outcomes`` and ``store`` read already at hand: a handful of queries per two hundred
    targets. By kind and code."""
    rows = inspection.targets.exclude(intake_digest="").order_by("kind", "code")
    if codes is not None:
        rows = rows.filter(code__in=codes)
    current = VerdictRecord.objects.filter(is_current=True)
    ready = rows.prefetch_related(
        "outcomes",
        "findings",
        "decisions",
        "hand_looks",
        Prefetch("verdicts", current),
        *incident_weighing.parts_at_hand(),
    )
    held = holding.held(inspection)
    for target in ready.iterator(chunk_size=CHUNK):
        target.held = held.get(target.pk, {})
        yield target


def judged_outcomes(
    target: RoundTarget, book: Rulebook, *, unexempted: bool = False
) -> tuple[Ruling, ...]:
    """What the judge needs of a target: its outcomes after decisions and looks by hand.

    The newest look by hand outranks the machine's outcome unless it was taken back; a decision on
    an outcome as a whole outranks decisions on its findings; what sites failed together counts as
    was decided once for all of them; what another room keeps open counts for nothing
    yet. Ordered by indicator. ``unexempted``: with the columns the register exempts, which nobody
    was asked to decide on here: a look that found the others in order says nothing of them.
    """
    decided = verbs_by_thing(target)
    findings = _findings_by_indicator(target)
    rulings: dict[str, Ruling] = {}
    wider: set[str] = set()
    for record in sorted(target.outcomes.all(), key=lambda row: row.indicator):
        rows = findings.get(record.indicator, [])
        outcome = _engine_outcome(record, rows, target.code)
        whole = decided.get(("outcome", record.pk))
        row = book.row(record.indicator)
        wide = None
        if unexempted and row is not None and record.unexempted is not None:
            wide = _with_exempt(row, record, outcome, rows, decided)
        if wide is not None and row is not None:
            wider.add(record.indicator)
            rulings[record.indicator] = incident_weighing.with_incidents(target, row, wide)
        elif whole is not None:
            rulings[record.indicator] = _as_a_whole(outcome, whole)
        elif row is None:
            rulings[record.indicator] = ruling_of(outcome, confirmed=False)
        else:
            weighed = weigh(row, outcome, _said(rows, decided))
            rulings[record.indicator] = incident_weighing.with_incidents(target, row, weighed)
    newest = {one.indicator: one for one in sorted(target.hand_looks.all(), key=lambda row: row.pk)}
    for look in newest.values():
        is_narrow = look.indicator in wider and look.result == Result.CLEAR
        if not look.is_withdrawn and not is_narrow:
            rulings[look.indicator] = _seen_by_hand(look, rulings.get(look.indicator))
    held = holding.held_of(target)
    return tuple(holding.held_open(rulings[indicator], book, held) for indicator in sorted(rulings))


def store(
    target: RoundTarget, book: Rulebook, verdict: Verdict, *, at: datetime | None = None
) -> bool:
    """Keep a verdict as the current one of this rulebook; False when it is the current one already.

    The verdict before stays as a row of history.
    """
    content = _VERDICT.dump_python(verdict, mode="json")
    if target.needs_judging:
        RoundTarget.objects.filter(pk=target.pk).update(needs_judging=False)
        target.needs_judging = False
    if _stands(_current(target.verdicts.all(), book), book, content):
        return False
    with transaction.atomic():
        RoundTarget.objects.select_for_update().get(pk=target.pk)
        current = _current(VerdictRecord.objects.filter(target=target), book)
        if _stands(current, book, content):
            return False
        if current is not None:
            current.is_current = False
            current.save(update_fields=["is_current"])
        VerdictRecord.objects.create(
            target=target,
            rulebook_name=book.name,
            rulebook_digest=book.digest,
            state=verdict.state,
            proposed=verdict.proposed,
            veto=list(verdict.veto),
            score=verdict.score,
            arithmetic=content["arithmetic"],
            not_examined=content["not_examined"],
            content=content,
            at=at or timezone.now(),
        )
        return True


def _current(rows: Iterable[VerdictRecord], book: Rulebook) -> VerdictRecord | None:
    named = (row for row in rows if row.is_current and row.rulebook_name == book.name)
    return next(named, None)


def _stands(current: VerdictRecord | None, book: Rulebook, content: dict[str, Any]) -> bool:
    return (
        current is not None
        and current.rulebook_digest == book.digest
        and current.content == content
    )


def verdict_of(record: VerdictRecord) -> Verdict:
    """The engine's verdict, as it was stored."""
    return _VERDICT.validate_python(record.content)


def finding_of(record: FindingRecord, target_code: str) -> Finding:
    """The engine's finding, as it was stored."""
    return Finding(
        check=record.check_slug,
        target=target_code,
        key=record.key,
        title=record.title,
        observed=record.observed,
        limit=record.limit_text,
        confidence=record.confidence,
        evidence=_EVIDENCE.validate_python(record.evidence),
        kind=TextErrorKind(record.kind) if record.kind else None,
        suggestion=record.suggestion,
        why=record.why,
        count=record.place_count,
        word=record.word,
    )


def _findings_by_indicator(target: RoundTarget) -> dict[str, list[FindingRecord]]:
    rows: dict[str, list[FindingRecord]] = defaultdict(list)
    for record in sorted(target.findings.all(), key=lambda row: row.pk):
        rows[record.indicator].append(record)
    return rows


def _engine_outcome(record: OutcomeRecord, rows: list[FindingRecord], code: str) -> Outcome:
    return Outcome(
        indicator=record.indicator,
        check=record.check_slug,
        result=Result(record.result),
        count=record.count,
        count_with_open=record.count_with_open,
        reason=record.reason,
        unable_class=UnableClass(record.unable_class) if record.unable_class else None,
        findings=tuple(finding_of(row, code) for row in rows),
        evidence=_EVIDENCE.validate_python(record.evidence),
    )


def _with_exempt(
    row: Row,
    record: OutcomeRecord,
    outcome: Outcome,
    rows: list[FindingRecord],
    decided: Mapping[tuple[str, int], DecisionVerb],
) -> Ruling | None:
    """The ruling with the exempt columns, on which nobody decided: what people said of the
    others holds for those only. None where no exempt column can change what they said."""
    owed = _OUTCOME.validate_python(record.unexempted)
    whole = decided.get(("outcome", record.pk))
    if whole is None or outcome.result is Result.UNABLE:
        return weigh(row, owed, _said(rows, decided))
    here = _as_a_whole(outcome, whole)
    if row.judge is Judge.AUTO or row.condition is None or here.count is None:
        if whole is DecisionVerb.DISMISS:
            return replace(ruling_of(owed, confirmed=False), result=Result.SUSPECT)
        return None if here.result is Result.HIT else weigh(row, owed, {})
    if whole is DecisionVerb.DISMISS:
        return weigh(row, owed, {finding.fingerprint: False for finding in rows})
    more = Undecided(max(0.0, owed.count_with_open - here.count), 0.0)
    return held_against(row.condition, replace(here, undecided=more))


def _said(
    rows: list[FindingRecord], decided: Mapping[tuple[str, int], DecisionVerb]
) -> dict[str, bool]:
    return {
        finding.fingerprint: decided["finding", finding.pk] is DecisionVerb.CONFIRM
        for finding in rows
        if ("finding", finding.pk) in decided
    }


def _as_a_whole(outcome: Outcome, verb: DecisionVerb) -> Ruling:
    if verb is DecisionVerb.CONFIRM:
        ruling = ruling_of(outcome, confirmed=True)
        if outcome.result is not Result.SUSPECT:
            return ruling
        return replace(ruling, result=Result.HIT, count=outcome.count_with_open)
    return replace(ruling_of(outcome, confirmed=True), result=Result.CLEAR, count=0)


def _seen_by_hand(look: HandLook, machine: Ruling | None) -> Ruling:
    count = look.count if look.count is not None else (machine.count if machine else None)
    reason = f"{look.by_name}人工查看：{look.note}" if look.note else f"{look.by_name}人工查看"
    return Ruling(
        look.indicator, Result(look.result), count, look.points, look.is_confirmed, reason
    )
