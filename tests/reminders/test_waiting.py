"""What waits for whom."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.rectification.conftest import NOW, PORTAL, answer_all
from tests.reminders.conftest import MORNING, standing
from xuncha.engine.domain.words import SecrecyLevel
from xuncha.office.casework.alarms import SealedAlarm, open_alarm
from xuncha.office.casework.models import BlindReview, Cluster, DecisionBatch
from xuncha.office.casework.queue_dealing import propose
from xuncha.office.casework.states import DecisionVerb
from xuncha.office.notices.models import DraftStep, NoticeDraft
from xuncha.office.papers.checking import check_draft
from xuncha.office.people.models import User
from xuncha.office.people.roles import Role
from xuncha.office.rectification.models import Order
from xuncha.office.rectification.states import Says
from xuncha.office.registry import exempting
from xuncha.office.registry.exempting import ExemptionOrder
from xuncha.office.registry.models import Site
from xuncha.office.reminders.models import Reminder
from xuncha.office.reminders.raising import raise_reminders
from xuncha.office.reminders.waiting import waiting_in


def test_an_order_waits_for_the_people_of_its_addressee_alone(
    to_city, to_bureau, clerk, bureau_clerk, inspector
):
    raise_reminders(MORNING)
    assert standing(clerk) == {"order": 1}
    assert standing(bureau_clerk) == {"order": 1}
    assert "order" not in standing(inspector)


def test_a_draft_waits_for_nobody_it_is_addressed_to(drafts, clerk):
    raise_reminders(MORNING)
    assert not standing(clerk)


def test_an_order_to_a_body_without_people_waits_for_the_body_above_it(
    to_city, clerk, county, inspector
):
    Order.objects.filter(pk=to_city.pk).update(addressee=county)
    raise_reminders(MORNING)
    assert standing(clerk) == {"order": 1}


def test_an_order_near_its_day_is_said_so_and_one_past_it_too(to_city, clerk, inspector, reviewer):
    near = to_city.due_on - MORNING.date()
    raise_reminders(MORNING + near)
    assert standing(clerk) == {"order_near": 1}
    raise_reminders(MORNING + near + timedelta(days=1))
    assert standing(clerk) == {"order_overdue": 1}
    assert standing(inspector) == {"overdue": 1}
    assert "overdue" not in standing(reviewer)


def test_what_is_answered_waits_no_longer(to_city, clerk):
    raise_reminders(MORNING)
    answer_all(to_city, clerk)
    raise_reminders(MORNING)
    assert not standing(clerk)
    assert Reminder.objects.get(user=clerk).ended_at == MORNING


def test_a_contest_waits_for_those_who_did_not_confirm_the_item(
    to_bureau, bureau_clerk, reviewer, second
):
    answer_all(to_bureau, bureau_clerk, Says.CONTEST, "原文如此", at=NOW)
    raise_reminders(MORNING)
    assert standing(second)["contest"] == 1
    assert "contest" not in standing(reviewer)


@pytest.fixture
def cluster(judged):
    Cluster.objects.update(waiting=0, half=0)
    return Cluster.objects.create(
        round=judged,
        key="k",
        alike="words",
        indicator="W-N1",
        check_slug="wording",
        title="错字",
        findings=3,
        waiting=3,
    )


def test_findings_wait_for_who_decides(cluster, reviewer, inspector):
    raise_reminders(MORNING)
    assert standing(reviewer) == {"findings": 1}
    assert not standing(inspector)


def test_findings_assigned_to_another_wait_for_that_one(cluster, reviewer, second):
    Cluster.objects.filter(pk=cluster.pk).update(assigned_to=second)
    raise_reminders(MORNING)
    assert standing(second) == {"findings": 1}
    assert not standing(reviewer)


def test_who_decided_first_is_not_asked_for_the_second_time(cluster, reviewer, second):
    Cluster.objects.filter(pk=cluster.pk).update(half=3)
    DecisionBatch.objects.create(
        round=cluster.round,
        cluster=cluster,
        verb="confirm",
        findings=3,
        by=reviewer,
        by_name="李审",
        at=NOW,
    )
    raise_reminders(MORNING)
    assert standing(second) == {"second": 1}
    assert not standing(reviewer)


def test_a_sealed_alarm_waits_for_the_keeper_until_it_is_opened(judged, office, approver, reviewer):
    office.keeper = approver
    office.save()
    alarm = SealedAlarm.objects.create(
        target=judged.targets.first(),
        url="http://qs.example/x",
        seen_at=NOW,
        digest="sha256:1",
        size=1,
        level=next(iter(SecrecyLevel)),
    )
    raise_reminders(MORNING)
    assert standing(approver)["sealed"] == 1
    assert "sealed" not in standing(reviewer)
    open_alarm(alarm, approver)
    raise_reminders(MORNING)
    assert "sealed" not in standing(approver)


def test_a_draft_waits_for_a_check_and_then_for_a_signature_of_others(
    drafts, inspector, reviewer, second, approver
):
    raise_reminders(MORNING)
    assert standing(second)["paper_check"] == len(drafts)
    assert "paper_check" not in standing(inspector)
    for draft in drafts.values():
        check_draft(draft, approver, at=MORNING)
    raise_reminders(MORNING)
    assert "paper_check" not in standing(second)
    assert "paper_sign" not in standing(approver)


def test_a_checked_draft_waits_for_who_signs(drafts, second, approver):
    for draft in drafts.values():
        check_draft(draft, second, at=MORNING)
    raise_reminders(MORNING)
    assert standing(approver)["paper_sign"] == len(drafts)
    assert "paper_sign" not in standing(second)


@pytest.mark.parametrize(
    ("state", "kind", "who"),
    [
        ("sent", "notice_check", "second"),
        ("checked", "notice_approve", "approver"),
        ("approved", "notice_issue", "approver"),
    ],
)
def test_a_draft_of_a_notice_waits_for_others_than_who_began_it(
    judged, reviewer, second, approver, state, kind, who
):
    notice_draft(judged, state, reviewer)
    raise_reminders(MORNING)
    assert standing({"second": second, "approver": approver}[who])[kind] == 1
    assert kind not in standing(reviewer)


def test_the_steps_of_drafts_are_read_once_for_all_drafts_and_people(
    judged, reviewer, second, approver
):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            waiting_in(judged.office, MORNING.date())
        return len(seen)

    notice_draft(judged, "sent", reviewer)
    one = queries()
    notice_draft(judged, "sent", second)
    assert queries() == one


def notice_draft(judged, state, by):
    draft = NoticeDraft.objects.create(
        office=judged.office,
        round=judged,
        state=state,
        template="x",
        template_text="",
        signed_on=MORNING.date(),
        deadline=MORNING.date(),
        begun_by=by,
        begun_by_name=by.name,
        begun_at=MORNING,
        changed_at=MORNING,
    )
    DraftStep(draft=draft, step="begun", by=by, by_name=by.name, at=MORNING).save()


def test_an_inactive_person_is_reminded_of_nothing(to_city, clerk):
    User.objects.filter(pk=clerk.pk).update(is_active=False)
    raise_reminders(MORNING)
    assert not standing(clerk)


def test_a_clerk_of_another_office_is_reminded_of_what_the_province_wants_of_the_city(
    to_city, city, other_office
):
    theirs = User.objects.create_user("he", other_office, name="何市", role=Role.INSPECTOR)
    theirs.body = city
    theirs.save()
    raise_reminders(MORNING)
    assert standing(theirs) == {"order": 1}


def test_raising_twice_raises_once(to_city, clerk):
    assert raise_reminders(MORNING) >= 1
    assert raise_reminders(MORNING) == 0
    assert Reminder.objects.filter(user=clerk).count() == 1


def test_more_of_a_kind_is_raised_again_and_fewer_is_not(to_city, clerk, city):
    raise_reminders(MORNING)
    more = Order.objects.create(
        office=to_city.office,
        round=to_city.round,
        addressee=city,
        addressee_name=city.name,
        kind="reminder",
        drawn_at=NOW,
        drawn_by=clerk,
        state="issued",
        due_on=to_city.due_on,
    )
    assert raise_reminders(MORNING) == 1
    assert standing(clerk) == {"order": 2}
    Order.objects.filter(pk=more.pk).update(state="withdrawn")
    assert raise_reminders(MORNING) == 0
    assert standing(clerk) == {"order": 1}


def test_what_did_not_change_is_told_again_after_the_days_the_terms_say(to_city, clerk):
    raise_reminders(MORNING)
    raise_reminders(MORNING + timedelta(days=2))
    assert Reminder.objects.filter(user=clerk).count() == 1
    raise_reminders(MORNING + timedelta(days=3))
    assert Reminder.objects.filter(user=clerk).count() == 2


def test_who_checked_a_draft_is_not_told_to_approve_it(judged, reviewer, approver, office):
    draft = NoticeDraft.objects.create(
        office=office, round=judged, state="checked", template="x", template_text="",
        signed_on=MORNING.date(), deadline=MORNING.date(), begun_by=reviewer, begun_by_name="李",
        begun_at=MORNING, changed_at=MORNING,
    )  # fmt: skip
    DraftStep(draft=draft, step="checked", by=approver, by_name="赵", at=MORNING).save()
    raise_reminders(MORNING)
    assert "notice_approve" not in standing(approver)


def test_an_exemption_waits_for_another_person(judged, inspector, reviewer, second):
    site = Site.objects.get(office=judged.office, code=PORTAL)
    day = MORNING.date()
    exempting.propose(site, ExemptionOrder(day, day, "21号", "改革过渡"), reviewer)
    raise_reminders(MORNING)
    assert standing(second)["exemption"] == 1
    assert "exemption" not in standing(reviewer)
    assert "exemption" not in standing(inspector)


def test_what_a_checker_said_of_a_case_and_a_drawn_decision_wait_for_who_decides(
    judged, reviewer, second, inspector
):
    case = Cluster.objects.filter(round=judged, waiting__gt=0).first()
    propose(case, inspector, DecisionVerb.CONFIRM, "属实")
    batch = DecisionBatch(
        round=judged, cluster=case, verb="confirm", findings=1, by=reviewer, by_name="李",
        at=MORNING,
    )  # fmt: skip
    batch.save(force_insert=True)
    BlindReview.objects.create(batch=batch, draw="0", share_pct=4)
    raise_reminders(MORNING)
    assert (standing(second)["proposed"], standing(second)["blind"]) == (1, 1)
    assert "blind" not in standing(reviewer)
    assert "proposed" not in standing(inspector)
