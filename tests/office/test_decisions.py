"""Decisions are rows of history by named persons; the newest counts."""

import pytest

from tests.office.conftest import AS_OF, IN_FORCE
from tests.office.results import blank_outcome, summary, unable_outcome, wording_outcome
from xuncha.engine.domain.words import Result, UnableClass, VerdictState
from xuncha.engine.judge.verdict import judge
from xuncha.engine.rulebook.scope import frame_of
from xuncha.office.casework import decisions, rounds, verdicts
from xuncha.office.casework.errors import DecisionError
from xuncha.office.casework.frozen import book_of, plan_of
from xuncha.office.casework.models import Decision
from xuncha.office.casework.states import RoundState
from xuncha.office.casework.taking_in import store_target
from xuncha.office.people import audit
from xuncha.office.people.errors import AppendOnlyError
from xuncha.office.people.models import AuditRecord, User
from xuncha.office.people.roles import Role


@pytest.fixture
def target(inspection):
    target = inspection.targets.get(code="1100000001")
    store_target(
        target, summary(), [blank_outcome(target.code), wording_outcome(target.code, ["错字"])]
    )
    return target


def ruling(target, indicator="W-V4.3"):
    rulings = verdicts.judged_outcomes(target, book_of(target.round))
    return next(r for r in rulings if r.indicator == indicator)


def verdict(target):
    book = book_of(target.round)
    return judge(
        frame_of(plan_of(target)), verdicts.judged_outcomes(target, book), book, IN_FORCE, on=None
    )


def confirm(row, *people):
    for person in people:
        decisions.confirm(row, person)


def test_a_veto_counts_only_after_two_persons_confirmed_enough_findings(
    target, reviewer, colleague
):
    assert (ruling(target).result, ruling(target).confirmed) == (Result.HIT, False)
    rows = list(target.findings.filter(indicator="W-V4.3"))
    for row in rows[:4]:
        confirm(row, reviewer, colleague)
    confirm(rows[4], reviewer)
    assert not ruling(target).confirmed
    confirm(rows[4], colleague)
    assert (ruling(target).confirmed, ruling(target).count) == (True, 5)


def test_one_dismissed_finding_brings_the_count_below_the_limit(target, reviewer, colleague):
    rows = list(target.findings.filter(indicator="W-V4.3"))
    decisions.dismiss(rows[0], reviewer, "该栏目已下线")
    for row in rows[1:]:
        confirm(row, reviewer, colleague)
    assert (ruling(target).result, ruling(target).count) == (Result.CLEAR, 4)


def test_the_newest_decision_counts_and_the_old_one_stays(target, reviewer):
    row = target.findings.get(indicator="W-N1")
    decisions.dismiss(row, reviewer, "引文如此")
    decisions.confirm(row, reviewer, "复核：确为错字")
    assert ruling(target, "W-N1").result is Result.HIT
    assert Decision.objects.filter(finding=row).count() == 2


def test_saying_the_same_twice_leaves_one_row_and_one_audit_entry(target, reviewer):
    row = target.findings.get(indicator="W-N1")
    first = decisions.confirm(row, reviewer, replayed=True, at=AS_OF)
    count = AuditRecord.objects.count()
    assert decisions.confirm(row, reviewer, replayed=True, at=AS_OF).pk == first.pk
    assert AuditRecord.objects.count() == count
    assert AuditRecord.objects.last().detail["replayed"] is True


def test_a_decision_on_the_whole_outcome_outranks_its_findings(target, reviewer):
    decisions.dismiss(target.outcomes.get(indicator="W-V4.3"), reviewer, "整站改版期间")
    assert (ruling(target).result, ruling(target).confirmed) == (Result.CLEAR, True)


def test_a_dismissal_without_a_reason_is_refused(target, reviewer):
    with pytest.raises(DecisionError, match="理由"):
        decisions.dismiss(target.findings.first(), reviewer, "  ")


def test_the_machine_and_readers_and_other_offices_may_not_decide(target, office, neighbour):
    machine = User.objects.create_user("machine", office, role=Role.SYSTEM)
    reader = User.objects.create_user("reader", office, role=Role.READER)
    for user in (machine, reader, neighbour):
        with pytest.raises(DecisionError):
            decisions.confirm(target.findings.first(), user)


def test_a_look_by_hand_settles_what_the_machine_could_not_see(inspection, reviewer):
    target = inspection.targets.get(code="1100000002")
    blind = UnableClass.WAF
    store_target(
        target,
        summary(unable=blind),
        [
            unable_outcome("W-V2", "site-unreachable", blind),
            unable_outcome("W-V3", "home-still", blind),
            unable_outcome("W-V4.1", "core-columns-still", blind),
            unable_outcome("W-V4.2", "columns-still", blind),
            unable_outcome("W-V4.3", "columns-blank", blind),
        ],
    )
    assert verdict(target).state is VerdictState.UNDECIDED
    for indicator in ("W-V2", "W-V3", "W-V4.1", "W-V4.2", "W-V4.3"):
        look = decisions.Look(indicator, Result.CLEAR, "用浏览器打开，更新正常")
        decisions.look_by_hand(target, look, reviewer)
        decisions.look_by_hand(target, look, reviewer)
    assert target.hand_looks.count() == 5
    assert verdict(target).state is VerdictState.QUALIFIED


