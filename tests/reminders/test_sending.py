"""Messages: what they say, how many, when, and that none goes out twice."""

from datetime import timedelta

import pytest

from tests.reminders.conftest import (
    MORNING,
    PHONE,
    ROBOT,
    SITE,
    contact,
    remind,
    standing,
    states,
)
from tests.reminders.fakes import HOST, busy, messenger, unknown_robot
from xuncha.office.rectification.models import Order
from xuncha.office.reminders import sending
from xuncha.office.reminders.channels.channel import Sent
from xuncha.office.reminders.composing import compose, text_of
from xuncha.office.reminders.contacts import end_contact, try_out
from xuncha.office.reminders.errors import ReminderError
from xuncha.office.reminders.installation import Installation
from xuncha.office.reminders.models import Message, Reminder
from xuncha.office.reminders.raising import raise_reminders
from xuncha.office.reminders.sending import send_due
from xuncha.office.reminders.terms import terms


def test_a_message_says_how_many_until_when_and_where_to_log_in(to_city, clerk, known, wecom):
    contact(clerk)
    remind(known)
    (got,) = wecom.received
    assert got.said["text"]["content"] == (
        f"【巡查】您有1件整改单待答复，最近的期限是{to_city.due_on.month}月{to_city.due_on.day}日。"
        f"登录查看：{SITE}/reminders/"
    )


def test_no_wording_no_name_and_no_personal_datum_goes_out(
    to_city, to_bureau, clerk, bureau_clerk, inspector, known, wecom
):
    for user in (clerk, bureau_clerk, inspector):
        contact(user)
    later = MORNING + (to_city.due_on - MORNING.date()) + timedelta(days=1)
    remind(known, later)
    assert len(wecom.received) == 3
    secret = ["错字", "青石", "财政", "呼兰", "钱市", "吴厅", "孙检", "赵签", to_city.number]
    for item in (*to_city.items.all(), *to_bureau.items.all()):
        secret += [item.title, item.indicator, item.target.code, item.target.name]
    assert not [word for word in secret if word and word in wecom.wire]


def test_a_sealed_alarm_is_told_without_kind_and_number(clerk):
    rows = [Reminder(user=clerk, kind="sealed", told=7, count=7, raised_at=MORNING)]
    assert text_of(rows, "") == "【巡查】您有一项须登录办理。请登录巡查系统办理"
    rows.insert(0, Reminder(user=clerk, kind="contest", told=2, count=2, raised_at=MORNING))
    assert text_of(rows, "") == "【巡查】您有2条申诉待裁定；另有一项须登录办理。请登录巡查系统办理"


def test_a_second_run_sends_nothing_again(to_city, clerk, known, wecom):
    contact(clerk)
    assert remind(known).sent == 1
    assert remind(known).sent == 0
    assert len(wecom.received) == 1


def test_a_person_without_contacts_is_told_in_the_office_alone(to_city, clerk, known, wecom):
    remind(known)
    assert standing(clerk) == {"order": 1}
    assert not wecom.received


def test_what_was_read_in_the_office_is_not_sent(to_city, clerk, known, wecom):
    contact(clerk)
    raise_reminders(MORNING)
    Reminder.objects.update(read_at=MORNING)
    compose(MORNING, known)
    assert not Message.objects.exists()


def test_a_person_gets_at_most_three_messages_a_day(to_city, clerk, city, known, wecom):
    contact(clerk)
    for hour in range(6):
        _one_more(to_city, city, clerk)
        remind(known, MORNING + timedelta(hours=hour))
    assert len(wecom.received) == terms().most_a_day == 3
    remind(known, MORNING + timedelta(days=1))
    assert len(wecom.received) == 4
    assert "7件" in wecom.received[-1].body


def test_a_reminder_over_two_channels_counts_for_two(to_city, clerk, city, known, wecom):
    contact(clerk)
    contact(clerk, "sms", PHONE, place=2)
    remind(known)
    _one_more(to_city, city, clerk)
    remind(known, MORNING + timedelta(hours=1))
    paths = [one.path for one in wecom.received]
    assert paths == ["/cgi-bin/webhook/send", "/sms", "/cgi-bin/webhook/send"]


@pytest.mark.parametrize(
    "quiet",
    [
        MORNING.replace(hour=13),  # nine in the evening
        MORNING.replace(hour=0),  # eight in the morning
        MORNING.replace(day=28),  # a Saturday
        MORNING.replace(month=10, day=2),  # the National Day week
    ],
)
def test_in_the_quiet_hours_nothing_goes_out_and_afterwards_it_does(
    to_city, clerk, known, wecom, quiet
):
    contact(clerk)
    remind(known, quiet)
    assert standing(clerk)
    assert not wecom.received
    remind(known, MORNING.replace(month=10, day=8))
    assert len(wecom.received) == 1


def test_a_weekend_worked_instead_of_a_holiday_is_no_rest(known):
    assert not terms().is_quiet(MORNING.replace(day=29))


