"""The register comes in row by row: good rows stay, every bad one gets one clear line."""

import zipfile
from datetime import date

import pytest
from openpyxl import load_workbook

from tests.office.uploads import (
    ACCOUNTS,
    CODE,
    COLUMNS,
    HEADERS,
    SITES,
    SOUND,
    csv_file,
    register_xlsx,
    sound_with,
)
from xuncha.engine.domain.words import ColumnKind, Level
from xuncha.office.people import audit
from xuncha.office.people.models import AuditRecord
from xuncha.office.registry.errors import ExemptionError, UploadError
from xuncha.office.registry.imports import import_register
from xuncha.office.registry.limits import limits
from xuncha.office.registry.models import Account, Body, Column, ColumnAddress, Site
from xuncha.office.registry.scope import account_plans, scope_of, site_plans
from xuncha.office.registry.sheets import WIDEST, read_tables, read_upload
from xuncha.office.registry.trees import Tree, descendants, regions

TODAY = date(2024, 9, 20)


def read_everything(path):
    return [(name, list(rows)) for name, rows in read_tables(path)]


@pytest.fixture
def take(office, reviewer, tmp_path):
    def take(sheets):
        return import_register(office, register_xlsx(tmp_path / "register.xlsx", sheets), reviewer)

    return take


def _faults(report):
    return [fault.text() for fault in report.faults]


def test_a_sound_register_comes_in_complete(take, office):
    report = take(SOUND)
    assert (report.created, report.faults) == (10, ())
    portal = next(plan for plan in site_plans(office, TODAY) if plan.code == CODE)
    assert (portal.level, portal.is_portal, portal.languages) == (Level.CITY, True, ("zh", "bo"))
    assert [column.kind for column in portal.columns] == [ColumnKind.NEWS, ColumnKind.NOTICE]
    assert portal.columns[0].has_duty is True
    assert portal.columns[1].has_duty is None
    assert portal.columns[1].is_exempt(date(2024, 9, 20))
    upload, feed = account_plans(office, TODAY)
    assert (upload.export_name, upload.feed_url) == ("A1", "")
    assert (feed.export_name, feed.feed_url) == ("", "http://feeds.example/a2.xml")


def test_importing_twice_changes_nothing_the_second_time(take, office):
    take(SOUND)
    acts = AuditRecord.objects.count()
    again = take(SOUND)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 10)
    assert AuditRecord.objects.count() == acts
    assert audit.verify(office) is None


def test_bodies_hang_in_two_trees(take, office):
    take(SOUND)
    names = descendants(Body.objects.get(code="D"), Tree.SYSTEM).values_list("code", flat=True)
    assert list(names) == ["CD", "D"]
    below = descendants(Body.objects.get(code="C"), Tree.TERRITORY).values_list("code", flat=True)
    assert list(below) == ["C", "CD"]
    where = regions(office)
    assert where[Body.objects.get(code="CD").pk] == "青石市"
    assert where[Body.objects.get(code="D").pk] == "省直"
    assert {entry.region for entry in scope_of(office, TODAY)} == {"青石市", "省直"}


