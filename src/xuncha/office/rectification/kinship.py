"""How problems relate to the rounds before: 未整改 (the same item), 同类反复 (its kind again)."""

from collections.abc import Collection
from dataclasses import dataclass

from xuncha.engine.domain.words import Result
from xuncha.office.casework.carry_over import confirmed_findings
from xuncha.office.casework.models import CarryOver, HandLook, Round, RoundTarget
from xuncha.office.rectification.material import Problem
from xuncha.office.rectification.models import OrderItem
from xuncha.office.rectification.states import ItemState, Origin

FURTHEST = 12
"""Rounds looked back at: three years of quarters; a streak longer than that says no more."""
Kind = tuple[str, str, str]
"""Target code, indicator and kind of text error: what makes two problems the same kind."""


@dataclass(frozen=True, slots=True)
class Kinship:
    """``streak`` rounds in a row, this one included, that had the item or one of its kind."""

    origin: Origin
    streak: int


def kinships(inspection: Round, problems: Collection[Problem]) -> dict[Problem, Kinship]:
    """The kinship of every problem. Without an earlier round all of them are new."""
    earlier = list(
        Round.objects.filter(office=inspection.office_id, as_of__lt=inspection.as_of).order_by(
            "-as_of", "-id"
        )[:FURTHEST]
    )
    targets = {one.target for one in problems}
    codes = dict(RoundTarget.objects.filter(pk__in=targets).values_list("pk", "code"))
    before = [_kinds_in(one, set(codes.values())) for one in earlier]
    carried = _still_there(inspection, problems)
    return {one: _kinship(one, codes[one.target], carried, before) for one in problems}


def _kinship(one: Problem, code: str, carried: dict[int, int], before: list[set[Kind]]) -> Kinship:
    if one.finding is not None and one.finding in carried:
        return Kinship(Origin.STILL, carried[one.finding])
    streak = 1
    for kinds in before:
        if (code, one.indicator, one.text_kind) not in kinds:
            break
        streak += 1
    return Kinship(Origin.AGAIN if streak > 1 else Origin.NEW, streak)


def _kinds_in(inspection: Round, codes: Collection[str]) -> set[Kind]:
    """The kinds of problems a round held against these targets: what it ordered and what people
    confirmed."""
    ordered = (
        OrderItem.objects.filter(order__round=inspection, parent__isnull=True)
        .exclude(state__in=(ItemState.WITHDRAWN, ItemState.LIFTED))
        .values_list("target__code", "indicator", "text_kind")
    )
    confirmed = confirmed_findings(inspection).values_list("target__code", "indicator", "kind")
    looks = HandLook.objects.filter(
        target__round=inspection, result=Result.HIT, is_confirmed=True, is_withdrawn=False
    ).values_list("target__code", "indicator")
    found = {(*row,) for row in (*ordered.distinct(), *confirmed.distinct())}
    found |= {(code, indicator, "") for code, indicator in looks}
    return {row for row in found if row[0] in codes}


def _still_there(inspection: Round, problems: Collection[Problem]) -> dict[int, int]:
    """Findings of the round an earlier one had confirmed already, with the length of the chain."""
    links = dict(
        CarryOver.objects.filter(target__round=inspection).values_list(
            "finding_id", "previous_finding_id"
        )
    )
    wanted = {one.finding for one in problems if one.finding is not None} & set(links)
    lengths = dict.fromkeys(wanted, 2)
    heads = {pk: links[pk] for pk in wanted}
    for _ in range(FURTHEST):
        further = dict(
            CarryOver.objects.filter(finding__in=set(heads.values())).values_list(
                "finding_id", "previous_finding_id"
            )
        )
        heads = {pk: further[head] for pk, head in heads.items() if head in further}
        if not heads:
            break
        for pk in heads:
            lengths[pk] += 1
    return lengths
