# ruff: noqa: E501 (markup stands as a page has it)
"""A site whose columns are built by scripts in every way we know, well and badly."""

import json

from tests.acquire.conftest import article_page, list_page
from tests.acquire.zoo import Exhibit, answer, drop, redirect

HOST = "s.example"
OTHER = "data.example"
ROWS = [
    {
        "t": f"我县召开第{n}次重点工作推进会议部署任务",
        "u": f"/a/{n}.html",
        "d": f"2026-09-{18 - n:02d}",
    }
    for n in range(6)
]
ITEMS = "".join(f'<li><a href="{r["u"]}">{r["t"]}</a><span>{r["d"]}</span></li>' for r in ROWS)
DRAW = "function draw(rows){document.getElementById('list').innerHTML=rows.map(function(r){return '<li><a href=\"'+r.u+'\">'+r.t+'</a><span>'+r.d+'</span></li>'}).join('')}"
ALL = {"/api/list.json": json.dumps(ROWS), "/api/none.json": "[]"}


def page(markup: str, head: str = "", title: str = "通知公告") -> str:
    return (
        f'<html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
        f'<div class="nav"><a href="/">首页</a></div><div class="main"><h2>{title}</h2>{markup}</div>'
        '<div class="footer">版权所有 某某县人民政府办公室</div></body></html>'
    )


def fetched(address: str, *, after: str = "") -> str:
    code = f"fetch('{address}').then(function(r){{return r.json()}}).then(draw)"
    return page(f'<ul id="list"></ul><script>{DRAW};{after}{code}</script>')


COLUMNS: dict[str, Exhibit] = {
    "/fetch/": answer(fetched("/api/list.json")),
    "/frame/": answer(page('<iframe src="/frame/list.html" width="600"></iframe>')),
    "/mount/": answer(
        '<html><head><meta charset="utf-8"><title>通知公告</title></head><body><div id="app"></div>'
        f"<script>{DRAW};document.getElementById('app').innerHTML='<h2>通知公告</h2><ul id=\"list\"></ul>';"
        "fetch('/api/list.json').then(function(r){return r.json()}).then(draw)</script></body></html>"
    ),
    "/paged/": answer(
        page(
            f'<ul id="list"></ul><a href="javascript:go(2)">下一页</a><script>{DRAW};var all=[];'
            "function go(n){draw(all.slice((n-1)*3,n*3))}"
            "fetch('/api/list.json').then(function(r){return r.json()}).then(function(d){all=d;go(1)})</script>"
        )
    ),
    "/written/": answer(
        page(
            f"<script src='/api/list.js'></script><script>document.write('<ul>{ITEMS}</ul>'.replace(/NEVER/g,''));fetch('/api/list.json')</script>"
        )
    ),
    "/refresh/": answer(
        page(
            '<ul id="list"></ul><script>fetch("/api/list.json").then(function(){setTimeout(function(){location="/refreshed/"},100)})</script>'
        )
    ),
    "/alert/": answer(fetched("/api/list.json", after="alert('欢迎访问');")),
    "/popup/": answer(fetched("/api/list.json", after="window.open('/popped.html');")),
    "/cross/": answer(fetched(f"http://{OTHER}/list.json")),
    "/endless/": answer(
        page(
            f'<ul id="list"></ul><script>{DRAW};setInterval(function(){{fetch("/api/list.json").then(function(r){{return r.json()}})}},50)</script>'
        )
    ),
    "/polling/": answer(
        page(
            f'<ul id="list"></ul><script>{DRAW};setInterval(function(){{fetch("/api/list.json").then(function(r){{return r.json()}}).then(draw)}},50)</script>'
        )
    ),
    "/loop/": answer(
        page('<ul id="list"></ul><script>fetch("/api/list.json");while(true){}</script>')
    ),
    "/lost/": answer(fetched("/api/broken.json")),
    "/cut/": answer(fetched("/api/cut.json")),
    "/empty/": answer(fetched("/api/none.json")),
    "/bare/": answer(page("<ul></ul>", head='<script src="/js/theme.js"></script>')),
    "/gone/": answer(page('<ul id="list"></ul><script src="/js/list.js"></script>')),
    "/inside/": answer(fetched("http://127.0.0.1:PORT/secret.json")),
    "/away/": answer(
        page(
            '<ul id="list"></ul><script>fetch("/api/list.json").then(function(){location="/to-inside"})</script>'
        )
    ),
    "/load/": answer(
        page(
            '<ul id="list"></ul><script>fetch("/api/list.json").then(function(){location="/file.zip"})</script>'
        )
    ),
    "/huge/": answer(
        page(
            '<ul id="list"></ul><script>fetch("/api/list.json").then(function(){var b=document.createDocumentFragment();for(var i=0;i<9000;i++){b.appendChild(document.createElement("i"))}document.body.appendChild(b)})</script>'
        )
    ),
    "/throws/": answer(
        page(
            '<ul id="list"></ul><script>fetch("/api/list.json").then(function(){drawn()})</script>'
        )
    ),
    "/secret/": answer(
        page(
            '<div id="list"></div><script>fetch("/api/secret.html").then(function(r){return r.text()}).then(function(t){document.getElementById("list").innerHTML=t})</script>'
        )
    ),
    "/plain/": answer(list_page(*(row["u"] for row in ROWS), title="政策文件")),
}
OTHERS: dict[str, Exhibit] = {
    "/": answer(
        page(
            "<ul>" + ITEMS + "</ul>" + "".join(f'<a href="{p}">栏目</a>' for p in COLUMNS),
            title="首页",
        )
    ),
    "/frame/list.html": answer(f'<meta charset="utf-8"><ul>{ITEMS}</ul>'),
    "/refreshed/": answer(page(f"<ul>{ITEMS}</ul>")),
    "/api/broken.json": answer("oops", 500),
    "/api/secret.html": answer("<p>机密★20年</p><p>关于边境管控工作的报告</p><p>正文。</p>"),
    "/api/cut.json": drop(),
    "/api/list.js": answer("/* nothing */", content_type="text/javascript"),
    "/to-inside": redirect("http://127.0.0.1:PORT/secret.html"),
    "/file.zip": answer(
        b"PK\x03\x04",
        content_type="application/zip",
        Content_Disposition="attachment; filename=f.zip",
    ),
    "/popped.html": answer("<p>popped</p>"),
    **{path: answer(text, content_type="application/json") for path, text in ALL.items()},
    **{row["u"]: answer(article_page(row["t"])) for row in ROWS},
}
