"""A list file: sound rows are read, every fault names its line, column and remedy."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.wordlists.conftest import WORDS
from xuncha.engine.domain.own_words import Leader, OwnName, OwnTerm, OwnWord, Repost
from xuncha.engine.domain.words import Band, OwnList, TextErrorKind
from xuncha.office.registry.errors import UploadError
from xuncha.office.wordlists.files import read_lists, written

ROW = ("政务云系统", "政务云平台", "统一名称")


def faults_of(path):
    (only,) = read_lists(path).lists
    return [(fault.row, fault.column, fault.message) for fault in only.faults]


def rows_of(path):
    (only,) = read_lists(path).lists
    return only.rows


def test_a_row_says_what_is_wrong_what_is_right_why_and_when(sheet):
    path = sheet(
        ("签字背书", "签名确认", "公文用语", "错别字", "A", "签字背书人|签字背书栏", "2024/1/1", "")
    )
    assert rows_of(path) == (
        OwnWord(
            "签字背书",
            "签名确认",
            "公文用语",
            TextErrorKind.TYPO,
            Band.A,
            ("签字背书人", "签字背书栏"),
            date(2024, 1, 1),
        ),
    )


def test_what_is_left_empty_is_certain_and_holds_always(sheet):
    (row,) = rows_of(sheet(ROW, headers=WORDS[:3]))
    assert (row.band, row.kind) == (Band.A, TextErrorKind.FORMULATION)
    assert (row.since, row.until, row.exceptions) == (None, None, ())


@pytest.mark.parametrize(("name", "encoding"), [
    ("a.tsv", "utf-8"), ("a.txt", "utf-16"), ("a.tsv", "gb18030"), ("a.csv", "gb18030"),
])  # fmt: skip
def test_tables_of_every_common_kind_are_read(sheet, name, encoding):
    assert len(rows_of(sheet(ROW, name=name, encoding=encoding))) == 1


def test_a_workbook_may_hold_all_lists_with_real_dates(workbook):
    path = workbook(
        {
            "易错词": [WORDS[:3], ROW],
            "允许词语": [("词语", "说明"), ("网格员", "社区工作者")],
            "机构和职务名称": [("名称", "止", "更名为"), ("青石市信息局", "2023-12-31", "数据局")],
            "领导人": [("职务", "姓名", "起", "止"), ("省长", "吴 岚", date(2021, 8, 1), None)],
        }
    )
    read = {one.kind: one.rows for one in read_lists(path).lists}
    assert read[OwnList.TERMS] == (OwnTerm("网格员", "社区工作者"),)
    assert read[OwnList.NAMES] == (
        OwnName("青石市信息局", until=date(2023, 12, 31), renamed_to="数据局"),
    )
    assert read[OwnList.LEADERS] == (Leader("省长", "吴岚", date(2021, 8, 1)),)


def test_what_sites_have_to_reprint_is_a_list_of_titles_and_days(workbook):
    title = "国务院办公厅关于推动服务提质增效的意见"
    url = "https://www.gov.cn/zhengce/1.htm"
    head = ("标题", "发布日期", "原文网址")
    rows = [(title, date(2024, 9, 2), url), (title, "2024-09-02", ""), ("通知", "2024-09-02", "")]
    rows += [(f"{title}（二）", "", ""), (f"{title}（三）", "2024-09-05", "")]
    (read,) = read_lists(workbook({"应转载信息": [head, *rows]})).lists
    assert read.kind is OwnList.REPOSTS
    assert read.rows == (
        Repost(title, date(2024, 9, 2), url),
        Repost(f"{title}（三）", date(2024, 9, 5)),
    )
    told = [(fault.row, fault.message.partition("；")[0]) for fault in read.faults]
    assert [row for row, _ in told] == [3, 4, 5]
    assert "与第 2 行重复" in told[0][1]
    assert "太短" in told[1][1]
    assert "没有填写" in told[2][1]
    assert (
        load_workbook(BytesIO(written({OwnList.REPOSTS: read.rows})))["应转载信息"]["C2"].value
        == url
    )


def test_every_fault_names_line_column_and_remedy_and_nothing_else_is_lost(sheet):
    path = sheet(
        ROW,
        ("一", "二", ""),
        ("相同", "相同", "理由"),
        ("词语甲", "词语乙", "理由", "错", "C", "无关", "2024-13-01", ""),
        ("有 空", "有空", "理由"),
        ("=1+1", "x", "理由"),
        ("末日词", "末日", "理由", "", "", "", "2024-05-01", "2024-01-01"),
        ("政务云系统", "别的", "重复"),
        ("最后一行", "末行", "理由"),
    )
    faults = faults_of(path)
    assert [row.wrong for row in rows_of(path)] == ["政务云系统", "最后一行"]
    for row, column, part in (
        (3, "错误写法", "至少 2 个字"),
        (3, "理由", "请补填"),
        (4, "正确写法", "相同"),
        (5, "类别", "请填写：表述不规范"),
        (5, "等级", "请填写：A、B"),
        (5, "例外", "不含错误写法"),
        (5, "起", "2024-09-30"),
        (6, "错误写法", "空白"),
        (7, "错误写法", "公式"),
        (8, "止", "早于"),
        (9, "错误写法", "与第 2 行重复"),
    ):
        assert any(one[:2] == (row, column) and part in one[2] for one in faults), (row, column)
    assert len(faults) == 11


def test_rows_that_send_each_other_round_in_circles_are_both_refused(sheet):
    path = sheet(("甲写法", "乙写法", "一"), ("乙写法", "甲写法", "二"), ROW)
    assert [row.wrong for row in rows_of(path)] == ["政务云系统"]
    assert [(row, column) for row, column, _ in faults_of(path)] == [
        (2, "正确写法"),
        (3, "正确写法"),
    ]


def test_a_leader_needs_the_day_the_post_began(sheet):
    headers = ("职务", "姓名", "起", "止")
    path = sheet(("省长", "吴岚", "", ""), ("省长", "x", "2021-01-01", ""), headers=headers)
    assert [(row, column) for row, column, _ in faults_of(path)] == [(2, "起"), (3, "姓名")]


def test_a_column_nobody_knows_is_told_and_the_rows_are_read(sheet):
    path = sheet((*ROW, "x"), headers=(*WORDS[:3], "备注"))
    assert [(row, column) for row, column, _ in faults_of(path)] == [(1, "备注")]
    assert len(rows_of(path)) == 1


@pytest.mark.parametrize("headers", [("错误写法", "理由"), ("甲", "乙")])
def test_a_file_that_is_no_list_is_refused_with_the_columns_it_lacks(sheet, headers):
    with pytest.raises(UploadError, match="缺少列"):
        read_lists(sheet(("a", "b"), headers=headers))


def test_what_is_downloaded_is_text_alone_and_reads_back_the_same(tmp_path):
    lists = {
        OwnList.WORDS: (
            OwnWord("+SUM政务云", "@政务", "-理由", exceptions=("a+SUM政务云",)),
            OwnWord("末词语", "末词", "http://x.cn", band=Band.A, until=date(2024, 1, 1)),
        ),
        OwnList.TERMS: (OwnTerm("网格员", "=说明"),),
        OwnList.NAMES: (OwnName("青石市信息局", "机构", date(2020, 1, 1)),),
        OwnList.LEADERS: (Leader("省长", "吴岚", date(2021, 8, 1), date(2022, 1, 1)),),
    }
    path = tmp_path / "下载.xlsx"
    path.write_bytes(written(lists))
    book = load_workbook(path)
    cells = [cell for page in book for line in page for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)
    read = {one.kind: one.rows for one in read_lists(path).lists}
    assert read[OwnList.WORDS] == lists[OwnList.WORDS]
    assert read[OwnList.LEADERS] == lists[OwnList.LEADERS]
    assert read[OwnList.NAMES] == lists[OwnList.NAMES]
