"""Starts a sheet for a page of interaction or services."""

from datetime import date
from typing import Any

from xuncha.sample.variety.columns.lists import column_story
from xuncha.sample.variety.forms import read_forms
from xuncha.sample.variety.pen import AS_OF, Pen
from xuncha.sample.variety.sheet import Sheet
from xuncha.sample.variety.truth import Row

Page = tuple[Row, str]


def start(pen: Pen, kind: str, form: str, heading: str, path: str) -> Sheet:
    """An empty sheet whose truth goes into ``row.service``."""
    place = pen.place()
    row = Row(
        file=f"{form}.html",
        url=place.root + path,
        content_type="text/html; charset=utf-8",
        family="service",
        form=form.rsplit("-", 1)[0],
        kind=kind,
        charset="utf-8",
        language="zh",
        as_of=AS_OF,
        title=heading,
    )
    sheet = Sheet(pen, place, column_story(pen, place), row)
    sheet.parts["heading"] = heading
    return sheet


def finish(sheet: Sheet, main: str, **service: Any) -> Page:
    """The page around its main part, and its truth."""
    sheet.parts["main"] = main
    sheet.row.service = service
    return sheet.row, sheet.text(sheet.pen.pick(read_forms("serviceshells")))


def later(pen: Pen, day: date, low: int, high: int) -> date:
    """A day some days later, never after the visit."""
    return min(AS_OF, date.fromordinal(day.toordinal() + pen.number(low, high)))
