"""An office with sites of several sponsors, rounds, and findings people decide on."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.office.conftest import (  # noqa: F401
    inspection,
    neighbour,
    office,
    order,
    other_office,
    register,
    reviewer,
)
from tests.office.results import summary
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.words import Result, TextErrorKind
from xuncha.office.casework import rounds
from xuncha.office.casework.models import RoundTarget
from xuncha.office.casework.taking_in import store_target


def wrong(code, words, right="改正", rule="stat-word", word="", pages=1):
    evidence = tuple(
        Evidence(
            f"http://{code}.cn/{n}.html", f"各地{word or words}，要求", "正文第1段", "sha256:cd"
        )
        for n in range(pages)
    )
    return Finding(
        check="wording",
        target=code,
        key=f"{code}.cn/0.html|{words}",
        title=f"“{words}”疑应为“{right}”",
        observed=words,
        limit=rule,
        confidence=0.9,
        evidence=evidence,
        kind=TextErrorKind.TYPO,
        suggestion=right,
        why="常见错别字",
        count=pages,
        word=word or words,
    )


def outcome_of(*findings):
    count = sum(one.count for one in findings)
    return Outcome(
        "W-N1", "wording", Result.HIT, count, count, f"表述错误 {count} 处", findings=findings
    )


def found(inspection, code, *findings):  # noqa: F811
    """Store these findings of a target; its rows in order."""
    target = inspection.targets.get(code=code)
    store_target(target, summary(), [outcome_of(*findings)])
    return list(target.findings.order_by("id"))


@pytest.fixture
def later(register, order, reviewer):  # noqa: F811
    """Opens the next round."""

    def opened(number=1):
        moment = order.as_of + timedelta(days=90 * number)
        return rounds.open_round(
            register, replace(order, title=f"后{number}季检查", as_of=moment), reviewer
        )

    return opened


@pytest.fixture
def sites(inspection):  # noqa: F811
    """More targets of the round, each of another sponsor."""
    plan = inspection.targets.get(code="1100000001").plan
    codes = [f"22000000{number:02}" for number in range(4)]
    for code in codes:
        RoundTarget.objects.create(
            round=inspection, kind="site", code=code, name=f"网站{code}", level="city", plan=plan
        )
    return codes
