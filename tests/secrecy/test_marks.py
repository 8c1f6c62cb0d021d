"""Real marks of state secrets are found; what only speaks of them is not."""

import random

import pytest

from tests.secrecy.material import MARKED, TRAPS, as_page, texts
from xuncha.engine.domain.words import SecrecyLevel
from xuncha.engine.extract.secrecy import mark_in, mark_in_blocks
from xuncha.engine.extract.secrecy_texts import mark_in_markup, visible_lines

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


@pytest.mark.parametrize(
    "hidden",
    [
        "<p>正文</p><!-- 机密★10年<br>关于边境管控的报告 -->",
        "<script>var text='机密★10年\\n关于边境管控的报告'</script><p>正文</p>",
        '<script>show({"body":"<p>机密★10年</p><p>关于边境管控的报告</p>"})</script>',
        '{"title":"x","body":"\\u673a\\u5bc6\\u260510\\u5e74\\n关于边境管控的报告"}',
        '<meta name="description" content="机密★10年 关于边境管控的报告"><p>正文</p>',
        '<input value="%u673A%u5BC6%u260510%u5E74%0A关于边境管控的报告">',
    ],
)
def test_a_mark_that_a_page_carries_without_showing_it_is_found(hidden) -> None:
    assert mark_in_markup(hidden) is not None


@pytest.mark.parametrize(
    "lines",
    [
        ["机密★10年", "青石市公安局文件", "关于边境管控的报告", "现将有关情况报告如下："],
        ["机密★10年", "关于边境管控的办法", "第一章 总则", "第一条 为了加强管控。"],
        ["机密★20年", "关于2024年高考试卷押运的方案", "各考点：", "请考生提前到场。"],
        ["云栖县重点人员情况", "机密★10年", "一、人员分布较广，涉及十二个乡镇。"],
        ["份号：0012　　机密★20年　　共 50 份", "关于粮食储备的通知", "正文。"],
        ["（机密★20年）关于粮食储备的通知", "正文。"],
        ["关于粮食储备的通知（机密★20年）", "正文。"],
        ["机密★10年 青石市公安局文件 关于边境管控的报告 各县区人民政府：" + "正文。" * 60],
        ["机", "密", "★", "20年", "关于粮食储备的通知"],
        ["機密★20年", "關於糧食儲備的通知", "一、任務分工已經明確。"],
        ["机\u200b密★20年", "关于粮食储备的通知"],
        ["机密*20年", "关于粮食储备的通知"],
        ["机密级★二十年", "二〇〇八年粮食储备规划纲要", "正文。"],
    ],
)
def test_a_marked_document_written_in_an_odd_way_is_found(lines) -> None:
    assert mark_in("\n".join(lines)) is not None
    assert mark_in_markup("".join(f"<p>{line}</p>" for line in lines)) is not None


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
