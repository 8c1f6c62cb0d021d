"""Columns of opinion polls and surveys: open, closed, with results."""

from collections.abc import Iterator
from datetime import date, timedelta
from html import escape
from typing import Any

from xuncha.sample.variety.days import shown
from xuncha.sample.variety.pen import AS_OF, Pen
from xuncha.sample.variety.services.sheets import Page, finish, start

SUBJECTS = (
    "节约用水管理办法",
    "城市绿线划定方案",
    "停车收费标准",
    "养老服务规划",
    "公交线网优化方案",
    "烟花爆竹燃放规定",
)


def drawn(pen: Pen, newest_end: int) -> list[dict[str, Any]]:
    """Surveys, the newest ending so many days after the visit."""
    end, out = AS_OF + timedelta(days=newest_end), []
    for subject in pen.some(SUBJECTS, pen.number(3, 6)):
        begin = end - timedelta(days=pen.number(15, 40))
        title = f"关于《{subject}（征求意见稿）》公开征求意见的公告"
        url = f"/yjzj/{pen.number(10000, 99999)}.html"
        is_open = end >= AS_OF
        feedback = f"/yjzj/fk/{pen.number(10000, 99999)}.html" if pen.chance(0.6) else ""
        out.append(
            {
                "title": title,
                "url": url,
                "start": begin,
                "end": end,
                "state": "open" if is_open else "closed",
                "feedback_url": "" if is_open else feedback,
            }
        )
        end = begin - timedelta(days=pen.number(20, 120))
    return out


def table(rows: list[dict[str, Any]]) -> str:
    """A table with begin, end, state, result."""
    out = []
    for r in rows:
        state = "征集中" if r["state"] == "open" else "已结束"
        back = f'<a href="{r["feedback_url"]}">结果反馈</a>' if r["feedback_url"] else "—"
        out.append(
            f'<tr><td><a href="{r["url"]}">{escape(r["title"])}</a></td>'
            f"<td>{day(r['start'])}</td><td>{day(r['end'])}</td><td>{state}</td><td>{back}</td></tr>"
        )
    head = "<tr><th>主题</th><th>开始时间</th><th>截止时间</th><th>状态</th><th>反馈</th></tr>"
    return f"<table>{head}{''.join(out)}</table>"


def lines(rows: list[dict[str, Any]]) -> str:
    """A line each with its span of days."""
    out = []
    for r in rows:
        state = "进行中" if r["state"] == "open" else "已截止"
        back = f'<a class="fk" href="{r["feedback_url"]}">查看反馈</a>' if r["feedback_url"] else ""
        out.append(
            f'<li><em>[{state}]</em><a href="{r["url"]}">{escape(r["title"])}</a>'
            f"<span>{day(r['start'])} 至 {day(r['end'])}</span>{back}</li>"
        )
    return '<ul class="zj">' + "\n".join(out) + "</ul>"


def cards(rows: list[dict[str, Any]]) -> str:
    """Cards with labels."""
    out = []
    for r in rows:
        state = "正在征集" if r["state"] == "open" else "征集结束"
        back = f'<a href="{r["feedback_url"]}">意见采纳情况</a>' if r["feedback_url"] else "未反馈"
        out.append(
            f'<div class="card"><h4><a href="{r["url"]}">{escape(r["title"])}</a></h4>'
            f"<p>发布日期：{day(r['start'])}　截止日期：{day(r['end'])}</p>"
            f"<p>{state} {back}</p></div>"
        )
    return "\n".join(out)


def day(value: date) -> str:
    """A day as these columns print it."""
    return shown(value, "iso")


RENDERS = {"table": table, "lines": lines, "cards": cards}
ENDS = {1: 12, 2: -20, 3: -500, 4: None}


def surveys(pen: Pen) -> Iterator[Page]:
    """Every form: with an open survey, lately closed, long closed, empty."""
    for name, render in RENDERS.items():
        for number, end in ENDS.items():
            pen.turn("survey", name, number)
            heading = pen.pick(["意见征集", "民意征集", "网上调查"])
            sheet = start(pen, "survey", f"survey-{name}-{number}", heading, "/hdjl/yjzj/")
            rows = drawn(pen, end) if end is not None else []
            sheet.row.blank = not rows
            starts = [r["start"] for r in rows]
            yield finish(
                sheet, render(rows), sort="survey", surveys=rows, newest=max(starts, default=None)
            )
