"""Codes of the phone."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from django.urls import reverse

from tests.office.conftest import office, reviewer  # noqa: F401
from xuncha.office.people import logins, second_factor
from xuncha.office.people.models import User

NOW = datetime(2026, 10, 1, 8, 0, 0, tzinfo=UTC)


@pytest.fixture
def secret(reviewer):  # noqa: F811
    fresh = second_factor.new_secret()
    assert second_factor.switch_on(reviewer, fresh, pyotp.TOTP(fresh).at(NOW), NOW)
    return fresh


def code(secret, seconds):
    return pyotp.TOTP(secret).at(NOW + timedelta(seconds=seconds))


def test_the_secret_is_sealed_where_it_is_kept(reviewer, secret):  # noqa: F811
    assert secret not in reviewer.second_factor


def test_a_wrong_code_switches_nothing_on(reviewer):  # noqa: F811
    assert not second_factor.switch_on(reviewer, second_factor.new_secret(), "000000", NOW)
    assert not reviewer.second_factor


def test_a_code_opens_once_and_a_neighbouring_step_is_taken(reviewer, secret):  # noqa: F811
    later = NOW + timedelta(seconds=90)
    assert second_factor.accepts(reviewer, code(secret, 60), later)
    assert not second_factor.accepts(reviewer, code(secret, 60), later)
    assert not second_factor.accepts(reviewer, code(secret, 30), later)


def test_a_code_two_steps_off_is_refused(reviewer, secret):  # noqa: F811
    assert not second_factor.accepts(reviewer, code(secret, 60), NOW + timedelta(seconds=180))


def test_a_new_key_of_the_installation_opens_no_old_secret(reviewer, secret, settings):  # noqa: F811
    settings.SECRET_KEY = "another key of the installation, long enough"
    assert not second_factor.accepts(reviewer, code(secret, 60), NOW + timedelta(seconds=60))


def test_the_login_asks_for_the_code_before_anything_opens(client, reviewer, monkeypatch):  # noqa: F811
    moment = NOW + timedelta(minutes=5)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    fresh = second_factor.new_secret()
    second_factor.switch_on(reviewer, fresh, pyotp.TOTP(fresh).at(NOW), NOW)
    password = logins.issue_one_time_password(reviewer)
    said = {"username": reviewer.username, "password": password}
    response = client.post(reverse("login"), said)
    assert response.url.startswith(reverse("code"))
    assert client.get(reverse("rounds")).status_code == 302
    assert client.post(reverse("code"), {"code": "000000"}).status_code == 401
    assert client.post(reverse("code"), {"code": code(fresh, 300)}).status_code == 302
    assert client.get(reverse("rounds")).status_code == 200


def test_wrong_codes_lock_as_wrong_passwords_do(client, reviewer, secret):  # noqa: F811
    password = logins.issue_one_time_password(reviewer)
    client.post(reverse("login"), {"username": reviewer.username, "password": password})
    texts = [client.post(reverse("code"), {"code": "0"}).content.decode() for _ in range(6)]
    assert "已暂时锁定" in texts[-1]
    assert User.objects.get(pk=reviewer.pk).locked_until


def test_the_code_page_is_no_door_of_its_own(client, reviewer):  # noqa: F811
    assert client.get(reverse("code")).url == reverse("login")


def test_a_person_switches_the_code_on_and_off_with_the_password(client, reviewer):  # noqa: F811
    reviewer.set_password("一个足够长的口令!")
    reviewer.save()
    client.force_login(reviewer)
    text = client.get(reverse("own-code")).content.decode()
    assert "<svg" in text
    fresh = client.session["offered"]
    client.post(reverse("own-code"), {"code": pyotp.TOTP(fresh).now()})
    assert User.objects.get(pk=reviewer.pk).second_factor
    client.post(reverse("own-code"), {"off": "", "password": "不对"})
    assert User.objects.get(pk=reviewer.pk).second_factor
    client.post(reverse("own-code"), {"off": "", "password": "一个足够长的口令!"})
    assert not User.objects.get(pk=reviewer.pk).second_factor
