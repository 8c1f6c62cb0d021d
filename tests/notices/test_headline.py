"""Titles are broken by sense."""

import pytest

from xuncha.office.notices.headline import break_title, full_width

PROVINCE = "沱川省人民政府办公厅关于2026年第三季度全省政府网站和政务新媒体检查情况的通报"


def test_a_provincial_title_breaks_after_the_period():
    assert break_title(PROVINCE, 20) == (
        "沱川省人民政府办公厅关于2026年第三季度",
        "全省政府网站和政务新媒体检查情况的通报",
    )


def test_a_short_title_stays_whole():
    assert break_title("检查方法说明", 20) == ("检查方法说明",)


@pytest.mark.parametrize("width", [12, 14, 16, 18, 20, 22])
def test_no_line_is_too_wide_and_nothing_is_lost(width):
    lines = break_title(PROVINCE, width)
    assert "".join(lines) == PROVINCE
    assert max(map(full_width, lines)) <= width


@pytest.mark.parametrize("width", [12, 14, 16, 18, 20, 22])
def test_words_are_kept_whole(width):
    joined = "|".join(break_title(PROVINCE, width))
    for word in ("政务新媒体", "人民政府", "2026年第三季度", "政府网站"):
        assert word in joined


def test_the_authors_own_lines_are_kept():
    assert break_title("关于检查情况的\n通报", 20) == ("关于检查情况的", "通报")


def test_a_title_without_words_is_cut_at_the_width():
    assert break_title("天" * 30, 20) == ("天" * 20, "天" * 10)
