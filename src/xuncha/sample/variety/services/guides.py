"""Service guides with some of the eight element classes present and others absent or empty."""

from collections.abc import Callable, Iterator
from html import escape

from xuncha.sample.variety.days import han_number
from xuncha.sample.variety.pen import Pen
from xuncha.sample.variety.services.sheets import Page, finish, start
from xuncha.sample.variety.services.words import service_words

Pairs = list[tuple[str, str]]
ABSENT = {1: 0, 2: 1, 3: 3, 4: 5}


def table(pairs: Pairs) -> str:
    """Label and value in two cells."""
    rows = "".join(f"<tr><th>{k}</th><td>{v}</td></tr>" for k, v in pairs)
    return f'<table class="bszn" border="1">{rows}</table>'


def wide_table(pairs: Pairs) -> str:
    """Two elements a row."""
    cells = [f'<td class="l">{k}：</td><td>{v}</td>' for k, v in pairs]
    rows = ["".join(cells[i : i + 2]) for i in range(0, len(cells), 2)]
    return "<table>" + "".join(f"<tr>{r}</tr>" for r in rows) + "</table>"


def definitions(pairs: Pairs) -> str:
    """A definition list."""
    return "<dl>" + "\n".join(f"<dt>{k}</dt><dd>{v}</dd>" for k, v in pairs) + "</dl>"


def tabs(pairs: Pairs) -> str:
    """Tabs with a panel each, hidden but the first."""
    heads = "".join(f'<li><a href="#t{i}">{k}</a></li>' for i, (k, _) in enumerate(pairs))
    panels = ""
    for i, (k, v) in enumerate(pairs):
        hidden = " style=display:none" if i else ""
        panels += f'<div class="tab-pane" id="t{i}"{hidden}><h3>{k}</h3><p>{v}</p></div>\n'
    return f'<ul class="tabs">{heads}</ul>{panels}'


def prose(pairs: Pairs) -> str:
    """Numbered headings and paragraphs."""
    return "\n".join(
        f"<p><strong>{han_number(i)}、{k}</strong></p><p>　　{v}</p>"
        for i, (k, v) in enumerate(pairs, 1)
    )


def lines(pairs: Pairs) -> str:
    """Label and value in one line, spans inside."""
    return "<ul>" + "".join(f"<li><span>【{k}】</span>{v}</li>" for k, v in pairs) + "</ul>"


RENDERS: dict[str, Callable[[Pairs], str]] = {
    "table": table,
    "wide-table": wide_table,
    "definitions": definitions,
    "tabs": tabs,
    "prose": prose,
    "lines": lines,
}


def guides(pen: Pen) -> Iterator[Page]:
    """Every form, complete and with ever fewer elements."""
    for name in RENDERS:
        for number in ABSENT:
            pen.turn("guide", name, number)
            yield guide(pen, name, number)


def guide(pen: Pen, name: str, number: int) -> Page:
    """One guide; an element whose value is empty is absent."""
    words = service_words()
    absent = set(pen.some([k for k in words["guide"] if k != "事项名称"], ABSENT[number]))
    emptied = set(pen.some(sorted(absent), len(absent) // 2))
    heading, pairs = "", []
    for kind, choices in words["guide"].items():
        value = pen.pick(choices["values"])
        if kind == "事项名称":
            heading = value
        if kind in absent and kind not in emptied:
            continue
        shown = pen.pick(["", "&nbsp;"]) if kind in emptied else escape(value)
        pairs.append((pen.pick(choices["labels"]), shown))
    extra = words["extra"]
    for index in pen.some(range(len(extra["labels"])), pen.number(1, 4)):
        pairs.insert(pen.number(1, len(pairs)), (extra["labels"][index], extra["values"][index]))
    sheet = start(pen, "guide", f"guide-{name}-{number}", heading, f"/bsfw/item/{number}07.html")
    elements = {kind: kind not in absent for kind in words["guide"]}
    return finish(sheet, RENDERS[name](pairs), sort="guide", elements=elements)
