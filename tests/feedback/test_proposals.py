"""What decisions suggest: terms seen on unrelated sites, words only the statistics found."""

import pytest

from tests.feedback.conftest import found, wrong
from xuncha.engine.domain.own_words import OwnTerm
from xuncha.engine.domain.words import AllowanceScope, Band, OwnList
from xuncha.office.casework import decisions, feedback_proposals, feedback_sheets
from xuncha.office.people.models import User
from xuncha.office.people.roles import Role
from xuncha.office.wordlists import allowances, lists
from xuncha.office.wordlists.allowances import AllowanceOrder
from xuncha.office.wordlists.errors import WordlistError
from xuncha.office.wordlists.sorts import Proposed

RULE = "stat-character"


def terms(office):
    return tuple(one for one in feedback_proposals.proposals(office) if one.sort is Proposed.TERM)


def words(office):
    return tuple(one for one in feedback_proposals.proposals(office) if one.sort is Proposed.WORD)


def seen_on(inspection, codes, rule=RULE, word="征稽"):
    return [
        found(inspection, code, wrong(code, "稽", "集", rule=rule, word=word))[0] for code in codes
    ]


def test_a_string_dismissed_on_three_unrelated_sites_is_proposed_as_a_term(
    inspection, office, sites, reviewer
):
    for row in seen_on(inspection, sites[:3], rule="W1"):
        decisions.dismiss(row, reviewer, "机构通称")
    (one,) = terms(office)
    assert (one.text, len(one.places)) == ("征稽", 3)
    assert {place.target_code for place in one.places} == set(sites[:3])


def test_two_sites_or_one_confirmation_propose_no_term(inspection, office, sites, reviewer):
    rows = seen_on(inspection, sites[:3])
    assert len(terms(office)) == 1
    decisions.confirm(rows[0], reviewer)
    assert terms(office) == ()


def test_sites_of_one_sponsor_are_not_unrelated(inspection, office, sites):
    sponsor = inspection.targets.get(code="1100000001").sponsor
    inspection.targets.filter(code__in=sites).update(sponsor=sponsor)
    seen_on(inspection, sites)
    assert terms(office) == ()


def test_what_a_rule_knows_for_certain_is_no_term_before_people_dismiss_it(
    inspection, office, sites
):
    seen_on(inspection, sites, rule="W1")
    assert terms(office) == ()


def test_an_accepted_term_stands_in_the_list_and_is_not_proposed_again(
    inspection, office, sites, reviewer
):
    seen_on(inspection, sites)
    (one,) = feedback_proposals.proposals(office)
    feedback_proposals.answer(reviewer, one, accepted=True)
    (row,) = lists.rows_of(lists.current(office, OwnList.TERMS), OwnList.TERMS)
    assert isinstance(row, OwnTerm)
    assert row.text == "征稽"
    assert feedback_proposals.proposals(office) == ()


def test_a_refused_term_is_not_proposed_again(inspection, office, sites, reviewer):
    seen_on(inspection, sites)
    (one,) = feedback_proposals.proposals(office)
    feedback_proposals.answer(reviewer, one, accepted=False)
    assert feedback_proposals.proposals(office) == ()
    assert lists.current(office, OwnList.TERMS) is None


def test_what_is_allowed_already_is_not_proposed(inspection, office, sites, reviewer):
    seen_on(inspection, sites)
    allowances.add(reviewer, AllowanceOrder("征稽", AllowanceScope.OFFICE, "通称"))
    assert terms(office) == ()


def test_a_confirmed_word_only_the_statistics_found_is_proposed_with_the_right_one(
    inspection, office, sites, reviewer
):
    (row,) = seen_on(inspection, sites[:1], word="征稽整齐")
    decisions.confirm(row, reviewer)
    (one,) = words(office)
    assert (one.text, one.right) == ("征稽整齐", "征集整齐")
    feedback_proposals.answer(reviewer, one, accepted=True)
    (listed,) = lists.rows_of(lists.current(office, OwnList.WORDS), OwnList.WORDS)
    assert (listed.wrong, listed.right, listed.band) == ("征稽整齐", "征集整齐", Band.A)
    assert words(office) == ()


def test_a_word_confirmed_here_and_dismissed_there_is_not_proposed(
    inspection, office, sites, reviewer
):
    first, second = seen_on(inspection, sites[:2])
    decisions.confirm(first, reviewer)
    decisions.dismiss(second, reviewer, "通称")
    assert words(office) == ()


def test_readers_answer_no_proposal(inspection, office, sites):
    seen_on(inspection, sites)
    (one,) = feedback_proposals.proposals(office)
    reader = User.objects.create_user("reader", office, role=Role.READER)
    with pytest.raises(WordlistError, match="权限"):
        feedback_proposals.answer(reader, one, accepted=True)


def test_proposals_take_few_queries(inspection, office, sites, django_assert_max_num_queries):
    seen_on(inspection, sites)
    with django_assert_max_num_queries(8):
        feedback_proposals.proposals(office)


def test_a_large_office_keeps_what_was_drawn_and_says_when(
    inspection, office, sites, reviewer, monkeypatch
):
    monkeypatch.setattr(feedback_sheets, "READ_AT_ONCE", 0)
    seen_on(inspection, sites[:3])
    first = feedback_sheets.sheet_of(office)
    assert [one.text for one in first.proposals] == ["征稽"]
    assert first.at is not None
    seen_on(inspection, sites[:3], word="稽查费")
    assert feedback_sheets.sheet_of(office) == first
    feedback_proposals.answer(reviewer, first.proposals[0], accepted=False)
    assert feedback_sheets.sheet_of(office).proposals == ()
    assert feedback_sheets.sheet_of(office).at == first.at
    assert feedback_sheets.draw(office).proposals == feedback_proposals.proposals(office)
