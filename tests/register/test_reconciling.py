"""Our sites held against the export of the national reporting system."""

import io

import pytest
from openpyxl import Workbook, load_workbook

from xuncha.office.registry.errors import RegistryError, UploadError
from xuncha.office.registry.models import LifecycleEvent, Site
from xuncha.office.registry.national_export import read_export
from xuncha.office.registry.reconciling import change_list, reconcile, take_over

HEADS = ("序号", "网站标识码", "网站名称(全称)", "首页网址", "主办单位", "运行状态", "行政层级",
         "网站类型")  # fmt: skip
AGREES = ("1", "1100000001", "青石市政府网", "www.qs.example/index.html", "青石市人民政府",
          "正常运行", "市级", "门户")  # fmt: skip
DIFFERS = ("2", "1100000002", "呼兰省财政厅", "http://cz.example", "呼兰省财政厅", "已关停",
           "省级", "部门")  # fmt: skip
UNKNOWN = ("3", "1100000003", "青石市财政局网", "http://csj.example/", "青石市人民政府",
           "正常", "市级", "其它")  # fmt: skip


@pytest.fixture
def export(tmp_path):
    def made(*rows, above=(), heads=HEADS):
        book = Workbook()
        sheet = book.active
        sheet.title = "导出"
        for row in (*above, heads, *rows):
            sheet.append(row)
        path = tmp_path / "export.xlsx"
        book.save(path)
        return path

    return made


def test_sites_are_told_apart_as_matched_different_missing_and_extra(register, export):
    found = reconcile(register, read_export(export(AGREES, UNKNOWN)))
    assert [one.code for one in found.matched] == ["1100000001"]
    assert [one.code for one in found.missing] == ["1100000003"]
    assert found.extra == (("1100000002", "呼兰省财政厅网", "正常运行"),)
    assert found.different == ()


def test_every_field_that_differs_is_named_with_both_values(register, export):
    found = reconcile(register, read_export(export(AGREES, DIFFERS)))
    (one,) = found.different
    told = {each.label: (each.ours, each.theirs) for each in one.differences}
    assert told == {
        "网站名称": ("呼兰省财政厅网", "呼兰省财政厅"),
        "运行状态": ("正常运行", "已关停"),
    }
    assert found.status_differs == found.different


def test_heads_below_a_title_and_with_remarks_are_recognised(register, export):
    above = (("呼兰省政府网站名单",), ("导出时间：2024-09-20",), ())
    found = read_export(export(AGREES, above=above))
    assert (found.sheet, found.sites[0].row) == ("导出", 5)
    assert set(found.fields) >= {"code", "name", "url", "sponsor", "status"}


def test_a_row_without_a_sound_code_and_a_second_row_of_a_code_cost_one_line_each(export):
    bad = ("4", "无", "某网", "", "", "", "", "")
    found = read_export(export(AGREES, bad, AGREES))
    assert [fault.row for fault in found.faults] == [3, 4]
    assert len(found.sites) == 1


def test_a_file_without_the_heads_is_one_line_that_says_which_are_wanted(export):
    with pytest.raises(UploadError, match="“网站标识码”、“网站名称”") as fault:
        read_export(export(("1", "2"), heads=("甲", "乙")))
    assert "\n" not in str(fault.value)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("x.xlsx", b"PK\x03\x04damaged"),
        ("x.xlsx", b"not a workbook"),
        ("x.csv", b"\xff\xff\xfe\x00\x81"),
        ("x.csv", b""),
        ("x.xls", b"\xd0\xcf\x11\xe0"),
    ],
)
def test_a_damaged_file_is_one_line(tmp_path, name, body):
    path = tmp_path / name
    path.write_bytes(body)
    with pytest.raises(UploadError) as fault:
        read_export(path)
    assert "\n" not in str(fault.value)


def test_a_workbook_cut_anywhere_is_one_line_or_whole(export):
    path = export(AGREES, DIFFERS)
    body = path.read_bytes()
    for length in range(0, len(body), 97):
        path.write_bytes(body[:length])
        with pytest.raises(UploadError):
            read_export(path)


def test_a_csv_of_the_reporting_system_reads_the_same(register, tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(f"{','.join(HEADS)}\n{','.join(AGREES)}\n", encoding="gb18030")
    assert [one.code for one in reconcile(register, read_export(path)).matched] == ["1100000001"]


def test_a_status_word_nobody_knows_differs_and_is_shown_as_it_stands(register, export):
    strange = (*AGREES[:5], "待审核", *AGREES[6:])
    found = reconcile(register, read_export(export(strange, DIFFERS)))
    assert next(one for one in found.different if one.code == AGREES[1]).status.theirs == "待审核"


def test_chosen_sites_take_over_and_the_others_stay(register, keeper, export):
    found = reconcile(register, read_export(export(AGREES, DIFFERS, UNKNOWN)))
    changed, faults = take_over(register, found, ["1100000002", "1100000003"], keeper)
    assert (changed, faults) == (2, ())
    site = Site.objects.get(code="1100000002")
    assert (site.name, site.status) == ("呼兰省财政厅", "closed")
    assert LifecycleEvent.objects.get(site=site).reason == "采用报送系统导出表“export.xlsx”"
    assert Site.objects.get(code="1100000003").body.code == "C"


def test_what_was_taken_over_agrees_afterwards(register, keeper, export):
    path = export(AGREES, DIFFERS, UNKNOWN)
    found = reconcile(register, read_export(path))
    take_over(register, found, ["1100000002", "1100000003"], keeper)
    again = reconcile(register, read_export(path))
    assert (len(again.matched), again.different, again.missing) == (3, (), ())


def test_a_site_of_an_unknown_sponsor_is_refused_with_its_line(register, keeper, export):
    row = (*UNKNOWN[:4], "没有这个单位", *UNKNOWN[5:])
    found = reconcile(register, read_export(export(AGREES, row)))
    changed, faults = take_over(register, found, ["1100000003"], keeper)
    assert changed == 0
    assert "没有这个单位" in faults[0].text()


def test_nothing_chosen_is_said_so(register, keeper, export):
    found = reconcile(register, read_export(export(DIFFERS)))
    with pytest.raises(RegistryError, match="没有选择"):
        take_over(register, found, [], keeper)


def test_the_change_list_holds_what_to_key_in_and_no_formula(register, export):
    strange = (*DIFFERS[:2], "=HYPERLINK(1)", *DIFFERS[3:])
    found = reconcile(register, read_export(export(strange)))
    sheet = load_workbook(io.BytesIO(change_list(found))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0] == "网站标识码"
    assert rows[-1][:3] == ("1100000001", "青石市政府网", "核实后补报")
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
