"""Message columns: what was asked when, answered when and by whom, as far as the pages show it."""

import re
from datetime import date

from xuncha.engine.domain.facts import ColumnFacts
from xuncha.engine.domain.services import MessageColumn, MessageItem
from xuncha.engine.domain.words import PageKind
from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.services.rows import Row, labelled_days, labelled_unit, read_rows
from xuncha.engine.extract.services.sheet import QUOTE, Sheet, Visited, is_readable, open_sheet

_TABLE = "service_rows"
_ANSWER_LINES = 3
_NUMBERS = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)|(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)")


def read_messages(
    column: ColumnFacts, sheet: Sheet | None, pages: Visited, *, only_telling: bool
) -> MessageColumn | None:
    """The messages a column shows, in page order. ``only_telling``: None for a list whose rows say
    nothing of receipt or answer (a column that is not named as one of messages)."""
    rows = read_rows(sheet) if sheet else ()
    if only_telling and not any(row.day("received") or row.day("answered") for row in rows):
        return None
    if not rows and sheet:
        rows = tuple(Row(i.title, i.url, (), "", (), ()) for i in column.items if i.title)
    items = tuple(_item(row, pages) for row in rows)
    lacks = column.unable if not items else None
    url = sheet.url if sheet else column.plan.url
    reason = column.reason if lacks else ""
    return MessageColumn(column.plan.name, url, column.record, items, lacks, reason)


def _item(row: Row, pages: Visited) -> MessageItem:
    received, answered, unit = row.day("received"), row.day("answered"), row.unit
    told = _state(row, answered)
    quotes = [f"{name}：{value}" for name, value in _named(received, answered, unit)]
    quotes += [word for word in (row.says("is_answered") or row.says("is_open"),) if word]
    fetch = pages.fetch_of(row.url) if row.url else None
    if (told is None or None in (received, answered) or not unit) and is_readable(fetch):
        assert fetch is not None
        page = read_message(open_sheet(fetch, pages.facts_of(fetch, PageKind.ARTICLE)))
        received, answered = received or page.received, answered or page.answered
        unit, told = unit or page.unit, page.is_answered if told is None else told
        quotes = [f"{name}：{value}" for name, value in _named(received, answered, unit)] + quotes
    if answered and received and answered < received:
        received = answered = None
    quote = masked("　".join(dict.fromkeys(quotes)))[:QUOTE]
    return MessageItem(masked(row.title), row.url, received, answered, unit, told, quote)


def read_message(sheet: Sheet) -> MessageItem:
    """A message by its own page; what the page does not tell is None."""
    lines = [line.text for line in sheet.outline.lines]
    text = "\n".join(lines)
    days = labelled_days(text)
    answered = days.get("answered")
    told = _on_its_page(lines, answered)
    title = masked(sheet.facts.title)
    unit = labelled_unit(text)
    return MessageItem(title, sheet.url, days.get("received"), answered, unit, told)


def _named(received: date | None, answered: date | None, unit: str) -> list[tuple[str, str]]:
    known = (("来信", received), ("答复", answered), ("答复单位", unit))
    return [(name, str(value)) for name, value in known if value]


def _state(row: Row, answered: date | None) -> bool | None:
    if answered or row.says("is_answered"):
        return True
    return False if row.says("is_open") else None


def _on_its_page(lines: list[str], answered: date | None) -> bool | None:
    """Whether the page behind a message shows its answer."""
    if answered:
        return True
    head, state = pattern(_TABLE, "answer_head"), pattern(_TABLE, "is_open")
    for at, line in enumerate(lines):
        match = head.search(line[:24])
        if match is None:
            continue
        rest = line[match.end() :].strip(" :：")
        following = rest or next(iter(lines[at + 1 : at + 1 + _ANSWER_LINES]), "")
        if state.search(following.strip()):
            return False
        if len(following) > len("暂无回复"):
            return True
    return False if any(state.search(line.strip()) for line in lines) else None


def masked(text: str) -> str:
    """A text with telephone and identity numbers of persons hidden."""
    return _NUMBERS.sub(lambda m: f"{m[1]}****{m[2]}" if m[1] else f"{m[3]}********{m[4]}", text)
