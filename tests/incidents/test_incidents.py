"""Sites of one platform that fail together are one incident, decided once for all of them."""

from collections import Counter
from datetime import timedelta

import pytest

from tests.incidents.conftest import AS_OF, NIGHT, NINE_HOURS, OUTAGE, OWN, SHARED, code_of
from tests.incidents.weeks import seal, week
from xuncha.engine.checks.frame.outages import Kin
from xuncha.engine.domain.words import UnableClass
from xuncha.flow.judging import judge_round
from xuncha.flow.progress import SilentReporter
from xuncha.office.casework import incident_deciding, incidents, rounds
from xuncha.office.casework.errors import DecisionError
from xuncha.office.casework.incident_deciding import Saying
from xuncha.office.casework.incident_tables import Cause
from xuncha.office.casework.models import Incident, IncidentDecision, VerdictRecord
from xuncha.office.people import audit
from xuncha.office.people.models import AuditRecord, User
from xuncha.office.people.roles import Role

HOUR = timedelta(hours=1)


def states(inspection) -> Counter:
    rows = VerdictRecord.objects.filter(target__round=inspection, is_current=True)
    return Counter(rows.values_list("state", flat=True))


def verdict(inspection, number: int) -> VerdictRecord:
    return VerdictRecord.objects.get(target__code=code_of(number), is_current=True)


def arithmetic(inspection, number: int) -> str:
    return "\n".join(step["text"] for step in verdict(inspection, number).arithmetic)


def judge_again(inspection) -> None:
    judge_round(inspection, SilentReporter())


def the_incident(inspection) -> Incident:
    (row,) = incidents.standing(inspection)
    return row


def test_an_outage_of_a_hundred_sites_is_one_decision_and_no_automatic_veto(judged, reviewer):
    inspection = judged(100, 12, dict.fromkeys(range(100), (OUTAGE,)))
    (fact,) = incidents.of_round(inspection)
    assert (fact.kin, fact.group, fact.sites, fact.watched) == (Kin.PLATFORM, SHARED, 100, 100)
    assert fact.turned == 100
    assert abs(fact.begin - NIGHT) <= HOUR
    assert abs(fact.end - NIGHT - NINE_HOURS) <= HOUR
    assert states(inspection) == {"undecided": 100, "qualified": 12}
    said = arithmetic(inspection, 7)
    assert "其中 9 次属于事件 1" in said
    assert "不计这些次数则有效监测 159 次，打不开 0 次" in said

    saying = Saying(Cause.PLATFORM, counts=False, reason="平台运维单位来函说明")
    incident_deciding.decide(the_incident(inspection), saying, reviewer)
    judge_again(inspection)
    assert IncidentDecision.objects.count() == 1
    assert states(inspection) == {"qualified": 112}
    assert "李审认定为平台故障，不计入次数和失败" in arithmetic(inspection, 7)


def test_failures_that_count_fail_every_site_by_a_persons_word_and_it_can_be_taken_back(
    judged, reviewer
):
    inspection = judged(10, 2, dict.fromkeys(range(10), (OUTAGE,)))
    saying = Saying(Cause.PLATFORM, counts=True, reason="平台停机未公告")
    incident_deciding.decide(the_incident(inspection), saying, reviewer)
    judge_again(inspection)
    assert states(inspection) == {"unqualified": 10, "qualified": 2}
    assert "李审认定为平台故障，计入" in arithmetic(inspection, 3)

    incident_deciding.withdraw(the_incident(inspection), reviewer, "平台方补交了公告")
    judge_again(inspection)
    assert states(inspection) == {"undecided": 10, "qualified": 2}
    acts = AuditRecord.objects.filter(act__startswith="incident").values_list("act", flat=True)
    assert list(acts.order_by("seq")) == [
        "incident.proposed",
        "incident.decided",
        "incident.withdrawn",
    ]
    assert audit.verify(inspection.office) is None


