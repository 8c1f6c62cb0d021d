"""Through a CAS server: a ticket is good once, for the journey it was given for."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from tests.people.outside.conftest import SITE, signed_in
from xuncha.office.people.models import AuditRecord


def test_who_has_a_ticket_comes_in(client, cas_server, reviewer, come_in):
    assert come_in("cas", cas_server, wanted="/rounds/").url == "/rounds/"
    assert signed_in(client)
    assert AuditRecord.objects.get(act="login").detail == {"door": "cas"}


def test_the_service_is_the_configured_address_with_the_state(client, cas_server, office):
    place = client.get(reverse("door", args=["cas"])).url
    assert place.startswith(f"{cas_server.url}/login?")
    service = parse_qs(urlsplit(place).query)["service"][0]
    assert service.startswith(f"{SITE}{reverse('door-back', args=['cas'])}?state=")


@pytest.mark.parametrize("ticket", ["ST-forged", "", None])
def test_a_forged_ticket_proves_nothing(client, cas_server, reviewer, come_in, told, ticket):
    def forged(said):
        return {"state": said["state"]} | ({} if ticket is None else {"ticket": ticket})

    come_in("cas", cas_server, forged)
    assert "凭证不能采信" in told()
    assert not signed_in(client)


def test_a_ticket_for_another_journey_proves_nothing(client, cas_server, reviewer, come_in, told):
    theirs = cas_server.sign_in(client.get(reverse("door", args=["cas"])).url)["ticket"]
    come_in("cas", cas_server, lambda said: {**said, "ticket": theirs})
    assert "凭证不能采信" in told()


def test_a_journey_ends_once(client, cas_server, reviewer, come_in, told):
    answers = []
    come_in("cas", cas_server, lambda said: answers.append(said) or said)
    client.post(reverse("logout"))
    client.get(reverse("door-finish", args=["cas"]), answers[0])
    assert "已过时或已用过" in told()
    assert not signed_in(client)


def test_the_outside_name_may_stand_in_an_attribute(
    client, cas_server, installed, reviewer, come_in
):
    installed("cas", cas_url=cas_server.url, cas_attribute="employeeNumber")
    cas_server.person, cas_server.attributes = "somebody", {"employeeNumber": "li"}
    come_in("cas", cas_server)
    assert signed_in(client)


def test_a_missing_attribute_is_nobody(client, cas_server, installed, reviewer, come_in, told):
    installed("cas", cas_url=cas_server.url, cas_attribute="employeeNumber")
    come_in("cas", cas_server)
    assert "凭证不能采信" in told()
    assert not signed_in(client)


def test_an_older_server_is_asked_at_its_own_place(
    client, cas_server, installed, reviewer, come_in
):
    installed("cas", cas_url=cas_server.url, cas_protocol="2")
    come_in("cas", cas_server)
    assert signed_in(client)
    assert [one.path for one in cas_server.asked] == ["/cas/serviceValidate"]


@pytest.mark.parametrize(
    "said", ["<html", "<a/>", "<a><b/></a>", "<a><authenticationSuccess/></a>"]
)
def test_what_is_no_answer_of_a_server_proves_nothing(
    client, cas_server, reviewer, come_in, said, told
):
    cas_server.garbage = said
    come_in("cas", cas_server)
    text = told()
    assert "没有回答" in text or "凭证不能采信" in text
    assert not signed_in(client)


def test_who_leaves_leaves_the_server_too_and_is_asked_afresh(
    client, cas_server, reviewer, come_in
):
    come_in("cas", cas_server)
    assert client.post(reverse("logout")).context["place"] == f"{cas_server.url}/logout"
    come_in("cas", cas_server)
    assert cas_server.asked[-1].said["renew"] == "true"
    assert signed_in(client)
