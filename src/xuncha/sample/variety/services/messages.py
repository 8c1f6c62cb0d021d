"""Message columns and single letters: received, answered, by whom."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from html import escape

from xuncha.sample.variety.days import shown
from xuncha.sample.variety.pen import AS_OF, Pen
from xuncha.sample.variety.services.sheets import Page, finish, later, start
from xuncha.sample.variety.services.words import service_words
from xuncha.sample.variety.sheet import Sheet

HEADINGS = ("领导信箱", "咨询投诉", "网上咨询", "留言选登", "局长信箱", "政民互动")
STATES = {"lively": (0, 12), "slow": (80, 160), "silent": (500, 900)}


@dataclass(slots=True)
class Letter:
    """One published message; ``answered`` is ``None`` where no answer stands on the page."""

    title: str
    url: str
    received: date
    answered: date | None
    unit: str


Render = Callable[[Sheet, list[Letter], str], str]


def letters(pen: Pen, state: str, has_open: bool) -> list[Letter]:
    """Messages, newest first; with ``has_open`` one of them has waited for months."""
    low, high = STATES[state]
    day = AS_OF - timedelta(days=pen.number(low, high) + 8)
    out = []
    for title in pen.some(service_words()["message"]["questions"], pen.number(7, 12)):
        url = f"/hdjl/xjk/content/{pen.number(10000, 999999)}.html"
        answered = later(pen, day, 1, 8)
        out.append(Letter(title, url, day, answered, pen.word("departments")))
        day -= timedelta(days=pen.number(2, 25))
    if has_open:
        waiting = out[-1 - pen.number(0, 2)]
        waiting.received = min(waiting.received, AS_OF - timedelta(days=pen.number(100, 300)))
        waiting.answered = None
    return out


def table(sheet: Sheet, mail: list[Letter], style: str) -> str:
    """A table with a column for each fact."""
    names = ("编号", "标题", "来信时间", "办理单位", "回复时间", "状态")
    head = "<tr>" + "".join(f"<th>{n}</th>" for n in names) + "</tr>"
    rows = [
        f'<tr><td>{sheet.pen.number(20000, 99999)}</td><td><a href="{m.url}">{escape(m.title)}</a>'
        f"</td><td>{shown(m.received, style)}</td><td>{m.unit}</td>"
        f"<td>{shown(m.answered, style) if m.answered else '--'}</td>"
        f"<td>{'已办结' if m.answered else '办理中'}</td></tr>"
        for m in mail
    ]
    return f'<table class="xjlb" border="1">{head}' + "\n".join(rows) + "</table>"


def lines(sheet: Sheet, mail: list[Letter], style: str) -> str:
    """A line each, facts behind labels."""
    out = []
    for m in mail:
        answer = f"回复日期：{shown(m.answered, style)}" if m.answered else "暂未回复"
        out.append(
            f'<li><a href="{m.url}" title="{escape(m.title)}">{escape(m.title)}</a>'
            f"<p><span>留言日期：{shown(m.received, style)}</span><span>{answer}</span>"
            f"<span>答复部门：{m.unit}</span></p></li>"
        )
    return '<ul class="ly">' + "\n".join(out) + "</ul>"


def talks(sheet: Sheet, mail: list[Letter], style: str) -> str:
    """Question and answer in full, one below the other."""
    words, out = service_words()["message"], []
    for m in mail:
        answer = (
            f'<div class="a"><b>【{m.unit}】回复：</b>{sheet.pen.pick(words["answers"])}'
            f"<em>{shown(m.answered, style)}</em></div>"
            if m.answered
            else '<div class="a none">待回复</div>'
        )
        out.append(
            f'<div class="qa"><div class="q"><a href="{m.url}">{escape(m.title)}</a>'
            f"<p>{sheet.pen.pick(words['asks'])}</p><em>网友 {shown(m.received, style)}</em></div>"
            f"{answer}</div>"
        )
    return "\n".join(out)


def definitions(sheet: Sheet, mail: list[Letter], style: str) -> str:
    """A dl each, the answer's day in a span beside the unit."""
    out = []
    for m in mail:
        answer = (
            f"<dd>{m.unit} <span class='hf'>答复时间：{shown(m.answered, style)}</span></dd>"
            if m.answered
            else f"<dd>{m.unit} <span class='hf'>处理中</span></dd>"
        )
        out.append(
            f'<dl><dt><i>[咨询]</i><a href="{m.url}">{escape(m.title)}</a></dt>'
            f"<dd>提交时间：{shown(m.received, style)}</dd>{answer}</dl>"
        )
    return '<div class="mailbox">' + "\n".join(out) + "</div>"


