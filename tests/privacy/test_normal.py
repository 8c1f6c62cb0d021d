"""Normalised numbers lead back to their places."""

from hypothesis import given
from hypothesis import strategies as st

from tests.privacy.finding import ID, all_of
from xuncha.engine.proofread.normal import Gap, narrowed, runs


@given(st.text(max_size=80))
def test_narrowing_keeps_every_character_in_its_place(text: str) -> None:
    assert len(narrowed(text)) == len(text)


@given(st.text(alphabet="0123456789０１２ 　-－|｜\t\n.（)张", max_size=80))
def test_every_digit_of_a_run_stands_where_the_run_says(text: str) -> None:
    narrow = narrowed(text)
    for run in runs(narrow, 3):
        assert [narrow[at] for at in run.places] == list(run.digits)
        assert list(run.places) == sorted(set(run.places))
        assert len(run.gaps) == len(run.digits) >= 3


def test_a_run_knows_what_parts_its_digits() -> None:
    (run,) = runs(narrowed("１３８－1234\t5678"), 11)
    assert run.digits == "13812345678"
    assert run.cuts(0, 11) == (3, 7)
    assert run.kinds(0, 11) == {Gap.HYPHEN, Gap.CELL}
    assert list(run.parts(4)) == [3, 7]
    assert list(run.parts(5)) == []


def test_a_wide_row_of_spaces_parts_cells() -> None:
    (run,) = runs("138     12345678", 11)
    assert run.kinds(0, 11) == {Gap.CELL}


def test_an_identity_number_after_a_long_column_of_single_digits_is_found() -> None:
    column = "\n".join("123456789" * 20)
    assert [one.text for one in all_of(f"{column}\n{ID}\n{column}")] == [ID]
