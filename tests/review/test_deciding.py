"""One phrase, link or template is one decision; it can be taken apart, and taken back at once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.feedback.conftest import wrong
from tests.office.results import summary
from tests.review.conftest import BUREAU, PORTAL, errors, stored
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.words import Result
from xuncha.engine.rulebook.editions import newest_edition
from xuncha.office.casework import decisions, rounds, verdicts
from xuncha.office.casework.errors import DecisionError
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.models import Cluster, Decision, DecisionBatch, FindingRecord
from xuncha.office.casework.queue_clusters import COUNTS, recount
from xuncha.office.casework.queue_dealing import claim
from xuncha.office.casework.queue_deciding import Saying, decide, undo, undoable
from xuncha.office.casework.standing import fold
from xuncha.office.casework.states import DecisionVerb, RoundState, Standing
from xuncha.office.casework.taking_in import store_target
from xuncha.office.forms.reach import form_of
from xuncha.office.people import audit
from xuncha.office.people.models import AuditRecord, User
from xuncha.office.people.roles import Role

CONFIRM, DISMISS = DecisionVerb.CONFIRM, DecisionVerb.DISMISS


def standings(cluster):
    return sorted(cluster.members.values_list("standing", flat=True))


def fresh(cluster):
    cluster.refresh_from_db()
    return cluster


def test_a_phrase_on_sites_and_accounts_is_one_cluster(full, phrase):
    assert (phrase.findings, phrase.targets, phrase.waiting) == (5, 5, 5)
    indicators = set(phrase.members.values_list("indicator", flat=True))
    assert indicators == {"W-N1", "N-N1"}
    assert Cluster.objects.filter(round=full, waiting__gt=0).count() == 3


def test_the_columns_of_one_site_are_one_cluster_for_two_persons(veto):
    assert (veto.findings, veto.targets, veto.persons, veto.title) == (5, 1, 2, "空白栏目")


def test_one_dead_link_on_many_sites_is_one_cluster(register, order, reviewer):
    book = newest_edition("national-2019", date(2026, 11, 23))
    row = next(row for row in book.rows if row.check == "links-dead")
    opened = rounds.open_round(
        register, replace(order, book=book, rows_in_force=(row.id,)), reviewer
    )
    for code in (PORTAL, BUREAU):
        proof = (Evidence("http://gone.example/x", "链接", "首页", "sha256:aa"),)
        finding = Finding(
            "links-dead", code, "link|gone.example/x", "链接打不开", "404", "", 1, proof
        )
        outcome = Outcome(row.id, "links-dead", Result.HIT, 1, 1, "1 个", findings=(finding,))
        store_target(opened.targets.get(code=code), summary(), [outcome])
    clusters = Cluster.objects.filter(round=opened)
    assert [(one.alike, one.targets) for one in clusters] == [("link", 2)]


def test_one_decision_confirms_a_phrase_everywhere_with_one_audit_row(phrase, office, reviewer):
    before = AuditRecord.objects.count()
    batch = decide(phrase, Saying(CONFIRM), reviewer)
    assert standings(phrase) == ["confirmed"] * 5
    assert Decision.objects.filter(batch=batch).count() == batch.findings == 5
    assert AuditRecord.objects.count() == before + 1
    assert audit.verify(office) is None
    assert (fresh(phrase).waiting, phrase.confirmed) == (0, 5)


def test_a_decision_taken_back_leaves_what_stood_before(phrase, reviewer, colleague):
    first = phrase.members.order_by("pk").first()
    decide(phrase, Saying(DISMISS, "引文如此", only=(first.pk,)), colleague)
    batch = decide(phrase, Saying(CONFIRM), reviewer)
    assert standings(phrase) == ["confirmed"] * 4 + ["dismissed"]
    undo(batch, reviewer)
    assert standings(phrase) == ["dismissed"] + ["waiting"] * 4
    assert (fresh(phrase).waiting, phrase.once_confirmed) == (4, 0)
    assert Decision.objects.filter(finding__cluster=phrase).count() == 9


def test_a_decision_changed_and_the_change_taken_back_stands_again(phrase, reviewer, colleague):
    decide(phrase, Saying(CONFIRM), reviewer)
    everything = tuple(phrase.members.values_list("pk", flat=True))
    batch = decide(phrase, Saying(DISMISS, "规范用语", only=everything), colleague)
    assert (fresh(phrase).dismissed, phrase.overturned) == (5, 5)
    undo(batch, colleague)
    assert (fresh(phrase).confirmed, phrase.overturned) == (5, 0)


def test_a_decision_is_taken_back_once_and_by_its_author_alone(phrase, reviewer, colleague):
    batch = decide(phrase, Saying(CONFIRM), reviewer)
    with pytest.raises(DecisionError, match="只能由本人撤回"):
        undo(batch, colleague)
    assert undoable(phrase, reviewer) == batch
    undo(batch, reviewer)
    batch.refresh_from_db()
    with pytest.raises(DecisionError, match="已经撤回"):
        undo(DecisionBatch.objects.get(pk=batch.pk), reviewer)
    assert undoable(phrase, reviewer) is None


def test_what_comes_in_later_is_never_decided_along(full, phrase, reviewer):
    shown = max(phrase.members.values_list("pk", flat=True))
    stored(full, BUREAU, errors(wrong(BUREAU, "布署", "部署")))
    decide(phrase, Saying(CONFIRM, upto=shown), reviewer)
    assert standings(phrase) == ["confirmed"] * 5 + ["waiting"]
    assert fresh(phrase).waiting == 1


def test_findings_of_a_cluster_can_be_decided_apart(phrase, reviewer):
    one, other = phrase.members.order_by("pk")[:2]
    decide(phrase, Saying(DISMISS, "书名", only=(one.pk,)), reviewer)
    decide(phrase, Saying(CONFIRM, only=(other.pk,)), reviewer)
    assert standings(phrase) == ["confirmed", "dismissed", "waiting", "waiting", "waiting"]


def test_a_dismissal_without_a_reason_changes_nothing(phrase, reviewer):
    with pytest.raises(DecisionError, match="理由"):
        decide(phrase, Saying(DISMISS, " "), reviewer)
    assert not Decision.objects.exists()


def test_a_veto_counts_when_two_different_persons_confirmed(full, veto, reviewer, colleague):
    decide(veto, Saying(CONFIRM), reviewer)
    assert (fresh(veto).waiting, veto.half, veto.confirmed) == (5, 5, 0)
    with pytest.raises(DecisionError, match="另一人"):
        decide(veto, Saying(CONFIRM), reviewer)
    decide(veto, Saying(CONFIRM, "同意"), colleague)
    assert (fresh(veto).waiting, veto.half, veto.confirmed) == (0, 0, 5)


def test_a_veto_seen_by_hand_on_a_form_asks_for_a_second_person_too(full):
    assert form_of(full, "general.W-V2").two_persons


def test_the_first_confirmation_taken_back_leaves_the_second_waiting(veto, reviewer, colleague):
    first = decide(veto, Saying(CONFIRM), reviewer)
    decide(veto, Saying(CONFIRM), colleague)
    undo(first, reviewer)
    assert (fresh(veto).waiting, veto.half) == (5, 5)
    assert set(veto.members.values_list("first_by", flat=True)) == {colleague.pk}


def test_one_person_dismisses_a_veto(veto, reviewer):
    decide(veto, Saying(DISMISS, "栏目已下线"), reviewer)
    assert fresh(veto).dismissed == 5


def test_two_workers_do_not_decide_one_cluster_at_once(phrase, reviewer, colleague, order):
    assert claim(phrase, reviewer, order.as_of)
    assert not claim(phrase, colleague, order.as_of)
    with pytest.raises(DecisionError, match="李审正在认定"):
        decide(phrase, Saying(CONFIRM), colleague, at=order.as_of)
    later = order.as_of + timedelta(hours=1)
    assert claim(phrase, colleague, later)


def test_who_may_not_decide_decides_no_cluster(phrase, office, neighbour):
    inspector = User.objects.create_user("sun", office, name="孙查", role=Role.INSPECTOR)
    for user in (inspector, neighbour):
        with pytest.raises(DecisionError):
            decide(phrase, Saying(CONFIRM), user)
    assert not DecisionBatch.objects.exists()


def test_nothing_is_decided_in_a_closed_round(phrase, full, reviewer):
    type(full).objects.filter(pk=full.pk).update(state=RoundState.FROZEN)
    with pytest.raises(DecisionError, match="已定稿"):
        decide(phrase, Saying(CONFIRM), reviewer)


def test_a_look_by_hand_takes_a_cluster_out_of_the_queue_and_back(full, veto, reviewer):
    target = full.targets.get(code=PORTAL)
    look = decisions.Look("W-V4.3", Result.CLEAR, "浏览器查看，栏目有内容")
    decisions.look_by_hand(target, look, reviewer)
    assert fresh(veto).waiting == 0
    decisions.withdraw_look(target, "W-V4.3", reviewer, "看错了")
    assert fresh(veto).waiting == 5


def test_results_stored_anew_leave_no_ghosts_in_the_queue(full, phrase, sites):
    stored(full, sites[0], errors())
    assert (fresh(phrase).findings, phrase.waiting) == (4, 4)


def test_decided_targets_are_marked_to_be_judged_anew_until_they_are(full, phrase, reviewer):
    target = full.targets.get(code="A1")
    full.targets.update(needs_judging=False)
    decide(phrase, Saying(CONFIRM), reviewer)
    assert full.targets.filter(needs_judging=True).count() == 5
    target.refresh_from_db()
    book = book_of(full)
    assert verdicts.judged_outcomes(target, book)[0].confirmed


def test_what_is_kept_with_findings_is_what_their_history_comes_to(
    full, phrase, veto, reviewer, colleague
):
    decide(veto, Saying(CONFIRM), reviewer)
    batch = decide(phrase, Saying(CONFIRM), reviewer)
    everything = tuple(phrase.members.values_list("pk", flat=True))
    decide(phrase, Saying(DISMISS, "引文", only=everything[:3]), colleague)
    undo(batch, reviewer)
    words = {CONFIRM: Standing.CONFIRMED, DISMISS: Standing.DISMISSED, None: Standing.WAITING}
    for row in FindingRecord.objects.filter(cluster__in=[phrase, veto]):
        said = fold(row.decisions.all(), row.persons)
        assert row.standing == words[said.verb]
        assert (row.first_by_id, row.was_confirmed) == (said.first_by, said.was_confirmed)
    kept = [tuple(getattr(fresh(one), name) for name in COUNTS) for one in (phrase, veto)]
    recount({phrase.pk, veto.pk})
    assert kept == [tuple(getattr(fresh(one), name) for name in COUNTS) for one in (phrase, veto)]
