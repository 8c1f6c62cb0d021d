# ruff: noqa: E501 (markup stands as a page has it)
"""The sites: one sound one, and others that differ from it in one thing each."""

from collections.abc import Callable, Sequence

from tests.acquire.zoo import Exhibit, answer, redirect

COLUMNS = (
    ("本地要闻", "/xw/"),
    ("部门动态", "/dt/"),
    ("区县动态", "/qx/"),
    ("工作动态", "/gz/"),
    ("通知公告", "/tz/"),
    ("政策文件", "/zc/"),
)
FRESH = ("2026-09-19", "2026-09-18", "2026-09-16", "2026-09-10")
OLD = ("2025-03-10", "2025-03-09", "2025-02-08", "2025-01-05")
MENU = (
    '<div class="nav"><ul>'
    + "".join(f'<li><a href="{path}">{name}</a></li>' for name, path in COLUMNS)
    + "</ul></div>"
)
FOOT = '<div class="footer">主办：某某县人民政府 网站标识码：6600000001</div></body></html>'
AJAX = '<ul id="list"></ul><script>$.ajax({url:"/api/list.do?col=3",success:function(d){$("#list").html(d)}})</script>'
Pages = dict[str, Exhibit]


def items(path: str, days: Sequence[str], *, dated: bool = True) -> str:
    rows = (
        f'<li><a href="{path}{n}.html">我县召开第{n}次重点工作推进会议部署任务</a>{f"<span>{day}</span>" if dated else ""}</li>'
        for n, day in enumerate(days)
    )
    return f"<ul>{''.join(rows)}</ul>"


def page(title: str, markup: str) -> str:
    return f'<html><head><meta charset="utf-8"><title>{title}</title></head><body>{MENU}<div class="main">{markup}</div>{FOOT}'


def article(day: str) -> Exhibit:
    text = "会议指出，要认真贯彻落实上级部署，扎实推进各项重点工作，确保全年目标任务完成。" * 6
    return answer(
        page(
            "报道",
            f"<h1>我县召开工作会议</h1><div>发布时间：{day} 来源：县政府办</div><div class='content'><p>{text}</p></div>",
        )
    )


def site(home: str, column: Callable[[str, str], Exhibit] | None = None, still: str = "") -> Pages:
    """A site with columns; ``column(name, path)`` answers for each, ``still`` is one of old dates."""
    pages: Pages = {"/": answer(home)}
    for name, path in COLUMNS:
        days = OLD if path == still else FRESH
        pages[path] = (
            column(name, path)
            if column
            else answer(page(name, f"<h2>{name}</h2>{items(path, days)}"))
        )
        pages |= {f"{path}{n}.html": article(day) for n, day in enumerate(days)}
    return pages


def block(name: str, markup: str) -> str:
    return f'<div class="box"><h3>{name}</h3>{markup}</div>'


def columns_of(markup: str) -> Pages:
    return site(GOOD, lambda name, _: answer(page(name, f"<h2>{name}</h2>{markup}")))


GOOD = page("某县人民政府", block("本地要闻", items("/xw/", FRESH)))
OLD_BLOCK = block("政策文件", items("/zc/", OLD))
NOTICE = "<html><head><title>{0}</title></head><body><h1>{0}</h1><p>{1}</p></body></html>"
CAROUSEL = (
    '<div class="banner">'
    + "".join(f'<a href="/xw/{n}.html"><img src="/b{n}.jpg"></a>' for n in range(3))
    + "</div>"
)
SITES: dict[str, Pages] = {
    "good.example": site(GOOD),
    "undated.example": site(page("某县", block("本地要闻", items("/xw/", FRESH, dated=False)) + OLD_BLOCK), still="/zc/"),
    "carousel.example": site(page("某县", CAROUSEL + OLD_BLOCK), still="/zc/"),
    "headline.example": site(page("某县", '<h1><a href="/xw/0.html">县委经济工作会议今日在县城召开</a></h1>' + OLD_BLOCK), still="/zc/"),
    "unknown.example": site(page("某县", '<h1><a href="http://www.gov.cn/yaowen/a.htm">全国经济工作会议今日在北京召开</a></h1>' + OLD_BLOCK), still="/zc/"),
    "loaded.example": site(page("某县", block("本地要闻", AJAX) + OLD_BLOCK), still="/zc/"),
    "still.example": site(page("某县", OLD_BLOCK), lambda name, path: answer(page(name, items(path, OLD)))) | {f"{path}{n}.html": article(day) for _, path in COLUMNS for n, day in enumerate(OLD)},
    "maint.example": {"/": answer(NOTICE.format("系统维护", "网站正在进行系统升级维护，预计 10 月 15 日恢复。"))},
    "empty.example": {"/": answer("")},
    "shell.example": {"/": answer('<html><head><title>某县</title></head><body><div id="app"></div><script src="/static/js/app.3f2.js"></script></body></html>')},
    "jsaway.example": {"/": answer('<html><head><script>window.location.href="http://good.example/";</script></head><body></body></html>')},
    "geo.example": {"/": answer(NOTICE.format("访问受限", "本网站仅限境内 IP 访问，您所在地区无法访问。"))},
    "nginx.example": {"/": answer(NOTICE.format("Welcome to nginx!", "If you see this page, the nginx web server is successfully installed and working."))},
    "soft404.example": {"/": answer(NOTICE.format("404", "抱歉，您访问的页面不存在"))},
    "busy.example": {"/": answer(NOTICE.format("系统繁忙", "当前访问人数过多，请稍后再试"))},
    "bare.example": {"/": answer("<html><body><p>某县人民政府</p></body></html>")},
    "colhome.example": site(GOOD, lambda *_: redirect("/")),
    "colsame.example": site(GOOD, lambda *_: answer(GOOD)),
    "colother.example": site(GOOD, lambda name, path: answer(page(name, items(path, FRESH))) if path == "/xw/" else redirect("/xw/")),
    "colslash.example": site(GOOD, lambda name, path: redirect(f"{path}index.html")) | {f"{path}index.html": answer(page(name, items(path, FRESH))) for name, path in COLUMNS},
    "elsewhere.example": {"/": redirect("http://good.example/")},
    "parked.example": {"/": answer('<html><head><meta http-equiv="refresh" content="0;url=http://good.example/"></head><body></body></html>')},
    "moved.example": {"/": redirect("http://www.moved.example/")},
    "www.moved.example": site(GOOD),
    "colframe.example": columns_of('<iframe src="list_inner.html" width="100%"></iframe>'),
    "colwall.example": columns_of("<p>您没有权限访问该页面</p>"),
    "colblank.example": columns_of("<ul class='list'></ul><p>暂无数据</p>"),
    "colside.example": site(GOOD, lambda name, path: answer(page(name, AJAX + block("制度建设", items(path, OLD))))) | {f"{path}{n}.html": article(day) for _, path in COLUMNS for n, day in enumerate(OLD)},
    "colmore.example": site(GOOD, lambda name, path: answer(page(name, AJAX + block("最新", items(path, FRESH))))),
}  # fmt: skip
