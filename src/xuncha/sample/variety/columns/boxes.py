"""Lists made of boxes: cards, big days, summaries, timelines, tabs, pinned entries."""

from datetime import timedelta
from html import escape

from xuncha.sample.variety.columns.entries import Entry, Listing, container, printed
from xuncha.sample.variety.days import shown
from xuncha.sample.variety.pen import AS_OF
from xuncha.sample.variety.sheet import Sheet

UNDATED = ("ucap", "vsb", "jiyue", "plain", "asp", "jsp", "nodate")


def big_day(sheet: Sheet, entries: list[Entry]) -> str:
    """The day large, year and month small beside it."""
    small = sheet.pen.pick(["ym", "ym_dot", "ym_slash", "ym_cn"])
    lines = [
        f'<li><div class="date"><b>{shown(e.day, "day")}</b><span>{shown(e.day, small)}</span>'
        f'</div><div class="txt"><h3>{e.link}</h3></div></li>'
        for e in entries
    ]
    return container(sheet, lines)


def year_below(sheet: Sheet, entries: list[Entry]) -> str:
    """Month-day large, the year in an element of its own."""
    lines = [
        f'<div class="n-item"><p class="n-d"><em>{shown(e.day, "short")}</em>'
        f'<i>{shown(e.day, "year")}</i></p><p class="n-t">{e.titled}</p></div>'
        for e in entries
    ]
    return container(sheet, lines, "div", "p")


def summarised(sheet: Sheet, entries: list[Entry]) -> str:
    """A summary with older and later days in it under each title."""
    lines = []
    for e in entries:
        past = shown(e.day - timedelta(days=sheet.pen.number(3, 900)), "cn")
        later = shown(e.day + timedelta(days=sheet.pen.number(5, 90)), "cn")
        text = sheet.pen.pick(
            [
                f"{past}，工作会议召开，安排部署下一阶段工作……",
                f"报名时间自{past}至{later}，逾期不予受理…",
            ]
        )
        lines.append(
            f"<li><h4>{e.link}</h4><p class='zy'>{text}<a href='{e.url}'>[详细]</a></p>"
            f"<span class='sj'>{printed(sheet, e)}</span></li>"
        )
    return container(sheet, lines)


def cards(sheet: Sheet, entries: list[Entry]) -> str:
    """Cards: picture, title, summary, day; picture and title both link."""
    lines = [
        f'<div class="card"><a href="{e.url}"><img src="/u/{i}.jpg" alt="{escape(e.title)}"></a>'
        f'<div class="card-body"><h5>{e.link}</h5><p>为进一步做好有关工作，现将情况公布如下</p>'
        f"<small>{printed(sheet, e)}</small></div></div>"
        for i, e in enumerate(entries)
    ]
    return container(sheet, lines, "div", "div")


def whole_cards(sheet: Sheet, entries: list[Entry]) -> str:
    """The whole card is one link."""
    lines = [
        f'<a class="m-card" href="{e.url}"><h3>{escape(e.title)}</h3>'
        f"<p>点击查看详情</p><time>{printed(sheet, e)}</time></a>"
        for e in entries
    ]
    return container(sheet, lines, "div", "p")


def pictures(sheet: Sheet, entries: list[Entry]) -> str:
    """Pictures with the title below."""
    lines = [
        f'<li><a href="{e.url}"><img src="/p/{i}.jpg"></a><p>{e.link}</p>'
        f"<p>{printed(sheet, e)}</p></li>"
        for i, e in enumerate(entries)
    ]
    return container(sheet, lines)


def timeline(sheet: Sheet, entries: list[Entry]) -> str:
    """A line of time."""
    lines = [
        f'<li class="tl"><span class="tl-d">{printed(sheet, e)}</span><i class="dot"></i>'
        f'<div class="tl-c">{e.link}</div></li>'
        for e in entries
    ]
    return container(sheet, lines)


