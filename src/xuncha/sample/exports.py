"""The raw exports an office would hand over: the register and the accounts' own exports."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import xlsxwriter

from xuncha.sample.model import Account, Column, Message, Site
from xuncha.sample.places import Body
from xuncha.sample.scenario import AS_OF

BODY_HEAD = ("单位编码", "单位名称", "简称", "属地上级编码", "条线上级编码", "层级", "类别")
SITE_HEAD = (
    "网站标识码",
    "网站名称",
    "网址",
    "主办单位编码",
    "类型",
    "层级",
    "对外服务",
    "运行状态",
    "平台",
    "语言",
)
COLUMN_HEAD = (
    "网站标识码",
    "栏目名称",
    "栏目网址",
    "类别",
    "级别",
    "更新义务",
    "义务确认人",
    "更新周期天",
    "语言",
    "计入考核",
    "豁免理由",
    "豁免批准人",
    "豁免起",
    "豁免止",
)
ACCOUNT_HEAD = (
    "账号编码",
    "账号名称",
    "平台",
    "功能",
    "主办单位编码",
    "层级",
    "采集方式",
    "订阅地址",
    "运行状态",
)
POST_HEAD = ("账号编码", "账号名称", "发布时间", "标题", "正文", "链接")
PLATFORM_NAMES = {
    "trs": "拓尔思",
    "hanweb": "大汉",
    "ucap": "开普",
    "vsb": "博达",
    "jiyue": "全省集约化平台",
    "jsp": "南威",
    "handmade": "自建",
}
CONFIRMED_BY = "霁川省政府办公厅政务公开处"
Row = Sequence[str]


def write_xlsx(path: Path, sheets: Iterable[tuple[str, Row, Iterable[Row]]]) -> None:
    """A workbook of text cells whose bytes depend on nothing but its content."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False, "strings_to_urls": False})
    book.set_properties({"created": AS_OF.replace(tzinfo=None), "author": "样例"})
    for name, head, rows in sheets:
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, head)
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, row)
    book.close()


def write_csv(path: Path, head: Row, rows: Iterable[Row]) -> None:
    """A CSV file as Chinese spreadsheet programs expect it: UTF-8 with a byte order mark."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(head)
        writer.writerows(rows)


def write_register(
    path: Path, bodies: Iterable[Body], sites: list[Site], accounts: list[Account]
) -> None:
    """``register.xlsx`` with the sheets 单位, 网站, 栏目, 账号."""
    columns = [column_row(s, c) for s in sites for c in s.columns]
    write_xlsx(
        path,
        [
            ("单位", BODY_HEAD, [body_row(b) for b in bodies]),
            ("网站", SITE_HEAD, [site_row(s) for s in sites]),
            ("栏目", COLUMN_HEAD, columns),
            ("账号", ACCOUNT_HEAD, [account_row(a) for a in accounts]),
        ],
    )


def body_row(body: Body) -> Row:
    """One body."""
    return (body.code, body.name, body.brand, body.above, body.line, body.level, body.kind)


def site_row(site: Site) -> Row:
    """One site."""
    languages = "zh;bo" if any(c.language == "bo" for c in site.columns) else "zh"
    serves = "否" if site.kind == "其他" else "是"
    platform = PLATFORM_NAMES.get(site.family, "")
    head = (site.code, site.name, site.url, site.body.code, site.kind, site.level)
    return (*head, serves, site.status, platform, languages)


def column_row(site: Site, column: Column) -> Row:
    """One column."""
    duty = "" if column.duty == "空" else column.duty
    exempt = column.exempt
    return (
        site.code,
        column.name,
        f"http://{site.host}{column.path}",
        column.kind,
        str(column.level),
        duty,
        CONFIRMED_BY if duty else "",
        "",
        column.language,
        "是" if column.counts else "否",
        exempt[0] if exempt else "",
        exempt[1] if exempt else "",
        exempt[2].isoformat() if exempt else "",
        exempt[3].isoformat() if exempt else "",
    )


def account_row(account: Account) -> Row:
    """One account."""
    way = "订阅" if account.feed_url else "上传"
    return (
        account.code,
        account.name,
        account.platform,
        account.function,
        account.body.code,
        account.level,
        way,
        account.feed_url,
        account.status,
    )


def post_row(account: Account, post: Message) -> Row:
    """One post of an account's export."""
    when = post.at.strftime("%Y-%m-%d %H:%M:%S")
    return (account.code, account.name, when, post.title, post.text, post.url)


def write_posts(folder: Path, accounts: list[Account], per_file: int = 60) -> list[str]:
    """Exports of the accounts without a feed, CSV and XLSX in turn; the file names come back."""
    folder.mkdir(parents=True, exist_ok=True)
    by_platform: dict[str, list[Account]] = {}
    for account in accounts:
        if account.status == "正常运行" and not account.feed_url:
            by_platform.setdefault(account.platform, []).append(account)
    names: list[str] = []
    for platform, group in by_platform.items():
        for start in range(0, len(group), per_file):
            part = group[start : start + per_file]
            rows = [post_row(a, p) for a in part for p in a.posts]
            stem = f"{platform}-{start // per_file + 1}"
            if len(names) % 2:
                write_xlsx(folder / f"{stem}.xlsx", [("内容", POST_HEAD, rows)])
                names.append(f"{stem}.xlsx")
            else:
                write_csv(folder / f"{stem}.csv", POST_HEAD, rows)
                names.append(f"{stem}.csv")
    return names