RENDERS: dict[str, Render] = {
    "table": table,
    "lines": lines,
    "talks": talks,
    "definitions": definitions,
}
FORM = (
    '<form action="/mail/submit" method="post"><p>标题：<input name="title"></p>'
    '<p>内容：<textarea name="content"></textarea></p><p>验证码：<input name="code"></p>'
    '<button type="submit">提交</button></form>'
)


def columns(pen: Pen) -> Iterator[Page]:
    """Every form in every state, with and without an unanswered letter, and empty."""
    for name, render in RENDERS.items():
        for number, state in enumerate((*STATES, "lively", "empty"), 1):
            pen.turn("messages", name, number)
            yield column(pen, name, render, state, number)


def column(pen: Pen, name: str, render: Render, state: str, number: int) -> Page:
    """One message column."""
    sheet = start(pen, "messages", f"messages-{name}-{number}", pen.pick(HEADINGS), "/hdjl/xx/")
    mail = [] if state == "empty" else letters(pen, state, number in {2, 4})
    style = pen.pick(["iso", "iso_hm", "slash", "cn"])
    has_form = pen.chance(0.6)
    main = render(sheet, mail, style) + (FORM if has_form else "")
    sheet.row.blank = not mail
    return finish(
        sheet,
        main,
        sort="messages",
        messages=[asdict(m) for m in mail],
        newest_answer=max((m.answered for m in mail if m.answered), default=None),
        oldest_open=min((m.received for m in mail if not m.answered), default=None),
        can_submit=has_form,
    )


LETTER_FORMS = {
    "table": "<table class='lx'><tr><td>来信主题</td><td>{title}</td></tr><tr><td>来信时间</td>"
    "<td>{received}</td></tr><tr><td>来信内容</td><td>{ask}</td></tr>{answer}</table>",
    "divs": "<div class='t'>{title}</div><div class='i'>提交日期：{received}</div>"
    "<div class='c'>{ask}</div>{answer}",
}
ANSWER_FORMS = {
    "table": "<tr><td>回复单位</td><td>{unit}</td></tr>"
    "<tr><td>回复时间</td><td>{answered}</td></tr>"
    "<tr><td>回复内容</td><td>{text}</td></tr>",
    "divs": "<div class='hf'><h4>回复内容</h4><p>{text}</p>"
    "<p>答复单位：{unit}　答复日期：{answered}</p></div>",
}


def single(pen: Pen) -> Iterator[Page]:
    """Letters on pages of their own, answered and not."""
    words = service_words()["message"]
    for name, form in LETTER_FORMS.items():
        for number in range(1, 5):
            pen.turn("letter", name, number)
            mail = letters(pen, pen.pick(list(STATES)), number == 4)
            m = mail[0] if number < 4 else next(x for x in mail if not x.answered)
            sheet = start(pen, "message", f"letter-{name}-{number}", m.title, m.url)
            style, text = pen.pick(["iso", "iso_hm", "cn"]), pen.pick(words["answers"])
            answer = ""
            if m.answered:
                answer = ANSWER_FORMS[name].format(
                    unit=m.unit, answered=shown(m.answered, style), text=text
                )
            ask, received = pen.pick(words["asks"]), shown(m.received, style)
            main = form.format(title=m.title, received=received, ask=ask, answer=answer)
            yield finish(sheet, main, sort="message", **asdict(m))
