"""The pages of reminders: one's own alone, contacts without their addresses, failed messages."""

import pytest
from django.urls import resolve, reverse
from django.utils import timezone

from tests.reminders.conftest import PHONE, ROBOT, contact
from tests.reminders.fakes import HOST, messenger, unknown_robot
from xuncha.office.people.models import AuditRecord, User
from xuncha.office.people.roles import Role
from xuncha.office.reminders.contacts import TRIAL
from xuncha.office.reminders.installation import Installation
from xuncha.office.reminders.kinds import Kind
from xuncha.office.reminders.models import Contact, Message, Reminder
from xuncha.web.views import reminders as views

PAGE = "reminders"


@pytest.fixture
def page(client, reviewer, known, monkeypatch):
    monkeypatch.setattr(views, "installation", lambda: known)
    client.force_login(reviewer)
    return client


def reminder(user, kind="findings", count=3):
    now = timezone.now()
    return Reminder.objects.create(user=user, kind=kind, told=count, count=count, raised_at=now)


def text(page, **query):
    return page.get(reverse(PAGE), query).content.decode()


def post(page, **data):
    return page.post(reverse(PAGE), data, follow=True).content.decode()


def test_a_person_without_reminders_reads_that_nothing_waits(page):
    assert "没有等您办理的事项" in text(page)


def test_the_bell_counts_what_is_unread(page, reviewer):
    reminder(reviewer)
    reminder(reviewer, "contest")
    assert "<b>2</b>" in text(page)
    post(page, read="all")
    assert "项未读" not in text(page)


def test_going_to_the_work_marks_a_reminder_read(page, reviewer):
    one = reminder(reviewer)
    response = page.post(reverse(PAGE), {"open": one.pk})
    assert response.status_code == 302
    one.refresh_from_db()
    assert one.read_at is not None


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_leads_somewhere_even_when_the_work_is_done(page, reviewer, kind):
    one = reminder(reviewer, kind.value)
    response = page.post(reverse(PAGE), {"open": one.pk})
    assert response.status_code == 302
    assert resolve(response.url)


def test_nobody_reads_or_marks_another_ones_reminders(page, office, other_office, reviewer):
    for place in (office, other_office):
        theirs = User.objects.create_user(f"x{place.pk}", place, name="旁人", role=Role.REVIEWER)
        one = reminder(theirs, count=77)
        assert "77" not in text(page)
        assert page.post(reverse(PAGE), {"open": one.pk}).status_code == 404
        post(page, read="all")
        post(page, read=str(one.pk))
        one.refresh_from_db()
        assert one.read_at is None


def test_a_sealed_alarm_is_not_named_on_the_page(page, reviewer):
    reminder(reviewer, "sealed", 4)
    shown = text(page)
    assert "有一项须登录办理" in shown
    assert "4 项" not in shown


def test_a_contact_is_added_and_its_address_never_shown_again(page, reviewer):
    shown = post(page, channel="sms", address=PHONE, add="1")
    assert "已添加" in shown
    assert PHONE not in shown
    assert "138****1234" in shown
    assert not AuditRecord.objects.filter(detail__icontains=PHONE).exists()


def test_what_cannot_be_used_is_said_and_what_was_typed_is_kept(page):
    shown = post(page, channel="sms", address="0971-8480000", add="1")
    assert "手机号应为 11 位数字" in shown
    assert "0971-8480000" in shown
    assert not Contact.objects.exists()


def test_a_channel_the_installation_does_not_have_cannot_be_chosen(page):
    assert "没有选择渠道" in post(page, channel="mail", address="a@example.cn", add="1")


def test_a_person_has_so_many_contacts_and_no_more(page, reviewer):
    for place in range(4):
        contact(reviewer, place=place)
    assert "最多设 4 个渠道" in post(page, channel="sms", address=PHONE, add="1")


def test_a_trial_is_sent_at_once(page, reviewer, wecom):
    shown = post(page, **{"try": contact(reviewer).pk})
    assert "测试消息已发出" in shown
    assert wecom.received[0].said["text"]["content"].startswith(TRIAL)


def test_a_trial_that_fails_says_why(page, reviewer, monkeypatch):
    row = contact(reviewer)
    with messenger(unknown_robot) as fake:
        broken = Installation(inside=f"{HOST}=127.0.0.1", wecom=fake.url)
        monkeypatch.setattr(views, "installation", lambda: broken)
        assert "服务没有接受（代码 93000）" in post(page, **{"try": row.pk})


def test_nobody_tries_or_ends_another_ones_contact(page, office):
    theirs = contact(User.objects.create_user("x", office, name="旁人", role=Role.REVIEWER))
    for act in ("try", "end"):
        assert page.post(reverse(PAGE), {act: theirs.pk}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.ended_at is None
    assert not Message.objects.exists()


def test_an_ended_contact_is_gone_from_the_page(page, reviewer):
    assert "已取消" in post(page, end=contact(reviewer).pk)
    assert "机器人" not in text(page).partition("<details")[0]


def test_who_runs_the_system_sees_what_did_not_arrive_of_the_own_office(
    client, office, other_office, reviewer
):
    theirs = User.objects.create_user("x", other_office, name="邻人", role=Role.REVIEWER)
    now = timezone.now()
    for user in (reviewer, theirs):
        Message.objects.create(
            contact=contact(user),
            user=user,
            channel="wecom",
            text="x",
            day=now.date(),
            state="failed",
            tries=4,
            made_at=now,
            next_try_at=now,
            failure="服务答复 503",
        )
    client.force_login(User.objects.create_user("root", office, role=Role.SYSTEM_ADMIN))
    shown = client.get(reverse("messengers")).content.decode()
    assert "服务答复 503" in shown
    assert "李审" in shown
    assert "邻人" not in shown
    assert ROBOT not in shown


def test_the_page_does_not_query_row_by_row(page, reviewer, django_assert_max_num_queries):
    for number in range(40):
        row = reminder(reviewer)
        Reminder.objects.filter(pk=row.pk).update(ended_at=timezone.now(), count=number)
    with django_assert_max_num_queries(12):
        text(page)
