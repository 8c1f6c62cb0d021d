"""What a round gives to order: confirmed problems of targets, one line each, nothing written.

A problem is what counts in the round: a finding people confirmed, the findings of a row the machine
decides alone, or, where no finding stands behind it, the outcome or the look by hand itself. What
an order holds already is left out, and so is what a newer look by hand took back.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from xuncha.engine.domain.words import Judge, Result, RowKind
from xuncha.engine.rulebook.book import Rulebook
from xuncha.office.casework.blind_veil import OPEN, Veil
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.models import (
    Decision,
    FindingRecord,
    HandLook,
    OutcomeRecord,
    Round,
    VerdictRecord,
)
from xuncha.office.casework.standing import fold
from xuncha.office.casework.states import DecisionVerb, Standing
from xuncha.office.rectification.models import OrderItem
from xuncha.office.rectification.states import ItemState

CONFIRM, DISMISS = DecisionVerb.CONFIRM.value, DecisionVerb.DISMISS.value
TOLD = (Result.CLEAR.value, Result.EXEMPT.value)
Place = tuple[int, str]
"""A target and an indicator."""
FailedBy = Mapping[int, Collection[str]]
"""The vetoes that failed targets, by target."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem to order. Exactly one of ``finding``, ``outcome``, ``look`` is its id;
    ``is_veto``: the target failed by its row."""

    target: int
    indicator: str
    title: str
    text_kind: str
    is_veto: bool
    finding: int | None = None
    outcome: int | None = None
    look: int | None = None


def problems_of(inspection: Round, veil: Veil = OPEN) -> list[Problem]:
    """Every problem of the round no order holds yet, by target, indicator and row; those behind a
    person's veil are left out until he answered."""
    if not inspection.rulebook:
        return _sorted(_confirmed(inspection, frozenset(), {}, veil))
    book = book_of(inspection)
    failed_by = _failed_by(inspection)
    looks = _standing_looks(inspection)
    whole = _decided_outcomes(inspection)
    silent = {place for place, look in looks.items() if look["result"] in TOLD}
    silent |= {place for place, verb in whole.items() if verb == DISMISS}
    found = [
        *_confirmed(inspection, silent, failed_by, veil),
        *_counting_by_itself(inspection, book, silent, whole, failed_by, veil),
    ]
    have = {(one.target, one.indicator) for one in found}
    found += _seen_by_hand(inspection, looks, have, failed_by)
    return _sorted(found)


