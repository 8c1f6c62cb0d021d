"""Taking a visit in raises the sealed alarm with the results, in one transaction."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.office.conftest import (  # noqa: F401
    IN_FORCE,
    inspection,
    office,
    order,
    register,
    reviewer,
)
from tests.office.results import blank_outcome, summary
from xuncha.engine.domain.withheld import Withheld
from xuncha.engine.domain.words import SecrecyLevel
from xuncha.office.casework.alarms import SealedAlarm
from xuncha.office.casework.models import FindingRecord, OutcomeRecord, VisitRecord
from xuncha.office.casework.taking_in import store_target

CODE = "1100000001"
SEEN = Withheld(
    "http://qs.example/neibu/1.html",
    datetime(2024, 9, 20, tzinfo=UTC),
    "sha256:" + "cd" * 32,
    99,
    SecrecyLevel.TOP_SECRET,
)


@pytest.fixture
def target(inspection):  # noqa: F811
    return inspection.targets.get(code=CODE)


def test_a_withheld_answer_becomes_an_alarm_and_nothing_else(target) -> None:
    store_target(target, replace(summary(), withheld=(SEEN,)), [blank_outcome(CODE)])
    alarm = SealedAlarm.objects.get()
    assert (alarm.url, alarm.level, alarm.target) == (SEEN.url, "top_secret", target)
    for model in (FindingRecord, OutcomeRecord, VisitRecord):
        for row in model.objects.all().values():
            assert "neibu" not in str(row), model.__name__


def test_taking_in_anew_keeps_the_alarm_and_adds_none(target) -> None:
    seen = replace(summary(), withheld=(SEEN,))
    store_target(target, seen, [blank_outcome(CODE)])
    store_target(target, replace(seen, pages=seen.pages + 1), [blank_outcome(CODE)])
    assert SealedAlarm.objects.count() == 1


def test_an_intake_that_fails_raises_no_alarm(target, monkeypatch) -> None:
    def stumble(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("xuncha.office.casework.taking_in._insert", stumble)
    with pytest.raises(RuntimeError):
        store_target(target, replace(summary(), withheld=(SEEN,)), [blank_outcome(CODE)])
    assert not SealedAlarm.objects.exists()
