"""Real marks of state secrets are found; what only speaks of them is not."""

import random

import pytest

from tests.secrecy.material import MARKED, TRAPS, as_page, texts
from xuncha.engine.domain.words import SecrecyLevel
from xuncha.engine.extract.secrecy import (
    mark_in,
    mark_in_blocks,
    mark_in_markup,
    visible_lines,
)

SEEDS = (1, 101, 2026)


@pytest.mark.parametrize("seed", SEEDS)
def test_five_hundred_traps_raise_nothing(seed) -> None:
    chance = random.Random(seed)
    wrong = []
    for form, lines in texts(TRAPS, 504, seed):
        text = "\n".join(lines)
        found = (
            mark_in(text),
            mark_in(text, is_file=True),
            mark_in_markup(as_page(lines, chance)),
        )
        if any(found):
            wrong.append((form, found, text))
    assert wrong == []


@pytest.mark.parametrize("seed", SEEDS)
def test_marked_documents_are_found(seed) -> None:
    chance = random.Random(seed)
    files = pages = 0
    missed = []
    for form, lines in texts(MARKED, 300, seed):
        in_file = mark_in("\n".join(lines), is_file=True)
        in_page = mark_in_markup(as_page(lines, chance))
        files += in_file is not None
        pages += in_page is not None
        if in_file is None or in_page is None:
            missed.append((form, lines[:4]))
    assert files >= 285, missed
    assert pages >= 285, missed


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("绝密★30年", SecrecyLevel.TOP_SECRET),
        ("机密★20年", SecrecyLevel.SECRET),
        ("秘密★启封前", SecrecyLevel.CONFIDENTIAL),
        ("秘 密 ★ ６ 个 月", SecrecyLevel.CONFIDENTIAL),
        ("密级：机密★10年", SecrecyLevel.SECRET),
    ],
)
def test_the_level_is_the_words_own(line, level) -> None:
    mark = mark_in(f"{line}\n关于边境管控工作的报告\n正文。")
    assert mark is not None
    assert mark.level is level


@pytest.mark.parametrize("line", ["机密", "机密级", "商业秘密★", "秘密★花园", "机密★档案", "★★★"])
def test_a_word_without_its_star_and_place_is_no_mark(line) -> None:
    assert mark_in(f"{line}\n关于边境管控工作的报告\n正文。", is_file=True) is None


def test_a_mark_deep_in_a_file_without_a_head_below_is_not_meant() -> None:
    text = "\n".join([*("普通的段落。" for _ in range(10)), "机密★10年", "普通的段落。"])
    assert mark_in(text, is_file=True) is None


def test_a_mark_on_top_of_a_later_page_counts() -> None:
    blocks = [
        ("封面", "第 1 页"),
        ("目录", "第 1 页"),
        ("机密★10年", "第 2 页"),
        ("一、", "第 2 页"),
    ]
    assert mark_in_blocks(blocks) is not None


def test_a_mark_in_the_cell_of_a_sheet_counts_on_top_alone() -> None:
    rows = [("秘密★5年\t\t", "表“名单”第 1 行"), ("姓名\t单位", "表“名单”第 2 行")]
    assert mark_in_blocks(rows) is not None
    later = [*((f"张{n}\t局", f"表“名单”第 {n} 行") for n in range(1, 9)), rows[0]]
    assert mark_in_blocks(later) is None


def test_a_mark_in_a_comment_or_a_script_is_not_shown_and_not_meant() -> None:
    hidden = (
        "<!-- 机密★10年<br>关于甲的报告 --><script>'机密★10年\\n关于甲的报告'</script><p>正文</p>"
    )
    assert mark_in_markup(hidden) is None


def test_marks_written_as_entities_or_escaped_in_a_feed_are_seen() -> None:
    spelled = "".join(f"&#{ord(one)};" for one in "机密★10年")
    assert mark_in_markup(f"<p>{spelled}</p><p>关于边境管控工作的报告</p>") is not None
    escaped = "&lt;p&gt;机密★10年&lt;/p&gt;&lt;p&gt;关于粮食储备的报告&lt;/p&gt;"
    feed = f"<item><description>{escaped}</description></item>"
    assert mark_in_markup(feed) is not None
    cdata = "<description><![CDATA[<p>机密★10年</p><p>关于粮食储备的报告</p>]]></description>"
    assert mark_in_markup(cdata) is not None


def test_text_without_a_mark_costs_no_parsing() -> None:
    assert visible_lines("<p>一</p><p>二</p>").split() == ["一", "二"]
    assert mark_in_markup("<" * 100_000) is None
    assert mark_in_markup("密★" + "<" * 200_000 + "<script>" * 20_000) is None


def test_a_number_that_is_no_character_stops_nobody():
    endless = "&#" + "9" * 5000 + ";"
    assert mark_in_markup(f"<p>机密★</p><p>{endless}</p>") is None
    assert mark_in_markup(f"<p>机密★</p><p>&amp;{endless[1:]}</p>") is None
