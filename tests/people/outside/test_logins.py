"""What outside doors change for the people here: passwords, the emergency door, outside names."""

import pyotp
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.people.outside.conftest import NOW, signed_in
from xuncha.engine.domain.errors import InputError
from xuncha.office.people import keeping, second_factor
from xuncha.office.people.errors import KeepingError
from xuncha.office.people.keeping import Post
from xuncha.office.people.logins import issue_one_time_password
from xuncha.office.people.models import AuditRecord, Office, User
from xuncha.office.people.outside.matching import logins_meant
from xuncha.office.people.roles import Role
from xuncha.office.people.staff import named


@pytest.fixture
def guard(office):
    return User.objects.create_user("an", office, name="安管", role=Role.SECURITY_ADMIN)


@pytest.fixture
def emergency(client):
    def emergency(username, password):
        said = {"username": username, "password": password}
        return client.post(reverse("login-local"), said)

    return emergency


def test_the_system_administrator_has_an_emergency_door_and_it_is_audited(
    client, issuer, system_admin, emergency
):
    emergency("xi", issue_one_time_password(system_admin))
    assert client.get(reverse("messengers")).status_code == 200
    detail = AuditRecord.objects.get(act="login").detail
    assert detail == {"one_time_password": True, "emergency": True}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM_ADMIN])
def test_nobody_else_has_one(client, issuer, office, emergency, refusals, role):
    user = User.objects.create_user("someone", office, role=role)
    response = emergency("someone", issue_one_time_password(user))
    assert response.status_code == 401
    assert client.get(reverse("home")).status_code == 302
    assert refusals() == [("hulan.machine", "wrong_password")]
    assert User.objects.get(pk=user.pk).failed_logins == 0


def test_the_login_page_takes_no_password_where_people_are_sent_elsewhere(
    client, issuer, system_admin
):
    said = {"username": "xi", "password": issue_one_time_password(system_admin)}
    client.post(reverse("login"), said)
    assert client.get(reverse("home")).status_code == 302


def test_wrong_passwords_at_the_emergency_door_lock_it(issuer, system_admin, emergency, refusals):
    password = issue_one_time_password(system_admin)
    for _ in range(5):
        emergency("xi", "wrong")
    assert "暂时锁定" in emergency("xi", password).content.decode()
    assert refusals()[-1] == ("xi", "locked")


def test_who_comes_from_outside_sets_no_password_here(client, issuer, reviewer, come_in):
    come_in("oidc", issuer)
    own = {"new_password1": "qing-shi-2024", "new_password2": "qing-shi-2024"}
    assert client.post(reverse("password"), own).url == reverse("own-code")
    assert not User.objects.get(pk=reviewer.pk).has_usable_password()


def test_codes_are_switched_off_with_a_last_code_where_no_password_is(
    client, issuer, reviewer, come_in
):
    come_in("oidc", issuer)
    secret = second_factor.new_secret()
    second_factor.switch_on(reviewer, secret, pyotp.TOTP(secret).at(NOW.timestamp() - 30), NOW)
    text = client.get(reverse("own-code")).content.decode()
    assert "停用须再输一次手机上的六位数字" in text
    client.post(reverse("own-code"), {"off": "", "code": "0", "password": ""})
    assert User.objects.get(pk=reviewer.pk).second_factor
    client.post(reverse("own-code"), {"off": "", "code": pyotp.TOTP(secret).at(NOW)})
    assert not User.objects.get(pk=reviewer.pk).second_factor


def test_a_new_login_is_handed_no_password_that_opens_nothing(client, issuer, guard):
    client.force_login(guard)
    said = {"name": "孙检", "username": "sun", "role": "inspector", "body": ""}
    text = client.post(reverse("people"), said).content.decode()
    assert "用同名的外部账号登录" in text
    assert "一次性口令 <code>" not in text
    said = {"name": "系管", "username": "ops", "role": "system_admin", "body": ""}
    assert "一次性口令 <code>" in client.post(reverse("people"), said).content.decode()


def test_who_is_unlocked_is_handed_no_password_either(client, issuer, guard, reviewer):
    reviewer.locked_until = NOW
    reviewer.set_password("kept-here-2026")
    reviewer.save()
    client.force_login(guard)
    url = reverse("person", args=[reviewer.pk])
    assert client.post(url, {"reopen": ""}).url == url
    row = User.objects.get(pk=reviewer.pk)
    assert (row.locked_until, row.has_usable_password()) == (None, False)
    acts = AuditRecord.objects.values_list("act", flat=True)
    assert list(acts) == ["people.reopened"]


