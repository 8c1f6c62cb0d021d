"""Lists made of tables."""

from datetime import timedelta
from html import escape

from xuncha.sample.variety.columns.entries import Entry, Listing, printed
from xuncha.sample.variety.days import shown
from xuncha.sample.variety.sheet import Sheet

UNDATED = ("ucap", "vsb", "jiyue", "plain", "asp", "jsp", "nodate")


def table(sheet: Sheet, head: list[str], rows: list[list[str]]) -> str:
    """A table; an empty one keeps its head."""
    name = sheet.class_word("list")
    top = "".join(f"<th>{h}</th>" for h in head)
    lines = [f"<tr>{top}</tr>"] if head else []
    lines += ["<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows]
    if not rows and sheet.pen.chance(0.6):
        width = max(1, len(head))
        lines.append(f'<tr><td colspan="{width}">{sheet.pen.word("empty_notes")}</td></tr>')
    body = "\n".join(lines)
    return f'<table class="{name}" width="100%"><tbody>\n{body}\n</tbody></table>'


def rows(sheet: Sheet, entries: list[Entry]) -> str:
    """A dot, the title, the day."""
    dot = '<img src="/images/dot.gif" />'
    return table(sheet, [], [[dot, e.link, printed(sheet, e)] for e in entries])


def headed(sheet: Sheet, entries: list[Entry]) -> str:
    """Number, title, unit, day under a head."""
    unit = escape(sheet.place.body.name)
    cells = [[str(i), e.link, unit, printed(sheet, e)] for i, e in enumerate(entries, 1)]
    return table(sheet, ["序号", "标题", "发布单位", "发布时间"], cells)


def sign(entry: Entry, days: int) -> str:
    """The signing day, some days before."""
    entry.signed = entry.day - timedelta(days=days)
    return shown(entry.signed, "iso")


def two_dates(sheet: Sheet, entries: list[Entry]) -> str:
    """Signed and published in two columns."""
    cells = [
        [e.link, f"霁发〔{e.day.year}〕{i}号", sign(e, sheet.pen.number(1, 30)), printed(sheet, e)]
        for i, e in enumerate(entries, 1)
    ]
    return table(sheet, ["名称", "文号", "成文日期", "发布日期"], cells)


def two_dates_turned(sheet: Sheet, entries: list[Entry]) -> str:
    """Published before signed."""
    cells = []
    for i, e in enumerate(entries, 1):
        index = f"97{sheet.pen.number(1000, 9999)}/2026-{i:05d}"
        cells.append([index, e.titled, printed(sheet, e), sign(e, sheet.pen.number(2, 60))])
    return table(sheet, ["索引号", "信息名称", "公开日期", "生成日期"], cells)


def signed_only(sheet: Sheet, entries: list[Entry]) -> str:
    """Only the signing day: it settles no publication."""
    cells = []
    for i, e in enumerate(entries, 1):
        cells.append([str(i), e.link, f"霁函〔{e.day.year}〕{i}号", sign(e, 0)])
        e.told = None
    return table(sheet, ["序号", "文件名称", "文号", "成文日期"], cells)


def grid(sheet: Sheet, entries: list[Entry]) -> str:
    """An ASP.NET grid with a post-back pager."""
    lines = []
    for i, e in enumerate(entries):
        lines.append(
            f'<tr class="{"alt" if i % 2 else ""}"><td align="left">'
            f'<a id="GridView1_ctl{i + 2:02d}_HyperLink1" href="{e.url}">{escape(e.title)}</a>'
            f'</td><td><span id="GridView1_ctl{i + 2:02d}_Label1">{shown(e.day, "slash_hm")}'
            "</span></td></tr>"
        )
    pager = (
        "<a href=\"javascript:__doPostBack('GridView1','Page$2')\">2</a>"
        if entries
        else "没有找到记录"
    )
    return (
        '<form id="form1" method="post"><input type="hidden" name="__VIEWSTATE" value="/wEPDw" />'
        '<div><table id="GridView1" cellspacing="0">' + "\n".join(lines) + "</table></div>"
        f'<table><tr><td colspan="2">{pager}</td></tr></table></form>'
    )


def single_tables(sheet: Sheet, entries: list[Entry]) -> str:
    """A table for each entry."""
    lines = [
        f'<table width="98%"><tr><td width="80%">&middot; {e.link}</td>'
        f"<td>[{printed(sheet, e)}]</td></tr></table>"
        for e in entries
    ]
    return '<div class="bk">' + "\n".join(lines) + "</div>"


def pairs(sheet: Sheet, entries: list[Entry]) -> str:
    """Two entries a row."""
    cells = [f"{e.link} ({printed(sheet, e)})" for e in entries]
    lines = [cells[i : i + 2] for i in range(0, len(cells), 2)]
    return table(sheet, [], lines)


def wide(sheet: Sheet, entries: list[Entry]) -> str:
    """A register of permits: many columns, deadline and decision days."""
    cells = []
    for i, e in enumerate(entries, 1):
        until = e.day + timedelta(days=1825)
        cells.append([str(i), e.link, "准予许可", shown(until, "iso"), printed(sheet, e)])
    return table(sheet, ["序号", "项目名称", "结果", "有效期至", "发布日期"], cells)


TABLES = {
    "table-rows": Listing(rows),
    "table-headed": Listing(headed),
    "two-dates": Listing(two_dates),
    "two-dates-turned": Listing(two_dates_turned),
    "signed-only": Listing(signed_only, UNDATED),
    "grid": Listing(grid, ("aspx",)),
    "single-tables": Listing(single_tables),
    "pairs": Listing(pairs),
    "wide": Listing(wide),
}
