"""What the generators of the trials promise."""

from random import Random

import pytest
from benchmarks.trials import (
    clean,
    damage,
    figures,
    names,
    numbers,
    pages,
    privacy,
    running,
    transliterated,
    traps,
)
from benchmarks.trials.material import Case, Plant, joined

EVERY = (clean, damage, figures, names, pages, privacy, running, transliterated, traps)
SIZE = 0.02


@pytest.mark.parametrize("trial", EVERY, ids=lambda one: one.__name__.rpartition(".")[2])
def test_the_same_seed_gives_the_same_trial(trial):
    assert trial.cases(Random(7), SIZE) == trial.cases(Random(7), SIZE)


@pytest.mark.parametrize("trial", EVERY, ids=lambda one: one.__name__.rpartition(".")[2])
def test_no_placeholder_is_left_and_every_plant_stands_in_its_text(trial):
    for case in trial.cases(Random(8), SIZE):
        if trial not in (pages, damage):
            assert "{" not in case.text
        for plant in case.plants:
            assert 0 <= plant.start <= plant.end <= len(case.text)
            assert case.text[plant.start : plant.end] != plant.right


def test_a_case_knows_its_text_without_the_plant():
    case = Case("国物院", "central", (Plant(1, 2, "务", "same_sound"),)).moved("经", "批准")
    assert case.clean == "经国务院批准"


def test_a_spoilt_name_is_no_other_name():
    planted = names.cases(Random(9), 0.2)
    for case in planted:
        before = case.plants[0]
        assert case.clean != case.text
        assert before.how
    assert {case.label for case in planted} == {label for label, _ in names.SHARES}


def test_mending_the_plant_gives_back_a_name_of_the_tables():
    random = Random(10)
    for _ in range(300):
        name = names.name_of("central", random)
        planted = names.spoilt(name, random.choice(names.HOWS), random)
        if planted:
            _, written, start, end, right = planted
            assert written[:start] + right + written[end:] == name != written


def test_identity_numbers_pass_their_check_and_those_that_only_look_so_do_not():
    random = Random(11)
    for _ in range(200):
        assert numbers.is_identity(numbers.identity(random))
        assert not numbers.is_identity(numbers.almost_identity(random))


def test_a_known_identity_number_passes():
    assert numbers.check_of("11010519491231002") == "X"


def test_cards_pass_luhn_and_have_the_length_of_their_issuer():
    random = Random(12)
    lengths = dict(numbers.CARDS)
    for _ in range(200):
        card = numbers.card(random)
        assert numbers.luhn(card)
        assert len(card) == lengths[card[:6]]


def test_a_known_card_passes_luhn_and_its_neighbour_does_not():
    assert numbers.luhn("4111111111111111")
    assert not numbers.luhn("4111111111111112")


def test_a_credit_code_is_no_identity_number():
    random = Random(13)
    for _ in range(200):
        code = numbers.credit_code(random)
        assert len(code) == 18
        assert not (code[:17].isdigit() and numbers.is_identity(code))


def test_a_masked_number_shows_no_birthday():
    random = Random(14)
    for _ in range(50):
        assert not numbers.masked(numbers.identity(random), random)[6:14].isdigit()


def test_every_form_of_a_number_keeps_its_digits():
    random = Random(15)
    for kind, maker in privacy.MAKERS.items():
        for form in privacy.FORMS[kind]:
            number = maker(random)
            written = privacy.shaped(kind, form, number, random)
            back = written.translate({wide: chr(plain) for plain, wide in privacy.WIDE.items()})
            kept = "".join(char for char in back.upper() if char in "0123456789X")
            assert kept.endswith(number)


def test_a_stated_date_that_cannot_be_is_none():
    random = Random(16)
    for _ in range(100):
        written = figures.FAULTS["impossible date"](random)[1]
        assert any(char.isdigit() for char in written)


def test_slips_in_running_text_are_no_words_of_the_dictionary():
    for case in running.cases(Random(17), 0.02):
        for plant in case.plants:
            if plant.how in ("same sound", "near sound", "shape", "swapped"):
                assert case.text != case.clean


def test_a_sentence_without_a_mark_at_its_end_has_a_line_of_its_own():
    assert (
        joined("来源：某局", "日前，会议召开。", "完毕。") == "来源：某局\n日前，会议召开。完毕。"
    )


def test_damaged_text_differs_from_what_it_was():
    for case in damage.cases(Random(18), 0.05):
        for plant in case.plants:
            assert case.text != plant.right
