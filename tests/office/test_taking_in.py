"""Taking in: all of a target or nothing, once, and never over what people decided."""

import pytest

from tests.office.results import blank_outcome, column, summary, wording_finding, wording_outcome
from xuncha.engine.domain.outcomes import Outcome
from xuncha.engine.domain.words import Result
from xuncha.office.casework import decisions, rounds
from xuncha.office.casework.errors import IntakeError
from xuncha.office.casework.models import ColumnRecord, FindingRecord, OutcomeRecord
from xuncha.office.casework.states import RoundState
from xuncha.office.casework.taking_in import store_target
from xuncha.office.casework.verdicts import finding_of


@pytest.fixture
def target(inspection):
    return inspection.targets.get(code="1100000001")


def test_what_was_stored_comes_back_as_the_engine_said_it(target):
    outcome = wording_outcome(target.code, ["错字"])
    assert store_target(target, summary((column("要闻"),)), [outcome])
    row = FindingRecord.objects.get(target=target)
    assert finding_of(row, target.code) == outcome.findings[0]
    assert row.fingerprint == outcome.findings[0].fingerprint
    assert target.visit.pages == 12
    assert [c.name for c in target.columns.all()] == ["要闻"]


def test_taking_in_the_same_twice_changes_nothing(target):
    things = (summary((column("要闻"),)), [blank_outcome(target.code)])
    assert store_target(target, *things)
    before = list(FindingRecord.objects.values_list("pk", flat=True))
    assert not store_target(target, *things)
    assert list(FindingRecord.objects.values_list("pk", flat=True)) == before


def test_other_results_replace_undecided_ones_completely(target):
    store_target(target, summary((column("要闻"),)), [blank_outcome(target.code)])
    store_target(target, summary(), [blank_outcome(target.code, blank=2)])
    assert FindingRecord.objects.filter(target=target).count() == 2
    assert OutcomeRecord.objects.get(target=target).result == "clear"
    assert not ColumnRecord.objects.filter(target=target).exists()


def test_results_somebody_decided_on_are_not_overwritten(target, reviewer):
    store_target(target, summary(), [blank_outcome(target.code)])
    decisions.confirm(target.findings.first(), reviewer)
    with pytest.raises(IntakeError, match="已有人工认定"):
        store_target(target, summary(), [blank_outcome(target.code, blank=2)])
    assert target.findings.count() == 5


def test_a_broken_intake_leaves_what_was_there(target):
    store_target(target, summary(), [blank_outcome(target.code)])
    twice = [blank_outcome(target.code, blank=2), blank_outcome(target.code, blank=1)]
    with pytest.raises(Exception, match=r"(?i)unique"):
        store_target(target, summary(), twice)
    assert target.findings.count() == 5


def test_one_defect_seen_twice_is_one_finding_with_both_pieces_of_evidence(target):
    again = wording_finding(target.code, "错字")
    other = wording_finding(target.code, "错字", url="http://qs.example/a.html#x")
    other = type(other)(**{**{f: getattr(other, f) for f in other.__slots__}, "key": again.key})
    outcome = Outcome("W-N1", "wording", Result.HIT, 2, 2, "", findings=(again, other))
    store_target(target, summary(), [outcome])
    assert len(FindingRecord.objects.get(target=target).evidence) == 2


def test_text_a_database_cannot_hold_is_made_holdable(target):
    outcome = wording_outcome(target.code, ["坏\x00字\ud800"])
    store_target(target, summary(), [outcome])
    assert FindingRecord.objects.get(target=target).observed == "坏\ufffd字?"


def test_thousands_of_findings_are_stored_in_batches(target, django_assert_max_num_queries):
    outcome = wording_outcome(target.code, [f"错{n}" for n in range(3000)])
    with django_assert_max_num_queries(300):
        store_target(target, summary(), [outcome])
    assert target.findings.count() == 3000


def test_a_frozen_round_takes_in_nothing(target, inspection, reviewer):
    for state in (RoundState.VISITING, RoundState.JUDGING, RoundState.REVIEWING, RoundState.FROZEN):
        rounds.move(inspection, state, reviewer)
    with pytest.raises(IntakeError, match="已定稿"):
        store_target(target, summary(), [blank_outcome(target.code)])
