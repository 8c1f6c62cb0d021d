"""Sites of no known platform that answer from one address and fail together are one incident."""

from datetime import timedelta

import pytest

from tests.incidents.conftest import AS_OF, OUTAGE, OWN, code_of
from tests.incidents.test_incidents import arithmetic, judge_again, states, the_incident
from xuncha.engine.checks.frame.outages import Kin
from xuncha.office.casework import incident_deciding, incidents
from xuncha.office.casework.incident_deciding import Saying
from xuncha.office.casework.incident_tables import Cause
from xuncha.office.casework.models import VisitRecord

UNKNOWN = ("", OWN)
ONE, OTHER = "20.0.1.7", "20.0.1.8"
ELSEWHERE = {number: f"20.0.2.{number}" for number in range(200)}


def at(sites: range, address: str) -> dict[int, str]:
    """So many sites at one address, every other at its own."""
    return ELSEWHERE | dict.fromkeys(sites, address)


def test_four_sites_at_one_address_that_fail_together_are_one_decision(judged, reviewer):
    spells = dict.fromkeys(range(4), (OUTAGE,))
    inspection = judged(60, 2, spells, at=at(range(4), ONE), platforms=UNKNOWN)
    (fact,) = incidents.of_round(inspection)
    assert (fact.kin, fact.group, fact.sites, fact.watched) == (Kin.ADDRESS, ONE, 4, 4)
    assert states(inspection) == {"undecided": 4, "qualified": 58}
    assert "同一网络地址的 4 个网站同时打不开" in fact.sentence
    assert ONE not in fact.sentence

    saying = Saying(Cause.PLATFORM, counts=False, reason="机房断电，运维单位来函")
    incident_deciding.decide(the_incident(inspection), saying, reviewer)
    judge_again(inspection)
    assert states(inspection) == {"qualified": 62}
    assert "李审认定为平台故障，不计入次数和失败" in arithmetic(inspection, 3)


def test_where_the_probes_tell_no_address_that_of_the_visit_is_taken(judged):
    spells = dict.fromkeys(range(4), (OUTAGE,))
    inspection = judged(60, 2, spells, platforms=UNKNOWN)
    codes = [code_of(number) for number in range(4)]
    VisitRecord.objects.filter(target__code__in=codes).update(address=ONE)
    judge_again(inspection)
    (fact,) = incidents.of_round(inspection)
    assert (fact.kin, fact.group, fact.sites) == (Kin.ADDRESS, ONE, 4)
    assert states(inspection) == {"undecided": 4, "qualified": 58}


@pytest.mark.parametrize("inside", ["10.0.0.5", "127.0.0.1", "fe80::1"])
def test_an_address_inside_a_private_net_is_no_place_of_sites(judged, inside):
    spells = dict.fromkeys(range(4), (OUTAGE,))
    inspection = judged(60, 2, spells, at=at(range(4), inside), platforms=UNKNOWN)
    assert list(incidents.of_round(inspection)) == []


def test_the_same_sites_without_a_known_address_are_no_incident(judged):
    inspection = judged(60, 2, dict.fromkeys(range(4), (OUTAGE,)), platforms=UNKNOWN)
    assert incidents.of_round(inspection) == ()


@pytest.mark.parametrize("inside", ["10.0.0.5", "127.0.0.1", "::ffff:10.0.0.5"])
def test_sites_the_probes_asked_through_one_inner_address_are_no_incident(judged, inside):
    spells = dict.fromkeys(range(4), (OUTAGE,))
    inspection = judged(60, 2, spells, at=at(range(4), inside), platforms=UNKNOWN)
    assert incidents.of_round(inspection) == ()
    assert states(inspection) == {"unqualified": 4, "qualified": 58}


def test_sites_that_merely_share_a_delivery_network_are_no_incident(judged):
    spells = dict.fromkeys(range(4), (OUTAGE,))
    inspection = judged(60, 2, spells, at=at(range(12), ONE), platforms=UNKNOWN)
    assert incidents.of_round(inspection) == ()
    assert states(inspection) == {"unqualified": 4, "qualified": 58}


def test_a_hundred_sites_of_one_address_are_one_incident_though_a_cached_one_still_opened(judged):
    spells = dict.fromkeys(range(99), (OUTAGE,))
    inspection = judged(101, 30, spells, at=at(range(100), ONE), platforms=UNKNOWN)
    (fact,) = incidents.of_round(inspection)
    assert (fact.kin, fact.sites, fact.watched) == (Kin.ADDRESS, 99, 100)


def test_a_site_elsewhere_that_fails_at_the_same_time_keeps_its_own_case(judged):
    spells = dict.fromkeys((*range(10), 40), (OUTAGE,))
    inspection = judged(60, 2, spells, at=at(range(10), ONE), platforms=UNKNOWN)
    (fact,) = incidents.of_round(inspection)
    assert (fact.kin, fact.sites) == (Kin.ADDRESS, 10)
    assert states(inspection) == {"undecided": 10, "unqualified": 1, "qualified": 51}


def test_sites_of_several_addresses_that_fail_together_are_still_one_incident(judged):
    spells = dict.fromkeys(range(20), (OUTAGE,))
    places = at(range(10), ONE) | dict.fromkeys(range(10, 20), OTHER)
    inspection = judged(60, 2, spells, at=places, platforms=UNKNOWN)
    (fact,) = incidents.of_round(inspection)
    assert (fact.kin, fact.sites) == (Kin.UNREGISTERED, 20)


def test_two_addresses_that_fail_on_different_days_are_two_incidents(judged):
    later = (AS_OF - timedelta(days=1, hours=12), OUTAGE[1])
    spells = dict.fromkeys(range(4), (OUTAGE,)) | dict.fromkeys(range(4, 8), (later,))
    places = at(range(4), ONE) | dict.fromkeys(range(4, 8), OTHER)
    inspection = judged(60, 2, spells, at=places, platforms=UNKNOWN)
    assert [one.group for one in incidents.of_round(inspection)] == [ONE, OTHER]


def test_a_registered_platform_counts_before_an_address(judged):
    inspection = judged(10, 2, dict.fromkeys(range(10), (OUTAGE,)), at=at(range(10), ONE))
    (fact,) = incidents.of_round(inspection)
    assert fact.kin is Kin.PLATFORM
