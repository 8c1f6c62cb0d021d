# ruff: noqa: E501 (markup stands as a page has it)
"""A site wholly built by script: home, columns, lists and articles are shells that fetch."""

import json

from tests.acquire.zoo import Zoo, answer

COLUMNS = (("本地要闻", "xw", "2026-09-1"), ("通知公告", "tz", "2026-08-1"))
WRONG = "签定"
TEXT = (
    "会议指出，要认真贯彻落实上级部署，扎实推进各项重点工作，确保全年目标任务按期完成。",
    "各有关单位要压实责任，细化措施，及时公开进展情况，主动接受社会监督。",
    f"会后双方{WRONG}合作协议，明确了各自的责任和时间安排。",
)
PER_COLUMN = 2


def shell(build: str) -> str:
    """A page whose body is nothing but a place to build in."""
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>某某县人民政府</title></head>'
        '<body><div id="app"></div><script>'
        "function get(u){return fetch(u).then(function(r){return r.json()})}"
        "function put(h){document.getElementById('app').innerHTML=h}"
        f"{build}</script></body></html>"
    )


HOME = shell(
    "get('/api/menu.json').then(function(d){put('<div class=\"nav\"><ul>'+d.map(function(c){"
    "return '<li><a href=\"'+c.u+'\">'+c.n+'</a></li>'}).join('')+'</ul></div>"
    '<div class="footer">主办：某某县人民政府</div>\')})'
)
FOOT = '<div class="footer">主办：某某县人民政府</div>'


def column(code: str) -> str:
    return shell(
        f'get(\'/api/{code}.json\').then(function(d){{put(\'<div class="path"><a href="/">首页</a> &gt; <a href="/{code}/">\'+d.n+\'</a></div>'
        "<div class=\"list\"><h2>'+d.n+'</h2><ul>'+d.rows.map(function(r){return '<li><a href=\"'+r.u+'\">'+r.t+'</a><span>'+r.d+'</span></li>'}).join('')+'</ul></div>"
        f"{FOOT}')}})"
    )


def article(code: str, number: int) -> str:
    return shell(
        f"get('/api/{code}-{number}.json').then(function(d){{put('<div class=\"article\"><h1>'+d.t+'</h1><div class=\"info\">发布时间：'+d.d+'　来源：县政府办</div>"
        "<div class=\"content\">'+d.p.map(function(x){return '<p>'+x+'</p>'}).join('')+'</div></div>"
        f"{FOOT}')}})"
    )


def title(name: str, number: int) -> str:
    return f"我县召开第{number + 1}次{name}工作推进会议部署任务"


def build(zoo: Zoo, host: str) -> None:
    """Put the site on show."""

    def data(path: str, value: object) -> None:
        zoo.show(host, path, answer(json.dumps(value), content_type="application/json"))

    zoo.show(host, "/", answer(HOME))
    data("/api/menu.json", [{"n": name, "u": f"/{code}/"} for name, code, _ in COLUMNS])
    for name, code, day in COLUMNS:
        rows = [
            {"t": title(name, n), "u": f"/{code}/art/{n}.html", "d": f"{day}{n}"}
            for n in range(PER_COLUMN)
        ]
        zoo.show(host, f"/{code}/", answer(column(code)))
        data(f"/api/{code}.json", {"n": name, "rows": rows})
        for n, row in enumerate(rows):
            zoo.show(host, row["u"], answer(article(code, n)))
            told = {"t": row["t"], "d": row["d"], "p": TEXT}
            data(f"/api/{code}-{n}.json", told)
