"""The register: a workbook taken in after a look at what it changes, and held against an export."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from scripts.journey.clerks import Clerk

CITY = "9701000001"
TAKEN_OVER = ("9701020001", "9701030001")
"""County sites the city runs from now on: the orders about them go to the city."""
RENAMED, GONE = "9700000012", "9701220001"


def take_in(inspector: Clerk, scratch: Path) -> None:
    """Export, change a few cells, upload; one row has a fault, the others take effect."""
    inspector.page.goto("/register/")
    with inspector.page.expect_download() as got:
        inspector.page.get_by_role("link", name="导出整份台账").first.click()
    book = load_workbook(BytesIO(got.value.path().read_bytes()))
    sites = book["网站"]
    for code in TAKEN_OVER:
        _set(sites, code, "主办单位编码", CITY)
    heads = [cell.value for cell in sites[1]]
    last = [cell.value for cell in sites[sites.max_row]]
    new = dict(zip(heads, last, strict=True)) | {"网站标识码": "9799999901", "层级": "村级"}
    sites.append([new[head] for head in heads])
    path = scratch / "台账.xlsx"
    book.save(path)
    inspector.follow("导入", within=".tabs")
    inspector.page.get_by_label("台账文件").set_input_files(path)
    inspector.press("上传，先看改动")
    inspector.reads("有误的行")
    inspector.reads("村级")
    inspector.photograph("register-preview", keep=True)
    inspector.press("确认导入")
    inspector.reads("已导入")
    inspector.photograph("register-taken")


def reconcile(inspector: Clerk, scratch: Path) -> None:
    """The export of the reporting system: one name differs, one site is only ours, one theirs."""
    page = inspector.page
    page.goto("/register/reconcile/")
    path = scratch / "报送系统导出.xlsx"
    _national(path, page.context.request.get("/register/export.xlsx").body())
    page.get_by_label("从报送系统导出的网站名单").set_input_files(path)
    inspector.press("上传并核对")
    inspector.reads("内容不同")
    inspector.photograph("reconcile", keep=True)
    page.get_by_role("checkbox", name="采用报送系统的").first.check()
    inspector.press("把勾选的按报送系统的内容更新到台账")
    inspector.reads("已采用 1 个网站的内容")
    with page.expect_download() as got:
        page.get_by_role("link", name="下载要在报送系统更正的清单").click()
    if load_workbook(BytesIO(got.value.path().read_bytes())).active.max_row < 2:
        raise SystemExit("要在报送系统更正的清单是空的")
    inspector.photograph("reconcile-taken")
    inspector.press("结束核对")
    inspector.reads("核对已结束")


def _national(path: Path, register: bytes) -> None:
    sites = load_workbook(BytesIO(register))["网站"]
    cell = _reader(sites)
    told = Workbook()
    sheet = told.active
    sheet.append(["网站标识码", "网站名称", "首页网址", "运行状态"])
    for row in range(2, sites.max_row + 1):
        code = cell(row, "网站标识码")
        if code != GONE:
            name = cell(row, "网站名称") + ("（新版）" if code == RENAMED else "")
            sheet.append([code, name, cell(row, "网址"), cell(row, "运行状态")])
    sheet.append(["9701000099", "澜岫市统计局网站", "http://tjj.lanxiu.example/", "正常运行"])
    told.save(path)


def _set(sheet: Worksheet, code: str, head: str, value: str) -> None:
    cell = _reader(sheet)
    column = [one.value for one in sheet[1]].index(head) + 1
    for row in range(2, sheet.max_row + 1):
        if cell(row, "网站标识码") == code:
            sheet.cell(row, column, value)


def _reader(sheet: Worksheet) -> Callable[[int, str], str]:
    heads = [one.value for one in sheet[1]]
    return lambda row, head: str(sheet.cell(row, heads.index(head) + 1).value or "")
