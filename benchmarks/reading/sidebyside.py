"""Misread pages as one HTML file: the page itself on the left, what was read on the right.

The page is shown from its own text in a frame without scripts, whose policy lets nothing load.
"""

import difflib
import re
from collections import Counter
from html import escape
from pathlib import Path
from string import Template

from benchmarks.reading.labelled import Labelled
from benchmarks.reading.ours import read, told_kind
from benchmarks.reading.scoring import MEASURES, Measure, Misread, matches, published_on, squeeze
from benchmarks.reading.table import chinese, machine
from xuncha.engine.domain.facts import PageFacts
from xuncha.engine.domain.words import LABELS, DateKind

POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    "style-src 'unsafe-inline'; img-src data:; font-src data:\">"
)
_LIVE = re.compile(r"(?is)<script\b.*?</script\s*>|<(?:base|meta\s[^>]*http-equiv)\b[^>]*>")
"""Scripts would not run and refreshes not work in the frame; left out, they cannot take room."""
LONGEST = 400
"""Characters of one line shown: enough to know a paragraph by."""


def write(misread: list[Misread], out: Path) -> int:
    """Write the file; the number of pages on it."""
    pages: dict[str, list[Misread]] = {}
    for one in misread:
        pages.setdefault(f"{one.page.family}/{one.page.name}", []).append(one)
    cards = [_card(number, ones) for number, ones in enumerate(pages.values(), start=1)]
    families = Counter(chinese(ones[0].page.family) for ones in pages.values())
    errors = Counter(error for ones in pages.values() for error in {_class(one) for one in ones})
    text = Template((Path(__file__).parent / "sidebyside.html").read_text("utf-8")).substitute(
        pages=len(pages),
        machine=escape(machine()),
        families=_options(families),
        errors=_options(errors),
        contents="\n".join(_entry(n, ones) for n, ones in enumerate(pages.values(), start=1)),
        cards="\n".join(cards),
    )
    out.write_text(text, encoding="utf-8")
    return len(pages)


def _class(one: Misread) -> str:
    return f"{MEASURES[one.measure]}：{one.error}"


def _options(counts: Counter[str]) -> str:
    return "".join(
        f'<option value="{escape(name)}">{escape(name)}（{count}）</option>'
        for name, count in counts.most_common()
    )


def _entry(number: int, ones: list[Misread]) -> str:
    page = ones[0].page
    told = "；".join(dict.fromkeys(_class(one) for one in ones))
    return (
        f'<li {_data(ones)}><a href="#p{number}"><b>{escape(page.name)}</b>'
        f"<span>{escape(told)}</span></a></li>"
    )


def _data(ones: list[Misread]) -> str:
    errors = "|".join(dict.fromkeys(_class(one) for one in ones))
    return f'data-family="{escape(chinese(ones[0].page.family))}" data-errors="{escape(errors)}"'


def _card(number: int, ones: list[Misread]) -> str:
    page = ones[0].page
    facts = read(page, told_kind(page))
    wrong = "".join(
        f"<li><b>{escape(_class(one))}</b>{_values(one)}</li>" for one in ones if one.error
    )
    head = (
        f'<article id="p{number}" {_data(ones)}><header><h2><a href="#p{number}">{number}</a> '
        f"{escape(page.name)}</h2><p>{escape(chinese(page.family))} · {escape(page.form)} · "
        f'<span class="url">{escape(page.url)}</span></p></header>'
    )
    frame = (
        f'<iframe sandbox="" loading="lazy" referrerpolicy="no-referrer" '
        f'title="{escape(page.name)} 原页" srcdoc="{escape(_framed(page))}"></iframe>'
    )
    return (
        f'{head}<div class="pair"><div class="shown">{frame}</div>'
        f'<div class="read"><ul class="wrong">{wrong}</ul>'
        f"{_summary(page, facts)}{_items(page, facts)}{_body(page, facts)}</div></div></article>"
    )


def _framed(page: Labelled) -> str:
    return POLICY + _LIVE.sub("", page.text())


def _values(one: Misread) -> str:
    if one.measure is Measure.BODY:
        return f"<span>{escape(one.read)}</span>"
    if one.measure is Measure.ITEMS:
        return f"<span>应 {escape(one.wanted)} 条，读出 {escape(one.read)} 条</span>"
    return (
        f"<span>应为 <ins>{escape(one.wanted) or '（无）'}</ins>，读作 "
        f"<del>{escape(str(one.read)) or '（无）'}</del></span>"
    )


