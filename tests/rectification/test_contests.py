"""A contest is ruled on by somebody else; until then a veto it touches decides nothing."""

from datetime import timedelta

import pytest

from tests.rectification.conftest import NOW, PORTAL, judge_all
from xuncha.engine.domain.words import Result, VerdictState
from xuncha.engine.judge.ruling import Ruling
from xuncha.office.casework import rounds
from xuncha.office.casework.decisions import Look, look_by_hand
from xuncha.office.casework.errors import RoundError
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.holding import Hold, held_open
from xuncha.office.casework.models import Decision, VerdictRecord
from xuncha.office.casework.states import RoundState
from xuncha.office.people.models import AuditRecord, User
from xuncha.office.people.roles import Role
from xuncha.office.rectification import answering, contests, drawing
from xuncha.office.rectification.answering import Said
from xuncha.office.rectification.contests import Verdict
from xuncha.office.rectification.errors import ContestError
from xuncha.office.rectification.models import Contest, Reply
from xuncha.office.rectification.rights import confirmed_by
from xuncha.office.rectification.states import ContestState, ItemState, OrderState, PaperKind, Says

LATER = NOW + timedelta(days=1)
UPHELD = Verdict(ContestState.UPHELD, "栏目确有内容")
REFUSED = Verdict(ContestState.REFUSED, "页面仍无内容")


@pytest.fixture
def third(office):
    """Decides, and confirmed nothing so far."""
    return User.objects.create_user("feng", office, name="冯三", role=Role.REVIEWER)


def contested(order, clerk, choose):
    """The contests of the chosen items, handed in."""
    answering.receive(order, clerk, at=NOW)
    for item in answering.open_items(order):
        said = Said(Says.CONTEST, "有内容") if choose(item) else Said(Says.FIXED)
        answering.reply(item, said, clerk, at=NOW)
    return answering.submit(order, clerk, at=NOW).contests


def one_veto(item):
    return item.is_veto and item.title.endswith("0”空白")


def state_of(inspection):
    row = VerdictRecord.objects.get(target__round=inspection, target__code=PORTAL, is_current=True)
    return row.state, row.proposed


def test_who_confirmed_it_does_not_rule(to_city, clerk, reviewer, second, third):
    [contest] = contested(to_city, clerk, one_veto)
    for person in (reviewer, second):
        with pytest.raises(ContestError, match="另一人裁定"):
            contests.rule(contest, UPHELD, person, at=LATER)
    contests.rule(contest, UPHELD, third, at=LATER)
    contest.item.refresh_from_db()
    assert contest.item.state == ItemState.LIFTED


def test_who_contested_it_for_the_body_does_not_rule(to_city, third, approver):
    [contest] = contested(to_city, third, one_veto)
    with pytest.raises(ContestError, match="另一人裁定"):
        contests.rule(contest, UPHELD, third, at=LATER)
    contests.rule(contest, UPHELD, approver, at=LATER)


def test_whoever_looked_by_hand_first_does_not_rule_either(judged, city, reviewer, second, third):
    target = judged.targets.get(code=PORTAL)
    for person, is_confirmed in ((third, False), (second, True)):
        seen = Look("W-V4.4", Result.HIT, "长期不更新", is_confirmed=is_confirmed)
        look_by_hand(target, seen, person, at=NOW)
    [order] = drawing.draw(judged, PaperKind.SLIP, [city.pk], reviewer, at=NOW)
    item = order.items.get(look__isnull=False)
    reply = Reply(item=item, says=Says.CONTEST, by=reviewer, by_name="", at=NOW)
    reply.save(force_insert=True)
    contest = Contest.objects.create(item=item, reply=reply, opened_at=NOW)
    assert confirmed_by(contest) == {second.pk, third.pk}


def test_a_ruling_needs_a_reason_and_the_right(to_city, clerk, third, inspector):
    [contest] = contested(to_city, clerk, one_veto)
    with pytest.raises(ContestError, match="理由"):
        contests.rule(contest, Verdict(ContestState.UPHELD, " "), third, at=LATER)
    with pytest.raises(ContestError, match="不能裁定"):
        contests.rule(contest, UPHELD, inspector, at=LATER)