def _sorted(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(
        problems,
        key=lambda one: (one.target, one.indicator, one.finding or 0, one.outcome or 0),
    )


def _unordered(rows: QuerySet, thing: str) -> QuerySet:
    """The rows no order holds that was not withdrawn."""
    held = OrderItem.objects.filter(**{thing: OuterRef("pk")}).exclude(state=ItemState.WITHDRAWN)
    return rows.exclude(Exists(held))


def _confirmed(
    inspection: Round, silent: Collection[Place], failed_by: FailedBy, veil: Veil
) -> Iterator[Problem]:
    rows = FindingRecord.objects.filter(target__round=inspection, standing=Standing.CONFIRMED)
    yield from _findings(veil.told(rows), silent, failed_by)


def _findings(rows: QuerySet, silent: Collection[Place], failed_by: FailedBy) -> Iterator[Problem]:
    fields = ("pk", "target_id", "indicator", "title", "kind")
    for pk, target, indicator, title, kind in _unordered(rows, "finding").values_list(*fields):
        if (target, indicator) not in silent:
            is_veto = indicator in failed_by.get(target, ())
            yield Problem(target, indicator, title, kind, is_veto, finding=pk)


def _counting_by_itself(
    inspection: Round,
    book: Rulebook,
    silent: Collection[Place],
    whole: Mapping[Place, str],
    failed_by: FailedBy,
    veil: Veil,
) -> Iterator[Problem]:
    """Hits of rows the machine decides alone, and outcomes confirmed as a whole, with their
    findings. A veto counts where the verdict counts it: what an incident excused is left out."""
    alone = [row.id for row in book.rows if row.judge is Judge.AUTO]
    in_force = [name for name in alone if name in set(inspection.rows_in_force)]
    said = [name for (_, name), verb in whole.items() if verb == CONFIRM]
    rows = OutcomeRecord.objects.filter(target__round=inspection).filter(
        Q(indicator__in=in_force, result=Result.HIT.value) | Q(indicator__in=set(said))
    )
    vetoes = {row.id for row in book.rows if row.kind is RowKind.VETO}
    hits = {
        (row.target_id, row.indicator): row
        for row in rows.only("pk", "target_id", "indicator", "reason", "result")
        if (row.indicator in in_force or whole.get((row.target_id, row.indicator)) == CONFIRM)
        and (row.target_id, row.indicator) not in silent
        and (row.indicator not in vetoes or row.indicator in failed_by.get(row.target_id, ()))
    }
    if not hits:
        return
    findings = FindingRecord.objects.filter(
        target__in={target for target, _ in hits}, indicator__in={name for _, name in hits}
    )
    behind: set[Place] = set(findings.values_list("target_id", "indicator")) & set(hits)
    open_rows = findings.exclude(standing__in=(Standing.DISMISSED, Standing.CONFIRMED))
    for one in _findings(veil.told(open_rows), silent, failed_by):
        if (one.target, one.indicator) in hits:
            yield one
    bare = [row.pk for place, row in hits.items() if place not in behind]
    known = {row.pk: row for row in hits.values()}
    for pk in _unordered(OutcomeRecord.objects.filter(pk__in=bare), "outcome").values_list(
        "pk", flat=True
    ):
        row = known[pk]
        title = row.reason or _name(book, row.indicator)
        is_veto = row.indicator in failed_by.get(row.target_id, ())
        yield Problem(row.target_id, row.indicator, title, "", is_veto, outcome=row.pk)


def _seen_by_hand(
    inspection: Round,
    looks: Mapping[Place, Mapping[str, object]],
    have: Collection[Place],
    failed_by: FailedBy,
) -> list[Problem]:
    book = book_of(inspection)
    wanted = {
        look["pk"]: (place, look)
        for place, look in looks.items()
        if look["result"] == Result.HIT.value and place not in have
    }
    held = _held_places(inspection, [place for place, _ in wanted.values()])
    rows = _unordered(HandLook.objects.filter(pk__in=wanted), "look").values_list("pk", flat=True)
    found = []
    for pk in rows:
        (target, indicator), look = wanted[pk]
        if (target, indicator) not in held:
            title = str(look["note"]) or _name(book, indicator)
            is_veto = indicator in failed_by.get(target, ())
            found.append(Problem(target, indicator, title, "", is_veto, look=pk))
    return found


def _held_places(inspection: Round, places: Collection[Place]) -> set[Place]:
    """Those of the places an order holds an item of: findings behind a look are not asked twice."""
    rows = OrderItem.objects.filter(order__round=inspection, target__in={one for one, _ in places})
    held = rows.exclude(state=ItemState.WITHDRAWN).exclude(look__isnull=False)
    return set(held.values_list("target_id", "indicator"))


def _standing_looks(inspection: Round) -> dict[Place, Mapping[str, object]]:
    """The newest look by hand at each place, where it tells what is."""
    newest: dict[Place, Mapping[str, object]] = {}
    rows = HandLook.objects.filter(target__round=inspection).order_by("id")
    fields = ("pk", "target_id", "indicator", "result", "note", "is_withdrawn", "is_confirmed")
    for row in rows.values(*fields):
        newest[row["target_id"], row["indicator"]] = row
    return {
        place: row
        for place, row in newest.items()
        if row["is_confirmed"] and not row["is_withdrawn"]
    }


def _decided_outcomes(inspection: Round) -> dict[Place, str]:
    """What decisions on each outcome as a whole come to; those nobody decided are missing."""
    rows = Decision.objects.filter(target__round=inspection, outcome__isnull=False)
    said: dict[int, list[Decision]] = defaultdict(list)
    places: dict[int, Place] = {}
    for row in rows.select_related("outcome"):
        said[row.outcome_id].append(row)
        places[row.outcome_id] = (row.target_id, row.outcome.indicator)
    told = {places[pk]: fold(of_it, of_it[0].outcome.persons).verb for pk, of_it in said.items()}
    return {place: verb.value for place, verb in told.items() if verb is not None}


def _failed_by(inspection: Round) -> FailedBy:
    """The rows each target failed by, as its verdict says."""
    rows = VerdictRecord.objects.filter(
        target__round=inspection, is_current=True, rulebook_name=inspection.rulebook_name
    )
    return dict(rows.exclude(veto=[]).values_list("target_id", "veto"))


def _name(book: Rulebook, indicator: str) -> str:
    row = book.row(indicator)
    return row.name if row else indicator
