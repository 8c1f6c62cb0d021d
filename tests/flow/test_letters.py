"""Exports of letters lie beside the exports of accounts and say which letter waited how long."""

from datetime import date

import pytest
from openpyxl import Workbook

from xuncha.engine.acquire.channels.export import HEADER
from xuncha.engine.domain.errors import InputError
from xuncha.engine.domain.letters import Letter
from xuncha.flow.letters import REQUIRED, VALID, holds_letters, letters_in, read_letters
from xuncha.flow.uploads import exports_of, index_uploads, keep_export

SITE, OTHER = "1100000001", "1100000002"
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
    read = read_letters(path)
    assert read.faults == ()
    mine = read.sites[SITE]
    assert mine.rows == (
        Letter("L1", date(2024, 5, 2), date(2024, 5, 8), is_valid=True, where="第 2 行"),
        Letter("L2", date(2024, 5, 3), None, is_valid=False, where="第 3 行"),
    )
    assert mine.covers(date(2023, 9, 20), date(2024, 6, 20))
    assert not mine.covers(date(2023, 8, 31), date(2024, 6, 20))
    assert read.sites[OTHER].rows == ()
    assert letters_in(path.parent) == read.sites


def test_a_sheet_of_a_workbook_is_known_by_its_columns(tmp_path):
    book = Workbook()
    book.create_sheet("说明").append(("本表由后台导出",))
    page = book.create_sheet("信件")
    for row in (HEAD, *ROWS):
        page.append(row)
    book.save(tmp_path / "导出.xlsx")
    assert set(letters_in(tmp_path)) == {SITE, OTHER}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ((SITE, "L3", "去年", "", *SPAN, ""), "“去年”不是日期"),
        ((SITE, "L3", "", "2024-05-08", *SPAN, ""), "没有填写"),
        ((SITE, "L3", "2024-05-09", "2024-05-08", *SPAN, ""), "早于收到日期"),
        ((SITE, "L3", "2024-05-09", "", *SPAN, "大概"), "不能识别"),
        (("", "L3", "2024-05-09", "", *SPAN, ""), "没有填写"),
    ],
)
def test_a_row_that_cannot_be_used_leaves_its_site_uncovered_and_is_told(written, row, why):
    read = read_letters(written(*ROWS, row))
    assert len(read.faults) == 1
    assert "第 5 行" in read.faults[0]
    assert why in read.faults[0]
    assert not read.sites[SITE].covers(date(2024, 1, 1), date(2024, 2, 1))
    assert len(read.sites[SITE].rows) == 2


def test_a_site_whose_days_nobody_told_covers_nothing(written):
    read = read_letters(written((SITE, "L1", "2024-05-02", "", "", "", "")))
    assert "没有填写这批留言导出的起止日期" in read.faults[0]
    assert read.sites == {}


def test_both_sorts_of_exports_are_kept_in_one_folder_and_told_apart(written, tmp_path):
    posts = written(("A0", "发布", "2024-09-01 08:00", "题", "文", ""), head=HEADER, name="p.csv")
    letters = written(*ROWS)
    folder = tmp_path / "exports"
    folder.mkdir()
    assert keep_export(folder, "p.csv", posts.read_bytes()).what == "1 个账号的记录"
    assert keep_export(folder, "l.csv", letters.read_bytes()).what == "2 个网站的留言"
    assert {name: one.what for name, one in exports_of(folder).items()} == {
        "l.csv": "2 个网站的留言",
        "p.csv": "1 个账号的记录",
    }
    uploads = index_uploads(folder)
    assert (uploads.file_of, uploads.faults) == ({"A0": "p.csv"}, ())
    assert set(letters_in(folder)) == {SITE, OTHER}


def test_a_file_without_any_account_or_site_is_not_kept(written, tmp_path):
    folder = tmp_path / "exports"
    folder.mkdir()
    with pytest.raises(InputError, match="缺少列"):
        keep_export(folder, "x.csv", written(("甲", "乙"), head=("一", "二")).read_bytes())
    assert not holds_letters(tmp_path / "没有.csv")
    assert list(folder.iterdir()) == []