@pytest.mark.parametrize(
    ("sheet", "row", "line"),
    [
        ("网站", ("310000000044", "长码网", "http://a.example/", "C", "门户", "市级", "是",
                 "正常运行"),
         "“网站”第 4 行“网站标识码”：“310000000044”不合规则"),
        ("网站", ("6300000009", "无主网", "http://a.example/", "X9", "门户", "市级", "是",
                 "正常运行"),
         "“网站”第 4 行“主办单位编码”：单位“X9”不在台账中"),
        ("网站", ("6300000009", "坏址网", "qs.example", "C", "门户", "市级", "是", "正常运行"),
         "“网站”第 4 行“网址”：“qs.example”不是网址"),
        ("网站", (CODE, "重复网", "http://b.example/", "C", "门户", "市级", "是", "正常运行"),
         f"“网站”第 4 行“网站标识码”：“{CODE}”与第 2 行重复"),
        ("栏目", (CODE, "怪类", "http://qs.example/g/", "新闻类", 1, "", ""),
         "“栏目”第 4 行“类别”：“新闻类”不在可用的词中；请填写：动态要闻、"),
        ("栏目", ("6300000999", "孤栏", "http://qs.example/g/", "其他", 1, "", ""),
         "“栏目”第 4 行“网站标识码”：网站“6300000999”不在台账中"),
        ("栏目", (CODE, "长免", "http://qs.example/c/", "其他", 1, "", "", "", "", "", "无内容",
                 "李处长", "2024-01-01", "2025-06-30"),
         "“栏目”第 4 行“豁免止”：豁免自 2024-01-01 至 2025-06-30，超过 12 个月"),
        ("栏目", (CODE, "缺批", "http://qs.example/c/", "其他", 1, "", "", "", "", "", "无内容", "",
                 "2024-01-01", "2024-06-30"),
         "“栏目”第 4 行“豁免止”：豁免缺少豁免批准人"),
        ("栏目", (CODE, "无人", "http://qs.example/c/", "其他", 1, "是", ""),
         "“栏目”第 4 行“义务确认人”：更新义务为“是”而没有确认人"),
        ("账号", ("A3", "无址号", "微博", "发布", "C", "市级", "订阅", "", "正常运行"),
         "“账号”第 4 行“订阅地址”：没有填写"),
        ("账号", ("A3", "=HYPERLINK(1)", "微博", "发布", "C", "市级", "上传", "", "正常运行"),
         "“账号”第 4 行“账号名称”：单元格是公式"),
        ("账号", (".a2", "点号", "微博", "发布", "C", "市级", "上传", "", "正常运行"),
         "“账号”第 4 行“账号编码”：“.a2”"),
        ("账号", ("..", "点点", "微博", "发布", "C", "市级", "上传", "", "正常运行"),
         "“账号”第 4 行“账号编码”：“..”"),
        ("账号", ("A3.partial", "半号", "微博", "发布", "C", "市级", "上传", "", "正常运行"),
         "“账号”第 4 行“账号编码”：“A3.partial”"),
        ("单位", ("E", "无上级局", "", "Z", "", "市级", "部门"),
         "“单位”第 6 行“属地上级编码”：上级单位“Z”不存在"),
    ],
)  # fmt: skip
def test_a_bad_row_gets_one_clear_line_and_the_others_come_in(take, sheet, row, line):
    report = take(sound_with(**{sheet: [*SOUND[sheet], row]}))
    assert len(report.faults) == 1
    assert _faults(report)[0].startswith(line)
    assert "；" in _faults(report)[0]
    assert report.created == 10


def test_superiors_in_a_circle_are_named_and_left_out(take):
    circle = [
        ("X", "甲局", "", "Y", "", "市级", "部门"),
        ("Y", "乙局", "", "X", "", "市级", "部门"),
    ]
    report = take(sound_with(单位=[*SOUND["单位"], *circle]))
    assert [fault.row for fault in report.faults] == [6, 7]
    assert "绕成了圈" in _faults(report)[0]
    assert not Body.objects.filter(code__in=["X", "Y"]).exists()


def test_what_hangs_on_a_bad_row_falls_out_with_its_own_line(take):
    bodies = [("C", "青石市人民政府", "青石市", "P", "", "地级", "政府")]
    report = take({"单位": [SOUND["单位"][0], *bodies], "网站": SOUND["网站"][:1]})
    assert [fault.column for fault in report.faults] == ["层级", "主办单位编码"]
    assert list(Body.objects.values_list("code", flat=True)) == ["P"]