def test_a_busy_channel_is_tried_again_later_each_time_and_at_last_given_up(to_city, clerk, known):
    contact(clerk)
    with messenger(busy) as fake:
        slow = Installation(inside=f"{HOST}=127.0.0.1", wecom=fake.url)
        now = MORNING
        assert remind(slow, now).put_back == 1
        assert send_due(now + timedelta(minutes=1), slow).put_back == 0
        for pause in terms().retry_minutes:
            now += timedelta(minutes=pause)
            send_due(now, slow)
        assert len(fake.received) == 1 + len(terms().retry_minutes)
    row = Message.objects.get()
    assert row.state == "failed"
    assert row.failure == "服务答复 429"


def test_a_robot_nobody_knows_is_not_tried_again(to_city, clerk, known):
    contact(clerk)
    with messenger(unknown_robot) as fake:
        remind(Installation(inside=f"{HOST}=127.0.0.1", wecom=fake.url))
    assert states() == ["failed"]
    assert ROBOT not in Message.objects.get().failure


def test_a_fault_of_one_channel_stops_no_other(to_city, clerk, to_bureau, bureau_clerk, known):
    contact(clerk)
    contact(bureau_clerk, "sms", PHONE)
    with messenger(unknown_robot) as broken, messenger() as sound:
        both = Installation(inside=f"{HOST}=127.0.0.1", wecom=broken.url, sms=sound.url)
        outcome = remind(both)
    assert (outcome.sent, outcome.failed) == (1, 1)
    assert len(sound.received) == 1


def test_a_channel_that_keeps_failing_is_left_for_the_next_run(to_city, clerk, inspector, known):
    people = [contact(clerk, place=number) for number in range(3)]
    assert len(people) == terms().give_up_after
    contact(inspector)
    later = MORNING + (to_city.due_on - MORNING.date()) + timedelta(days=1)
    with messenger(busy) as fake:
        remind(Installation(inside=f"{HOST}=127.0.0.1", wecom=fake.url), later)
        assert len(fake.received) == terms().give_up_after
    assert sorted(Message.objects.values_list("state", "tries")) == [
        ("pending", 0),
        *[("pending", 1)] * 3,
    ]


def test_a_run_killed_while_sending_is_not_repeated_and_listed_as_unsure(
    to_city, clerk, known, wecom, monkeypatch
):
    contact(clerk)

    class Killed(BaseException):
        """What a signal does to a process."""

    def killed_after(message, now, installation):
        real(message, now, installation)
        raise Killed

    real = sending._send
    monkeypatch.setattr(sending, "_send", killed_after)
    with pytest.raises(Killed):
        remind(known)
    monkeypatch.setattr(sending, "_send", real)
    assert len(wecom.received) == 1
    assert remind(known).sent == 0
    assert remind(known, MORNING + timedelta(hours=1)).unsure == 1
    assert len(wecom.received) == 1
    assert states() == ["unsure"]


def test_a_run_killed_before_sending_sends_the_next_time(to_city, clerk, known, wecom):
    contact(clerk)
    raise_reminders(MORNING)
    compose(MORNING, known)
    assert remind(known).sent == 1
    assert len(wecom.received) == 1


def test_two_runs_at_once_send_one_message(to_city, clerk, known, wecom, monkeypatch):
    contact(clerk)
    real = sending._send
    others = []

    def meanwhile(message, now, installation) -> Sent:
        monkeypatch.setattr(sending, "_send", real)
        others.append(send_due(now, installation))
        return real(message, now, installation)

    monkeypatch.setattr(sending, "_send", meanwhile)
    assert remind(known).sent == 1
    assert others[0].sent == 0
    assert len(wecom.received) == 1


def test_what_yesterday_left_over_counts_for_today(to_city, clerk, city, known, wecom):
    contact(clerk)
    with messenger(busy) as fake:
        remind(Installation(inside=f"{HOST}=127.0.0.1", wecom=fake.url))
    tomorrow = MORNING + timedelta(days=1)
    send_due(tomorrow, known)
    for hour in range(1, 6):
        _one_more(to_city, city, clerk)
        remind(known, tomorrow + timedelta(hours=hour))
    assert len(wecom.received) == 3


def test_a_contact_taken_back_gets_nothing_and_its_address_is_forgotten(
    to_city, clerk, known, wecom
):
    row = contact(clerk)
    raise_reminders(MORNING)
    compose(MORNING, known)
    end_contact(row, clerk, MORNING)
    send_due(MORNING, known)
    row.refresh_from_db()
    assert not row.sealed
    assert not wecom.received


def test_an_address_sealed_with_another_key_is_said_so(to_city, clerk, known, wecom, settings):
    contact(clerk)
    settings.SECRET_KEY = "another"
    remind(known)
    assert "重新填写" in Message.objects.get().failure
    assert not wecom.received


def test_a_trial_counts_for_the_day(clerk, known, wecom, city):
    row = contact(clerk)
    for _ in range(3):
        try_out(row, known, MORNING)
    with pytest.raises(ReminderError, match="明天"):
        try_out(row, known, MORNING)
    assert send_due(MORNING, known).sent == 3


def test_no_address_can_be_read_in_the_database(clerk, city):
    row = contact(clerk, "sms", PHONE)
    assert PHONE not in row.sealed
    assert PHONE[3:7] not in row.shown


def _one_more(like, body, user):
    Order.objects.create(
        office=like.office,
        round=like.round,
        addressee=body,
        addressee_name=body.name,
        kind="reminder",
        drawn_at=MORNING,
        drawn_by=user,
        state="issued",
        due_on=like.due_on,
    )
