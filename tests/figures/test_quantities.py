"""Numbers with units as a text writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha.engine.proofread.figures.quantities import Sort, chinese_number, quantities


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一百三十五", 135),
        ("十", 10),
        ("二十", 20),
        ("一百零五", 105),
        ("三万五千", 35000),
        ("二〇二四", 2024),
        ("两千", 2000),
        ("一亿二千万", 120_000_000),
        ("", None),
        ("百千", None),
        ("十百", None),
        ("三万五", None),
        ("一二十", None),
    ],
)
def test_chinese_numerals_are_read_or_refused(text: str, number: int | None) -> None:
    assert chinese_number(text) == number


def read(text: str) -> list[tuple[str, float, str]]:
    return [
        (text[one.start : one.end], float(one.figure.value), one.unit) for one in quantities(text)
    ]


def test_counts_measures_and_percentages_are_told_apart() -> None:
    found = quantities("检查1,163个账号，投资3.5亿元，合格率97.04%，提高2个百分点。")
    assert [one.sort for one in found] == [Sort.COUNT, Sort.MEASURE, Sort.PERCENT, Sort.POINTS]
    assert [float(one.figure.value) for one in found] == [1163, 3.5e8, 97.04, 2]


def test_full_width_digits_and_spelt_percentages_count_too() -> None:
    assert read("共１３５个") == [("１３５个", 135, "个")]
    assert read("百分之九十七点零四") == [("百分之九十七点零四", 97.04, "%")]
    assert read("一百三十五个") == [("一百三十五个", 135, "个")]


def test_a_count_right_after_a_half_width_comma_is_read() -> None:
    assert read("检查,56个合格") == [("56个", 56, "个")]
    assert read("检查1,056个") == [("1,056个", 1056, "个")]


@pytest.mark.parametrize(
    "text",
    ["第3个", "30多人", "2024年5月", "〔2019〕19号", "版本2.30", "10:30个", "A135个", "三万五个"],
)
def test_ordinals_codes_dates_and_vague_numbers_are_no_quantities(text: str) -> None:
    assert read(text) == []


@given(st.text(alphabet="一二三十百万亿个家0123456789.,%共其中", max_size=40))
def test_every_quantity_quotes_its_place(text: str) -> None:
    for one in quantities(text):
        assert 0 <= one.start < one.end <= len(text)
        assert one.figure.value >= 0
