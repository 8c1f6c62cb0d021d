"""Who may do what with orders: the one place where it is decided."""

from xuncha.engine.domain.words import Result
from xuncha.office.people.models import User
from xuncha.office.people.rights import Right, roles_with
from xuncha.office.rectification.errors import ContestError, OrderError
from xuncha.office.rectification.models import Contest, Order

_REFUSED = {
    Right.WRITE_PAPERS: "拟制和办理整改单",
    Right.APPROVE: "签发整改单",
    Right.DECIDE: "复查销号",
    Right.CHECK_PAPERS: "办理延期",
}


def is_own(user: User, order: Order) -> bool:
    """Whether the order was issued by the user's own office, and not by a body below."""
    return bool(order.office_id == user.office_id and order.parent_id is None)


def may_do(user: User, order: Order, right: Right) -> bool:
    """Whether the user may act on an order of the own office."""
    return is_own(user, order) and user.may(right)


def check_may(user: User, order: Order, right: Right) -> None:
    """Raise OrderError unless the user may act on this order of the own office."""
    if order.office_id != user.office_id:
        raise OrderError(f"“{order}”不是本单位下发的整改单，不能办理")
    if order.parent_id is not None:
        raise OrderError(f"“{order}”由“{order.parent.addressee_name}”转办，由转办单位办理")
    if not user.may(right):
        raise OrderError(f"{user.name}没有“{_REFUSED[right]}”的权限；请由{roles_with(right)}办理")


def answers_for(user: User, order: Order) -> bool:
    """Whether the user answers for the addressee or for a body above it in the territory tree."""
    return bool(
        user.may(Right.ANSWER)
        and user.body_subtree
        and order.addressee.territory_path.startswith(user.body_subtree)
    )


def may_answer(user: User, order: Order) -> bool:
    """Whether the user may answer this order: for the body, or the office for a body that has no
    login."""
    return answers_for(user, order) or may_do(user, order, Right.WRITE_PAPERS)


def check_may_answer(user: User, order: Order) -> bool:
    """Raise OrderError unless the user may answer; True where the office does it for the body."""
    if answers_for(user, order):
        return False
    if may_do(user, order, Right.WRITE_PAPERS):
        return True
    raise OrderError(f"“{order}”不是下发给您单位的整改单，不能答复")


def oversees(user: User, order: Order) -> bool:
    """Whether the user reads the answers to this order: the office, or for a forwarded order
    who answers for the body that forwarded it."""
    if order.parent_id is None:
        return may_do(user, order, Right.WRITE_PAPERS)
    return may_answer(user, order.parent)


def check_oversees(user: User, order: Order) -> None:
    """Raise OrderError unless the user reads the answers to this order."""
    if not oversees(user, order):
        raise OrderError(f"“{order}”的答复由下发单位办理，您不能退回或汇总")


def check_may_rule(user: User, contest: Contest) -> None:
    """Raise ContestError unless the user may rule: somebody of the office who decides, other than
    who confirmed the item and who contested it for the body."""
    item = contest.item
    if item.order.office_id != user.office_id or not user.may(Right.DECIDE):
        raise ContestError(f"{user.name}不能裁定申诉；请由{roles_with(Right.DECIDE)}裁定")
    if user.pk in confirmed_by(contest):
        raise ContestError(f"{user.name}认定过这条问题，申诉须由另一人裁定")
    if user.pk == contest.reply.by_id:
        raise ContestError(f"{user.name}代单位提出了这件申诉，须由另一人裁定")


def confirmed_by(contest: Contest) -> frozenset[int]:
    """The users who said that the item is a problem; none where a machine's word counts."""
    item = contest.item
    if item.look is not None:
        looks = item.target.hand_looks.filter(indicator=item.indicator, is_withdrawn=False)
        hits = looks.filter(result=Result.HIT.value, pk__lte=item.look_id)
        return frozenset(hits.values_list("by_id", flat=True))
    thing = item.finding if item.finding is not None else item.outcome
    rows = thing.decisions.filter(verb="confirm") if thing is not None else ()
    said = {row.by_id for row in rows}
    if item.finding is not None:
        outcome = item.target.outcomes.filter(indicator=item.indicator).first()
        if outcome is not None:
            said |= set(outcome.decisions.filter(verb="confirm").values_list("by_id", flat=True))
    return frozenset(said)