def test_two_sites_down_by_chance_are_no_incident(judged):
    inspection = judged(20, 2, dict.fromkeys((3, 4), (OUTAGE,)))
    assert incidents.of_round(inspection) == ()
    assert states(inspection) == {"unqualified": 2, "qualified": 20}


def test_sites_of_a_platform_that_fail_at_different_times_are_no_incident(judged):
    first = AS_OF - timedelta(days=6)
    spells = {n: ((first + n * timedelta(hours=13), NINE_HOURS),) for n in range(10)}
    inspection = judged(10, 2, spells)
    assert incidents.of_round(inspection) == ()
    assert states(inspection) == {"unqualified": 10, "qualified": 2}


def test_sites_of_different_platforms_that_fail_together_are_no_incident_of_one(judged):
    inspection = judged(20, 20, dict.fromkeys((0, 1, 20, 21), (OUTAGE,)))
    assert incidents.of_round(inspection) == ()


def test_a_site_down_far_longer_has_a_case_of_its_own_for_the_rest(judged, reviewer):
    long = (NIGHT, timedelta(days=2))
    inspection = judged(10, 2, dict.fromkeys(range(9), (OUTAGE,)) | {9: (long,)})
    assert states(inspection) == {"undecided": 9, "unqualified": 1, "qualified": 2}
    assert "怎样认定都不改变本项结论" in arithmetic(inspection, 9)
    (fact,) = incidents.of_round(inspection)
    assert (fact.sites, fact.turned) == (10, 9)
    saying = Saying(Cause.OWN_NETWORK, counts=False, reason="本方专线中断")
    incident_deciding.decide(the_incident(inspection), saying, reviewer)
    judge_again(inspection)
    assert states(inspection) == {"unqualified": 1, "qualified": 11}


def test_a_site_whose_name_is_gone_is_no_part_of_a_platforms_outage(judged):
    spells = dict.fromkeys(range(10), (OUTAGE,))
    inspection = judged(10, 2, spells, failures={4: (UnableClass.NAME,)})
    (fact,) = incidents.of_round(inspection)
    assert (fact.sites, fact.phases) == (9, (("服务器", 81),))
    assert states(inspection) == {"undecided": 9, "unqualified": 1, "qualified": 2}


def test_most_sites_of_all_platforms_failing_together_is_one_incident_of_everything(judged):
    inspection = judged(10, 8, dict.fromkeys(range(18), (OUTAGE,)))
    (fact,) = incidents.of_round(inspection)
    assert (fact.kin, fact.sites) == (Kin.EVERYWHERE, 18)
    assert states(inspection) == {"undecided": 18}


def test_sites_of_no_known_platform_that_fail_together_beyond_chance_are_one_incident(judged):
    spells = dict.fromkeys(range(20), (OUTAGE,))
    inspection = judged(50, 2, spells, platforms=("", OWN))
    (fact,) = incidents.of_round(inspection)
    assert (fact.kin, fact.sites, fact.watched) == (Kin.UNREGISTERED, 20, 50)
    assert "没有登记平台的 20 个网站" in fact.sentence
    assert states(inspection) == {"undecided": 20, "qualified": 32}


def test_two_sites_of_no_known_platform_that_fail_together_are_no_incident(judged):
    inspection = judged(10, 2, dict.fromkeys((3, 4), (OUTAGE,)), platforms=("", OWN))
    assert incidents.of_round(inspection) == ()


def test_a_short_outage_that_turns_nothing_asks_for_no_decision(judged):
    inspection = judged(20, 2, dict.fromkeys(range(20), ((NIGHT, 3 * HOUR),)))
    (fact,) = incidents.of_round(inspection)
    assert (fact.turned, fact.needs_decision) == (0, False)
    assert states(inspection) == {"qualified": 22}


