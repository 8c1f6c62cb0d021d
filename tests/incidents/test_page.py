"""The page of incidents: what it shows, and deciding once for all sites of one."""

import pytest
from django.urls import reverse

from tests.incidents.conftest import OUTAGE, SHARED, code_of
from tests.incidents.test_incidents import states
from xuncha.office.casework.models import IncidentDecision
from xuncha.office.people.models import User
from xuncha.office.people.roles import Role


@pytest.fixture
def down(judged):
    return judged(10, 2, dict.fromkeys(range(10), (OUTAGE,)))


def address(inspection) -> str:
    return reverse("incidents", args=[inspection.pk])


def said(**given) -> dict[str, str]:
    return {"incident": "1", "cause": "platform", "counts": "no", "reason": "来函说明"} | given


def test_the_page_names_the_platform_its_sites_and_what_waits(client, reviewer, down):
    client.force_login(reviewer)
    text = client.get(address(down)).content.decode()
    assert f"平台“{SHARED}”的 10 个网站" in text
    assert "1 个事件等待认定" in text
    assert text.count("<rect") == 10
    assert text.count("取决于本事件</td>") == 10


def test_the_page_of_the_round_says_that_an_incident_waits_until_it_is_decided(
    client, reviewer, down
):
    client.force_login(reviewer)
    address_of_round = reverse("round", args=[down.pk])
    assert "认定一次即可" in client.get(address_of_round).content.decode()
    client.post(address(down), said())
    assert "认定一次即可" not in client.get(address_of_round).content.decode()


def test_the_page_of_a_site_leads_to_its_incident(client, reviewer, down):
    client.force_login(reviewer)
    text = client.get(reverse("target", args=[down.pk, code_of(3)])).content.decode()
    assert f'{address(down)}#incident-1"' in text
    text = client.get(reverse("target", args=[down.pk, code_of(11)])).content.decode()
    assert "#incident-" not in text


def test_one_answer_decides_for_every_site_and_judges_them_anew(client, reviewer, down):
    client.force_login(reviewer)
    page = client.post(address(down), said(), follow=True)
    assert "重新判定 10 个网站，10 个的判定或理由有变化" in page.content.decode()
    assert states(down) == {"qualified": 12}
    client.post(address(down), said(withdraw="1", reason="材料有误"))
    assert states(down) == {"undecided": 10, "qualified": 2}


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"cause": ""}, "没有选择原因"),
        ({"counts": ""}, "没有选择这些次数是否计入"),
        ({"reason": " "}, "没有写理由"),
    ],
)
def test_an_answer_that_is_not_whole_decides_nothing(client, reviewer, down, given, why):
    client.force_login(reviewer)
    page = client.post(address(down), said(**given), follow=True)
    assert why in page.content.decode()
    assert not IncidentDecision.objects.exists()


def test_a_fault_of_our_own_network_never_counts_whatever_was_not_ticked(client, reviewer, down):
    client.force_login(reviewer)
    client.post(address(down), said(cause="own_network", counts=""))
    assert states(down) == {"qualified": 12}


def test_a_reader_sees_no_form_and_a_neighbour_no_page(client, office, neighbour, down):
    client.force_login(User.objects.create_user("du", office, name="杜查", role=Role.READER))
    assert '<form method="post" class' not in client.get(address(down)).content.decode()
    client.post(address(down), said())
    client.force_login(neighbour)
    assert client.post(address(down), said()).status_code == 404
    assert not IncidentDecision.objects.exists()
