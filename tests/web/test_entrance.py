"""A one-time password opens one login; failures lock; passwords of one's own work again."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from xuncha.office.deployment import deployment
from xuncha.office.people import strangers
from xuncha.office.people.logins import issue_one_time_password
from xuncha.office.people.models import AuditRecord, StrangerTries


@pytest.fixture(autouse=True)
def quick_hashing(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def sign_in(client):
    def sign_in(username, password, to=""):
        url = reverse("login") + (f"?next={to}" if to else "")
        return client.post(url, {"username": username, "password": password})

    return sign_in


def test_a_one_time_password_works_once(client, sign_in, reviewer):
    password = issue_one_time_password(reviewer)
    assert sign_in("li", password).status_code == 302
    assert "设置自己的口令" in client.get(reverse("home")).content.decode()
    client.post(reverse("logout"))
    assert client.get(reverse("home")).status_code == 302
    again = sign_in("li", password)
    assert again.status_code == 401
    assert "重新领取" in again.content.decode()


def test_a_password_of_ones_own_works_again_and_again(client, sign_in, reviewer):
    sign_in("li", issue_one_time_password(reviewer))
    own = {"new_password1": "qing-shi-2024", "new_password2": "qing-shi-2024"}
    assert client.post(reverse("password"), own).status_code == 302
    for _ in range(2):
        client.post(reverse("logout"))
        assert sign_in("li", "qing-shi-2024").status_code == 302


def test_two_different_passwords_are_refused_in_the_words_of_the_page(client, sign_in, reviewer):
    sign_in("li", issue_one_time_password(reviewer))
    own = {"new_password1": "qing-shi-2024", "new_password2": "qing-shi-2025"}
    text = client.post(reverse("password"), own).content.decode()
    assert "两次输入的口令不一样；请重新输入" in text
    assert "新口令" in text
    assert "密码" not in text


@pytest.mark.parametrize(
    ("own", "says"),
    [
        ("12345678901", "口令不能全是数字"),
        ("password123", "这个口令太常见"),
        ("qing-shi", "口令太短"),
        ("li-xiaoming1", "口令与姓名或登录名太像"),
    ],
)
def test_a_refused_password_is_told_in_the_words_of_the_page(client, sign_in, reviewer, own, says):
    reviewer.username = "li-xiaoming"
    reviewer.save(update_fields=["username"])
    sign_in(reviewer.username, issue_one_time_password(reviewer))
    both = {"new_password1": own, "new_password2": own}
    text = client.post(reverse("password"), both).content.decode()
    assert says in text
    assert "密码" not in text


def test_a_weak_password_is_refused(client, sign_in, reviewer):
    sign_in("li", issue_one_time_password(reviewer))
    weak = {"new_password1": "12345678", "new_password2": "12345678"}
    assert client.post(reverse("password"), weak).status_code == 200


def test_repeated_failures_lock_the_user_and_are_audited(sign_in, reviewer):
    password = issue_one_time_password(reviewer)
    for _ in range(5):
        sign_in("li", "wrong")
    locked = sign_in("li", password)
    assert "锁定" in locked.content.decode()
    assert AuditRecord.objects.filter(act="login.locked").count() == 1


def test_after_login_nobody_is_sent_to_another_host(sign_in, reviewer):
    response = sign_in("li", issue_one_time_password(reviewer), to="https://evil.example/")
    assert response.url == reverse("home")


def test_an_unknown_user_gets_the_same_answer_as_a_wrong_password(sign_in, reviewer):
    unknown, wrong = sign_in("nobody", "x"), sign_in("li", "x")
    assert unknown.status_code == wrong.status_code == 401
    assert "登录名或口令不对" in unknown.content.decode()
    assert "登录名或口令不对" in wrong.content.decode()


def test_logging_out_by_a_link_is_refused(client, reviewer):
    client.force_login(reviewer)
    assert client.get(reverse("logout")).status_code == 405


def test_the_lock_does_not_tell_which_names_have_a_login(sign_in, reviewer):
    def locked(name, times):
        texts = [sign_in(name, "not-this-one").content.decode() for _ in range(times)]
        return ["锁定" in text for text in texts]

    issue_one_time_password(reviewer)
    most = deployment().login_failures
    assert locked("nobody", most + 1) == locked("li", most + 1) == [*[False] * most, True]
    assert locked("another", 1) == [False]
    cache.clear()  # another process, or this one started anew
    assert locked("NOBODY ", 1) == [True]


def test_names_nobody_has_are_counted_up_to_a_bound(db, monkeypatch):
    monkeypatch.setattr(strangers, "MOST", 3)
    now = timezone.now()
    for number in range(5):
        strangers.note_failure(f"name{number}", now + timedelta(seconds=number))
    assert StrangerTries.objects.count() == 3
    assert not any("name" in row.digest for row in StrangerTries.objects.all())


def test_inventing_names_washes_no_lock_away(db, monkeypatch):
    monkeypatch.setattr(strangers, "MOST", 3)
    now = timezone.now()
    for _ in range(deployment().login_failures):
        strangers.note_failure("first", now)
    for number in range(5):
        strangers.note_failure(f"name{number}", now + timedelta(seconds=number))
    assert strangers.is_locked("first", now + timedelta(minutes=1))
    assert StrangerTries.objects.count() == 3 + 1
