"""What the queue shows to whom, and in which order."""

from datetime import date, timedelta

import pytest

from tests.review.conftest import PORTAL
from xuncha.office.casework.errors import DecisionError
from xuncha.office.casework.models import Cluster, ProposedDecision
from xuncha.office.casework.queue import (
    QueueFilter,
    Show,
    clusters_of,
    left,
    next_for,
    overturned_share,
    pace,
    work_of,
)
from xuncha.office.casework.queue_dealing import assign, assignees, claim, propose, put_off, release
from xuncha.office.casework.queue_deciding import Saying, decide, undo
from xuncha.office.casework.states import DecisionVerb
from xuncha.office.people.models import User
from xuncha.office.people.roles import Role

TODAY = date(2024, 9, 21)
CONFIRM, DISMISS = DecisionVerb.CONFIRM, DecisionVerb.DISMISS


def titles(inspection, user, **wanted):
    return [one.title[:4] for one in clusters_of(inspection, QueueFilter(**wanted), user, TODAY)]


@pytest.fixture
def checker(office):
    return User.objects.create_user("wai", office, name="周外", role=Role.CHECKER)


def test_vetoes_come_first_then_what_settles_most(full, reviewer):
    assert titles(full, reviewer) == ["空白栏目", "“布署”", "“签定”"]


def test_a_round_needs_a_decision_a_cluster_and_two_for_a_veto(full, veto, reviewer):
    work = work_of(full)
    assert (work.findings, work.clusters, work.seconds, work.decisions) == (11, 3, 1, 4)
    assert left(full, reviewer) == 3
    decide(veto, Saying(CONFIRM), reviewer)
    assert work_of(full) == work


def test_what_waits_for_a_second_person_is_not_shown_to_the_first(full, veto, reviewer, colleague):
    decide(veto, Saying(CONFIRM), reviewer)
    assert titles(full, reviewer) == ["“布署”", "“签定”"]
    assert titles(full, reviewer, show=Show.SECOND) == []
    assert titles(full, colleague) == ["空白栏目", "“布署”", "“签定”"]
    assert titles(full, colleague, show=Show.SECOND) == ["空白栏目"]
    assert (left(full, reviewer), left(full, colleague)) == (2, 3)


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        ({"indicator": "N-N1"}, ["“布署”"]),
        ({"indicator": "W-V4.3"}, ["空白栏目"]),
        ({"target_kind": "account"}, ["“布署”"]),
        ({"text_kind": "typo"}, ["“布署”", "“签定”"]),
        ({"words": "签定"}, ["“签定”"]),
        ({"region": "青石市"}, ["空白栏目", "“布署”", "“签定”"]),
        ({"region": "远山市"}, []),
    ],
)
def test_the_queue_is_narrowed(full, reviewer, wanted, shown):
    full.targets.filter(code__in=[PORTAL, "A1"]).update(region="青石市")
    assert titles(full, reviewer, **wanted) == shown


def test_what_is_put_off_comes_back_on_its_day(full, phrase, reviewer):
    put_off(phrase, reviewer, TODAY + timedelta(days=1), TODAY)
    assert titles(full, reviewer) == ["空白栏目", "“签定”"]
    assert titles(full, reviewer, show=Show.LATER) == ["“布署”"]
    tomorrow = clusters_of(full, QueueFilter(), reviewer, TODAY + timedelta(days=1))
    assert phrase in tomorrow


def test_what_is_handed_to_somebody_waits_for_that_person(full, phrase, reviewer, colleague):
    assign(phrase, reviewer, colleague)
    assert titles(full, reviewer) == ["空白栏目", "“签定”"]
    assert titles(full, reviewer, show=Show.OTHERS) == ["“布署”"]
    assert titles(full, colleague, show=Show.MINE) == ["“布署”"]
    assign(phrase, reviewer, None)
    assert titles(full, reviewer, show=Show.OTHERS) == []


def test_only_those_who_may_decide_are_handed_something(phrase, reviewer, checker, neighbour):
    assert assignees(reviewer) == [reviewer]
    for to in (checker, neighbour):
        with pytest.raises(DecisionError, match="分派"):
            assign(phrase, reviewer, to)


def test_the_next_one_is_not_what_somebody_else_has_open(full, veto, reviewer, colleague, order):
    rows = clusters_of(full, QueueFilter(), reviewer, TODAY)
    assert next_for(rows, reviewer, order.as_of) == veto
    claim(veto, colleague, order.as_of)
    assert next_for(rows, reviewer, order.as_of).title.startswith("“布署”")
    release(colleague)
    assert next_for(rows, reviewer, order.as_of) == veto


def test_the_next_one_stands_behind_the_one_just_done_and_starts_again_at_the_top(
    full, veto, phrase, reviewer, order
):
    rows = clusters_of(full, QueueFilter(), reviewer, TODAY)
    last = next_for(rows, reviewer, order.as_of, after=phrase)
    assert last.title.startswith("“签定”")
    assert next_for(rows, reviewer, order.as_of, after=last) == veto
    assert next_for(rows.filter(pk=veto.pk), reviewer, order.as_of, after=veto) is None


def test_a_proposal_is_kept_and_never_counts(full, phrase, checker):
    row = propose(phrase, checker, DISMISS, "是引文")
    phrase.refresh_from_db()
    assert (phrase.waiting, row.by_name) == (5, "周外")
    with pytest.raises(DecisionError, match="权限"):
        decide(phrase, Saying(CONFIRM), checker)


def test_nobody_proposes_without_a_reason_or_without_the_right(phrase, checker, office, neighbour):
    reader = User.objects.create_user("du", office, name="杜阅", role=Role.READER)
    for user, reason in ((checker, " "), (reader, "是引文"), (neighbour, "是引文")):
        with pytest.raises(DecisionError):
            propose(phrase, user, DISMISS, reason)
    assert not ProposedDecision.objects.exists()


def test_a_worker_counts_own_decisions_of_today_and_this_week(
    full, phrase, veto, reviewer, colleague, order
):
    monday = order.as_of - timedelta(days=4)  # the moment of the round is a Friday
    decide(phrase, Saying(CONFIRM), reviewer, at=monday)
    decide(veto, Saying(CONFIRM), reviewer, at=order.as_of)
    own = pace(reviewer, order.as_of)
    assert (own.today, own.week) == (1, 2)
    assert pace(colleague, order.as_of).week == 0


def test_a_decision_taken_back_is_no_pace(full, phrase, reviewer, order):
    undo(decide(phrase, Saying(CONFIRM), reviewer, at=order.as_of), reviewer, at=order.as_of)
    assert pace(reviewer, order.as_of).week == 0


def test_the_share_overturned_counts_findings_confirmed_and_dismissed_later(
    full, phrase, office, reviewer, colleague
):
    assert overturned_share(full).pct is None
    decide(phrase, Saying(CONFIRM), reviewer)
    one = phrase.members.first()
    decide(phrase, Saying(DISMISS, "书名如此", only=(one.pk,)), colleague)
    for share in (overturned_share(full), overturned_share(office)):
        assert (share.part, share.whole, share.pct) == (1, 5, 20)


def test_a_veto_one_person_confirmed_and_another_dismissed_was_never_confirmed(
    full, veto, reviewer, colleague
):
    decide(veto, Saying(CONFIRM), reviewer)
    decide(veto, Saying(DISMISS, "栏目已下线"), colleague)
    assert overturned_share(full).whole == 0


def test_another_office_sees_no_cluster(full, neighbour):
    assert not Cluster.objects.visible_to(neighbour).exists()
