"""Lists that stand in scripts, or do not stand on the page at all."""

import json
from datetime import timedelta
from html import escape

from xuncha.sample.variety.columns.entries import Entry, Listing, container, printed
from xuncha.sample.variety.days import shown
from xuncha.sample.variety.sheet import Sheet


def variable(sheet: Sheet, entries: list[Entry]) -> str:
    """A JSON array in a script variable."""
    rows = [
        {"id": i, "title": e.title, "url": e.url, "publishDate": shown(e.day, "iso_hms")}
        for i, e in enumerate(entries)
    ]
    name = sheet.pen.pick(["dataList", "listData", "newsArr"])
    return (
        f'<div id="list"></div><script>var {name}={json.dumps(rows, ensure_ascii=False)};'
        f"renderList({name});</script>"
    )


def state(sheet: Sheet, entries: list[Entry]) -> str:
    """The state of an application, escaped, with timestamps and without spaces."""
    rows = [
        {
            "docTitle": e.title,
            "docPubUrl": sheet.place.root + e.url,
            "docRelTime": shown(e.day, "iso"),
            "crTime": shown(e.day - timedelta(days=2), "iso_hms"),
        }
        for e in entries
    ]
    data = json.dumps({"channel": sheet.place.column, "total": len(rows), "list": rows})
    return (
        '<div id="app"><p>加载中…</p></div>'
        f'<script id="__STATE__" type="application/json">{data}</script>'
    )


def records(sheet: Sheet, entries: list[Entry]) -> str:
    """The data store of a paging script: markup inside CDATA records."""
    parts = [
        f"<record><![CDATA[<li><a href=\"{e.url}\" title='{escape(e.title)}'>{escape(e.title)}</a>"
        f"<span class='bt-right'>{printed(sheet, e)}</span></li>]]></record>"
        for e in entries
    ]
    total, pages = len(entries), (len(entries) + 14) // 15
    return (
        '<div id="barrier"><div class="list_page"></div><script type="text/xml"><datastore>'
        f'<nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1"></a>]]></nextgroup>'
        f"<totalrecord>{total}</totalrecord><totalpage>{pages}</totalpage>"
        f"<recordset>\n{chr(10).join(parts)}\n</recordset></datastore></script></div>"
    )


def record_tables(sheet: Sheet, entries: list[Entry]) -> str:
    """The same store with table rows in the records and a visible empty frame."""
    parts = [
        f'<record><![CDATA[<table width="100%"><tr><td width="20">·</td><td>{e.link}</td>'
        f'<td align="right">{shown(e.day, "iso")}</td></tr></table>]]></record>'
        for e in entries
    ]
    return (
        '<div class="default_pgContainer"></div><div style="display:none">'
        "<script type='text/xml'><datastore><recordset>"
        + "".join(parts)
        + "</recordset></datastore></script></div>"
        f"<script>var param={{totalRecord:{len(entries)},perPage:15}};</script>"
    )


def paged(sheet: Sheet, entries: list[Entry]) -> str:
    """A full list followed by the script that pages it."""
    lines = [f"<li><span>{printed(sheet, e)}</span>{e.titled}</li>" for e in entries]
    count = 0 if not entries else sheet.pen.number(2, 60)
    return container(sheet, lines) + (
        f'<script>var currentPage=0;var countPage={count};createPageHTML({count},0,"index","html");'
        "</script>"
    )


def preloaded(sheet: Sheet, entries: list[Entry]) -> str:
    """All rows in the page, all but the first five hidden until the pager is used."""
    lines = []
    for i, e in enumerate(entries):
        hidden = " style=display:none" if i >= 5 else ""
        lines.append(f"<li{hidden}>{e.link}<span>{printed(sheet, e)}</span></li>")
    count = len(entries)
    return container(sheet, lines) + f"<script>var recordCount={count};var pageSize=5;</script>"


def template_note(sheet: Sheet, entries: list[Entry]) -> str:
    """The words for an empty list stand hidden in the template, full or not."""
    lines = [f"<li>{e.link}<span>{printed(sheet, e)}</span></li>" for e in entries]
    hidden = "" if not entries else ' style="display:none"'
    note = f'<div class="nodata"{hidden}>暂无数据</div><script>var tip="暂无相关内容";</script>'
    return f"<ul class='l'>{''.join(lines)}</ul>{note}"


def frame(sheet: Sheet, entries: list[Entry]) -> str:
    """The list stands in an inner frame."""
    return (
        '<iframe id="ifr" src="/module/list/frame.jsp?col=[[n|100|999]]" width="760" height="600" '
        'frameborder="0" scrolling="no"></iframe>'
    )


def vue(sheet: Sheet, entries: list[Entry]) -> str:
    """A mount point with its loop in the template."""
    return (
        '<div id="app" v-cloak><ul><li v-for="item in list" :key="item.id">'
        '<a :href="item.url">{{item.title}}</a><span>{{item.time}}</span></li></ul>'
        '<el-pagination :total="total"></el-pagination></div>'
        '<script src="/static/js/vendor.3f1c.js"></script><script src="/static/js/app.7a2b.js">'
        "</script>"
    )


def angular(sheet: Sheet, entries: list[Entry]) -> str:
    """An Angular mount point."""
    return (
        '<div ng-app="list" ng-controller="ListCtrl"><ul><li ng-repeat="x in rows track by x.id">'
        '<a ng-href="/ItemDetail.html?docId={{x.docId}}">{{x.docSubtitle}}</a>'
        '<span ng-bind="x.publishDate"></span></li></ul></div>'
    )


def loaded(sheet: Sheet, entries: list[Entry]) -> str:
    """An empty list which a request fills."""
    return (
        '<ul class="list" id="ajaxList"></ul><div id="Pagination"></div><script>$(function(){'
        '$.getJSON("/api/article/list?channelId=[[n|100|999]]&page=1",function(d){$.each(d.rows,'
        'function(i,r){$("#ajaxList").append("<li><a href=\'"+r.url+"\'>"+r.title+"</a><span>"'
        '+r.time+"</span></li>");});});});</script>'
    )


SCRIPTS = {
    "variable": Listing(variable),
    "state": Listing(state),
    "records": Listing(records, ("hanweb",)),
    "record-tables": Listing(record_tables, ("hanweb", "plain")),
    "paged": Listing(paged, ("trs",)),
    "preloaded": Listing(preloaded),
    "template-note": Listing(template_note),
    "frame": Listing(frame, renders=True, has_blank=False),
    "vue": Listing(vue, renders=True, has_blank=False),
    "angular": Listing(angular, renders=True, has_blank=False),
    "loaded": Listing(loaded, renders=True, has_blank=False),
}