def test_a_changed_row_is_updated_and_a_column_keeps_its_identity_when_it_moves(take):
    take(SOUND)
    before = Column.objects.get(name="政务要闻").pk
    moved = (CODE, "政务要闻", "http://www.qs.example/xw/", *SOUND["栏目"][0][3:])
    report = take(sound_with(栏目=[moved, SOUND["栏目"][1]]))
    assert (report.created, report.updated, report.unchanged) == (0, 1, 9)
    assert Column.objects.get(pk=before).url == "http://www.qs.example/xw/"
    former = ColumnAddress.objects.get()
    assert (former.column_id, former.url) == (before, "http://qs.example/yw/")


def test_a_column_of_another_kind_that_shares_a_name_is_a_new_column(take):
    take(SOUND)
    other = (CODE, "政务要闻", "http://qs.example/tz/", "通知公告", *SOUND["栏目"][0][4:])
    report = take(sound_with(栏目=[other, SOUND["栏目"][1]]))
    assert (report.created, report.updated) == (1, 0)
    assert Column.objects.filter(name="政务要闻").count() == 2


def test_a_new_status_is_audited_and_a_closed_site_stays_closed(take, office):
    take(SOUND)
    site = SOUND["网站"][0]
    closed = (*site[:7], "永久下线", *site[8:])
    assert take(sound_with(网站=[closed, SOUND["网站"][1]])).updated == 1
    assert AuditRecord.objects.filter(act="registry.status").get().detail["to"] == "closed"
    assert [plan.code for plan in site_plans(office, TODAY)] == ["bm01000001"]
    report = take(SOUND)
    assert "重新开设的须登记新的编码" in _faults(report)[0]
    assert Site.objects.get(code=CODE).status == "closed"


def test_one_sheet_comes_in_as_csv_in_either_encoding(take, office, reviewer, tmp_path):
    take({"单位": SOUND["单位"]})
    sites = csv_file(tmp_path / "a.csv", SITES, SOUND["网站"])
    accounts = csv_file(tmp_path / "b.csv", ACCOUNTS, SOUND["账号"], encoding="gb18030")
    columns = csv_file(tmp_path / "c.csv", COLUMNS, SOUND["栏目"])
    for path in (sites, columns, accounts):
        assert import_register(office, path, reviewer).created == 2
    assert Account.objects.get(code="A1").name == "青石发布"


@pytest.mark.parametrize(
    ("name", "body", "line"),
    [
        ("a.xlsx", b"PK\x03\x04 broken", "文件已损坏"),
        ("a.xlsx", b"<html>", "不是 XLSX"),
        ("a.csv", "姓名,电话\n".encode(), "缺少列"),
        ("a.csv", b"\xff\xff\xff", "编码无法识别"),
        ("a.csv", b"", "缺少列"),
    ],
)
def test_a_file_that_is_no_register_is_one_clear_line(office, reviewer, tmp_path, name, body, line):
    path = tmp_path / name
    path.write_bytes(body)
    with pytest.raises(UploadError, match=line) as fault:
        import_register(office, path, reviewer)
    assert "处理办法" in str(fault.value)
    assert "\n" not in str(fault.value)


def test_a_missing_file_is_one_clear_line(office, reviewer, tmp_path):
    with pytest.raises(UploadError, match="打不开"):
        import_register(office, tmp_path / "none.xlsx", reviewer)


def test_a_file_over_the_limit_is_not_even_read(office, reviewer, tmp_path):
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.truncate(60 * 1024 * 1024)
    with pytest.raises(UploadError, match="超过上限"):
        import_register(office, path, reviewer)


def test_a_column_with_an_exemption_over_a_year_cannot_even_be_saved(take):
    take(SOUND)
    column = Column.objects.get(name="招标公告")
    column.exempt_until = date(2025, 1, 2)
    with pytest.raises(ExemptionError, match="12 个月"):
        column.save()


def test_another_office_does_not_see_the_register(take, neighbour, reviewer):
    take(SOUND)
    for model in (Body, Site, Column, Account):
        assert not model.objects.visible_to(neighbour).exists()
        assert model.objects.visible_to(reviewer).exists()


