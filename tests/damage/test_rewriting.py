"""Traces of a copying site."""

import pytest

from xuncha.engine.proofread.damage.inspection import inspect
from xuncha.engine.proofread.damage.steps import Sort

COPIED = "國務(wù)院辦公廳要求,,各地區(qū)加強監(jiān)管,、及時更新欄目,。"
SIMPLIFIED = "国务院办公厅要求，各地区加强监管、及时更新栏目。"


def test_damages_over_one_another_are_one_finding_undone_in_order() -> None:
    found = inspect([COPIED])[0]
    assert found is not None
    assert found.certain
    assert found.text == SIMPLIFIED
    assert [step.sort for step in found.steps] == [
        Sort.COMMA,
        Sort.PINYIN,
        Sort.TRADITIONAL,
        Sort.NARROWED,
    ]
    assert all(word in found.why for word in ("半角逗号（3 处）", "拼音", "繁体", "全角"))


def test_the_headings_of_a_copied_text_are_damaged_with_it() -> None:
    alone = inspect(["一、檢查情況"])
    beside = inspect(["一、檢查情況", COPIED, "2024年10月16日"])
    assert alone == [None]
    assert beside[0] is not None
    assert beside[0].text == "一、检查情况"
    assert "其他段落" in beside[0].why
    assert beside[2] is None


@pytest.mark.parametrize(
    "block",
    [
        "香港特別行政區政府今日公布本年度施政報告，內容涵蓋房屋、醫療及教育等多個範疇。",
        "圳（zhèn）是田边水沟的意思，深圳因此得名。",
        "“龟裂”的“龟（jūn）”不读guī，“给（jǐ）予”也常读错。",
        "姓名,性别,,备注",
        "参数写作 f(x,y)，下标 a,b；参见 a,,b。",
    ],
)
def test_what_authors_write_on_purpose_is_no_damage(block: str) -> None:
    assert inspect([block]) == [None]


def test_a_primer_where_every_character_has_its_pinyin_is_doubted_at_most() -> None:
    found = inspect(["汉(hàn)字(zì)真(zhēn)好(hǎo)看(kàn)，我(wǒ)们(men)来(lái)学(xué)习(xí)。"])[0]
    assert found is None or not found.certain


def test_a_traditional_paragraph_of_a_simplified_document_is_doubted() -> None:
    simplified = "各级人民政府应当加强对政府网站和政务新媒体的日常监测。" * 10
    other = "為進一步加強網站管理，現將檢查情況通報如下，請各單位認真整改。"
    before, found = inspect([simplified, other])
    assert before is None
    assert found is not None
    assert not found.certain
    assert found.text == "为进一步加强网站管理，现将检查情况通报如下，请各单位认真整改。"


def test_a_document_in_traditional_script_is_left_alone() -> None:
    lines = ["為進一步加強網站管理，現將檢查情況通報如下，請各單位認真整改。"] * 3
    assert inspect(lines) == [None, None, None]
