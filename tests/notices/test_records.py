"""Side records: taken in from a workbook, dated, with their source; a correction is a new row."""

import openpyxl
import pytest

from tests.notices.built_round import SHEETS, write_records
from xuncha.office.notices.models import SideRecord
from xuncha.office.notices.record_imports import import_records
from xuncha.office.notices.record_kinds import record_kinds
from xuncha.office.notices.record_reading import entries_of
from xuncha.office.people.errors import AppendOnlyError
from xuncha.office.people.models import AuditRecord, Office, User
from xuncha.office.people.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    office = Office.objects.create(code="hulan", name="呼兰省政务公开办公室")
    return User.objects.create_user("zhao", office, name="赵录", role=Role.REVIEWER)


def take(clerk, path):
    return import_records(clerk.office, path, clerk)


def test_every_kind_of_record_can_be_imported_from_its_own_sheet(clerk, tmp_path):
    report = take(clerk, write_records(tmp_path / "记录.xlsx"))
    assert report.faults == ()
    assert set(entries_of(clerk.office_id)) == set(SHEETS)
    assert set(SHEETS) | {"sampling"} == set(record_kinds())


def test_a_record_keeps_its_source_its_row_and_who_brought_it(clerk, tmp_path):
    take(clerk, write_records(tmp_path / "通知单.xlsx", {"slip": SHEETS["slip"]}))
    row = SideRecord.objects.first()
    assert (row.source, row.row, row.by_name) == ("通知单.xlsx", 2, "赵录")
    assert AuditRecord.objects.filter(act="records.imported").count() == 1


def test_the_same_file_twice_changes_nothing(clerk, tmp_path):
    path = write_records(tmp_path / "记录.xlsx")
    first = take(clerk, path)
    again = take(clerk, path)
    assert (again.created, again.updated, again.unchanged) == (0, 0, first.created)


def test_a_corrected_row_is_appended_and_counts_instead(clerk, tmp_path):
    rows = SHEETS["slip"]
    take(clerk, write_records(tmp_path / "a.xlsx", {"slip": rows}))
    done = (*rows[1][:6], "2026-08-01")
    report = take(clerk, write_records(tmp_path / "b.xlsx", {"slip": [rows[0], done]}))
    assert (report.created, report.updated, report.unchanged) == (0, 1, 1)
    slips = {row.text("文号"): row for row in entries_of(clerk.office_id)["slip"]}
    assert slips[done[0]].text("完成日期") == "2026-08-01"
    assert SideRecord.objects.filter(kind="slip").count() == 4


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("答复情况", "挺好", "不在可用的词中"),
        ("发出日期", "去年", "不是日期"),
        ("单位", "", "没有填写"),
        ("单位", "=cmd|'x'!A1", "公式"),
    ],
)
def test_a_wrong_cell_is_told_with_its_place_and_the_row_is_left_out(
    column, value, said, clerk, tmp_path
):
    path = write_records(tmp_path / "a.xlsx", {"test-question": SHEETS["test-question"][:2]})
    book = openpyxl.load_workbook(path)
    sheet = book["模拟咨询"]
    place = [cell.value for cell in sheet[1]].index(column) + 1
    sheet.cell(3, place).value = value
    if value.startswith("="):
        sheet.cell(3, place).data_type = "s"
    book.save(path)
    report = take(clerk, path)
    assert report.created == 1
    fault = report.faults[0]
    assert (fault.sheet, fault.row, fault.column) == ("模拟咨询", 3, column)
    assert said in fault.message


def test_a_record_is_never_rewritten(clerk, tmp_path):
    take(clerk, write_records(tmp_path / "a.xlsx", {"slip": SHEETS["slip"]}))
    row = SideRecord.objects.first()
    with pytest.raises(AppendOnlyError):
        row.save()