def test_upheld_the_finding_is_dismissed_and_the_verdict_changes(to_city, judged, clerk, third):
    assert state_of(judged) == (VerdictState.UNQUALIFIED, VerdictState.UNQUALIFIED)
    [contest] = contested(to_city, clerk, one_veto)
    contests.rule(contest, UPHELD, third, at=LATER)
    judge_all(judged)
    assert state_of(judged)[0] != VerdictState.UNQUALIFIED
    said = Decision.objects.filter(finding=contest.item.finding).last()
    assert (said.verb, said.by_name) == ("dismiss", "冯三")
    assert "申诉成立" in said.reason
    contest.refresh_from_db()
    assert contest.changed_verdict


def test_refused_the_body_is_asked_again(to_city, clerk, third):
    [contest] = contested(to_city, clerk, one_veto)
    contests.rule(contest, REFUSED, third, at=LATER)
    contest.item.refresh_from_db()
    to_city.refresh_from_db()
    assert contest.item.state == ItemState.OPEN
    assert to_city.state == OrderState.RETURNED
    assert [one.pk for one in answering.open_items(to_city)] == [contest.item.pk]
    with pytest.raises(ContestError, match="已经裁定"):
        contests.rule(contest, UPHELD, third, at=LATER)


def test_an_open_contest_on_a_veto_keeps_the_target_undecided_at_freeze(
    to_city, judged, clerk, reviewer
):
    contested(to_city, clerk, one_veto)
    with pytest.raises(RoundError, match="重新判定"):
        rounds.freeze(judged, reviewer)
    judge_all(judged)
    assert state_of(judged) == (VerdictState.UNDECIDED, VerdictState.UNQUALIFIED)
    assert rounds.freeze(judged, reviewer)


def test_an_approver_lets_it_count_with_a_reason(to_city, judged, clerk, reviewer, approver):
    [contest] = contested(to_city, clerk, one_veto)
    judge_all(judged)
    with pytest.raises(Exception, match="签发"):
        contests.overrule(contest, "证据充分", reviewer)
    with pytest.raises(ContestError, match="理由"):
        contests.overrule(contest, "", approver)
    contests.overrule(contest, "证据充分", approver)
    judge_all(judged)
    assert state_of(judged)[0] == VerdictState.UNQUALIFIED
    assert AuditRecord.objects.filter(act="contest.overruled").count() == 1
    contest.refresh_from_db()
    assert contest.state == ContestState.OPEN  # it is still to be ruled on


def test_a_contest_that_cannot_turn_the_veto_holds_nothing(judged):
    """Six columns are blank, five suffice: one contested column changes nothing."""
    book = book_of(judged)
    six = Ruling("W-V4.3", Result.HIT, 6)
    assert held_open(six, book, {"W-V4.3": Hold("申诉", 1)}) == six
    assert held_open(six, book, {"W-V4.3": Hold("申诉", 2)}).result is Result.SUSPECT
    assert held_open(six, book, {"W-V4.3": Hold("申诉")}).result is Result.SUSPECT
    assert held_open(six, book, {"W-V2": Hold("申诉")}) == six


def test_after_the_freeze_a_ruling_leaves_the_verdict(to_city, judged, clerk, reviewer, third):
    [contest] = contested(to_city, clerk, one_veto)
    judge_all(judged)
    rounds.freeze(judged, reviewer)
    before = state_of(judged)
    contests.rule(contest, UPHELD, third, at=LATER)
    contest.refresh_from_db()
    assert contest.state == ContestState.UPHELD
    assert not contest.changed_verdict
    assert state_of(judged) == before
    judged.refresh_from_db()
    assert judged.state == RoundState.FROZEN


def test_a_contest_on_a_row_without_a_veto_holds_nothing(to_bureau, judged, bureau_clerk, reviewer):
    [contest] = contested(to_bureau, bureau_clerk, lambda item: True)
    assert contests.held(judged) == {}
    assert rounds.freeze(judged, reviewer)
    assert Contest.objects.get() == contest


def test_lifting_the_last_item_closes_the_order(to_bureau, bureau_clerk, third):
    [contest] = contested(to_bureau, bureau_clerk, lambda item: True)
    contests.rule(contest, Verdict(ContestState.UPHELD, "系引用原文"), third, at=LATER)
    to_bureau.refresh_from_db()
    assert to_bureau.state == OrderState.CLOSED
