"""From the records of an office to the facts its sections draw on."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from xuncha.engine.domain.windows import local_day
from xuncha.engine.domain.words import ColumnState, Result, TargetKind, VerdictState
from xuncha.engine.rulebook.book import Rulebook
from xuncha.office.casework import incidents
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.models import ColumnRecord, Round, RoundTarget, VerdictRecord
from xuncha.office.casework.verdicts import judged_outcomes, to_judge
from xuncha.office.forms.questions import questions_of
from xuncha.office.notices.content import NoticeContent, Reason
from xuncha.office.notices.facts import (
    PAST_FIGURES,
    ColumnFact,
    Entry,
    PastRound,
    RoundFacts,
    TargetFact,
)
from xuncha.office.notices.periods import window_of
from xuncha.office.notices.record_kinds import record_kinds
from xuncha.office.notices.record_reading import entries_of
from xuncha.office.notices.rectification_records import rectification_entries
from xuncha.office.notices.section import Need
from xuncha.office.rectification.figures import Rectified, rectified
from xuncha.office.registry.words import BODY_CATEGORY_LABELS, BodyCategory

PAST_ROUNDS = 40
"""How far a notice looks back: ten years of quarters."""
TEST_QUESTION = "test-question"


@dataclass(frozen=True, slots=True)
class Known:
    """What a notice knew beside its round: the side records up to ``until`` (None: all of them),
    and what became of orders by the end of the day ``on`` (None: nothing of them)."""

    until: int | None = None
    on: date | None = None


EVERYTHING_KNOWN = Known()


def gather(
    inspection: Round,
    content: NoticeContent,
    needs: Collection[Need],
    recheck: Round | None = None,
    records_until: int | None = None,
) -> RoundFacts:
    """The facts of a judged round. ``recheck`` is the round that looked again at its failures,
    ``records_until`` the last side record that counts, all of them where it is None."""
    book = book_of(inspection)
    known = Known(records_until, content.head.signed_on)
    entries = records_beside(inspection, known) if needs else {}
    return RoundFacts(
        content=content,
        book=book,
        targets=target_facts(inspection, book) if needs else (),
        earlier=earlier_rounds(inspection, entries) if Need.EARLIER in needs else (),
        recheck=past_of(recheck) if recheck is not None else None,
        hits=hits_of(inspection, book) if Need.HITS in needs else {},
        columns=columns_of(inspection) if Need.COLUMNS in needs else (),
        entries=entries,
        window=window_of(inspection.period_label),
        incidents=incidents.of_round(inspection),
        rectified=rectified_of(inspection, content.head.signed_on)
        if Need.RECTIFIED in needs
        else (),
    )


def rectified_of(inspection: Round, on: date) -> tuple[Rectified, ...]:
    """What became of the items a round asked for, by the end of ``on``."""
    return tuple(rectified(inspection, kind, on) for kind in TargetKind)


def records_beside(
    inspection: Round, known: Known = EVERYTHING_KNOWN
) -> dict[str, tuple[Entry, ...]]:
    """The records beside a round by kind: what people took in, and what other rooms know; an order
    outranks a record of the same key."""
    entries = entries_of(inspection.office_id, until=known.until)
    if questions := _questions(inspection):
        entries[TEST_QUESTION] = (*entries.get(TEST_QUESTION, ()), *questions)
    if known.on is not None:
        for kind, rows in rectification_entries(inspection.office_id, known.on).items():
            key = record_kinds()[kind].key
            own = {tuple(map(row.text, key)) for row in rows}
            taken = (row for row in entries.get(kind, ()) if tuple(map(row.text, key)) not in own)
            entries[kind] = tuple(sorted((*taken, *rows), key=lambda row: row.on))
    return entries


def _questions(inspection: Round) -> tuple[Entry, ...]:
    """The test questions people put to forms of this round, as records."""
    return tuple(
        Entry(
            one.asked_on,
            {
                "编号": one.number,
                "发出日期": one.asked_on.isoformat(),
                "单位": one.unit,
                "网站名称": one.site,
                "答复情况": one.word,
            },
            "核查表",
            one.by_name,
        )
        for one in questions_of(inspection)
    )


def target_facts(inspection: Round, book: Rulebook) -> tuple[TargetFact, ...]:
    """The judged targets of a round, by kind and code."""
    current = VerdictRecord.objects.filter(is_current=True, rulebook_name=inspection.rulebook_name)
    rows = (
        inspection.targets.order_by("kind", "code")
        .select_related("sponsor")
        .prefetch_related(Prefetch("verdicts", current, to_attr="current"))
    )
    return tuple(_target(row, book) for row in rows if row.current)


def _target(row: RoundTarget, book: Rulebook) -> TargetFact:
    verdict = row.current[0]
    named = [found for veto in verdict.veto if (found := book.row(veto)) is not None]
    sponsor = row.sponsor
    return TargetFact(
        kind=TargetKind(row.kind),
        code=row.code,
        name=row.name,
        owner=row.sponsor_name,
        region=row.region,
        level=row.level,
        category=BODY_CATEGORY_LABELS[BodyCategory(sponsor.category)] if sponsor else "",
        platform=row.platform,
        is_portal=row.is_portal,
        is_department=bool(sponsor) and sponsor.category == BodyCategory.DEPARTMENT,
        state=VerdictState(verdict.state),
        reasons=tuple(Reason(r.id, r.name, r.reason_text or r.name) for r in named),
        score=verdict.score,
        bonus=verdict.content.get("bonus"),
        has_interval=bool(verdict.content.get("interval")),
    )


def past_of(inspection: Round) -> PastRound:
    """A round as later ones look back at it."""
    verdicts = VerdictRecord.objects.filter(
        target__round=inspection, is_current=True, rulebook_name=inspection.rulebook_name
    )
    rows = list(verdicts.values_list("target__kind", "target__code", "target__name", "state"))
    states: dict[TargetKind, Counter[str]] = defaultdict(Counter)
    for kind, _, _, state in rows:
        states[TargetKind(kind)][state] += 1
    counts = {}
    for kind, seen in states.items():
        passed = seen[VerdictState.QUALIFIED]
        counts[kind] = (seen.total(), passed + seen[VerdictState.UNQUALIFIED], passed)
    return PastRound(
        label=inspection.period_label,
        on=local_day(inspection.as_of),
        counts=counts,
        pk=inspection.pk,
        states={code: VerdictState(state) for _, code, _, state in rows},
        names={code: (TargetKind(kind), name) for kind, code, name, _ in rows},
    )


def earlier_rounds(
    inspection: Round, entries: dict[str, tuple[Entry, ...]]
) -> tuple[PastRound, ...]:
    """Rounds judged before this one and imported figures of others, newest first."""
    rounds = Round.objects.filter(
        office_id=inspection.office_id, as_of__lt=inspection.as_of, imported=False
    ).order_by("-as_of", "-id")[:PAST_ROUNDS]
    judged = [past for past in map(past_of, rounds) if past.counts]
    known = {past.label for past in judged}
    imported = [
        past for past in _imported(entries.get(PAST_FIGURES, ())) if past.label not in known
    ]
    before = local_day(inspection.as_of)
    found = [past for past in (*judged, *imported) if past.on < before]
    return tuple(sorted(found, key=lambda past: past.on, reverse=True))


def _imported(rows: Iterable[Entry]) -> list[PastRound]:
    by_period: dict[str, list[Entry]] = defaultdict(list)
    for row in rows:
        by_period[row.text("期次")].append(row)
    return [
        PastRound(
            label,
            max(row.on for row in group),
            {
                row.kind: (row.number("检查数"), row.number("判定数"), row.number("合格数"))
                for row in group
            },
        )
        for label, group in by_period.items()
    ]


def hits_of(
    inspection: Round, book: Rulebook, codes: Collection[str] | None = None
) -> dict[str, tuple[str, ...]]:
    """By row: the codes of the targets (None: of all) it was confirmed on, after decisions and
    looks by hand."""
    found: dict[str, list[str]] = defaultdict(list)
    for target in to_judge(inspection, codes):
        for ruling in judged_outcomes(target, book):
            if ruling.result is Result.HIT and ruling.confirmed:
                found[ruling.indicator].append(target.code)
    return {indicator: tuple(codes) for indicator, codes in found.items()}


def columns_of(inspection: Round) -> tuple[ColumnFact, ...]:
    """Every column the round saw, by site and position."""
    rows = ColumnRecord.objects.filter(target__round=inspection).order_by(
        "target__code", "position"
    )
    fields = ("target__code", "target__name", "name", "state", "newest")
    return tuple(
        ColumnFact(code, site, name, ColumnState(state), newest)
        for code, site, name, state, newest in rows.values_list(*fields)
    )