def tabs(sheet: Sheet, entries: list[Entry]) -> str:
    """The column's own panel is shown; two hidden panels hold newer things."""
    own = container(sheet, [f"<li>{e.link}<span>{printed(sheet, e)}</span></li>" for e in entries])
    other = "[[newer|<li><a href='@u'>@t</a><span>@iso</span></li>|7]]"
    return (
        f'<div class="tab-hd"><span class="on">[[column]]</span><span>其他</span></div>'
        f'<div class="tab-bd"><div class="panel">{own}</div>'
        f'<div class="panel" style="display:none"><ul>{other}</ul></div>'
        f'<div class="panel" style="display: none;"><ul>{other}</ul></div></div>'
    )


def beside_others(sheet: Sheet, entries: list[Entry]) -> str:
    """The own list between a hot list and another column with newer days."""
    own = container(sheet, [f"<li>{e.link}<span>{printed(sheet, e)}</span></li>" for e in entries])
    hot = "[[hot|<li><a href='@u'>@t</a></li>|8]]"
    other = "[[newer|<li><a href='@u'>@t</a><span>@iso</span></li>|6]]"
    return (
        f'<div class="hotbox"><h3>点击排行</h3><ul>{hot}</ul></div><div class="listbox">{own}</div>'
        f'<div class="rightbox"><h3>图片新闻</h3><ul>{other}</ul></div>'
    )


def pinned(sheet: Sheet, entries: list[Entry], first: Entry) -> str:
    """A list whose first entry is pinned."""
    mark = sheet.pen.pick(['<font color="red">[置顶]</font>', '<span class="top">置顶</span>', ""])
    link = f'<a href="{first.url}" style="color:red">{escape(first.title)}</a>'
    lines = [f'<li class="top">{mark}{link}<span>{printed(sheet, first)}</span></li>']
    lines += [f"<li>{e.link}<span>{printed(sheet, e)}</span></li>" for e in entries[1:]]
    return container(sheet, lines)


def pinned_old(sheet: Sheet, entries: list[Entry]) -> str:
    """An old entry stands first."""
    if not entries:
        return container(sheet, [])
    oldest = entries.pop()
    oldest.day -= timedelta(days=sheet.pen.number(300, 900))
    oldest.told = oldest.day
    entries.insert(0, oldest)
    return pinned(sheet, entries, oldest)


def pinned_new(sheet: Sheet, entries: list[Entry]) -> str:
    """A pinned entry much newer than the rest."""
    if not entries:
        return container(sheet, [])
    first = entries[0]
    first.day = min(AS_OF, first.day + timedelta(days=sheet.pen.number(100, 390)))
    first.told = first.day
    return pinned(sheet, entries, first)


def future(sheet: Sheet, entries: list[Entry]) -> str:
    """One entry carries a day that has not come."""
    if entries:
        entries[0].day = AS_OF + timedelta(days=sheet.pen.number(20, 300))
        entries[0].told = entries[0].day
    lines = [f"<li>{e.link}<span>{printed(sheet, e)}</span></li>" for e in entries]
    return container(sheet, lines)


def unordered(sheet: Sheet, entries: list[Entry]) -> str:
    """Entries in no order of time."""
    sheet.pen.rng.shuffle(entries)
    lines = [f"<li>{e.titled}<em>{printed(sheet, e)}</em></li>" for e in entries]
    return container(sheet, lines)


BOXES = {
    "big-day": Listing(big_day, UNDATED),
    "year-below": Listing(year_below, UNDATED),
    "summarised": Listing(summarised),
    "cards": Listing(cards),
    "whole-cards": Listing(whole_cards),
    "pictures": Listing(pictures),
    "timeline": Listing(timeline),
    "tabs": Listing(tabs),
    "beside-others": Listing(beside_others),
    "pinned-old": Listing(pinned_old, UNDATED),
    "pinned-new": Listing(pinned_new, UNDATED),
    "future": Listing(future, UNDATED),
    "unordered": Listing(unordered),
}
