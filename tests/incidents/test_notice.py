"""A notice states an incident once, in either edition; without one it says nothing."""

from dataclasses import replace

import pytest

from tests.incidents.conftest import OUTAGE, SHARED
from tests.notices.built_round import order_of
from xuncha.office.casework import incident_deciding, incidents
from xuncha.office.casework.incident_deciding import Saying
from xuncha.office.casework.incident_tables import Cause
from xuncha.office.notices.compile import compile_notice
from xuncha.office.notices.content import Edition


def text_of(inspection, edition: Edition) -> str:
    return repr(compile_notice(inspection, replace(order_of(), edition=edition)).script)


@pytest.mark.parametrize("edition", list(Edition))
def test_a_notice_states_an_incident_once(judged, reviewer, edition):
    inspection = judged(10, 2, dict.fromkeys(range(10), (OUTAGE,)))
    (incident,) = incidents.standing(inspection)
    saying = Saying(Cause.PLATFORM, counts=False, reason="来函说明")
    incident_deciding.decide(incident, saying, reviewer)
    text = text_of(inspection, edition)
    assert text.count(f"平台“{SHARED}”的 10 个网站同时打不开，经认定为平台故障，不计入") == 1
    assert "来函说明" not in text


def test_a_notice_of_sites_that_failed_alone_says_nothing_of_incidents(judged):
    inspection = judged(10, 2, dict.fromkeys((1, 2), (OUTAGE,)))
    assert "同时打不开" not in text_of(inspection, Edition.INTERNAL)
