"""How problems relate to the rounds before: 未整改 (the same item), 同类反复 (its kind again)."""

from collections.abc import Collection
from dataclasses import dataclass

from xuncha.engine.domain.words import Result
from xuncha.office.casework.models import CarryOver, FindingRecord, HandLook, Round, RoundTarget
from xuncha.office.casework.states import Standing
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


def kinships(
    inspection: Round, problems: Collection[Problem], rounds_back: int = FURTHEST
) -> dict[Problem, Kinship]:
    """The kinship of every problem, streaks counted over so many rounds before; one tells the
    origin. Without an earlier round all of them are new."""
    codes = dict(
        RoundTarget.objects.filter(pk__in={one.target for one in problems}).values_list(
            "pk", "code"
        )
    )
    carried = _still_there(inspection, problems)
    kinds = {
        one: (codes[one.target], one.indicator, one.text_kind)
        for one in problems
        if one.finding not in carried
    }
    streaks = _streaks(inspection, set(kinds.values()), rounds_back)
    found = {}
    for one in problems:
        if one in kinds:
            streak = streaks[kinds[one]]
            found[one] = Kinship(Origin.AGAIN if streak > 1 else Origin.NEW, streak)
        else:
            found[one] = Kinship(Origin.STILL, carried[one.finding])
    return found


def _streaks(inspection: Round, kinds: Collection[Kind], rounds_back: int) -> dict[Kind, int]:
    """How many rounds in a row had each kind, this one included; older rounds are only asked
    about what the newer ones had."""
    streaks = dict.fromkeys(kinds, 1)
    live = set(kinds)
    earlier = Round.objects.filter(office=inspection.office_id, as_of__lt=inspection.as_of)
    for past in earlier.order_by("-as_of", "-id").defer("rulebook")[:rounds_back]:
        live &= _kinds_in(past)
        if not live:
            break
        for kind in live:
            streaks[kind] += 1
    return streaks


def _kinds_in(inspection: Round) -> set[Kind]:
    """The kinds of problems a round held against targets: what it ordered and what people
    confirmed."""
    ordered = (
        OrderItem.objects.filter(order__round=inspection, parent__isnull=True)
        .exclude(state__in=(ItemState.WITHDRAWN, ItemState.LIFTED))
        .values_list("target__code", "indicator", "text_kind")
    )
    confirmed = FindingRecord.objects.filter(
        target__round=inspection, standing=Standing.CONFIRMED
    ).values_list("target__code", "indicator", "kind")
    looks = HandLook.objects.filter(
        target__round=inspection, result=Result.HIT, is_confirmed=True, is_withdrawn=False
    ).values_list("target__code", "indicator")
    found = {(*row,) for row in (*ordered.order_by().distinct(), *confirmed.order_by().distinct())}
    return found | {(code, indicator, "") for code, indicator in looks}


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
