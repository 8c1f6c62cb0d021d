"""Every form of the house makes sense, and every row a person judges has one."""

from dataclasses import replace

import pytest

from tests.forms.conftest import form
from xuncha.engine.domain.words import Judge
from xuncha.engine.rulebook.load import list_names, load_rulebook
from xuncha.office.forms.definition import FieldKind, Measure, faults_of, load_forms
from xuncha.office.forms.reach import RoundForm, forms_from


@pytest.mark.parametrize("name", [one.name for one in load_forms()])
def test_a_form_says_what_to_look_at_and_what_evidence_is_asked_for(name):
    one = form(name)
    assert not list(faults_of(one))
    assert one.look
    assert one.ask
    assert one.source


def test_every_row_a_person_judges_has_a_form():
    book = load_rulebook("national-2019")
    rows = [row for row in book.rows if not row.heading]
    named = {row for one in load_forms() for row in one.rows}
    covered = {
        row.id for one in load_forms() for used in forms_from(one, rows, named) for row in used.rows
    }
    asked = {row.id for row in rows if row.check is None and row.judge is not Judge.AUTO}
    assert asked <= covered
    assert asked


def test_a_form_names_only_rows_a_book_has():
    known = {row.id for name in list_names() for row in load_rulebook(name).rows}
    for one in load_forms():
        assert {row for row in one.rows if row != "*"} <= known, one.name


@pytest.mark.parametrize("name", [one.name for one in load_forms()])
def test_every_form_can_be_answered_so_that_nothing_is_found(name):
    """A choice without an answer that counts nothing would make every target fail."""
    one = form(name)
    fields = one.fields + (one.entries.fields if one.entries else ())
    counted = {name for told in one.yields for name in told.fields}
    for asked in fields:
        if asked.id in counted and asked.kind is FieldKind.CHOICE:
            assert any(option.counts for option in asked.options) or any(
                option.unable for option in asked.options
            )
            assert any(not option.counts and not option.unable for option in asked.options)


def test_a_form_that_counts_what_it_does_not_ask_is_refused():
    one = form("general")
    wrong = replace(one, yields=(replace(one.yields[0], fields=("nothing",)),))
    assert any("nothing" in fault for fault in faults_of(wrong))
    assert list(faults_of(replace(one, yields=())))


def test_serious_problems_take_two_persons_and_secrets_take_no_pictures():
    assert form("serious").two_persons
    assert form("serious").restricted
    secret = form("secret")
    assert (secret.pictures, secret.links) == (0, False)
    assert secret.two_persons


def test_a_form_of_its_own_for_each_row_is_named_after_it():
    book = load_rulebook("national-2019")
    used = RoundForm("serious.W-V1.6", form("serious"), (book.row("W-V1.6"),))
    assert used.title == "W-V1.6 引发严重负面舆情"
    assert all(told.measure is Measure.SUM for told in used.form.yields)
