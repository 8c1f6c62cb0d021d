"""Exports of letters lie beside the exports of accounts and say which letter waited how long."""

from datetime import date

import pytest
from openpyxl import Workbook

from xuncha.engine.acquire.channels.export import HEADER
from xuncha.engine.domain.letters import Letter
from xuncha.flow.letters import (
    REQUIRED,
    VALID,
    cited_letters,
    holds_letters,
    letters_in,
    read_letters,
)
from xuncha.flow.uploads import exports_of, index_uploads

SITE, OTHER = "1100000001", "1100000002"
KNOWN = frozenset({SITE, OTHER})
HEAD = (*REQUIRED, VALID)
SPAN = ("2023-09-01", "2024-09-20")
ROWS = (
    (SITE, "L1", "2024-05-02 09:30:00", "2024-05-08", *SPAN, "是"),
    (SITE, "L2", "2024/5/3", "", "", "", "否"),
    (OTHER, "", "", "", *SPAN, ""),
)


@pytest.fixture
def written(tmp_path):
    """A CSV file of rows; the folder holds nothing else."""

    def write(*rows, head=HEAD, name="留言.csv"):
        path = tmp_path / name
        lines = (",".join(row) for row in (head, *rows))
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return write


def test_the_letters_of_each_site_and_the_days_they_cover_are_read(written):
    path = written(*ROWS)
    read = read_letters(path, KNOWN)
    assert read.faults == ()
    mine = read.sites[SITE]
    (file,) = mine.files
    assert file.name == "留言.csv"
    assert mine.rows == (
        Letter("L1", date(2024, 5, 2), date(2024, 5, 8), is_valid=True, where="第 2 行", file=file),
        Letter("L2", date(2024, 5, 3), None, is_valid=False, where="第 3 行", file=file),
    )
    assert mine.covers(date(2023, 9, 20), date(2024, 6, 20))
    assert not mine.covers(date(2023, 8, 31), date(2024, 6, 20))
    assert read.sites[OTHER].rows == ()
    assert letters_in(path.parent, KNOWN) == read.sites


def test_a_sheet_of_a_workbook_is_known_by_its_columns(tmp_path):
    book = Workbook()
    book.create_sheet("说明").append(("本表由后台导出",))
    page = book.create_sheet("信件")
    for row in (HEAD, *ROWS):
        page.append(row)
    book.save(tmp_path / "导出.xlsx")
    assert set(letters_in(tmp_path, KNOWN)) == {SITE, OTHER}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ((SITE, "L3", "去年", "", *SPAN, ""), "“去年”不是日期"),
        ((SITE, "L3", "", "2024-05-08", *SPAN, ""), "没有填写"),
        ((SITE, "L3", "2024-05-09", "2024-05-08", *SPAN, ""), "早于收到日期"),
        ((SITE, "L3", "2024-05-09", "", *SPAN, "大概"), "不能识别"),
        (("", "L3", "2024-05-09", "", *SPAN, ""), "没有填写"),
        ((SITE[:-1], "L3", "2024-01-02", "", *SPAN, ""), "不在台账中"),
    ],
)
def test_a_row_that_cannot_be_used_leaves_its_site_uncovered_and_is_told(written, row, why):
    read = read_letters(written(*ROWS, row), KNOWN)
    assert len(read.faults) == 1
    assert "第 5 行" in read.faults[0]
    assert why in read.faults[0]
    assert not read.sites[SITE].covers(date(2024, 1, 1), date(2024, 2, 1))
    assert len(read.sites[SITE].rows) == 2


def test_a_site_whose_days_nobody_told_covers_nothing(written):
    read = read_letters(written((SITE, "L1", "2024-05-02", "", "", "", "")), KNOWN)
    assert "没有填写这批留言导出的起止日期" in read.faults[0]
    assert not read.sites[SITE].covers(date(2024, 1, 1), date(2024, 2, 1))


def test_files_of_one_site_say_all_their_rows_together_and_only_the_days_both_have(written):
    late = written((SITE, "L1", "2024-01-02", "", *SPAN, ""), name="b.csv")
    written((SITE, "", "", "", "2023-10-01", "2024-12-31", ""), name="z.csv")
    mine = letters_in(late.parent, KNOWN)[SITE]
    assert [one.number for one in mine.rows] == ["L1"]
    assert [one.name for one in mine.files] == ["b.csv", "z.csv"]
    assert (mine.since, mine.until) == (date(2023, 10, 1), date(2024, 9, 20))


@pytest.mark.parametrize("code", ["", SITE[:-1], SITE])
def test_a_broken_row_in_one_file_leaves_the_site_uncovered_in_the_other(written, code):
    path = written((code, "L1", "2024-01-02", "", "", "", ""), name="b.csv")
    written((SITE, "", "", "", *SPAN, ""), name="z.csv")
    mine = letters_in(path.parent, KNOWN)[SITE]
    assert not mine.covers(date(2024, 1, 1), date(2024, 2, 1))


def test_a_sheet_whose_head_lacks_a_column_leaves_every_site_uncovered(tmp_path):
    book = Workbook()
    for row in (HEAD, *ROWS):
        book.active.append(row)
    book.create_sheet("上年").append(("标题行",))
    book["上年"].append(("标识码", *HEAD[1:]))
    path = tmp_path / "导出.xlsx"
    book.save(path)
    read = read_letters(path, KNOWN)
    assert "工作表“上年”第 2 行" in read.faults[0]
    assert not read.sites[OTHER].covers(date(2024, 1, 1), date(2024, 2, 1))


def test_a_cited_export_opens_to_the_rows_of_its_site_and_to_no_others(written):
    path = written(*ROWS)
    record = read_letters(path, KNOWN).sites[SITE].files[0].record
    text = cited_letters([path.parent], record, SITE)
    assert "第 2 行\t1100000001\tL1" in text
    assert OTHER not in text
    assert cited_letters([path.parent], "sha256:00", SITE) is None


def test_a_workbook_of_accounts_and_letters_is_refused_and_told(tmp_path):
    book = Workbook()
    book.active.append(HEADER)
    page = book.create_sheet("信件")
    for row in (HEAD, *ROWS):
        page.append(row)
    book.save(tmp_path / "导出.xlsx")
    assert "既有账号的记录又有网站的留言" in index_uploads(tmp_path).faults[0]


def test_both_sorts_of_exports_lie_in_one_folder_and_are_told_apart(written):
    written(("A0", "发布", "2024-09-01 08:00", "题", "文", ""), head=HEADER, name="p.csv")
    folder = written(*ROWS, name="l.csv").parent
    assert {name: one.what for name, one in exports_of(folder, KNOWN).items()} == {
        "l.csv": "2 个网站的留言",
        "p.csv": "1 个账号的记录",
    }
    uploads = index_uploads(folder)
    assert (uploads.file_of, uploads.faults) == ({"A0": "p.csv"}, ())
    assert set(letters_in(folder, KNOWN)) == {SITE, OTHER}


def test_a_file_nobody_can_read_holds_no_letters(tmp_path):
    assert not holds_letters(tmp_path / "没有.csv")