def test_too_few_looks_left_is_undecided_and_never_a_pass(judged, reviewer):
    inspection = judged(10, 2, dict.fromkeys(range(10), ((NIGHT, timedelta(days=2, hours=2)),)))
    saying = Saying(Cause.OWN_NETWORK, counts=False, reason="本方专线中断")
    incident_deciding.decide(the_incident(inspection), saying, reviewer)
    judge_again(inspection)
    assert states(inspection) == {"undecided": 10, "qualified": 2}
    assert "不判合格也不判不合格" in arithmetic(inspection, 0)


def test_judging_again_proposes_nothing_anew(judged):
    inspection = judged(10, 2, dict.fromkeys(range(10), (OUTAGE,)))
    judge_again(inspection)
    assert Incident.objects.filter(round=inspection).count() == 1


def test_other_looks_take_the_incident_and_its_decision_away(judged, reviewer):
    inspection = judged(10, 3, dict.fromkeys(range(10), (OUTAGE,)))
    saying = Saying(Cause.SITE, counts=True, reason="核实属实")
    old = the_incident(inspection)
    incident_deciding.decide(old, saying, reviewer)
    site = inspection.targets.get(code=code_of(10))
    inspection.targets.filter(pk=site.pk).update(platform=SHARED)
    judge_again(inspection)
    assert the_incident(inspection).number == 2
    assert states(inspection)["undecided"] == 10
    with pytest.raises(DecisionError, match="新的拨测记录"):
        incident_deciding.decide(old, saying, reviewer)


def test_a_closed_round_keeps_its_incidents_whatever_comes_later(judged, reviewer, office):
    inspection = judged(10, 2, dict.fromkeys(range(10), (OUTAGE,)))
    for state in ("visiting", "judging", "reviewing"):
        rounds.move(inspection, rounds.RoundState(state), reviewer)
    rounds.freeze(inspection, reviewer)
    before = list(VerdictRecord.objects.order_by("pk").values())
    seal(office, code_of(0), week(AS_OF - timedelta(days=8), "late"))
    judge_again(inspection)
    assert list(VerdictRecord.objects.order_by("pk").values()) == before
    saying = Saying(Cause.SITE, counts=True, reason="核实属实")
    with pytest.raises(DecisionError, match="已定稿"):
        incident_deciding.decide(the_incident(inspection), saying, reviewer)


@pytest.mark.parametrize(
    ("saying", "why"),
    [
        (Saying(Cause.SITE, counts=True, reason=" "), "没有写理由"),
        (Saying(Cause.SITE, counts=False, reason="甲"), "不能不计入"),
        (Saying(Cause.OWN_NETWORK, counts=True, reason="甲"), "不能计入"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(judged, reviewer, saying, why):
    inspection = judged(4, 1, dict.fromkeys(range(4), (OUTAGE,)))
    with pytest.raises(DecisionError, match=why):
        incident_deciding.decide(the_incident(inspection), saying, reviewer)
    assert not IncidentDecision.objects.exists()


def test_readers_machines_and_neighbours_decide_nothing(judged, office, neighbour):
    inspection = judged(4, 1, dict.fromkeys(range(4), (OUTAGE,)))
    reader = User.objects.create_user("du", office, name="杜查", role=Role.READER)
    saying = Saying(Cause.SITE, counts=True, reason="核实属实")
    for person in (reader, neighbour, User.objects.get(username=f"{office.code}.machine")):
        with pytest.raises(DecisionError):
            incident_deciding.decide(the_incident(inspection), saying, person)


def test_the_notice_sentence_says_once_what_happened(judged, reviewer):
    inspection = judged(10, 2, dict.fromkeys(range(10), (OUTAGE,)))
    (waiting,) = incidents.of_round(inspection)
    assert waiting.sentence.startswith("9月17日10:")
    assert f"平台“{SHARED}”的 10 个网站同时打不开，原因尚未认定" in waiting.sentence
    saying = Saying(Cause.MAINTENANCE, counts=False, reason="公告在先")
    incident_deciding.decide(the_incident(inspection), saying, reviewer)
    (decided,) = incidents.of_round(inspection)
    assert "经认定为已公告的维护，不计入各网站的监测结果" in decided.sentence
    assert OWN not in decided.sentence
