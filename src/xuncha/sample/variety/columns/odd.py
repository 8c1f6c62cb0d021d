"""Lists of other things: files, outside links, script addresses, departments, leaders."""

from html import escape

from xuncha.sample.variety.columns.entries import Entry, Listing, container, printed
from xuncha.sample.variety.pen import words
from xuncha.sample.variety.sheet import Sheet

UNDATED = ("ucap", "vsb", "jiyue", "plain", "asp", "jsp", "nodate")


def files(sheet: Sheet, entries: list[Entry]) -> str:
    """Documents to load."""
    lines = []
    for e in entries:
        kind = sheet.pen.pick(["pdf", "doc", "docx", "xlsx", "ofd"])
        e.url = f"/upload/{sheet.pen.number(10**8, 10**9)}.{kind}"
        lines.append(
            f'<li><img src="/icons/{kind}.gif">{e.link}<span>{printed(sheet, e)}</span></li>'
        )
    return container(sheet, lines)


def outside(sheet: Sheet, entries: list[Entry]) -> str:
    """Links to posts on another platform."""
    lines = []
    for e in entries:
        e.url = f"https://mp.weixin.example/s/{sheet.pen.number(10**12, 10**13):x}"
        lines.append(f"<li>{e.link}<span>{printed(sheet, e)}</span></li>")
    return container(sheet, lines)


def hashes(sheet: Sheet, entries: list[Entry]) -> str:
    """Addresses that are only a hash."""
    lines = []
    for e in entries:
        e.url = f"#/detail/{sheet.pen.number(1000, 9999999)}"
        lines.append(f"<li>{e.titled}<span>{printed(sheet, e)}</span></li>")
    return container(sheet, lines)


def scripted(sheet: Sheet, entries: list[Entry]) -> str:
    """Addresses that call a script."""
    lines = []
    for e in entries:
        e.url = f"javascript:showInfo('{sheet.pen.number(1000, 9999999)}')"
        lines.append(
            f'<li><a href="{e.url}">{escape(e.title)}</a><span>{printed(sheet, e)}</span></li>'
        )
    return container(sheet, lines)


def undated(sheet: Sheet, entries: list[Entry]) -> str:
    """Titles alone."""
    for e in entries:
        e.told = None
    return container(sheet, [f"<li>{e.titled}</li>" for e in entries])


def undated_urls(sheet: Sheet, entries: list[Entry]) -> str:
    """Titles alone, but the addresses carry the day."""
    return container(sheet, [f"<li>{e.titled}</li>" for e in entries])


def departments(sheet: Sheet, entries: list[Entry]) -> str:
    """The departments of the body."""
    for e, name in zip(entries, words()["departments"], strict=False):
        e.title, e.told, e.url = name, None, f"/jgsz/{sheet.pen.number(100, 99999)}/"
    lines = [
        f"<li>{e.link}<p>电话：0979-{sheet.pen.number(2000000, 7999999)}</p></li>" for e in entries
    ]
    return container(sheet, lines)


def leaders(sheet: Sheet, entries: list[Entry]) -> str:
    """The leaders of the body with post and birth."""
    scene, lines = sheet.pen.writer.scene(sheet.place.body, sheet.pen.rng), []
    for i, e in enumerate(entries):
        e.title, e.told, e.url = scene.person(), None, f"/ldzc/{sheet.pen.number(100, 99999)}.html"
        birth = f"{sheet.pen.number(1966, 1988)}年{sheet.pen.number(1, 12)}月"
        lines.append(
            f'<div class="ld"><img src="/ld/{i}.jpg"><h4>{e.link}</h4>'
            f"<p>{sheet.pen.word('posts')}</p><p>{birth}生，大学学历</p></div>"
        )
    return container(sheet, lines, "div", "p")


ODD = {
    "files": Listing(files, UNDATED),
    "outside": Listing(outside, UNDATED),
    "hashes": Listing(hashes, UNDATED),
    "scripted": Listing(scripted, UNDATED),
    "undated": Listing(undated, UNDATED),
    "undated-urls": Listing(undated_urls, ("trs", "hanweb", "folder")),
    "departments": Listing(departments, UNDATED),
    "leaders": Listing(leaders, UNDATED),
}
