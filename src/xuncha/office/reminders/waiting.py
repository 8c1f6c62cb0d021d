"""What waits for whom, asked of every room's records: counts and days, nothing of their content."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from xuncha.engine.domain.working_days import UnknownYearError, working_days_after
from xuncha.office.casework import blind_review
from xuncha.office.casework.alarms import SealedAlarm
from xuncha.office.casework.models import Cluster
from xuncha.office.casework.states import RoundState
from xuncha.office.notices import draft_rights
from xuncha.office.notices.draft_states import DraftState, Step
from xuncha.office.notices.models import NoticeDraft
from xuncha.office.papers.checking import check_of
from xuncha.office.people.models import AuditRecord, Office, User
from xuncha.office.people.rights import Right
from xuncha.office.people.roles import Role
from xuncha.office.rectification.models import Contest, Order
from xuncha.office.rectification.rights import confirmed_by
from xuncha.office.rectification.states import WITH_UNIT, ContestState, OrderState
from xuncha.office.registry.models import Body, TargetExemption
from xuncha.office.registry.words import ExemptionState
from xuncha.office.reminders.kinds import Kind
from xuncha.office.reminders.terms import terms

NEXT = {
    DraftState.SENT: (Step.CHECKED, Right.CHECK_PAPERS, Kind.NOTICE_CHECK),
    DraftState.CHECKED: (Step.APPROVED, Right.APPROVE, Kind.NOTICE_APPROVE),
    DraftState.APPROVED: (Step.ISSUED, Right.APPROVE, Kind.NOTICE_ISSUE),
}
"""What a draft of a notice waits for, who may do it, and what they are told."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """``count`` things of a kind that wait for one person; ``due_on`` the nearest day, if any."""

    user_id: int
    kind: Kind
    count: int
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class _Owed:
    """An order a body still has to answer."""

    addressee_id: int
    due_on: date | None


def waiting_in(office: Office, today: date) -> list[Waiting]:
    """Everything that waits in the records of an office, for its own people and for those of the
    bodies it wrote to; only counts above 0."""
    people = list(User.objects.filter(office=office, is_active=True).exclude(role=Role.SYSTEM))
    found = [
        *_findings(office, people, today),
        *_contests(office, people),
        *_orders(office, people, today),
        *_papers(office, people),
        *_notices(office, people),
        *_proposed(office, people),
        *_blind(office, people),
        *_exemptions(office, people),
        *_alarms(office),
    ]
    return [one for one in found if one.count]


def _findings(office: Office, people: Sequence[User], today: date) -> Iterator[Waiting]:
    """Clusters of open rounds: those nobody decided on, and those that want a second person, less
    those the person decided on already."""
    rows = Cluster.objects.filter(round__office=office, round__state=RoundState.REVIEWING)
    rows = rows.filter(waiting__gt=0)
    here = rows.exclude(put_off_until__gt=today)
    for user in _with(people, Right.DECIDE):
        own = here.filter(Q(assigned_to=None) | Q(assigned_to=user))
        yield Waiting(user.pk, Kind.FINDINGS, own.filter(waiting__gt=F("half")).count())
        second = rows.filter(half__gt=0).exclude(batches__by=user)
        yield Waiting(user.pk, Kind.SECOND, second.count())


def _contests(office: Office, people: Sequence[User]) -> Iterator[Waiting]:
    """Open contests, for everybody who decides except who confirmed the item."""
    rows = Contest.objects.filter(item__order__office=office, state=ContestState.OPEN)
    known = [
        (contest.due_on, confirmed_by(contest))
        for contest in rows.select_related("item__finding", "item__outcome", "item__look")
    ]
    for user in _with(people, Right.DECIDE):
        days = [due_on for due_on, said in known if user.pk not in said]
        yield Waiting(user.pk, Kind.CONTEST, len(days), _nearest(days))


def _orders(office: Office, people: Sequence[User], today: date) -> Iterator[Waiting]:
    """Orders a body has to answer, for its people; those overdue also for who drew them up."""
    rows = Order.objects.filter(office=office, state__in=WITH_UNIT)
    owed = [_Owed(*row) for row in rows.values_list("addressee_id", "due_on")]
    near = _near_day(today)
    answerers = _answerers({one.addressee_id for one in owed})
    days: dict[tuple[int, Kind], list[date | None]] = defaultdict(list)
    for one in owed:
        for user_id in answerers.get(one.addressee_id, ()):
            days[user_id, _urgency(one.due_on, today, near)].append(one.due_on)
    for (user_id, kind), listed in days.items():
        yield Waiting(user_id, kind, len(listed), _nearest(listed))
    own = rows.filter(parent__isnull=True, due_on__lt=today).count()
    for user in _narrowest(people, Right.WRITE_PAPERS):
        yield Waiting(user.pk, Kind.OVERDUE, own)


def _papers(office: Office, people: Sequence[User]) -> Iterator[Waiting]:
    """Drafts of orders: those nobody checked as they stand, for who may check them and did not draw
    them up; the others for who may sign and did neither."""
    drafts = Order.objects.filter(office=office, state=OrderState.DRAFTED, parent__isnull=True)
    to_check, to_sign = [], []
    for draft in drafts.prefetch_related("checks"):
        check = check_of(draft) if draft.checks.all() else None
        if check is None:
            to_check.append({draft.drawn_by_id})
        else:
            to_sign.append({draft.drawn_by_id, check.by_id})
    yield from _handed_on(people, Right.CHECK_PAPERS, Kind.PAPER_CHECK, to_check)
    yield from _handed_on(people, Right.APPROVE, Kind.PAPER_SIGN, to_sign)


def _notices(office: Office, people: Sequence[User]) -> Iterator[Waiting]:
    """Drafts of notices that wait to be checked, approved or issued, for whoever may take that
    step of that draft: nobody who wrote in it, or did the other step."""
    rows = NoticeDraft.objects.filter(office=office, state__in=NEXT)
    drafts = list(rows.prefetch_related("steps"))
    for state, (step, right, kind) in NEXT.items():
        here = [one for one in drafts if one.state == state]
        for user in _with(people, right) if here else ():
            count = sum(draft_rights.may(user, step, one) for one in here)
            yield Waiting(user.pk, kind, count)


def _proposed(office: Office, people: Sequence[User]) -> Iterator[Waiting]:
    """Clusters that wait and somebody who may not decide said something of."""
    rows = Cluster.objects.filter(round__office=office, round__state=RoundState.REVIEWING)
    rows = rows.filter(waiting__gt=0, proposals__isnull=False).distinct()
    for user in _with(people, Right.DECIDE):
        own = rows.filter(Q(assigned_to=None) | Q(assigned_to=user))
        yield Waiting(user.pk, Kind.PROPOSED, own.count())


def _blind(office: Office, people: Sequence[User]) -> Iterator[Waiting]:
    """Drawn decisions of open rounds this person may take again."""
    for user in _with(people, Right.DECIDE):
        rows = blind_review.open_for(user).filter(batch__round__office=office)
        rows = rows.filter(batch__round__state=RoundState.REVIEWING)
        yield Waiting(user.pk, Kind.BLIND, rows.count())


def _exemptions(office: Office, people: Sequence[User]) -> Iterator[Waiting]:
    """Exemptions somebody else proposed."""
    rows = TargetExemption.objects.filter(office=office, state=ExemptionState.PROPOSED)
    proposed = [{one} for one in rows.values_list("by_id", flat=True)]
    yield from _handed_on(people, Right.DECIDE, Kind.EXEMPTION, proposed)


def _handed_on(
    people: Sequence[User], right: Right, kind: Kind, drafts: Sequence[set[int]]
) -> Iterator[Waiting]:
    """Each draft with the people who had their hands in it: it waits for the others."""
    for user in _with(people, right):
        yield Waiting(user.pk, kind, sum(user.pk not in hands for hands in drafts))


def _urgency(due_on: date | None, today: date, near: date) -> Kind:
    if due_on is None or due_on > near:
        return Kind.ORDER
    return Kind.ORDER_OVERDUE if due_on < today else Kind.ORDER_NEAR


def _near_day(today: date) -> date:
    """The last day that is near; today where the calendar does not reach."""
    try:
        return working_days_after(today, terms().near_working_days)
    except UnknownYearError:
        return today


def _answerers(addressees: Iterable[int]) -> Mapping[int, list[int]]:
    """Who answers for each body: its own people, else those of the nearest body above it."""
    bodies = {body.pk: body for body in Body.objects.filter(pk__in=set(addressees))}
    chains = {pk: _upwards(body) for pk, body in bodies.items()}
    above = {pk for chain in chains.values() for pk in chain}
    users: dict[int, list[int]] = defaultdict(list)
    for user in User.objects.filter(body_id__in=above, is_active=True):
        if user.may(Right.ANSWER):
            users[user.body_id].append(user.pk)
    return {
        pk: next((users[one] for one in chain if users.get(one)), [])
        for pk, chain in chains.items()
    }


def _upwards(body: Body) -> list[int]:
    """The body and those above it in the territory tree, from below."""
    path = [int(pk) for pk in body.territory_path.strip("/").split("/") if pk]
    return [*reversed(path)] if path else [body.pk]


def _alarms(office: Office) -> Iterator[Waiting]:
    """Sealed alarms the keeper has not opened yet."""
    keeper = office.keeper
    if keeper is None or not keeper.is_active:
        return
    opened = AuditRecord.objects.filter(office=office, act="alarm.opened")
    seen = set(opened.values_list("subject_id", flat=True))
    alarms = SealedAlarm.objects.filter(target__round__office=office)
    left = sum(str(pk) not in seen for pk in alarms.values_list("pk", flat=True))
    yield Waiting(keeper.pk, Kind.SEALED, left)


def _with(people: Sequence[User], right: Right) -> list[User]:
    return [user for user in people if user.may(right)]


def _narrowest(people: Sequence[User], right: Right) -> list[User]:
    """Those whose role has the right and as few others as anybody's: the inspectors, or where
    there is none the reviewers."""
    able = _with(people, right)
    widths = {user.pk: sum(user.may(one) for one in Right) for user in able}
    least = min(widths.values(), default=0)
    return [user for user in able if widths[user.pk] == least]


def _nearest(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)