def test_the_security_administrator_gives_an_outside_name(client, issuer, guard, reviewer):
    client.force_login(guard)
    url = reverse("person", args=[reviewer.pk])
    client.post(url, {"outside": "", "outside_name": " li.shen@gov "})
    assert logins_meant("li.shen@gov") == [reviewer]
    assert logins_meant("li") == []
    assert "li.shen@gov" in client.get(url).content.decode()
    row = AuditRecord.objects.get(act="people.named_outside")
    assert row.detail == {"name": "李审", "from": "", "to": "li.shen@gov"}


def test_a_new_outside_name_ends_the_sessions(client, guard, reviewer):
    client.force_login(reviewer)
    assert signed_in(client)
    assert keeping.name_outside(guard, reviewer, "shen")
    assert not signed_in(client)
    assert not keeping.name_outside(guard, reviewer, "shen")


def test_one_outside_name_leads_to_one_login(guard, reviewer):
    other = User.objects.create_user("zhao", reviewer.office, role=Role.REVIEWER)
    keeping.name_outside(guard, reviewer, "shen")
    for wanted in ("shen", "an", "SHEN", "ａｎ"):
        with pytest.raises(KeepingError, match="已对应其他登录名"):
            keeping.name_outside(guard, other, wanted)
    with pytest.raises(KeepingError, match="已被使用"):
        keeping.open_login(guard, "Shen", "申", Post(Role.READER))
    with pytest.raises(KeepingError, match="控制字符"):
        keeping.name_outside(guard, other, "a\nb")
    other.outside_name = "shen"
    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()


def test_a_login_name_taken_outside_is_nobodys_until_it_is_cleared_up(guard, reviewer):
    keeping.name_outside(guard, reviewer, "shen")
    User.objects.create_user("shen", reviewer.office, role=Role.READER)
    assert len(logins_meant("Shen")) == 2


def test_the_command_line_opens_no_login_that_folds_to_another(reviewer):
    with pytest.raises(InputError, match="只差大小写"):
        named(reviewer.office, "Li", "李", Role.SECURITY_ADMIN)


def test_a_code_owed_since_before_an_upgrade_is_asked_from_the_beginning(client, reviewer):
    session = client.session
    session["half_way"] = [reviewer.pk, reviewer.get_session_auth_hash(), int(NOW.timestamp())]
    session.save()
    assert client.get(reverse("code")).url == reverse("login")


def test_names_of_strangers_stay_out_of_the_chain_where_offices_share(
    issuer, office, come_in, refusals
):
    Office.objects.create(code="other", name="另一单位")
    issuer.person = "nobody"
    come_in("oidc", issuer)
    assert refusals() == [("hulan.machine", "unknown")]
    assert "nobody" not in str(AuditRecord.objects.get(act="login.refused").detail)


@pytest.mark.parametrize("spelt", ["LI", "ｌｉ"])
def test_a_service_proves_a_name_as_it_spells_it(
    client, issuer, reviewer, come_in, refusals, spelt
):
    issuer.person = spelt
    come_in("oidc", issuer)
    assert not signed_in(client)
    assert refusals() == [("hulan.machine", "unknown")]


def test_a_proved_name_that_means_two_logins_is_nobodys(
    client, issuer, reviewer, come_in, refusals, told
):
    User.objects.create_user("LI", reviewer.office)
    come_in("oidc", issuer)
    assert "不止一个登录名" in told()
    assert sorted(refusals()) == [("LI", "ambiguous"), ("li", "ambiguous")]
    assert not signed_in(client)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SECURITY_ADMIN])
def test_only_the_security_administrator_gives_outside_names(office, reviewer, role):
    actor = User.objects.create_user("other", office, role=role)
    with pytest.raises(KeepingError, match="没有管理人员的权限"):
        keeping.name_outside(actor, reviewer, "shen")


def test_a_refusal_is_read_in_words(client, issuer, office, come_in):
    issuer.person = "nobody"
    come_in("oidc", issuer)
    client.force_login(User.objects.create_user("audit", office, role=Role.AUDIT_ADMIN))
    text = client.get(reverse("audit")).content.decode()
    assert "登录被拒绝" in text
    assert "登录方式：OIDC；外部账号：nobody；拒绝原因：没有对应的登录名" in text
