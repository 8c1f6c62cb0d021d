"""With the password of the directory: the directory says who, the login here what."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.people.outside.certificates import certificate
from tests.people.outside.conftest import LOOKER, NOW, PEOPLE, signed_in
from tests.people.outside.directory import Directory, directory
from xuncha.office.people.errors import OutsideUnableError
from xuncha.office.people.models import AuditRecord, User
from xuncha.office.people.outside.installation import installation
from xuncha.office.people.outside.ldap import proves


@pytest.fixture
def enter(client):
    def enter(username, password, wanted=""):
        url = reverse("login") + (f"?next={wanted}" if wanted else "")
        return client.post(url, {"username": username, "password": password})

    return enter


def test_the_password_of_the_directory_opens_the_login(client, looking, reviewer, enter):
    assert enter("li", "right", "/rounds/").url == "/rounds/"
    assert signed_in(client)
    assert looking.binds == [(LOOKER, "looks"), ("uid=li,ou=people", "right")]
    assert AuditRecord.objects.get(act="login").detail == {"door": "ldap"}


def test_a_wrong_password_is_refused_counted_and_audited(
    client, looking, reviewer, enter, refusals
):
    response = enter("li", "wrong")
    assert response.status_code == 401
    assert "登录名或口令不对；请用“目录账号”" in response.content.decode()
    assert User.objects.get(pk=reviewer.pk).failed_logins == 1
    assert refusals() == [("li", "wrong_password")]


def test_failures_lock_and_a_locked_login_is_not_even_asked_about(
    client, looking, reviewer, enter, refusals
):
    for _ in range(5):
        enter("li", "wrong")
    looking.binds.clear()
    assert "暂时锁定" in enter("li", "right").content.decode()
    assert looking.binds == []
    assert refusals()[-1] == ("li", "locked")
    assert not signed_in(client)


@pytest.mark.parametrize("password", ["", "\0"])
def test_an_empty_password_never_reaches_the_directory(client, looking, reviewer, enter, password):
    enter("li", password)
    assert not signed_in(client)
    assert looking.binds == []


def test_an_empty_password_proves_nothing_though_the_directory_says_yes(looking):
    assert looking.bind("uid=li,ou=people", "") == 0
    looking.binds.clear()
    assert not proves(installation(), "li", "")
    assert not proves(installation(), "", "right")
    assert looking.binds == []


@pytest.mark.parametrize("name", ["*", "l*", "*)(uid=*", "li)(|(uid=*", "li\\2a", "li\0"])
def test_a_name_is_only_ever_a_name_in_a_filter(looking, name):
    assert not proves(installation(), name, "right")
    assert looking.sought in ([], [name])


def test_two_entries_of_one_name_are_nobody(looking):
    looking.entries["uid=li,ou=elsewhere"] = ("li", "right")
    assert not proves(installation(), "li", "right")


@pytest.mark.parametrize("typed", ["LI", "Li", "ｌｉ"])
def test_a_name_is_one_name_however_it_is_typed(client, looking, reviewer, enter, typed):
    enter(typed, "right")
    assert signed_in(client)
    assert looking.sought == ["li"]


def test_a_lock_counts_on_the_login_however_its_name_is_typed(
    client, looking, reviewer, enter, refusals
):
    for typed in ("LI", "Li", "lI", "ｌｉ", "li"):
        enter(typed, "wrong")
    looking.binds.clear()
    assert "暂时锁定" in enter("LI", "right").content.decode()
    assert looking.binds == []
    assert refusals()[-1] == ("li", "locked")
    assert not signed_in(client)


def test_logins_whose_names_fold_to_one_are_nobodys(client, looking, reviewer, enter, refusals):
    User.objects.create_user("LI", reviewer.office)
    nobodys, unknown = enter("li", "right"), enter("nobody", "right")
    assert not signed_in(client)
    assert looking.binds == []
    lines = [one.context["form"].errors["__all__"] for one in (nobodys, unknown)]
    assert lines[0] == lines[1]
    assert sorted(refusals()[:2]) == [("LI", "ambiguous"), ("li", "ambiguous")]


def test_who_has_no_login_here_is_not_told_whether_the_password_was_right(
    client, looking, office, enter, refusals
):
    right, wrong = enter("wang", "also right"), enter("wang", "wrong")
    lines = [one.context["form"].errors["__all__"] for one in (right, wrong)]
    assert lines[0] == lines[1]
    assert looking.binds == []
    assert looking.sought == []
    assert refusals() == [("hulan.machine", "unknown")] * 2
    assert not User.objects.filter(username="wang").exists()


def test_tries_under_an_unknown_name_are_bounded_as_those_of_a_login_are(
    looking, reviewer, enter, refusals, clock
):
    told = {name: [enter(name, "x").content.decode() for _ in range(7)] for name in ("li", "wu")}
    assert ["暂时锁定" in text for text in told["li"]] == [False] * 5 + [True] * 2
    assert ["暂时锁定" in text for text in told["wu"]] == [False] * 5 + [True] * 2
    assert "暂时锁定" in enter("WU", "x").content.decode()
    clock.now += timedelta(minutes=16)
    assert "暂时锁定" not in enter("wu", "x").content.decode()


def test_an_unknown_name_is_refused_in_the_words_of_a_wrong_password(
    looking, reviewer, enter, refusals
):
    unknown, wrong = enter("nobody", "x"), enter("li", "x")
    line = "登录名或口令不对；请用“目录账号”"
    assert all(line in one.content.decode() for one in (unknown, wrong))
    assert all("nobody" not in str(row.detail) for row in AuditRecord.objects.all())


def test_a_closed_login_stays_closed(client, looking, reviewer, enter, refusals):
    reviewer.is_active = False
    reviewer.save()
    assert "已停用" in enter("li", "right").content.decode()
    assert refusals() == [("li", "closed")]
    assert not signed_in(client)


def test_an_outside_name_is_what_the_directory_is_asked_for(client, looking, reviewer, enter):
    reviewer.outside_name = "wang"
    reviewer.save()
    enter("li", "right")
    assert not signed_in(client)
    enter("wang", "also right")
    assert signed_in(client)


def test_a_password_kept_here_opens_nothing_any_more(client, looking, reviewer, enter):
    reviewer.set_password("kept-here-2026")
    reviewer.save()
    enter("li", "kept-here-2026")
    assert not signed_in(client)


def test_a_silent_directory_is_no_wrong_password(client, installed, office, reviewer, enter):
    installed("ldap", ldap_url="ldaps://localhost:9", ldap_user_dn="uid={name},ou=people")
    text = enter("li", "right").content.decode()
    assert "没有回答" in text
    assert User.objects.get(pk=reviewer.pk).failed_logins == 0


def test_a_busy_directory_is_no_wrong_password(looking, reviewer, enter):
    looking.busy = True
    assert "没有回答" in enter("li", "right").content.decode()
    assert User.objects.get(pk=reviewer.pk).failed_logins == 0


@pytest.mark.parametrize("starts_tls", [False, True])
def test_a_template_needs_no_looking(installed, shown, starts_tls):
    with directory(Directory(dict(PEOPLE), starts_tls=starts_tls), shown) as fake:
        installed("ldap", ldap_url=fake.url, ldap_user_dn="uid={name},ou=people")
        assert proves(installation(), "li", "right")
        assert not proves(installation(), "li", "wrong")
        assert not proves(installation(), "li,ou=people", "right")
        assert fake.binds[-1] == ("uid=li\\,ou\\=people,ou=people", "right")
        assert fake.sought == []


@pytest.mark.parametrize("starts_tls", [False, True])
def test_no_password_goes_to_a_server_whose_certificate_nobody_vouches_for(
    client, installed, shown, office, reviewer, enter, starts_tls, tmp_path
):
    for trusted in (certificate(tmp_path), certificate(tmp_path, "elsewhere.example")):
        other = trusted if "elsewhere" in trusted.file.name else shown
        with directory(Directory(dict(PEOPLE), starts_tls=starts_tls), other) as fake:
            told = {"ldap_url": fake.url, "ldap_user_dn": "uid={name},ou=people"}
            installed("ldap", ca=str(trusted.file), **told)
            assert "没有回答" in enter("li", "right").content.decode()
            assert fake.binds == []


def test_where_tls_did_not_begin_nothing_is_said(installed, shown, monkeypatch):
    monkeypatch.setattr("ldap3.Connection.start_tls", lambda _: (False, {}, None, {}))
    with directory(Directory(dict(PEOPLE), starts_tls=True), shown) as fake:
        installed("ldap", ldap_url=fake.url, ldap_user_dn="uid={name},ou=people")
        with pytest.raises(OutsideUnableError):
            proves(installation(), "li", "right")
        assert fake.binds == []


def test_a_lock_ends_by_itself(client, looking, reviewer, enter, clock):
    reviewer.locked_until = NOW + timedelta(minutes=5)
    reviewer.save()
    clock.now += timedelta(minutes=6)
    enter("li", "right")
    assert signed_in(client)
