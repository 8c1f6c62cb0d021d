# ruff: noqa: E501 (markup stands as a page has it)
"""List pages as public-body sites print them, written from knowledge of their CMSs.

Each pattern turns entries into the markup of one list; ``page`` puts it into a site's frame with a
menu, a breadcrumb, a hot list, friend links and a footer, all of which carry links and dates.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

HOST = "http://www.pingxi.gov.cn"
URL = f"{HOST}/xwzx/tzgg/"


@dataclass(frozen=True, slots=True)
class Entry:
    """One item a list shows."""

    title: str
    href: str
    day: date


Pattern = Callable[[Sequence[Entry]], str]

TITLES = (
    "平溪县人民政府办公室关于做好冬季供暖工作的通知",
    "县水务局召开农村饮水安全工作推进会",
    "关于公开征求城区停车管理办法意见的公告",
    "平溪县今年新增高标准农田三万亩",
    "县长主持召开常务会议研究教育工作",
    "关于城南片区临时停水的通告",
    "全县秋粮收购工作全面启动",
    "关于表彰先进集体和先进个人的决定",
)


def entries(newest: date, *, named_by_day: bool = False) -> list[Entry]:
    """Eight entries, the newest first, three days apart; addresses tell nothing unless asked."""
    made = []
    for place, title in enumerate(TITLES):
        day = newest - timedelta(days=3 * place)
        name = (
            f"{day:%Y%m}/t{day:%Y%m%d}_{8100 + place}.html"
            if named_by_day
            else f"show-{8100 + place}.html"
        )
        made.append(Entry(title, name, day))
    return made


def ul_span(rows: Sequence[Entry]) -> str:
    return _ul(f'<li><a href="./{e.href}">{e.title}</a><span>{e.day}</span></li>' for e in rows)


def ul_span_first(rows: Sequence[Entry]) -> str:
    return _ul(
        f'<li><span class="date">[{e.day}]</span> <a href="./{e.href}">{e.title}</a></li>'
        for e in rows
    )


def date_inside_link(rows: Sequence[Entry]) -> str:
    return _ul(
        f'<li><a href="./{e.href}"><em>{e.title}</em><i>{e.day:%Y/%m/%d}</i></a></li>' for e in rows
    )


def cut_titles(rows: Sequence[Entry]) -> str:
    return _ul(
        f'<li><a title="{e.title}" href="./{e.href}">{e.title[:9]}...</a><b>{e.day}</b></li>'
        for e in rows
    )


def chinese_dates(rows: Sequence[Entry]) -> str:
    return _ul(
        f'<li><a href="./{e.href}">{e.title}</a>（{e.day.year}年{e.day.month}月{e.day.day}日）</li>'
        for e in rows
    )


def odd_colons(rows: Sequence[Entry]) -> str:
    return _ul(
        f'<li><a href="./{e.href}">{e.title}</a><p>发布时间∶{e.day}  来源：县府办</p></li>'
        for e in rows
    )


def table_rows(rows: Sequence[Entry]) -> str:
    body = "".join(
        f'<tr><td>·</td><td><a href="./{e.href}" target=_blank>{e.title}</a></td><td>{e.day}</td></tr>'
        for e in rows
    )
    return f'<table width="100%"><tbody>{body}</tbody></table>'


def table_per_item(rows: Sequence[Entry]) -> str:
    return "".join(
        f'<table width="98%" border=0><tr><td width=20>·</td><td align=left><a href={e.href}>{e.title}</a></td>'
        f"<td align=right>{e.day:%Y.%m.%d}</td></tr></table>"
        for e in rows
    )


def two_date_columns(rows: Sequence[Entry]) -> str:
    body = "".join(
        f'<tr><td>{n}</td><td><a href="./{e.href}">{e.title}</a></td><td>平政发〔{e.day.year}〕{n}号</td>'
        f"<td>{e.day - timedelta(days=9)}</td><td>{e.day}</td></tr>"
        for n, e in enumerate(rows, 1)
    )
    head = "<tr><th>序号</th><th>标题</th><th>文号</th><th>成文日期</th><th>发布日期</th></tr>"
    return f'<table class="zfxxgk">{head}{body}</table>'


def two_items_a_row(rows: Sequence[Entry]) -> str:
    pairs = [rows[at : at + 2] for at in range(0, len(rows), 2)]
    body = "".join(
        "<tr>"
        + "".join(f'<td><a href="./{e.href}">{e.title}</a></td><td>{e.day}</td>' for e in pair)
        + "</tr>"
        for pair in pairs
    )
    return f"<table>{body}</table>"


def dl_per_item(rows: Sequence[Entry]) -> str:
    return "".join(
        f'<dl><dt><a href="./{e.href}">{e.title}</a></dt><dd>{e.day}</dd></dl>' for e in rows
    )


def one_dl(rows: Sequence[Entry]) -> str:
    return (
        "<dl>"
        + "".join(f'<dt><a href="./{e.href}">{e.title}</a></dt><dd>{e.day}</dd>' for e in rows)
        + "</dl>"
    )


def cards(rows: Sequence[Entry]) -> str:
    return (
        '<div class="cards">'
        + "".join(
            f'<div class="card"><h3><a href="./{e.href}">{e.title}</a></h3>'
            f"<p>会议强调，2019年1月1日起实行的办法要继续落实，确保群众得到实惠。</p>"
            f'<div class="meta"><span>县府办</span><span>{e.day}</span></div></div>'
            for e in rows
        )
        + "</div>"
    )


def linked_cards(rows: Sequence[Entry]) -> str:
    return (
        '<div class="cards">'
        + "".join(
            f'<a class="card" href="./{e.href}"><div class="tit">{e.title}</div>'
            f"<div class=txt>各乡镇人民政府，县政府各部门：经县政府同意，现将有关事项通知如下。</div>"
            f"<div class=t>{e.day}</div></a>"
            for e in rows
        )
        + "</div>"
    )


def split_dates(rows: Sequence[Entry]) -> str:
    return _ul(
        f'<li><div class="rq"><b>{e.day:%d}</b><span>{e.day:%Y-%m}</span></div><a href="./{e.href}">{e.title}</a></li>'
        for e in rows
    )


def year_apart(rows: Sequence[Entry]) -> str:
    return _ul(
        f'<li><a href="./{e.href}"><h4>{e.title}</h4></a><p class=d><i>{e.day:%m-%d}</i><i>{e.day:%Y}</i></p></li>'
        for e in rows
    )


def flat_with_breaks(rows: Sequence[Entry]) -> str:
    lines = "".join(
        f'·<a href="./{e.href}">{e.title}</a> <font color=gray>({e.day})</font><br>' for e in rows
    )
    return f"<table><tr><td class=list>{lines}</td></tr></table>"


def chunks(rows: Sequence[Entry]) -> str:
    parts = [rows[at : at + 3] for at in range(0, len(rows), 3)]
    return "".join(ul_span(part) + '<div class="line"></div>' for part in parts)


def month_groups(rows: Sequence[Entry]) -> str:
    made, month = "", ""
    for e in rows:
        if f"{e.day:%Y%m}" != month:
            made += (
                "</ul></div>" if month else ""
            ) + f"<div class=grp><h4>{e.day.year}年{e.day.month}月</h4><ul>"
            month = f"{e.day:%Y%m}"
        made += f'<li><a href="./{e.href}">{e.title}</a><span>{e.day:%m-%d}</span></li>'
    return made + "</ul></div>" if month else ""


def hanweb_records(rows: Sequence[Entry]) -> str:
    records = "".join(
        f"<record><![CDATA[<li><a href='/art/{e.day.year}/{e.day.month}/{e.day.day}/art_12_{n}.html' "
        f"title='{e.title}'>{e.title}</a><span>{e.day}</span></li>]]></record>"
        for n, e in enumerate(rows)
    )
    return (
        '<div id="26950"><script type="text/xml"><datastore><nextgroup></nextgroup>'
        f"<recordset>{records}</recordset></datastore></script></div>"
    )


def json_in_script(rows: Sequence[Entry]) -> str:
    data = [{"title": e.title, "url": e.href, "pubDate": f"{e.day} 09:00:00"} for e in rows]
    code = f"var list = {json.dumps(data, ensure_ascii=False)}; render(list);" if rows else ""
    return f'<div id="listbox"></div><script>{code}</script>'


def nested_lists(rows: Sequence[Entry]) -> str:
    half = len(rows) // 2
    return (
        f"<ul class=outer><li>{ul_span(rows[:half])}</li><li>{ul_span(rows[half:])}</li></ul>"
        if rows
        else "<ul></ul>"
    )


def with_category(rows: Sequence[Entry]) -> str:
    return _ul(
        f'<li>[<a href="/xwzx/gg/">公告</a>] <a href="./{e.href}">{e.title}</a><span>{e.day}</span></li>'
        for e in rows
    )


def with_more_links(rows: Sequence[Entry]) -> str:
    return _ul(
        f"<li><p>{e.title}</p><span>{e.day}</span><a href='./{e.href}'>查看详情</a></li>"
        for e in rows
    )


def pinned_old_first(rows: Sequence[Entry]) -> str:
    if not rows:
        return "<ul></ul>"
    last = rows[-1]
    pinned = f'<li><a href="./{last.href}">[置顶] {last.title}</a><span>{last.day}</span></li>'
    return _ul(
        [
            pinned,
            *(
                f'<li><a href="./{e.href}">{e.title}</a><span>{e.day}</span></li>'
                for e in rows[:-1]
            ),
        ]
    )


def dates_in_addresses(rows: Sequence[Entry]) -> str:
    return _ul(f'<li><a href="./{e.href}">{e.title}</a></li>' for e in rows)


def full_width(rows: Sequence[Entry]) -> str:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    return _ul(
        f'<li><a href="./{e.href}">{e.title}</a><span>{str(e.day).translate(wide)}</span></li>'
        for e in rows
    )


def placeholders(rows: Sequence[Entry]) -> str:
    return _ul(
        f'<li><a href="#" onclick="return false">{e.title}</a><span>{e.day}</span></li>'
        for e in rows
    )


PATTERNS: tuple[Pattern, ...] = (
    ul_span, ul_span_first, date_inside_link, cut_titles, chinese_dates, odd_colons, table_rows, table_per_item,
    two_date_columns, two_items_a_row, dl_per_item, one_dl, cards, linked_cards, split_dates, year_apart,
    flat_with_breaks, chunks, month_groups, hanweb_records, json_in_script, nested_lists, with_category,
    with_more_links, pinned_old_first, dates_in_addresses, full_width, placeholders,
)  # fmt: skip


def page(markup: str, *, hot: date = date(2026, 11, 20), notice: str = "暂无数据") -> bytes:
    """A whole column page around a list; its template says 暂无数据 even when the list is full."""
    links = "".join(f'<li><a href="/x{n}/">栏目名称{n}</a></li>' for n in range(9))
    ranking = "".join(
        f'<li><a href="/hot/{n}.html">大家都在看的一条旧闻第{n}条</a><span>{hot}</span></li>'
        for n in range(6)
    )
    friends = "".join(f'<a href="http://www.a{n}.gov.cn/">某某市人民政府{n}</a>' for n in range(8))
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>通知公告_平溪县人民政府</title>
<meta name="SiteName" content="平溪县人民政府"><meta name="ColumnName" content="通知公告"></head><body>
<div class="header"><div class="date">今天是2026年11月22日 星期日</div><form><input name=q></form></div>
<div class="nav"><ul>{links}</ul></div>
<div class="crumb-nav">您的位置：<a href="/">首页</a> &gt; <a href="/xwzx/">新闻中心</a> &gt; 通知公告</div>
<div class="wrap"><div class="left"><h2>热点排行</h2><ul>{ranking}</ul></div>
<div class="right"><h1>通知公告</h1><div class="listbox">{markup}</div>
<div style="display:none" class="nodata">{notice}</div>
<div class="page"><a href="index_1.html">下一页</a><a href="index_9.html">尾页</a> 共9页</div></div></div>
<div class="yqlj"><h3>友情链接</h3>{friends}</div>
<div class="footer"><p>主办单位：平溪县人民政府办公室　网站标识码：5299990001　ICP备：滇ICP备00000000号</p>
<p>页面生成时间：2026-11-22 08:00:00</p></div>
<script>$.get("/hits/count.do?id=1", function(n){{ $("#n").html(n); }});</script></body></html>""".encode()


def _ul(rows: object) -> str:
    assert not isinstance(rows, str)
    return '<ul class="list">' + "".join(rows) + "</ul>"  # type: ignore[call-overload]
