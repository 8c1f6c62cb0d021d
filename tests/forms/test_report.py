"""What people saw stands in the report beside what the machine saw."""

from tests.forms.conftest import hand_in, said
from tests.notices.built_round import order_of
from tests.office.results import summary
from xuncha.engine.domain.words import Result
from xuncha.flow.judging import judge_round
from xuncha.flow.progress import SilentReporter
from xuncha.office.casework.taking_in import store_target
from xuncha.office.forms import answering
from xuncha.office.forms.reach import form_of
from xuncha.office.notices.compile import compile_report


def told_of(inspection, code):
    judge_round(inspection, SilentReporter())
    report = compile_report(inspection, order_of())
    dossier = next(one for one in report.targets if one.code == code)
    return {one.indicator: (one.result, one.count, one.reason) for one in dossier.outcomes}


def test_an_answered_form_opens_in_the_report_until_it_is_withdrawn(inspection, portal, reviewer):
    for target in inspection.targets.all():
        store_target(target, summary(), [])
    given = hand_in(portal, "general.D-1.1", said(**{"h.count": "2"}), reviewer)
    result, count, reason = told_of(inspection, portal.code)["D-1.1"]
    assert (result, count) == (Result.HIT, 2)
    assert "李审人工查看" in reason
    assert "首页未见该栏目" in reason
    answering.withdraw(given, form_of(inspection, "general.D-1.1"), reviewer, "看错")
    assert "D-1.1" not in told_of(inspection, portal.code)
