"""The workbook: complete, with every figure opened, and nothing that runs."""

import io
from dataclasses import replace

import openpyxl
import pytest

from tests.notices.sample_notice import sample_notice
from xuncha.office.notices import tables
from xuncha.office.notices.annexes import figures, write_xlsx
from xuncha.office.notices.content import Tally
from xuncha.office.notices.errors import NoticeError


def workbook(content):
    return openpyxl.load_workbook(io.BytesIO(write_xlsx(content)))


def with_first_error(**changes):
    notice = sample_notice()
    first, *rest = notice.text_errors
    return replace(notice, text_errors=(replace(first, **changes), *rest))


def test_every_annex_has_as_many_rows_as_the_text_counts():
    book = workbook(sample_notice())
    rows = {sheet.title: sheet.max_row - 3 for sheet in book}
    assert (rows["附件1"], rows["附件2"], rows["附件3"]) == (4, 26, 129)


def test_annexes_have_the_columns_of_the_starting_notice():
    book = workbook(sample_notice())
    heads = {
        s.title: [c.value for c in s[3]] for s in book if s.title in ("附件1", "附件2", "附件3")
    }
    assert heads["附件1"] == [
        "序号", "主办单位/地区", "网站名称", "网站标识码", "主要问题", "适用指标",
    ]  # fmt: skip
    assert heads["附件2"] == ["序号", "主办单位", "账号名称", "平台", "存在问题"]
    assert heads["附件3"] == [
        "序号", "对象类型", "名称", "页面标题/网址", "错误内容", "修改建议", "是否上季度未整改",
    ]  # fmt: skip


def test_an_incomplete_annex_is_not_written(monkeypatch):
    whole = tables._sites
    monkeypatch.setattr(tables, "_sites", lambda c: replace(whole(c), rows=whole(c).rows[:-1]))
    with pytest.raises(NoticeError, match="附件1有3行，正文写4"):
        write_xlsx(sample_notice())


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_cell_that_looks_like_a_formula_is_text(start):
    attack = f'{start}HYPERLINK("http://evil.example")'
    cell = workbook(with_first_error(wrong=attack))["附件3"]["E4"]
    assert (cell.value, cell.data_type) == (attack, "s")
    assert cell.style.quotePrefix if hasattr(cell.style, "quotePrefix") else cell.quotePrefix


@pytest.mark.parametrize("start", ["\t", "\r"])
def test_a_hidden_formula_start_is_removed(start):
    cell = workbook(with_first_error(wrong=f"{start}=1+1"))["附件3"]["E4"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert cell.quotePrefix


def test_a_text_longer_than_a_cell_is_cut_and_says_so():
    cell = workbook(with_first_error(wrong="长" * 40_000))["附件3"]["E4"]
    assert cell.value.endswith("已截断）")


def test_every_rate_stands_with_its_counts_and_base():
    opened = {figure.name: figure for figure in figures(sample_notice())}
    rate = opened["政府网站合格率"]
    assert (rate.value, rate.numerator, rate.denominator) == ("97.04%", 131, 135)
    assert rate.base == "正常运行并全部检查的135个政府网站"
    sheet = workbook(sample_notice())["指标与口径"]
    printed = {row[0]: row[1:5] for row in sheet.iter_rows(values_only=True)}
    assert printed["政务新媒体合格率"][:3] == ("97.76%", 1137, 1163)


def test_the_same_round_gives_the_same_bytes():
    assert write_xlsx(sample_notice()) == write_xlsx(sample_notice())


def test_an_empty_annex_says_so():
    notice = replace(sample_notice(), text_errors=(), text_tally=Tally(0, 0, 0), follow_up=None)
    assert workbook(notice)["附件3"]["A4"].value == "无"
