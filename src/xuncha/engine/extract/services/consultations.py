"""Opinion calls and surveys: when open, when closed, whether the result is shown."""

from collections.abc import Sequence
from datetime import date

from xuncha.engine.domain.facts import ColumnFacts
from xuncha.engine.domain.services import Consultation, ConsultationColumn
from xuncha.engine.domain.words import PageKind
from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.services.relations import overlap
from xuncha.engine.extract.services.rows import Row, labelled_days, read_rows
from xuncha.engine.extract.services.sheet import QUOTE, Sheet, Visited, is_readable, open_sheet

_ROWS, _COLUMNS = "service_rows", "service_columns"
_SAME = 0.75


def read_consultations(
    column: ColumnFacts, sheet: Sheet | None, pages: Visited, today: date
) -> ConsultationColumn:
    """The calls and surveys a column shows. Announcements of results are no calls: they tell that
    the call of the same subject has its result published."""
    rows = read_rows(sheet) if sheet else ()
    if not rows and sheet:
        rows = tuple(Row(i.title, i.url, (), "", (), ()) for i in column.items if i.title)
    results = [row.title for row in rows if pattern(_COLUMNS, "feedback").search(row.title)]
    calls = [row for row in rows if row.title not in results]
    items = tuple(_item(row, results, pages, today) for row in calls)
    lacks = column.unable if not items else None
    url = sheet.url if sheet else column.plan.url
    reason = column.reason if lacks else ""
    return ConsultationColumn(column.plan.name, url, column.record, items, lacks, reason)


def _item(row: Row, results: Sequence[str], pages: Visited, today: date) -> Consultation:
    opened, closed = row.day("opened"), row.day("closed")
    feedback = pattern(_ROWS, "feedback")
    told = any(feedback.search(text) for text, _ in row.links if text != row.title)
    has_feedback = (
        True if told or any(overlap(row.title, one) >= _SAME for one in results) else None
    )
    fetch = pages.fetch_of(row.url) if row.url else None
    if (has_feedback is None or None in (opened, closed)) and is_readable(fetch):
        assert fetch is not None
        detail = open_sheet(fetch, pages.facts_of(fetch, PageKind.ARTICLE))
        lines = [line.text for line in detail.outline.lines]
        days = labelled_days("\n".join(lines))
        opened, closed = opened or days.get("opened"), closed or days.get("closed")
        if has_feedback is None:
            has_feedback = any(feedback.search(line) for line in lines if len(line) <= QUOTE // 4)
    if opened and closed and closed < opened:
        opened = closed = None
    if has_feedback is None and row.says("no_feedback"):
        has_feedback = False
    opened = opened or row.day("shown")
    named = (("开始", opened), ("截止", closed))
    quotes = [f"{name}：{day}" for name, day in named if day]
    quotes += [word for word in (row.says("running") or row.says("over"),) if word]
    return Consultation(
        title=row.title,
        url=row.url,
        opened=opened,
        closed=closed,
        is_open=_is_open(row, opened, closed, today),
        has_feedback=has_feedback,
        quote="　".join(quotes)[:QUOTE],
    )


def _is_open(row: Row, opened: date | None, closed: date | None, today: date) -> bool | None:
    """By its last day; else by what the row says of it."""
    if closed is not None:
        return closed >= today and (opened is None or opened <= today)
    if row.says("over"):
        return False
    return True if row.says("running") else None
