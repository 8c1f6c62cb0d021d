"""Sealed alarms: one named person opens them, nobody else learns more than that some wait."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from tests.web.conftest import CODE
from tests.web.test_who_sees_what import NAMES, address
from xuncha.engine.domain.withheld import Withheld
from xuncha.engine.domain.words import SecrecyLevel
from xuncha.office.casework.alarms import SealedAlarm, raise_alarms, waiting
from xuncha.office.people import audit
from xuncha.office.people.errors import AppendOnlyError, KeeperError
from xuncha.office.people.keepers import name_keeper
from xuncha.office.people.models import AuditRecord, User
from xuncha.office.people.roles import Role
from xuncha.office.people.staff import machine_of

AT = datetime(2024, 9, 20, 5, 0, tzinfo=UTC)
WHERE = "http://qs.example/neibu/t20240918_77.html"
DIGEST = "sha256:" + "ab" * 32
TELLING = (WHERE, "neibu", DIGEST, "abababab", "机密", "绝密", "top_secret")


@pytest.fixture
def alarmed(seen):
    """The round with one sealed alarm."""
    target = seen.targets.get(code=CODE)
    raise_alarms(target, [Withheld(WHERE, AT, DIGEST, 4096, SecrecyLevel.SECRET)])
    return seen


@pytest.fixture
def admin(office):
    return User.objects.create_user("chief", office, name="管理", role=Role.SECURITY_ADMIN)


def person(office, role, name):
    return User.objects.create_user(name, office, name=name, role=role)


def alarm_address(name):
    return {} if name == "alarms" else {"pk": SealedAlarm.objects.get().pk}


def every_page(client, alarmed):
    """What a user reads on every address there is, with the alarm's own."""
    for name in NAMES:
        url = reverse(name, kwargs=alarm_address(name)) if name in ("alarms", "alarm") else ""
        url = url or address(name, alarmed)
        if name == "logout":
            continue
        response = client.get(url, follow=True)
        yield name, b"".join(response) if response.streaming else response.content


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("is_named", [False, True])
def test_no_page_tells_anybody_else_of_an_alarm(client, alarmed, office, admin, role, is_named):
    if is_named:
        name_keeper(person(office, Role.READER, "keeper"), admin)
    client.force_login(person(office, role, f"other-{role}"))
    for name, content in every_page(client, alarmed):
        text = content.decode("utf-8", "replace")
        assert [word for word in TELLING if word in text] == [], name


def test_neighbours_and_strangers_learn_nothing(client, alarmed, neighbour):
    assert client.get(reverse("alarms")).status_code == 302
    client.force_login(neighbour)
    assert client.get(reverse("alarms")).status_code == 404
    for name, content in every_page(client, alarmed):
        assert DIGEST.encode() not in content, name


def test_the_keeper_opens_it_and_the_opening_is_audited(client, alarmed, office, admin):
    keeper = person(office, Role.READER, "keeper")
    name_keeper(keeper, admin)
    client.force_login(keeper)
    listed = client.get(reverse("alarms")).content.decode()
    assert "打开第" in listed
    assert WHERE not in listed
    shown = client.get(reverse("alarm", kwargs=alarm_address("alarm"))).content.decode()
    assert WHERE in shown
    assert "机密" in shown
    assert DIGEST in shown
    last = AuditRecord.objects.filter(office=office).order_by("-seq").first()
    assert (last.act, last.actor_id, last.detail) == ("alarm.opened", keeper.pk, {})
    assert audit.verify(office) is None


def test_without_a_keeper_an_administrator_reads_how_many_wait(client, alarmed, office, admin):
    client.force_login(admin)
    text = client.get(reverse("alarms")).content.decode()
    assert "有 1 条密封提醒没有人能打开" in text
    assert client.get(reverse("alarm", kwargs=alarm_address("alarm"))).status_code == 404


def test_an_administrator_names_the_keeper(client, alarmed, office, admin):
    keeper = person(office, Role.REVIEWER, "保密员")
    client.force_login(admin)
    answer = client.post(reverse("alarms"), {"keeper": keeper.pk}, follow=True)
    assert "已指定“保密员”" in answer.content.decode()
    assert waiting(office.__class__.objects.get(pk=office.pk)) == 0
    assert client.get(reverse("alarm", kwargs=alarm_address("alarm"))).status_code == 404
    assert AuditRecord.objects.filter(act="alarm.keeper_named").count() == 1


def test_a_keeper_who_left_leaves_the_alarm_waiting(client, alarmed, office, admin):
    keeper = person(office, Role.READER, "keeper")
    name_keeper(keeper, admin)
    keeper.is_active = False
    keeper.save()
    office.refresh_from_db()
    assert waiting(office) == 1
    assert not SealedAlarm.objects.visible_to(keeper).exists()


@pytest.mark.parametrize("value", ["", "x", "0", "999999"])
def test_nobody_chosen_is_said(client, alarmed, admin, value):
    client.force_login(admin)
    answer = client.post(reverse("alarms"), {"keeper": value}, follow=True)
    assert "没有选择处理人" in answer.content.decode()


def test_others_may_not_name_and_others_may_not_be_named(
    alarmed, office, admin, reviewer, neighbour
):
    with pytest.raises(KeeperError):
        name_keeper(reviewer, reviewer)
    with pytest.raises(KeeperError):
        name_keeper(neighbour, admin)
    with pytest.raises(KeeperError):
        name_keeper(machine_of(office), admin)


def test_taking_in_again_raises_no_second_alarm_and_none_can_be_changed(alarmed):
    target = alarmed.targets.get(code=CODE)
    raise_alarms(target, [Withheld(WHERE, AT, DIGEST, 4096, SecrecyLevel.SECRET)])
    alarm = SealedAlarm.objects.get()
    with pytest.raises(AppendOnlyError):
        alarm.save()
    with pytest.raises(AppendOnlyError):
        SealedAlarm.objects.all().delete()


def test_the_audit_chain_names_neither_site_nor_address(alarmed, office):
    rows = AuditRecord.objects.filter(office=office, act="alarm.sealed")
    (row,) = rows
    assert row.detail == {}
    assert row.actor.role == Role.SYSTEM
