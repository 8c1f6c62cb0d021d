"""Uploaded exports: one shape, two formats, row by row."""

import hashlib
import zipfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.acquire.conftest import Visit, account
from tests.acquire.zoo import Zoo
from xuncha.engine.acquire.channels.export import ExportShelf, read_export
from xuncha.engine.bundle.verify import verify
from xuncha.engine.domain.errors import InputError
from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.export import HEADER, read_export_rows

CHINA = timezone(timedelta(hours=8))
ROWS = (
    ("n1", "甲市发布", "2026-09-15 10:00:00", "标题一", "正文，带逗号\n和换行", "http://p/1"),
    ("n2", "乙市发布", "2026-09-14 09:00:00", "标题二", "正文二", "http://p/2"),
    ("n1", "甲市发布", "前天", "标题三", "正文三", "http://p/3"),
    ("", "无码", "2026-09-13 09:00:00", "标题四", "正文四", "http://p/4"),
)


def csv_text(rows: tuple[tuple[str, ...], ...] = ROWS) -> str:
    """The rows as quoted CSV with the header."""
    lines = (",".join(f'"{cell}"' for cell in row) for row in (HEADER, *rows))
    return "\r\n".join(lines) + "\r\n"


def xlsx(path: Path) -> Path:
    """The rows as a workbook, times as real dates where they are dates."""
    book = Workbook()
    sheet = book.active
    sheet.append(HEADER)
    for row in ROWS:
        cells: list[object] = list(row)
        if row[2].startswith("2026"):
            cells[2] = datetime.fromisoformat(row[2])
        sheet.append(cells)
    book.save(path)
    return path


@pytest.mark.parametrize("form", ["utf-8-sig", "utf-8", "gb18030", "xlsx"])
def test_both_formats_and_charsets_give_the_same_rows(tmp_path: Path, form: str) -> None:
    path = tmp_path / "导出.bin"
    if form == "xlsx":
        xlsx(tmp_path / "x.xlsx").rename(path)
    else:
        path.write_bytes(csv_text().encode(form))
    export = read_export(path)
    assert export.rows["n1"] == (ROWS[0], ROWS[2])
    assert export.rows["n2"] == (ROWS[1],)
    assert export.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert [(fault.row, fault.account) for fault in export.faults] == [(4, "n1"), (5, "")]
    assert "第 4 行：发布时间“前天”无法识别" in export.faults[0].reason


def test_rows_survive_the_way_through_a_bundle_verbatim(
    zoo: Zoo, visit: Visit, tmp_path: Path
) -> None:
    folder = tmp_path / "uploads"
    folder.mkdir()
    path = folder / "九月.csv"
    path.write_bytes(csv_text().encode("utf-8-sig"))
    plans = [account(code, export_name="九月.csv") for code in ("n1", "n2", "n3")]
    lost = account("n4", export_name="没有.csv")
    sneaky = account("n5", export_name="../uploads/九月.csv")
    bundles = visit(*plans, lost, sneaky, exports=folder)
    (fetch,) = bundles["n1"].fetches()
    first, third = read_export_rows(fetch.body, fetch.record)
    assert first.text == "正文，带逗号\n和换行"
    assert first.published_at == datetime(2026, 9, 15, 10, tzinfo=CHINA)
    assert (third.published_at, third.where) == (None, "导出文件第 2 条")
    assert fetch.header("export-sha256") == hashlib.sha256(path.read_bytes()).hexdigest()
    reasons = [entry.reason for entry in bundles["n1"].journal()]
    assert reasons[0].startswith("采用上传的导出文件 九月.csv（sha256:")
    assert reasons[1:] == [
        "第 4 行：发布时间“前天”无法识别，该行不能证明更新",
        "第 5 行：账号编码为空，该行未采用",
    ]
    (empty,) = bundles["n3"].fetches()
    assert read_export_rows(empty.body) == ()
    for code in ("n4", "n5"):
        (failed,) = bundles[code].fetches()
        assert failed.failure is UnableClass.UNREADABLE
    assert verify(bundles["n1"].folder).broken == ()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a,b,c\r\n1,2,3\r\n", "缺少列"),
        (b"", "缺少列"),
        (b"PK\x03\x04 not a workbook", "不是可读的 XLSX"),
        (b"\xff\xfe\x00\x81", "编码无法识别"),
    ],
)
def test_a_file_of_another_kind_is_one_clear_line(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with pytest.raises(InputError, match=words) as caught:
        read_export(path)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="导出文件无法打开"):
        read_export(tmp_path / "none.csv")


@pytest.mark.parametrize("is_there", [True, False])
def test_an_account_whose_file_nobody_handed_in_says_so_without_a_path_of_ours(tmp_path, is_there):
    found = ExportShelf(tmp_path if is_there else None).find("A1")
    assert "还没有上传这个账号的后台导出文件" in str(found)
    assert str(tmp_path) not in str(found)


def test_a_sheet_that_claims_a_million_rows_is_read_for_what_it_holds(tmp_path):
    book = Workbook()
    book.active.append(list(HEADER))
    book.active.append(["A1", "某发布", "2026-10-09 08:05:00", "题", "文", ""])
    path = tmp_path / "claims.xlsx"
    book.save(path)
    claimed = tmp_path / "claimed.xlsx"
    with zipfile.ZipFile(path) as plain, zipfile.ZipFile(claimed, "w") as changed:
        for item in plain.namelist():
            data = plain.read(item)
            changed.writestr(item, data.replace(b'ref="A1:F2"', b'ref="A1:XFD1048576"'))
    assert set(read_export(claimed).rows) == {"A1"}


def test_an_account_merged_over_its_rows_is_read_for_each_and_wide_cells_are_refused(
    tmp_path: Path,
) -> None:
    path = xlsx(tmp_path / "导出.xlsx")
    book = load_workbook(path)
    sheet = book.active
    sheet["A3"].value, sheet["C4"].value = "n1", "2026-09-01 08:00:00"
    sheet.merge_cells("A2:A4")
    book.save(path)
    assert len(read_export(path).rows["n1"]) == 3
    sheet.merge_cells("D3:E3")
    book.save(path)
    with pytest.raises(InputError, match="第 3 行"):
        read_export(path)
