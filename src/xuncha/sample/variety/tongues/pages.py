"""The pages of each tongue."""

from collections.abc import Iterator
from html import escape

from xuncha.sample.variety.addresses import address
from xuncha.sample.variety.columns.boxes import BOXES
from xuncha.sample.variety.columns.entries import AGES, Entry, Listing, draw
from xuncha.sample.variety.columns.lines import LINES
from xuncha.sample.variety.columns.lists import PATHS, column_story, told
from xuncha.sample.variety.columns.odd import ODD
from xuncha.sample.variety.columns.scripts import SCRIPTS
from xuncha.sample.variety.columns.tables import TABLES
from xuncha.sample.variety.forms import read_forms
from xuncha.sample.variety.pen import AS_OF, Pen
from xuncha.sample.variety.sheet import Sheet
from xuncha.sample.variety.surroundings import each
from xuncha.sample.variety.tongues.speaker import Speaker, tongues
from xuncha.sample.variety.truth import Row

SHARED: dict[str, Listing] = {
    **{n: LINES[n] for n in ("span", "span-first", "inside-link", "brackets", "definitions")},
    **{n: LINES[n] for n in ("divs", "divs-date-first", "paragraphs", "chunks", "cut", "labelled")},
    **{n: TABLES[n] for n in ("table-rows", "single-tables")},
    **{n: BOXES[n] for n in ("timeline", "whole-cards", "pictures")},
    **{n: SCRIPTS[n] for n in ("records", "template-note")},
    "undated": ODD["undated"],
}
EMPTY = ("span", "divs", "table-rows", "template-note", "records", "definitions")
ADDRESSES = ("ucap", "vsb", "plain", "trs", "nodate")
ARTICLES, HOMES = 18, 5


def tongue_pages(pen: Pen) -> Iterator[tuple[Row, str]]:
    """Lists of every shared form and age in turn, empty lists, articles and homes."""
    for tongue in tongues():
        speaker = Speaker(pen.seed, tongue)
        ages = list(AGES)
        for i, name in enumerate([*SHARED, *SHARED]):
            speaker.turn(tongue, "list", i)
            yield tongue_list(speaker, name, ages[(i + i // len(SHARED)) % 3], i)
        for i, name in enumerate(EMPTY):
            speaker.turn(tongue, "blank", i)
            yield tongue_list(speaker, name, "blank", i)
        for i in range(ARTICLES):
            speaker.turn(tongue, "article", i)
            yield tongue_article(speaker, i)
        for i in range(HOMES):
            speaker.turn(tongue, "home", i)
            yield tongue_home(speaker, i)


def page(speaker: Speaker, kind: str, form: str, number: int) -> Sheet:
    """An empty sheet with the tongue's own slots."""
    place, terms = speaker.place(), speaker.terms
    place.column = speaker.term("columns")
    row = Row(
        file=f"tongue-{speaker.tongue}-{form}-{number + 1}.html",
        url=f"{place.root}/{speaker.tongue}/{speaker.pick(PATHS)}/index.html",
        content_type="text/html",
        family=f"tongue-{speaker.tongue}",
        form=f"tongue-{form}",
        kind=kind,
        charset="utf-8",
        language=terms["language"],
        as_of=AS_OF,
        title=place.column,
    )
    sheet = Sheet(speaker, place, column_story(speaker, place), row)
    lang = speaker.term("lang")
    sheet.parts = {
        "lang": f' lang="{lang}"' if lang else "",
        "dir": ' dir="rtl"' if terms["rtl"] and speaker.chance(0.8) else "",
        "site": speaker.say(terms["site"]),
        "source": terms["source"],
        "more": terms["more"],
        "pager": "",
    }
    sheet.kept["day_style"] = speaker.term("days")
    sheet.slots["tnav"] = lambda markup: each(
        markup, [(t, f"/{speaker.tongue}/{i}/") for i, t in enumerate(terms["nav"])]
    )
    sheet.slots["tpub"] = lambda: sheet.pub(speaker.term("labels"), sheet.kept["day_style"])
    return sheet


def tongue_list(speaker: Speaker, name: str, age: str, number: int) -> tuple[Row, str]:
    """One column page."""
    listing = SHARED[name]
    empty = age == "blank"
    sheet = page(speaker, "list", f"{'blank' if empty else 'list'}-{name}", number)
    entries = [] if empty else draw(sheet, listing, age)
    sheet.parts["list"] = listing.render(sheet, entries)
    if empty and speaker.chance(0.5):
        sheet.parts["list"] += f"<p class='no'>{speaker.term('empty')}</p>"
    if entries:
        sheet.parts["pager"] = speaker.pick(read_forms("pagers")).markup
    fill_row(sheet.row, entries)
    shells = [
        f
        for f in read_forms("tonguelists")
        if f.settings.get("only", speaker.tongue) == speaker.tongue
    ]
    return sheet.row, sheet.text(speaker.pick(shells))


def fill_row(row: Row, entries: list[Entry]) -> None:
    """Entries, newest and blankness into the row."""
    row.items = [told(e) for e in entries]
    row.blank = not entries
    row.settle_newest()


def tongue_article(speaker: Speaker, number: int) -> tuple[Row, str]:
    """One article."""
    forms = read_forms("tonguearticles")
    form = forms[number % len(forms)]
    sheet = page(speaker, "article", form.name, number)
    sheet.story = speaker.story(sheet.place, "news")
    style = speaker.pick(ADDRESSES) if form.name != "undated" else "nodate"
    path = address(speaker, style, sheet.story.published, sheet.story.serial)
    sheet.row.url = sheet.place.root + path
    sheet.row.title = sheet.story.title
    text = sheet.text(form)
    if style == "trs":
        sheet.see("url")
    sheet.settle_date()
    return sheet.row, text


def tongue_home(speaker: Speaker, number: int) -> tuple[Row, str]:
    """One home page: blocks of several columns."""
    sheet = page(speaker, "home", "home", number)
    blocks, entries = [], []
    for heading in speaker.terms["columns"]:
        name = speaker.pick(["span", "span-first", "divs", "definitions"])
        block = draw(sheet, SHARED[name], speaker.pick(list(AGES)))[: speaker.number(4, 8)]
        entries += block
        title = f'<h3>{escape(heading)}<a href="/more">{escape(speaker.terms["more"])}</a></h3>'
        blocks.append(f'<div class="box">{title}{SHARED[name].render(sheet, block)}</div>')
    sheet.parts["list"] = "\n".join(blocks)
    fill_row(sheet.row, entries)
    sheet.row.title = sheet.parts["site"]
    return sheet.row, sheet.text(speaker.pick(read_forms("tonguehomes")))
