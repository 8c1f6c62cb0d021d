"""The pages of the security administrator."""

import pytest
from django.urls import reverse

from tests.office.conftest import office  # noqa: F401
from xuncha.office.people.models import User
from xuncha.office.people.roles import Role


@pytest.fixture
def guard(office, client):  # noqa: F811
    user = User.objects.create_user("an", office, name="安管", role=Role.SECURITY_ADMIN)
    client.force_login(user)
    return user


def test_a_login_is_opened_and_its_password_shown_once(client, guard):
    said = {"name": "孙检", "username": "sun", "role": "inspector", "body": ""}
    text = client.post(reverse("people"), said).content.decode()
    assert "一次性口令" in text
    assert User.objects.get(username="sun").role == Role.INSPECTOR
    assert "只在这里显示一次" not in client.get(reverse("people")).content.decode()


def test_a_refused_login_keeps_what_was_typed(client, guard):
    said = {"name": "孙检", "username": "sun", "role": "unit", "body": "没有"}
    text = client.post(reverse("people"), said).content.decode()
    assert "台账中没有编码为“没有”的单位" in text
    assert 'value="孙检"' in text


def test_a_person_is_closed_and_opened_again(client, guard, office):  # noqa: F811
    worker = User.objects.create_user("w", office, name="工", role=Role.REVIEWER)
    url = reverse("person", args=[worker.pk])
    client.post(url, {"close": ""})
    assert not User.objects.get(pk=worker.pk).is_active
    text = client.post(url, {"reopen": ""}).content.decode()
    assert "新的一次性口令" in text
    assert User.objects.get(pk=worker.pk).is_active


def test_the_machine_is_no_person(client, guard, office):  # noqa: F811
    machine = User.objects.create_user("m", office, name="系统", role=Role.SYSTEM)
    assert client.get(reverse("person", args=[machine.pk])).status_code == 404
