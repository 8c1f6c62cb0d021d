"""Numbers of persons are found whole, in whatever form they are written."""

from datetime import date

import pytest

from tests.privacy.finding import CARD, ID, ID_X, MOBILE, all_of, doubted, sure


@pytest.mark.parametrize(
    "written",
    [
        MOBILE,
        "１３８１２３４５６７８",
        "138 1234 5678",
        "1381234 5678",
        "138-1234-5678",
        "138—1234—5678",
        "138.1234.5678",
        "138\u30001234\u30005678",
        "138\u00a01234\u00a05678",
        "138\u200b12345678",
        "１３８－１２３４－５６７８",
        "1 3 8 1 2 3 4 5 6 7 8",
        "138 | 1234 | 5678",
        "138｜1234｜5678",
        "138\t1234\t5678",
        "138\n1234\n5678",
        "138）12345678",
    ],
)
def test_a_mobile_number_is_found_in_any_form(written: str) -> None:
    text = f"申请人张某某 手机：{written}。"
    (found,) = all_of(text)
    assert (found.text, found.suggestion) == (written, "138****5678")
    assert text[found.start : found.end] == written
    assert sure(text) == [written]


@pytest.mark.parametrize(
    "written",
    [
        ID,
        "６３０１０２１９９００１０１１２３５",
        "630102 19900101 1235",
        "6301 0219 9001 0112 35",
        "630102-19900101-1235",
        "6 3 0 1 0 2 1 9 9 0 0 1 0 1 1 2 3 5",
        "630102 | 19900101 | 1235",
        "630102\t19900101\t1235",
        "63010219900101\n1235",
    ],
)
def test_an_identity_number_is_found_in_any_form(written: str) -> None:
    text = f"姓名：张某某，身份证号：{written}。"
    (found,) = all_of(text)
    assert (found.text, found.suggestion) == (written, "630102********1235")
    assert sure(text) == [written]


@pytest.mark.parametrize("last", ["X", "x", "Ｘ", "ｘ", " X"])
def test_the_letter_that_ends_an_identity_number_belongs_to_it(last: str) -> None:
    written = ID_X[:-1] + last
    (found,) = all_of(f"身份证{written}已核")
    assert (found.text, found.suggestion) == (written, "110105********002X")


@pytest.mark.parametrize("written", [CARD, "6222 0212 3456 7890 128", "622202-1234567890128"])
def test_a_bank_card_is_found_in_any_form(written: str) -> None:
    (found,) = all_of(f"补贴发至李某某银行卡号{written}。")
    assert (found.text, found.suggestion) == (written, "622202*********0128")
    assert found.rule == "privacy-card"


def test_a_row_of_a_table_gives_every_number_of_its_own() -> None:
    row = f"1\t张某某\t{ID}\t{MOBILE}\t{CARD}"
    assert sure(row) == [ID, MOBILE, CARD]
    assert sure(row.replace("\t", " | ")) == [ID, MOBILE, CARD]


def test_numbers_set_together_without_a_gap_are_told_apart() -> None:
    assert sure(f"张某某{ID}{MOBILE}") == [ID, MOBILE]
    assert sure(f"张某某{ID_X}{MOBILE}") == [ID_X, MOBILE]


def test_the_number_of_a_disability_certificate_gives_the_identity_away() -> None:
    assert sure(f"残疾人证号：{ID}44") == [ID]


@pytest.mark.parametrize("before", ["+86", "+86 ", "+86-", "0086", "86 ", "(86)"])
def test_the_code_of_the_country_is_no_part_of_the_number(before: str) -> None:
    (found,) = all_of(f"手机{before}{MOBILE}")
    assert (found.text, found.suggestion) == (MOBILE, "138****5678")


@pytest.mark.parametrize(
    "text",
    [
        "身份证号：630102199001011236",  # check digit
        "身份证号：630102199002301237",  # 30 February
        "身份证号：990102199001011231",  # no such province
        "手机：12012345678",  # no such prefix
        "卡号：6222021234567890129",  # check digit
        "身份证号630102********1235，手机138****5678",
        "身份证号630102＊＊＊＊＊＊＊＊1235",
    ],
)
def test_what_proves_nothing_or_is_masked_is_left_alone(text: str) -> None:
    assert all_of(text) == []


def test_nobody_is_born_after_the_text_came_out() -> None:
    assert all_of(f"身份证号：{ID}", date(1989, 12, 31)) == []
    assert len(all_of(f"身份证号：{ID}", date(1990, 1, 1))) == 1


def test_a_region_nobody_knows_is_doubtful_without_a_label() -> None:
    unknown = "639902199001011237"
    assert (sure(f"名单：{unknown}"), doubted(f"名单：{unknown}")) == ([], ["privacy-id-doubtful"])
    assert sure(f"身份证号：{unknown}") == [unknown]


def test_figures_in_neighbouring_cells_are_no_telephone_number() -> None:
    assert all_of("合计 | 138 | 1234 | 5678 | 900") == []
    assert all_of("2021 138 1234 5678 9012") == []
    assert doubted("名单 | 138 | 1234 | 5678 |") == ["privacy-mobile-doubtful"]


def test_the_reason_never_repeats_the_number() -> None:
    for one in all_of(f"张某某 {ID} {MOBILE} {CARD}"):
        assert not any(character.isdecimal() for character in one.suggestion[6:-4])
        assert one.text not in one.why