def test_could_not_look_is_no_look_by_hand(target, reviewer):
    with pytest.raises(DecisionError):
        decisions.look_by_hand(target, decisions.Look("W-V3", Result.UNABLE, ""), reviewer)


def test_a_person_who_could_not_look_either_says_why(target, reviewer):
    look = decisions.Look("W-V3", Result.UNABLE, "要求短信验证", unable=UnableClass.LOGIN)
    assert not decisions.look_by_hand(target, look, reviewer).settles
    assert ruling(target, "W-V3").result is Result.UNABLE


def test_a_look_taken_back_leaves_the_machines_outcome(target, reviewer):
    before = verdicts.judged_outcomes(target, book_of(target.round))
    decisions.look_by_hand(target, decisions.Look("W-V4.3", Result.EXEMPT, "专题"), reviewer)
    assert verdicts.judged_outcomes(target, book_of(target.round)) != before
    with pytest.raises(DecisionError):
        decisions.withdraw_look(target, "W-V4.3", reviewer, " ")
    assert decisions.withdraw_look(target, "W-V4.3", reviewer, "看错了栏目")
    assert not decisions.withdraw_look(target, "W-V4.3", reviewer, "看错了栏目")
    assert verdicts.judged_outcomes(target, book_of(target.round)) == before


def test_a_hit_seen_by_one_person_waits_for_the_second(target, reviewer):
    look = decisions.Look("W-V1.6", Result.HIT, "见文号", is_confirmed=False)
    row = decisions.look_by_hand(target, look, reviewer)
    assert not ruling(target, "W-V1.6").confirmed
    assert not row.settles


def test_a_veto_one_person_saw_without_a_form_waits_for_another(target, reviewer, colleague):
    look = decisions.Look("W-V3", Result.HIT, "首页一直没有更新")
    first = decisions.look_by_hand(target, look, reviewer)
    assert decisions.look_by_hand(target, look, reviewer) == first
    assert (first.is_confirmed, ruling(target, "W-V3").confirmed) == (False, False)
    assert decisions.look_by_hand(target, look, colleague).is_confirmed
    assert ruling(target, "W-V3").confirmed
    decisions.withdraw_look(target, "W-V3", reviewer, "看错了页面")
    assert not decisions.look_by_hand(target, look, colleague).is_confirmed


def test_nobody_decides_on_a_frozen_round(target, inspection, reviewer):
    for state in (RoundState.VISITING, RoundState.JUDGING, RoundState.REVIEWING, RoundState.FROZEN):
        rounds.move(inspection, state, reviewer)
    with pytest.raises(DecisionError, match="已定稿"):
        decisions.confirm(target.findings.first(), reviewer)


def test_decisions_are_neither_changed_nor_deleted(target, reviewer):
    row = decisions.confirm(target.findings.first(), reviewer)
    row.reason = "改写"
    with pytest.raises(AppendOnlyError):
        row.save()
    with pytest.raises(AppendOnlyError):
        row.delete()
    with pytest.raises(AppendOnlyError):
        Decision.objects.filter(pk=row.pk).delete()
    with pytest.raises(AppendOnlyError):
        Decision.objects.all().update(reason="")


def test_a_verdict_is_stored_once_and_a_changed_one_is_a_new_row(target, reviewer, colleague):
    book = book_of(target.round)
    first = verdict(target)
    assert first.state is VerdictState.UNDECIDED
    assert verdicts.store(target, book, first)
    assert not verdicts.store(target, book, verdict(target))
    for row in target.findings.filter(indicator="W-V4.3"):
        confirm(row, reviewer, colleague)
    assert verdicts.store(target, book, verdict(target))
    states = list(target.verdicts.values_list("state", "is_current"))
    assert states == [("undecided", False), ("unqualified", True)]
    assert verdicts.verdict_of(target.verdicts.get(is_current=True)) == verdict(target)


def test_every_decision_stands_in_an_unbroken_chain(target, office, reviewer):
    for row in target.findings.all():
        decisions.confirm(row, reviewer)
    assert audit.verify(office) is None


def test_judging_with_everything_at_hand_takes_few_queries(target, django_assert_max_num_queries):
    book = book_of(target.round)
    with django_assert_max_num_queries(8):
        for ready in verdicts.to_judge(target.round):
            verdicts.judged_outcomes(ready, book)


def test_a_verdict_read_before_somebody_else_stored_it_is_not_stored_again(target):
    book = book_of(target.round)
    early = next(iter(verdicts.to_judge(target.round)))
    assert verdicts.store(target, book, verdict(target))
    assert not verdicts.store(early, book, verdict(target))
    assert target.verdicts.count() == 1
