"""Numbering over the paragraphs of a document and inside one paragraph."""

import pytest

from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.check import proofread_exactly
from xuncha.engine.proofread.figures.numbering import document_numbering, inline_numbering
from xuncha.engine.proofread.findings import Passage

NOTICE = [
    "一、检查情况",
    "三季度，全省正常运行的135个政府网站总体合格率为97.04%。",
    "二、主要问题",
    "（一）政府网站问题。三季度，4个政府网站不合格。",
    "（三）文字表述问题。三季度，有22个政府网站存在文字表述错误。",
    "三、下一步工作要求",
    "（一）严格履行审核审查责任。",
    "（二）切实加强监测监管机制。",
    "（三）认真做好整改整治工作。",
]


def found(lines: list[str]) -> list[tuple[int, str, str, Band]]:
    return [
        (number, one.text, one.rule, one.band)
        for number, findings in enumerate(document_numbering(lines))
        for one in findings
    ]


def test_the_item_a_notice_lacks_is_certain_where_the_rest_is_whole() -> None:
    assert found(NOTICE) == [(4, "（三）", "number-jumps", Band.B)]
    ((one,),) = [findings for findings in document_numbering(NOTICE) if findings]
    assert "从1跳到“（三）”，缺第2项" in one.why


def test_a_number_used_twice_is_found_at_its_second_place() -> None:
    lines = [
        line.replace("（三）认真", "（二）认真").replace("（三）文", "（二）文") for line in NOTICE
    ]
    assert found(lines) == [(8, "（二）", "number-repeats", Band.A)]


def test_a_short_excerpt_leaves_doubt() -> None:
    assert found(NOTICE[3:5]) == [(1, "（三）", "number-jumps", Band.B)]


@pytest.mark.parametrize(
    "lines",
    [
        [line for line in NOTICE if not line.startswith("（三）文")],
        [*NOTICE[:4], "2.政务新媒体问题。", *NOTICE[4:]],
        [*NOTICE[:4], "同时，（二）政务新媒体问题也要重视。", *NOTICE[4:]],
        [*NOTICE[:4], "……", *NOTICE[4:]],
        [*NOTICE[:4], "\n\n\n\n\n\n\n", *NOTICE[4:]],
        ["第三条 为了规范管理。", "第七条 各级人民政府应当落实责任。"],
        ["一、甲", "（一）子", "（二）丑", "二、乙", "（三）寅", "（四）卯"],
        ["一、甲", "1.子", "2.丑", "二、乙", "1.寅", "2.卯"],
        ["附件：1.甲", "2.乙", "3.丙"],
        ["1.5倍", "2.5倍", "4.5倍"],
        ["三、丙", "一、甲", "四、丁", "（四）卯"],
    ],
)
def test_sound_restarted_left_out_or_quoted_numbers_are_no_break(lines: list[str]) -> None:
    assert found(lines) == []


def test_articles_of_a_law_make_its_lists_an_excerpt() -> None:
    law = ["第一条 禁止下列行为：", "（一）开山；", "（三）修坟。", *NOTICE]
    assert {band for *_, band in found(law)} == {Band.B}


def test_a_document_that_breaks_everywhere_is_a_collection() -> None:
    assert found([*NOTICE[3:5]] * 3) == []


@pytest.mark.parametrize(
    ("text", "mark", "rule"),
    [
        ("一是加强领导；二是落实责任；四是强化监督。", "四是", "number-jumps"),
        ("一是加强领导。二是落实责任。二是强化监督。三是总结。", "二是", "number-repeats"),
        ("一要重视，二要落实，四要监督，五要总结。", "四要", "number-jumps"),
        ("任务：①排查；②整改；④验收。", "④", "number-jumps"),
        ("第一，排查。第二，整改。第四，验收。", "第四，", "number-jumps"),
        ("任务：（一）排查；（二）整改；（四）验收；（五）总结。", "（四）", "number-jumps"),
    ],
)
def test_a_list_inside_a_paragraph_is_followed(text: str, mark: str, rule: str) -> None:
    (one,) = inline_numbering(text)
    assert (one.text, one.rule) == (mark, rule)


@pytest.mark.parametrize(
    "text",
    [
        "一是加强领导；二是落实责任；三是强化监督。",
        "一是一，二是二，四是四。",
        "一是加强领导；二是落实责任；第三是强化监督；四是总结。",
        "一是加强领导；二是落实责任；……四是总结。",
        "依照第（一）、（二）、（四）项的规定。",
        "一是甲，二是乙。其中乙又分一是丙，二是丁，四是戊。",
        "第一产业、第二产业、第四产业。",
        "星期一是开学日，星期二是家访日，星期四是考试日。",
    ],
)
def test_what_only_looks_like_a_broken_list_is_left_alone(text: str) -> None:
    assert list(inline_numbering(text)) == []


def test_the_passages_of_one_document_are_read_together() -> None:
    passages = [Passage(line, None, "通报") for line in NOTICE]
    together = proofread_exactly(passages, band=Band.B)
    assert [one.rule for one in together[4]] == ["number-jumps"]
    apart = proofread_exactly([Passage(line, None) for line in NOTICE], band=Band.B)
    assert all(one.rule != "number-jumps" for findings in apart for one in findings)


def test_a_passage_of_many_lines_is_a_document_of_its_own() -> None:
    (findings,) = proofread_exactly([Passage("\n".join(NOTICE), None)], band=Band.B)
    assert [one.text for one in findings] == ["（三）"]
