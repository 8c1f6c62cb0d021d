"""Through an OpenID issuer: who proves who he is comes in as who stands here, or not at all."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest
from django.urls import reverse
from joserfc.jwk import ECKey, OctKey

from tests.people.outside.conftest import NOW, SITE, signed_in
from tests.people.outside.fakes import CLIENT, SECRET, refresh, running
from xuncha.office.people import second_factor
from xuncha.office.people.models import AuditRecord, Office, User
from xuncha.office.people.roles import Role

UNKNOWN, PROOF, JOURNEY = "没有对应的登录名", "凭证不能采信", "已过时或已用过"


def test_who_the_issuer_vouches_for_comes_in_where_he_wanted(client, issuer, reviewer, come_in):
    arrived = come_in("oidc", issuer, wanted="/rounds/")
    assert arrived.url == "/rounds/"
    assert signed_in(client)
    row = AuditRecord.objects.get(act="login")
    assert (row.actor, row.detail) == (reviewer, {"door": "oidc"})


def test_the_login_page_shows_the_door_and_no_password(client, issuer, office):
    text = client.get(reverse("login")).content.decode()
    assert reverse("door", args=["oidc"]) in text
    assert "统一身份认证" in text
    assert 'name="password"' not in text


def test_nobody_is_sent_to_another_host_afterwards(issuer, reviewer, come_in):
    assert come_in("oidc", issuer, wanted="https://evil.example/").url == reverse("home")


def test_the_way_back_is_the_configured_address_whatever_the_request_says(client, issuer, office):
    place = client.get(reverse("door", args=["oidc"]), headers={"host": "testserver"}).url
    said = parse_qs(urlsplit(place).query)
    assert said["redirect_uri"] == [f"{SITE}{reverse('door-back', args=['oidc'])}"]
    assert said["code_challenge_method"] == ["S256"]


def test_the_page_on_the_way_back_passes_on_only_what_issuers_say(client, issuer, office):
    said = {"code": '"><script>', "state": "s", "next": "https://evil.example/", "x": "y"}
    response = client.get(reverse("door-back", args=["oidc"]), said)
    assert "evil" not in response.content.decode()
    assert "<script>" not in response.content.decode()
    assert response.context["place"].startswith(reverse("door-finish", args=["oidc"]))


def test_nobody_without_a_login_here_comes_in_and_none_is_made(
    client, issuer, office, come_in, told, refusals
):
    issuer.person = "nobody"
    come_in("oidc", issuer)
    assert UNKNOWN in told()
    assert refusals() == [("hulan.machine", "unknown")]
    assert AuditRecord.objects.get(act="login.refused").detail["outside_name"] == "nobody"
    assert not User.objects.filter(username="nobody").exists()


def test_an_outside_name_leads_to_its_login_and_no_longer_the_login_name(
    client, issuer, reviewer, come_in, told
):
    reviewer.outside_name = "li.shen@gov"
    reviewer.save()
    come_in("oidc", issuer)
    assert UNKNOWN in told()
    issuer.person = "li.shen@gov"
    come_in("oidc", issuer)
    assert signed_in(client)


def test_the_machine_is_nobody_outside(client, issuer, office, come_in, told):
    User.objects.create_user("hulan.machine", office, name="系统", role=Role.SYSTEM)
    issuer.person = "hulan.machine"
    come_in("oidc", issuer)
    assert UNKNOWN in told()


def test_a_closed_login_stays_closed(client, issuer, reviewer, come_in, told, refusals):
    reviewer.is_active = False
    reviewer.save()
    come_in("oidc", issuer)
    assert "已停用" in told()
    assert refusals() == [("li", "closed")]
    assert not signed_in(client)


def test_a_locked_login_stays_locked(client, issuer, reviewer, come_in, told, refusals):
    reviewer.locked_until = NOW + timedelta(minutes=5)
    reviewer.save()
    come_in("oidc", issuer)
    assert "暂时锁定" in told()
    assert refusals() == [("li", "locked")]
    assert not signed_in(client)


@pytest.mark.parametrize(
    "twist",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another"},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"iss": "https://another.example"},
        {"exp": int(NOW.timestamp()) - 600},
        {"iat": int(NOW.timestamp()) + 600},
        {"exp": None},
        {"preferred_username": None},
        {"preferred_username": ["li"]},
        {"preferred_username": ""},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_this_journey_proves_nothing(
    client, issuer, reviewer, come_in, told, refusals, twist
):
    def twisted(claims):
        return {name: value for name, value in {**claims, **twist}.items() if value is not None}

    issuer.twist = twisted
    come_in("oidc", issuer)
    assert PROOF in told()
    assert refusals() == [("hulan.machine", "proof")]
    assert not signed_in(client)


def test_the_name_may_stand_beside_the_token(client, issuer, reviewer, come_in):
    issuer.twist = lambda claims: {
        name: value for name, value in claims.items() if name != "preferred_username"
    }
    issuer.metadata = {"userinfo_endpoint": f"{issuer.url}/person"}
    issuer.told = {"sub": "number-of-li", "preferred_username": "li"}
    come_in("oidc", issuer)
    assert signed_in(client)


@pytest.mark.parametrize(
    "told_of",
    [
        {"sub": "number-of-wang", "preferred_username": "li"},
        {"preferred_username": "li"},
        {"sub": "number-of-li"},
        {},
    ],
    ids=str,
)
def test_what_is_told_beside_the_token_is_about_the_same_person(
    client, issuer, reviewer, come_in, told, told_of
):
    issuer.twist = lambda claims: {
        name: value for name, value in claims.items() if name != "preferred_username"
    }
    issuer.metadata = {"userinfo_endpoint": f"{issuer.url}/person"}
    issuer.told = told_of
    come_in("oidc", issuer)
    assert PROOF in told()
    assert not signed_in(client)


def test_a_secret_goes_into_the_form_where_the_issuer_takes_it_there_alone(
    client, issuer, reviewer, come_in
):
    issuer.metadata = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    come_in("oidc", issuer)
    assert signed_in(client)


def test_the_log_names_the_claim_that_was_wrong_and_no_person(
    client, issuer, reviewer, come_in, caplog
):
    issuer.twist = lambda claims: {**claims, "aud": "another"}
    come_in("oidc", issuer)
    assert "sign_in.failed door=oidc why=InvalidClaimError(aud)" in caplog.text
    assert "number-of-li" not in caplog.text


def test_a_token_signed_by_somebody_else_proves_nothing(client, issuer, reviewer, come_in, told):
    issuer.shown = ECKey.generate_key("P-256", {"kid": "one"}).as_dict(private=False)
    come_in("oidc", issuer)
    assert PROOF in told()


@pytest.mark.parametrize("alg", ["HS256", "none"])
def test_a_token_signed_with_the_shared_secret_or_not_at_all_proves_nothing(
    client, issuer, reviewer, come_in, told, alg
):
    issuer.alg, issuer.key = alg, OctKey.import_key(SECRET, {"kid": "one"})
    issuer.shown = issuer.key.as_dict()
    issuer.metadata = {"id_token_signing_alg_values_supported": [alg]}
    come_in("oidc", issuer)
    assert PROOF in told()


@pytest.mark.parametrize(
    "change",
    [
        {"state": "another"},
        {"state": None},
    ],
    ids=str,
)
def test_an_answer_to_another_journey_is_refused(
    client, issuer, reviewer, come_in, told, refusals, change
):
    def changed(said):
        return {name: value for name, value in {**said, **change}.items() if value is not None}

    come_in("oidc", issuer, changed)
    assert JOURNEY in told()
    assert refusals() == [("hulan.machine", "journey")]


def test_a_journey_ends_once(client, issuer, reviewer, come_in, told):
    answers = []

    def kept(said):
        answers.append(said)
        return said

    come_in("oidc", issuer, kept)
    client.post(reverse("logout"))
    again = client.get(reverse("door-finish", args=["oidc"]), answers[0])
    assert again.url == reverse("login")
    assert JOURNEY in told()
    assert not signed_in(client)


def test_a_journey_of_another_browser_is_refused(client, issuer, reviewer, come_in):
    from django.test import Client

    place = Client().get(reverse("door", args=["oidc"])).url
    client.get(reverse("door-finish", args=["oidc"]), issuer.sign_in(place))
    assert not signed_in(client)


def test_a_journey_that_took_too_long_is_refused(client, issuer, reviewer, come_in, clock, told):
    def later(said):
        clock.now += timedelta(minutes=11)
        return said

    come_in("oidc", issuer, later)
    assert JOURNEY in told()


def test_a_code_another_client_begun_is_refused(client, issuer, reviewer, come_in, told):
    def stolen(said):
        issuer.codes[said["code"]]["code_challenge"] = "of another verifier"
        return said

    come_in("oidc", issuer, stolen)
    assert PROOF in told()


def test_whom_the_issuer_does_not_let_pass_is_not_in(client, issuer, reviewer, come_in, told):
    come_in("oidc", issuer, lambda said: {"state": said["state"], "error": "access_denied"})
    assert PROOF in told()


def test_an_answer_in_the_name_of_another_issuer_is_refused(
    client, issuer, reviewer, come_in, told
):
    come_in("oidc", issuer, lambda said: {**said, "iss": "https://another.example"})
    assert PROOF in told()


@pytest.mark.parametrize(
    "said",
    [
        {"token_endpoint": "https://127.0.0.1:9/token"},
        {"jwks_uri": "http://localhost/keys"},
        {"issuer": "https://another.example"},
        {"jwks_uri": None},
    ],
    ids=str,
)
def test_only_the_configured_hosts_are_ever_asked(client, issuer, reviewer, come_in, told, said):
    place = client.get(reverse("door", args=["oidc"])).url
    issuer.metadata = said
    client.get(reverse("door-finish", args=["oidc"]), issuer.sign_in(place))
    assert "没有回答" in told()
    assert not signed_in(client)


def test_an_issuer_that_sends_on_is_not_followed(client, installed, shown, office, told):
    with (
        running(lambda _: refresh("https://localhost:9/x"), shown) as other,
        running(lambda asked: refresh(f"{other.url}{asked.path}"), shown) as server,
    ):
        installed("oidc", oidc_issuer=server.url, oidc_client=CLIENT)
        client.get(reverse("door", args=["oidc"]))
        assert "没有回答" in told()
        assert (len(server.asked), other.asked) == (1, [])


def test_a_flood_of_an_answer_is_not_read(client, installed, shown, office, told):
    with running(lambda _: (200, " " * 3_000_000 + "{}", {}), shown) as server:
        installed("oidc", oidc_issuer=server.url, oidc_client=CLIENT)
        client.get(reverse("door", args=["oidc"]))
        assert "没有回答" in told()


def test_a_certificate_nobody_vouches_for_is_refused(
    client, issuer, installed, office, told, caplog
):
    installed("oidc", ca="", oidc_issuer=issuer.url, oidc_client=CLIENT)
    client.get(reverse("door", args=["oidc"]))
    assert "没有回答" in told()
    assert "SSLCertVerificationError" in caplog.text
    assert issuer.asked == []


def test_the_code_of_the_phone_is_asked_for_all_the_same(client, issuer, reviewer, come_in, clock):
    secret = second_factor.new_secret()
    assert second_factor.switch_on(reviewer, secret, pyotp.TOTP(secret).at(NOW), NOW)
    arrived = come_in("oidc", issuer, wanted="/rounds/")
    assert arrived.url.startswith(reverse("code"))
    assert not signed_in(client)
    clock.now += timedelta(seconds=60)
    code = {"code": pyotp.TOTP(secret).at(clock.now)}
    assert client.post(arrived.url, code).url == "/rounds/"
    assert AuditRecord.objects.get(act="login").detail == {"door": "oidc"}


def test_wrong_codes_are_audited_and_lock(client, issuer, reviewer, come_in, refusals):
    secret = second_factor.new_secret()
    second_factor.switch_on(reviewer, secret, pyotp.TOTP(secret).at(NOW), NOW)
    come_in("oidc", issuer)
    texts = [client.post(reverse("code"), {"code": "0"}).content.decode() for _ in range(6)]
    assert "暂时锁定" in texts[-1]
    assert [why for _, why in refusals()] == [*["wrong_code"] * 5, "locked"]


def test_a_service_that_asks_for_the_code_itself_is_believed(
    client, issuer, reviewer, come_in, monkeypatch
):
    from xuncha.office.people.outside.installation import installation

    monkeypatch.setenv("XUNCHA_SIGN_IN_CODE_OUTSIDE", "oidc")
    installation.cache_clear()
    secret = second_factor.new_secret()
    second_factor.switch_on(reviewer, secret, pyotp.TOTP(secret).at(NOW), NOW)
    come_in("oidc", issuer)
    assert signed_in(client)


def test_who_leaves_leaves_the_issuer_too_and_is_asked_afresh(client, issuer, reviewer, come_in):
    come_in("oidc", issuer)
    page = client.post(reverse("logout"))
    place = page.context["place"]
    said = parse_qs(urlsplit(place).query)
    assert place.startswith(f"{issuer.url}/leave?")
    assert said["client_id"] == [CLIENT]
    assert said["id_token_hint"]
    assert not signed_in(client)
    again = parse_qs(urlsplit(client.get(reverse("door", args=["oidc"])).url).query)
    assert (again["prompt"], again["max_age"]) == (["login"], ["0"])


def test_an_issuer_that_offers_no_way_out_is_left_alone(client, issuer, reviewer, come_in):
    come_in("oidc", issuer)
    issuer.metadata = {"end_session_endpoint": "https://evil.example/leave"}
    assert client.post(reverse("logout")).url == reverse("login")
    assert not signed_in(client)


def test_after_an_idle_end_an_older_proof_does_not_do(
    client, issuer, reviewer, come_in, clock, told
):
    come_in("oidc", issuer)
    assert signed_in(client)
    proved = int(clock.now.timestamp())
    clock.now += timedelta(minutes=90)
    assert not signed_in(client)
    issuer.twist = lambda claims: {**claims, "auth_time": proved}
    come_in("oidc", issuer)
    assert PROOF in told()
    issuer.twist = lambda claims: {**claims, "auth_time": int(clock.now.timestamp())}
    come_in("oidc", issuer)
    assert signed_in(client)


def test_refusals_without_end_do_not_fill_the_chain(client, issuer, office, clock):
    for _ in range(40):
        client.get(reverse("door-finish", args=["oidc"]), {"state": "x"})
    assert AuditRecord.objects.count() == 30
    clock.now += timedelta(minutes=2)
    client.get(reverse("door-finish", args=["oidc"]), {"state": "x"})
    assert AuditRecord.objects.count() == 31


def test_a_door_that_is_not_open_is_no_page(client, issuer, office):
    for name in ("door", "door-back", "door-finish"):
        for door in ("cas", "ldap", "password", "x"):
            assert client.get(reverse(name, args=[door])).status_code == 404
            assert client.post(reverse(name, args=["oidc"])).status_code == 405


def test_without_outside_doors_there_is_none(client, db):
    Office.objects.create(code="hulan", name="办公室")
    assert client.get(reverse("door", args=["oidc"])).status_code == 404
    assert client.get(reverse("login-local")).url == reverse("login")
    assert 'name="password"' in client.get(reverse("login")).content.decode()
