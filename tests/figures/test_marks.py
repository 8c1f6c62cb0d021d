"""Document numbers, marks of two widths, doubled words, and marks in pairs."""

import pytest

from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.check import proofread, proofread_exactly
from xuncha.engine.proofread.figures.doubling import doubled_words
from xuncha.engine.proofread.figures.marks import mark_findings
from xuncha.engine.proofread.findings import Passage


def found(text: str) -> list[tuple[str, str, Band]]:
    return [(one.text, one.suggestion, one.band) for one in mark_findings(text)]


@pytest.mark.parametrize(
    ("text", "wrong", "right", "band"),
    [
        ("国办发[2024]5号", "[2024]5号", "〔2024〕5号", Band.A),
        ("国办发（2024）5号", "（2024）5号", "〔2024〕5号", Band.A),
        ("国办发【2024】第05号", "【2024】第05号", "〔2024〕5号", Band.A),
        ("国办发（2024〕5号", "（2024〕5号", "〔2024〕5号", Band.A),
        ("国办发〔2024〕05号", "05号", "5号", Band.A),
        ("青政办函〔2024〕第5号", "第5号", "5号", Band.A),
        ("国办发(1985)49号", "(1985)49号", "〔1985〕49号", Band.B),
        ("财税[2016]36号", "[2016]36号", "〔2016〕36号", Band.B),
    ],
)
def test_a_document_number_is_put_into_form(text: str, wrong: str, right: str, band: Band) -> None:
    assert found(text) == [(wrong, right, band)]


@pytest.mark.parametrize(
    "text",
    [
        "国办发〔2024〕5号",
        "（2019）京01民终1234号",
        "京环罚字〔2019〕第19号",
        "京房权证字第12号",
        "商务部公告（2019）第12号",
        "国务院令第711号",
    ],
)
def test_other_numbers_keep_their_form(text: str) -> None:
    assert found(text) == []


def test_half_width_marks_are_told_once_in_a_document_that_else_writes_full_width_ones() -> None:
    text = "会议指出,要抓好落实,确保完成。"
    careful = "会议指出，要抓好落实，确保完成；要加强领导，压实责任。" * 10
    passages = [
        Passage(careful, None, "通知"),
        Passage(text, None, "通知"),
        Passage(text, None, "通知"),
        Passage("投入1,000元。", None, "通知"),
        Passage(text, None, "短信"),
    ]
    told = proofread_exactly(passages, band=Band.B)
    assert [[one.suggestion for one in findings] for findings in told] == [[], ["，"], [], [], []]


def test_titles_in_a_row_are_doubted_where_a_paragraph_changes_its_mind() -> None:
    assert found("按照《甲》《乙》和《丙》、《丁》执行。") == [("、", "", Band.B)]
    assert found("按照《甲》、《乙》、《丙》执行。") == []


def test_a_title_that_never_closes_is_certain_in_a_whole_sentence_only() -> None:
    assert found("按照《办法的规定执行。") == [("《", "", Band.A)]
    assert found("按照《关于印发〈办法〉的通知") == []
    assert found("按照《办法》的规定执行。") == []


@pytest.mark.parametrize(
    ("text", "bands"),
    [
        ("各地要加强组织领导加强组织领导，抓好落实。", [Band.A]),
        ("高等教育等教育机构。", [Band.B]),
        ("要一个问题一个问题地解决。", []),
        ("集体经济组织的土地的土地承包权。", []),
        ("加油加油加油加油加油加油。", []),
        ("研究研究再说。", []),
        ("湖绿道二期工程PPP项目项目公司负责人。", []),
    ],
)
def test_a_doubled_word_is_certain_between_words_only(text: str, bands: list[Band]) -> None:
    assert [one.band for one in doubled_words(text)] == bands


def test_a_quotation_may_run_over_paragraphs() -> None:
    text = "增加一条：“违反规定的，处以罚款。\n“单位犯前款罪的，处以罚款。”"
    assert proofread(text, band=Band.B, published=None) == ()


def test_brackets_of_two_widths_make_a_pair() -> None:
    assert proofread("县（市、区)人民政府负责。", band=Band.B, published=None) == ()
    (one,) = proofread("各单位（含直属机构要落实。", band=Band.B, published=None)
    assert (one.text, one.band) == ("（", Band.B)
