"""Dismissing may allow the words from the next round on."""

import pytest

from tests.feedback.conftest import found, wrong
from xuncha.engine.domain.words import AllowanceScope
from xuncha.office.casework import feedback
from xuncha.office.casework.errors import DecisionError
from xuncha.office.casework.models import Decision
from xuncha.office.casework.states import DecisionVerb
from xuncha.office.people import audit
from xuncha.office.people.models import AuditRecord, User
from xuncha.office.people.roles import Role
from xuncha.office.wordlists import allowances
from xuncha.office.wordlists.allowances import AllowanceOrder
from xuncha.office.wordlists.errors import WordlistError
from xuncha.office.wordlists.freezing import own_words_of
from xuncha.office.wordlists.models import AllowanceRecord

CODE, OTHER = "1100000001", "1100000002"


@pytest.fixture
def row(inspection):
    (row,) = found(inspection, CODE, wrong(CODE, "稽", "集", word="征稽"))
    return row


def test_a_dismissal_allows_the_whole_word_from_the_next_round_on(
    inspection, row, office, reviewer, later
):
    order = feedback.allowance_for(row, AllowanceScope.OFFICE, "征稽是机构通称")
    decision, allowance = feedback.dismiss_and_allow(row, reviewer, order)
    assert (decision.verb, decision.reason) == (DecisionVerb.DISMISS, "征稽是机构通称")
    assert (allowance.text, allowance.origin) == ("征稽", row.fingerprint)
    assert inspection.words is None
    (kept,) = own_words_of(later().words).allowances
    assert (kept.text, kept.by, kept.reason) == ("征稽", "李审", "征稽是机构通称")
    assert audit.verify(office) is None


@pytest.mark.parametrize(
    ("scope", "target", "rule"),
    [
        (AllowanceScope.OFFICE, "", ""),
        (AllowanceScope.TARGET, CODE, ""),
        (AllowanceScope.RULE, "", "stat-word"),
    ],
)
def test_an_allowance_says_how_far_it_reaches(row, reviewer, later, scope, target, rule):
    feedback.dismiss_and_allow(row, reviewer, feedback.allowance_for(row, scope, "通称"))
    (kept,) = own_words_of(later().words).allowances
    assert (kept.scope, kept.target, kept.rule) == (scope, target, rule)


def test_a_dismissal_and_its_allowance_stand_or_fall_together(row, reviewer):
    wide = feedback.allowance_for(row, AllowanceScope.OFFICE, "通称", "局")
    with pytest.raises(DecisionError, match="不含"):
        feedback.dismiss_and_allow(row, reviewer, wide)
    short = feedback.allowance_for(row, AllowanceScope.OFFICE, "通称", "稽")
    with pytest.raises(WordlistError, match="2 到 60"):
        feedback.dismiss_and_allow(row, reviewer, short)
    assert not Decision.objects.exists()
    assert not AllowanceRecord.objects.exists()


def test_the_same_allowance_twice_is_one(reviewer):
    order = AllowanceOrder("征稽", AllowanceScope.OFFICE, "通称")
    assert allowances.add(reviewer, order).pk == allowances.add(reviewer, order).pk
    assert AuditRecord.objects.filter(act="allowance.added").count() == 1


def test_a_withdrawn_allowance_stays_in_rounds_opened_before_and_not_in_later_ones(
    row, reviewer, later
):
    allowance = allowances.add(reviewer, AllowanceOrder("征稽", AllowanceScope.OFFICE, "通称"))
    before = later()
    allowances.withdraw(reviewer, allowance, "机构已撤销")
    allowances.withdraw(reviewer, allowance, "机构已撤销")
    assert later(2).words is None
    before.refresh_from_db()
    assert len(own_words_of(before.words).allowances) == 1
    assert AuditRecord.objects.filter(act="allowance.withdrawn").count() == 1


def test_readers_other_offices_and_missing_reasons_are_refused(row, office, reviewer, neighbour):
    order = AllowanceOrder("征稽", AllowanceScope.OFFICE, "通称")
    allowance = allowances.add(reviewer, order)
    reader = User.objects.create_user("reader", office, role=Role.READER)
    with pytest.raises(WordlistError, match="权限"):
        allowances.add(reader, order)
    with pytest.raises(WordlistError, match="不是本单位"):
        allowances.withdraw(neighbour, allowance, "理由")
    with pytest.raises(WordlistError, match="理由"):
        allowances.withdraw(reviewer, allowance, "")
    for bad in (
        AllowanceOrder("征稽", AllowanceScope.OFFICE, " "),
        AllowanceOrder("征稽", AllowanceScope.TARGET, "通称"),
        AllowanceOrder("征稽", AllowanceScope.RULE, "通称"),
    ):
        with pytest.raises(WordlistError):
            allowances.add(reviewer, bad)
