"""Escapes shown raw, and characters that nobody sees."""

import pytest

from xuncha.engine.proofread.damage.inspection import inspect
from xuncha.engine.proofread.damage.steps import Sort


@pytest.mark.parametrize(
    ("block", "sort", "written", "meant"),
    [
        ("公开&nbsp;目录", Sort.ENTITY, "&nbsp;", " "),
        ("标题：&#x4e2d;&#22269;政府网", Sort.ENTITY, "&#x4e2d;&#22269;", "中国"),
        ("甲&amp;quot;乙&amp;quot;丙", Sort.ENTITY, "&amp;quot;乙&amp;quot;", '"乙"'),
        ("来源：%E4%B8%AD%E5%9B%BD政府网", Sort.PERCENT, "%E4%B8%AD%E5%9B%BD", "中国"),
        ("来源：%D6%D0%B9%FA政府网", Sort.PERCENT, "%D6%D0%B9%FA", "中国"),
        (r"来源：\u4e2d\u56fd政府网", Sort.ESCAPE, r"\u4e2d\u56fd", "中国"),
        ("来源：%u4e2d%u56fd政府网", Sort.ESCAPE, "%u4e2d%u56fd", "中国"),
    ],
)
def test_an_escape_shown_raw_is_undone_in_its_place(
    block: str, sort: Sort, written: str, meant: str
) -> None:
    found = inspect([block])[0]
    assert found is not None
    assert (found.sort, found.certain, found.is_local) == (sort, True, True)
    assert found.meant
    assert block[: found.start] + found.meant + block[found.end :] == block.replace(written, meant)


@pytest.mark.parametrize(
    "block",
    [
        "网址 https://www.example.gov.cn/s?q=%E4%B8%AD%E5%9B%BD&amp;p=1 可查询",
        "参见www.example.gov.cn/%E4%B8%AD%E5%9B%BD。",
        "增长5%，其中A&B公司占20%、C&D公司占30%",
        "标准号 GB/T 1.1—2020，邮箱 a_b%c@example.cn",
        r"路径为 D:\user\data",
        "写作 &lt 是不完整的",
    ],
)
def test_addresses_percentages_and_paths_are_no_escapes(block: str) -> None:
    assert inspect([block]) == [None]


def test_an_invisible_character_within_chinese_is_doubted() -> None:
    found = inspect(["政府\u200b网站"])[0]
    assert found is not None
    assert (found.sort, found.certain, found.text) == (Sort.INVISIBLE, False, "政府网站")
    assert found.meant


@pytest.mark.parametrize("block", ["\ufeff政府网站", "政府网站\u200b", "👨\u200d👩\u200d👧 家庭"])
def test_an_invisible_character_that_disturbs_nobody_is_left(block: str) -> None:
    assert inspect([block]) == [None]


def test_a_private_character_that_has_a_place_of_its_own_now_is_moved_there() -> None:
    found = inspect(["人名用字\ue843等"])[0]
    assert found is not None
    assert (found.sort, found.meant) == (Sort.PRIVATE_USE, "\u9fb9")


def test_another_private_character_is_doubted_and_not_repaired() -> None:
    found = inspect(["不低于2\ue0105米"])[0]
    assert found is not None
    assert (found.certain, found.meant) == (False, "")
    assert "U+E010" in found.why
