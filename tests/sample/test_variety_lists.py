"""The lists of the variety: entries, ages and empty columns are as the truth says."""

import re
from collections import Counter, defaultdict
from datetime import timedelta
from html import unescape

import pytest

from xuncha.sample.variety.columns.entries import AGES
from xuncha.sample.variety.columns.lists import LISTINGS, lists
from xuncha.sample.variety.days import PARTIAL, STYLES, shown
from xuncha.sample.variety.pen import AS_OF, Pen


@pytest.fixture(scope="module")
def columns():
    return list(lists(Pen(3)))


def open_text(text: str) -> str:
    """The page with escapes resolved and blanks gone; JSON escapes too."""
    if "__STATE__" in text:
        text = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text)
    return re.sub(r"\s+", "", unescape(text))


def test_every_form_comes_in_every_age_and_empty_where_it_can(columns):
    seen = Counter(row.form for row, _ in columns)
    assert len(LISTINGS) >= 50
    for name, listing in LISTINGS.items():
        assert seen[f"list-{name}"] == len(AGES) + listing.has_blank


def test_every_entry_stands_on_its_page_in_order(columns):
    lost = []
    for row, text in columns:
        whole, at = open_text(text), 0
        for item in row.items:
            at = whole.find(re.sub(r"\s+", "", item.title), at)
            if at < 0 or re.sub(r"\s+", "", item.url) not in whole:
                lost.append((row.file, item.title))
                break
    assert lost == []


def test_every_day_of_an_entry_stands_near_its_title(columns):
    styles = set(STYLES) - PARTIAL
    lost = []
    for row, text in columns:
        whole = open_text(text)
        for item in row.items:
            at = whole.find(re.sub(r"\s+", "", item.title))
            near = whole[max(0, at - 400) : at + len(item.title) + 500]
            days = [re.sub(r"\s+", "", shown(item.date, s)) for s in styles] if item.date else []
            if days and not any(day in near for day in days) and not by_parts(row.form, item, near):
                lost.append((row.file, item))
    assert lost == []


def by_parts(form: str, item, near: str) -> bool:
    """The day stands in pieces, under a heading, or in the address."""
    day = item.date
    if form in {"list-big-day", "list-year-below", "list-year-groups"}:
        return any(f"{day.year}{gap}" in near for gap in "-./年<") or form == "list-year-groups"
    paths = (f"{day:%Y%m%d}", f"/{day.year}/{day.month}/{day.day}/", f"/{day:%Y/%m%d}/")
    return any(path in item.url for path in paths)


def test_the_newest_day_is_never_after_the_visit(columns):
    for row, _ in columns:
        assert row.newest is None or row.newest <= AS_OF
    assert any("future-date" in row.lies for row, _ in columns)


def test_ages_are_kept(columns):
    by_age = defaultdict(list)
    for row, _ in columns:
        if row.newest and not row.form.endswith(("pinned-new", "future")):
            by_age[row.file.rsplit("-", 1)[1].removesuffix(".html")].append(row.newest)
    assert min(by_age["fresh"]) >= AS_OF - timedelta(days=20)
    assert max(by_age["still"]) < AS_OF - timedelta(days=365)
    assert max(by_age["old"]) < AS_OF - timedelta(days=1460)


def test_an_empty_column_says_so_and_has_no_entries(columns):
    empty = [row for row, _ in columns if row.file.endswith("-blank.html")]
    assert all(row.blank is True and not row.items for row in empty)


def test_a_full_column_is_never_blank(columns):
    assert all(row.blank is False for row, _ in columns if row.items)


def test_only_rendering_can_tell_of_script_built_columns(columns):
    built = [row for row, _ in columns if row.needs_rendering]
    assert {row.form for row in built} == {"list-frame", "list-vue", "list-angular", "list-loaded"}
    assert all(row.blank is None and not row.items for row in built)


def test_a_month_and_day_alone_settles_no_date(columns):
    for row, _ in columns:
        if row.form == "list-month-day":
            assert all(item.date is None and item.month_day for item in row.items)


def test_a_signing_day_settles_no_date(columns):
    rows = [row for row, _ in columns if row.form == "list-signed-only" and row.items]
    assert rows
    assert all(i.signed and i.date is None for row in rows for i in row.items)
