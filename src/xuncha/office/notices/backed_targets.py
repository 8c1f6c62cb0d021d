"""The targets behind a figure: one query per filter, asked of the records and not of the notice."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from xuncha.engine.domain.words import LABELS, Level, Result, VerdictState
from xuncha.office.casework import carry_over
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.models import (
    HandLook,
    OutcomeRecord,
    Round,
    RoundTarget,
    VerdictRecord,
)
from xuncha.office.notices.backing import ANY, DECIDED, PASSED
from xuncha.office.notices.compile import WORDING
from xuncha.office.notices.errors import NoticeError
from xuncha.office.notices.facts import NO_GROUP, By
from xuncha.office.notices.gather import hits_of
from xuncha.office.registry.words import BODY_CATEGORY_LABELS, BodyCategory

_FIELDS = {By.REGION: "region", By.PLATFORM: "platform", By.OWNER: "sponsor_name"}
_DEPARTMENT = Q(sponsor__category=BodyCategory.DEPARTMENT)
_SORTS = {
    "portal": Q(is_portal=True),
    "department": Q(is_portal=False) & _DEPARTMENT,
    "other": Q(is_portal=False) & (~_DEPARTMENT | Q(sponsor=None)),
}
Rows = QuerySet[RoundTarget]


def targets_behind(inspection: Round, where: Mapping[str, str]) -> Rows:
    """The targets with ``state`` and ``score`` (of the verdict in force, empty without one), by
    kind and code. NoticeError where a condition means nothing."""
    if since := where.get("failed_since"):
        return _failed_since(inspection, date.fromisoformat(since), where)
    rows = with_state(round_of(inspection, where.get("round", "")))
    for name, value in where.items():
        if name == "round":
            continue
        narrow = _FILTERS.get(name)
        if narrow is None:
            raise NoticeError(f"不认识的条件“{name}”")
        rows = narrow(rows, value, inspection)
    if "by" in where:
        rows = rows.filter(_grouped(By(where["by"]), where.get("group", "")))
    return rows


def round_of(inspection: Round, pk: str) -> Round:
    """The round itself or another one of its office. NoticeError where there is none."""
    if not pk:
        return inspection
    found = Round.objects.filter(office_id=inspection.office_id, pk=int(pk)).first()
    if found is None:
        raise NoticeError("没有这一轮检查")
    return found


def with_state(inspection: Round) -> Rows:
    """The targets of a round with ``state`` and ``score``."""
    verdict = VerdictRecord.objects.filter(
        target=OuterRef("pk"), is_current=True, rulebook_name=inspection.rulebook_name
    )
    return inspection.targets.annotate(
        state=Coalesce(Subquery(verdict.values("state")[:1]), Value("")),
        score=Subquery(verdict.values("score")[:1]),
    ).order_by("-kind", "code")


def reasons_behind(inspection: Round, kind: str) -> list[tuple[RoundTarget, str]]:
    """Every failed target with each of its reasons, a reason once."""
    return [
        (target, reason)
        for target in with_state(inspection).filter(kind=kind, state=VerdictState.UNQUALIFIED)
        for reason in _reasons(inspection).get(target.pk, ())
    ]


def _reasons(inspection: Round) -> dict[int, tuple[str, ...]]:
    rows = {row.id: row.reason_text or row.name for row in book_of(inspection).rows}
    failed = VerdictRecord.objects.filter(
        target__round=inspection,
        is_current=True,
        rulebook_name=inspection.rulebook_name,
        state=VerdictState.UNQUALIFIED,
    )
    return {
        target: tuple(dict.fromkeys(rows[row] for row in veto if row in rows))
        for target, veto in failed.values_list("target_id", "veto")
    }


def _state(rows: Rows, value: str, _: Round) -> Rows:
    decided = (VerdictState.QUALIFIED, VerdictState.UNQUALIFIED)
    return rows.filter(state__in=decided if value == DECIDED else (value,))


def _grouped(by: By, group: str) -> Q:
    nothing = group == NO_GROUP
    if by is By.LEVEL:
        level = next((one.value for one in Level if LABELS[one] == group), "")
        return Q(level=level)
    if by is By.CATEGORY:
        labels = {label: word for word, label in BODY_CATEGORY_LABELS.items()}
        return Q(sponsor=None) if nothing else Q(sponsor__category=labels.get(group, "?"))
    return Q(**{_FIELDS[by]: "" if nothing else group})


def _reason(rows: Rows, value: str, inspection: Round) -> Rows:
    return rows.filter(
        pk__in=[pk for pk, reasons in _reasons(inspection).items() if value in reasons]
    )


def _hit(rows: Rows, value: str, inspection: Round) -> Rows:
    """Confirmed after decisions and looks by hand; only targets with something to ask about are
    weighed."""
    of_row = Q() if value == ANY else Q(indicator=value)
    shown = OutcomeRecord.objects.filter(
        of_row, target=OuterRef("pk"), result__in=(Result.HIT, Result.SUSPECT)
    )
    looked = HandLook.objects.filter(of_row, target=OuterRef("pk"))
    codes = rows.filter(Exists(shown) | Exists(looked)).values_list("code", flat=True)
    hits = hits_of(inspection, book_of(inspection), list(codes))
    found = {code for row, those in hits.items() if value in (ANY, row) for code in those}
    return rows.filter(code__in=found)


def _worded(rows: Rows, _: str, inspection: Round) -> Rows:
    confirmed = carry_over.confirmed_findings(inspection).filter(check_slug=WORDING)
    return rows.filter(pk__in=confirmed.values("target_id"))


def _still(rows: Rows, _: str, inspection: Round) -> Rows:
    return rows.filter(pk__in=carry_over.standing(inspection).values("target_id"))


def _unseen(rows: Rows, _: str, __: Round) -> Rows:
    blind = OutcomeRecord.objects.filter(target=OuterRef("pk"), result=Result.UNABLE)
    return rows.filter(Exists(blind))


def _absent(rows: Rows, value: str, inspection: Round) -> Rows:
    """Those another round does not have; 0 means this one."""
    other = round_of(inspection, "" if value == "0" else value)
    there = RoundTarget.objects.filter(round=other, kind=OuterRef("kind"), code=OuterRef("code"))
    return rows.exclude(Exists(there))


def _passed_in(inspection: Round, pk: str) -> Exists:
    again = VerdictRecord.objects.filter(
        target__round=round_of(inspection, pk), is_current=True, state=PASSED
    )
    return Exists(again.filter(target__code=OuterRef("code")))


def _repaired(rows: Rows, value: str, inspection: Round) -> Rows:
    failed = rows.filter(state=VerdictState.UNQUALIFIED)
    return failed.filter(_passed_in(inspection, value))


def _passing(rows: Rows, value: str, inspection: Round) -> Rows:
    repaired = Q(state=VerdictState.UNQUALIFIED) & Q(_passed_in(inspection, value))
    return rows.filter(Q(state=PASSED) | repaired)


def _failed_since(inspection: Round, since: date, where: Mapping[str, str]) -> Rows:
    """Every target that failed in this round or one since that day, as it was seen last."""
    rounds = [
        one
        for one in Round.objects.filter(
            office_id=inspection.office_id, as_of__lte=inspection.as_of, imported=False
        ).order_by("as_of", "id")
        if one.as_of.date() >= since
    ]
    times: Counter[str] = Counter()
    newest: dict[str, int] = {}
    for one in rounds:
        failed = with_state(one).filter(kind=where["kind"], state=VerdictState.UNQUALIFIED)
        for code, pk in failed.values_list("code", "pk"):
            times[code] += 1
            newest[code] = pk
    least = int(where.get("times", "1"))
    wanted = [pk for code, pk in newest.items() if times[code] >= least]
    verdict = VerdictRecord.objects.filter(target=OuterRef("pk"), is_current=True)
    rows = RoundTarget.objects.filter(pk__in=wanted).order_by("code")
    return rows.annotate(state=Subquery(verdict.values("state")[:1]))


def _interval(rows: Rows, _: str, inspection: Round) -> Rows:
    current = VerdictRecord.objects.filter(
        target__round=inspection, is_current=True, score=None
    ).values_list("target_id", "content")
    return rows.filter(pk__in=[pk for pk, content in current if content.get("interval")])


_FILTERS: Mapping[str, Callable[[Rows, str, Round], Rows]] = {
    "kind": lambda rows, value, _: rows.filter(kind=value),
    "state": _state,
    "by": lambda rows, *_: rows,
    "group": lambda rows, *_: rows,
    "sort": lambda rows, value, _: rows.filter(_SORTS[value]),
    "reason": _reason,
    "hit": _hit,
    "worded": _worded,
    "still": _still,
    "unseen": _unseen,
    "absent": _absent,
    "repaired": _repaired,
    "passing": _passing,
    "codes": lambda rows, value, _: rows.filter(code__in=value.split(",")),
    "scored": lambda rows, *_: rows.exclude(score=None),
    "least": lambda rows, value, _: rows.filter(score__gte=float(value)),
    "below": lambda rows, value, _: rows.filter(score__lt=float(value)),
    "interval": _interval,
}
