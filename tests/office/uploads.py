"""Files as offices upload them, for the tests of the import doors."""

import csv

from openpyxl import Workbook

BODIES = ("单位编码", "单位名称", "简称", "属地上级编码", "条线上级编码", "层级", "类别")
SITES = (
    "网站标识码", "网站名称", "网址", "主办单位编码", "类型", "层级", "对外服务", "运行状态",
    "平台", "语言",
)  # fmt: skip
COLUMNS = (
    "网站标识码", "栏目名称", "栏目网址", "类别", "级别", "更新义务", "义务确认人", "更新周期天",
    "语言", "计入考核", "豁免理由", "豁免批准人", "豁免起", "豁免止",
)  # fmt: skip
ACCOUNTS = (
    "账号编码", "账号名称", "平台", "功能", "主办单位编码", "层级", "采集方式", "订阅地址",
    "运行状态",
)  # fmt: skip

CODE = "6300000001"

SOUND = {
    "单位": [
        ("P", "呼兰省人民政府", "呼兰省", "", "", "省级", "政府"),
        ("C", "青石市人民政府", "青石市", "P", "", "市级", "政府"),
        ("D", "呼兰省财政厅", "省财政厅", "P", "", "省级", "部门"),
        ("CD", "青石市财政局", "市财政局", "C", "D", "市级", "部门"),
    ],
    "网站": [
        (CODE, "青石市政府网", "http://qs.example/", "C", "门户", "市级", "是", "正常运行",
         "甲", "zh;bo"),
        ("bm01000001", "财政厅网", "http://cz.example/", "D", "部门", "省级", "否", "正常运行",
         "", ""),
    ],
    "栏目": [
        (CODE, "政务要闻", "http://qs.example/yw/", "动态要闻", 1, "是", "张三", "", "zh", "是",
         "", "", "", ""),
        (CODE, "招标公告", "http://qs.example/zb/", "通知公告", 2, "", "", 30, "zh", "是",
         "本年无招标", "李处长", "2024-01-01", "2024-12-31"),
    ],
    "账号": [
        ("A1", "青石发布", "微信订阅号", "发布", "C", "市级", "上传", "", "正常运行"),
        ("A2", "青石财政", "微博", "服务", "CD", "市级", "订阅", "http://feeds.example/a2.xml",
         "正常运行"),
    ],
}  # fmt: skip

HEADERS = {"单位": BODIES, "网站": SITES, "栏目": COLUMNS, "账号": ACCOUNTS}


def register_xlsx(path, sheets):
    """An XLSX with these sheets, header row first."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.append(HEADERS[name])
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def sound_with(**changes):
    """The sound register with other rows in some sheets."""
    return {**SOUND, **changes}


def csv_file(path, headers, rows, encoding="utf-8-sig"):
    """A CSV as the office's systems write it."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headers)
        writer.writerows(rows)
    return path