def spread(path, cells):
    """A workbook whose one sheet 单位 has these cells as they are written in the file."""
    register_xlsx(path, {"单位": []})
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(
        "</sheetData>", f"{cells}</sheetData>"
    ).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, body in parts.items():
            book.writestr(name, body)


@pytest.mark.parametrize("read", [lambda path: read_upload(path, HEADERS), read_everything])
def test_a_row_far_below_the_others_is_not_walked_to(tmp_path, read):
    path = tmp_path / "far.xlsx"
    spread(path, '<row r="900000000"><c r="A900000000"><v>1</v></c></row>')
    with pytest.raises(UploadError, match="行数过多"):
        read(path)


def test_cells_far_to_the_right_are_not_read(tmp_path):
    path = tmp_path / "wide.xlsx"
    cell = '<row r="{0}"><c r="A{0}"><v>1</v></c><c r="XFD{0}"><v>1</v></c></row>'
    spread(path, "".join(cell.format(row) for row in range(2, 12)))
    [(_, rows)] = read_everything(path)
    assert max(len(row) for _, row in rows) <= WIDEST


def test_one_long_text_in_many_cells_is_kept_once(tmp_path):
    path = tmp_path / "long.xlsx"
    register_xlsx(path, {"单位": [(f" {'长' * 30000} ",) * 7] * 3})
    [(_, rows)] = read_everything(path)
    cells = [cell for _, row in rows[1:] for cell in row]
    assert len({id(cell) for cell in cells}) == 1
    assert limits().cell_max_chars < len(cells[0]) <= limits().cell_max_chars + 1


def merged(path, sheet, *ranges):
    """The workbook with cells of a sheet merged, as people merge them: one value is left."""
    book = load_workbook(path)
    for one in ranges:
        book[sheet].merge_cells(one)
    book.save(path)
    return path


def test_a_value_merged_over_several_rows_stands_in_each(office, reviewer, tmp_path):
    path = register_xlsx(tmp_path / "register.xlsx", SOUND)
    book = load_workbook(path)
    sheet = book["栏目"]
    heads = {cell.value: cell for cell in sheet[1]}
    code = heads["网站标识码"].column_letter
    rows = [row for row in range(2, sheet.max_row) if sheet[f"{code}{row}"].value]
    first = next(r for r in rows if sheet[f"{code}{r}"].value == sheet[f"{code}{r + 1}"].value)
    merged(path, "栏目", f"{code}{first}:{code}{first + 1}")
    assert load_workbook(path)["栏目"][f"{code}{first + 1}"].value is None
    report = import_register(office, path, reviewer)
    assert _faults(report) == []
    assert Column.objects.count() == len(SOUND["栏目"])


@pytest.mark.parametrize(
    ("ranges", "says"),
    [("B3:C3", "第 3 行：有横跨几列"), ("A1:A2", "第 1 行：列名占了几行")],
)
def test_a_merged_cell_that_leaves_open_what_it_means_is_one_clear_line(tmp_path, ranges, says):
    path = merged(register_xlsx(tmp_path / "register.xlsx", SOUND), "单位", ranges)
    with pytest.raises(UploadError) as fault:
        read_upload(path, HEADERS)
    assert says.partition("：")[0] in str(fault.value)
    assert says.partition("：")[2] in str(fault.value)


def test_a_title_merged_over_the_table_and_values_merged_downwards_are_read_whatever_the_heads(
    tmp_path,
):
    path = register_xlsx(tmp_path / "list.xlsx", {"单位": [("甲",) * 7, ("甲",) * 7]})
    merged(path, "单位", "A1:C1", "A2:A3")
    [(_, rows)] = read_everything(path)
    assert [cells[0] for _, cells in rows[1:]] == ["甲", "甲"]
    assert rows[0][1][1:3] == ["", ""]
