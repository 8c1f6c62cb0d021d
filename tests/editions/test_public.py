"""The public edition holds nothing of what is planted; the internal edition shows that it could."""

import re
from dataclasses import fields

import pytest

from tests.editions.nothing import CODE, NOT_FREE, Nothing, strings
from tests.editions.plants import Sort
from tests.editions.search import is_held
from tests.notices.built_round import facts_of
from xuncha.office.notices.content import Edition
from xuncha.office.notices.editions import facts_for

pytestmark = pytest.mark.django_db


def leaks(planted, text):
    return [plant for plant in planted[1] if is_held(plant.text, text)]


def test_two_hundred_strings_are_planted(planted):
    count = {sort: sum(plant.sort is sort for plant in planted[1]) for sort in Sort}
    assert count == {Sort.POLITICAL: 70, Sort.PERSONAL: 50, Sort.PERSON: 40, Sort.LINK: 40}


def test_no_plant_stands_in_the_public_edition(planted, documents):
    assert leaks(planted, documents[Edition.PUBLIC][1]) == []


@pytest.mark.parametrize("sort", [Sort.POLITICAL, Sort.PERSON, Sort.LINK])
def test_the_same_search_finds_plants_in_the_internal_edition(sort, planted, documents):
    found = leaks(planted, documents[Edition.INTERNAL][1])
    assert sum(plant.sort is sort for plant in found) >= 10


def test_the_internal_edition_masks_personal_data(planted, documents):
    text = documents[Edition.INTERNAL][1]
    assert [one for one in leaks(planted, text) if one.sort is Sort.PERSONAL] == []
    masks = {f"{one.text[:3]}****{one.text[-4:]}" for one in planted[1] if len(one.text) == 11}
    assert any(mask in text for mask in masks)


def test_what_is_needed_stands_in_the_public_edition(documents):
    compiled, text = documents[Edition.PUBLIC]
    assert compiled.content.head.title
    assert {"登陆", "登录"} <= set(re.findall("登.", text))
    assert "原文不公开,已单独告知主办单位" in text
    assert f"共{compiled.content.text_tally.items}处" in text
    assert [len(annex.tables[0].rows) for annex in compiled.script.annexes] == [
        len(annex.tables[0].rows) for annex in documents[Edition.INTERNAL][0].script.annexes
    ]


def test_whoever_orders_the_public_edition_is_told_what_was_left_out(documents):
    gaps = "".join(documents[Edition.PUBLIC][0].script.gaps)
    assert "与本次检查不公开的内容相同" in gaps
    assert "没有标明可以公开" not in "".join(documents[Edition.INTERNAL][0].script.gaps)


def test_no_free_string_goes_past_the_gate(planted):
    facts = facts_for(facts_of(planted[0]), Nothing())
    found = {
        path
        for name in {one.name for one in fields(facts)} - {"book", "entries"}
        for path, text in strings(getattr(facts, name), name)
        if not (text.startswith(CODE) or any(path.endswith(one) for one in NOT_FREE))
    }
    assert found == set()


def test_of_side_records_only_words_of_closed_lists_go_past(planted):
    facts = facts_for(facts_of(planted[0]), Nothing())
    cells = {text for rows in facts.entries.values() for row in rows for _, text in strings(row)}
    assert not any(plant.text in text for plant in planted[1] for text in cells)
    assert {"通报批评", "有效"} <= cells