def _row(name: str, value: str, note: str = "") -> str:
    small = f"<small>{escape(note)}</small>" if note else ""
    return f"<dt>{name}</dt><dd>{escape(value) or '—'}{small}</dd>"


def _summary(page: Labelled, facts: PageFacts) -> str:
    chosen = next(
        (
            one
            for one in facts.dates
            if one.value == facts.publish_date and one.kind is DateKind.PUBLISHED
        ),
        None,
    )
    place = f"{LABELS.get(chosen.place, chosen.place)}「{chosen.quote[:60]}」" if chosen else ""
    rows = [
        _row("类型", LABELS.get(facts.kind, facts.kind)),
        _row("标题", facts.title, f"应为：{page.title}" if page.title else ""),
    ]
    if page.is_article:
        rows.append(_row("发布日期", str(facts.publish_date or ""), place))
        others = [one for one in facts.dates if one is not chosen]
        told = "；".join(
            f"{one.value} {LABELS.get(one.kind, one.kind)}·{LABELS.get(one.place, one.place)}"
            f"「{one.quote[:30]}」"
            for one in others[:8]
        )
        rows.append(_row("其他日期", told))
        if facts.disagreement_days is not None:
            rows.append(_row("各处相差", f"{facts.disagreement_days} 天"))
    else:
        rows.append(_row("最新日期", str(facts.newest or "")))
    flags = [name for name, on in (("空白", facts.blank), ("须渲染", facts.needs_rendering)) if on]
    rows.append(_row("状态", "、".join(flags)))
    rows.append(_row("语言", facts.language))
    return f"<dl>{''.join(rows)}</dl>"


def _items(page: Labelled, facts: PageFacts) -> str:
    if not facts.items and not page.items:
        return ""
    pairs = matches(page, facts.items) if page.items is not None else []
    taken = [id(hit) for _, hit in pairs if hit]
    rows = []
    for wanted, hit in pairs:
        read_day = published_on(hit) if hit else ""
        day = escape(wanted.date or "—")
        if hit and read_day != wanted.date:
            day = f"<ins>{day}</ins> <del>{escape(read_day or '—')}</del>"
        style = "missing" if hit is None else ""
        title = escape(wanted.title)
        if hit and squeeze(hit.title) != squeeze(wanted.title):
            title += f"<br><del>{escape(hit.title)}</del>"
        rows.append(f'<tr class="{style}"><td>{title}</td><td>{day}</td></tr>')
    for one in facts.items:
        if id(one) not in taken:
            style = "extra" if page.items is not None else ""
            rows.append(
                f'<tr class="{style}"><td>{escape(one.title)}</td>'
                f"<td>{escape(str(one.date or '—'))}</td></tr>"
            )
    return (
        f"<h3>条目<span>读出 {len(facts.items)} 条</span></h3>"
        f"<table><thead><tr><th>标题</th><th>日期</th></tr></thead>{''.join(rows)}</table>"
    )


def _body(page: Labelled, facts: PageFacts) -> str:
    if not page.is_article:
        return ""
    lines = [line for line in facts.body.split("\n") if line.strip()]
    if page.body is None:
        shown = "".join(f"<p>{escape(line[:LONGEST])}</p>" for line in lines)
        return f"<h3>正文<span>没有标注</span></h3><div class='body'>{shown}</div>"
    shown = "".join(
        f'<p class="{style}">{escape(line[:LONGEST])}</p>'
        for style, line in compared(page.body.split("\n"), lines)
    )
    return f'<h3>正文<span>{len(facts.body)} 字</span></h3><div class="body">{shown}</div>'


def compared(wanted: list[str], lines: list[str]) -> list[tuple[str, str]]:
    """Body lines in order, each "same", "missing" (stands, not read) or "extra" (read, no body).

    A line broken up otherwise than on the label is neither missing nor extra.
    """
    wanted = [line for line in wanted if squeeze(line)]
    plain = [squeeze(line) for line in wanted]
    ours = [squeeze(line) for line in lines]
    all_wanted, all_read = "".join(plain), "".join(ours)
    found: list[tuple[str, str]] = []
    steps = difflib.SequenceMatcher(None, plain, ours, autojunk=False).get_opcodes()
    for _, start, end, begin, stop in steps:
        found += [("missing", wanted[at]) for at in range(start, end) if plain[at] not in all_read]
        found += [
            ("same" if ours[at] in all_wanted else "extra", lines[at]) for at in range(begin, stop)
        ]
    return found
