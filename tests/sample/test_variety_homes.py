"""The home pages of the variety: blocks, columns and their newest days."""

import re
from html import unescape

import pytest

from xuncha.sample.variety.days import PARTIAL, STYLES, shown
from xuncha.sample.variety.homes import homes
from xuncha.sample.variety.pen import AS_OF, Pen


@pytest.fixture(scope="module")
def portals():
    return [(row, re.sub(r"\s+", "", unescape(text))) for row, text in homes(Pen(11))]


def test_there_are_fifteen_home_pages_with_several_columns_each(portals):
    assert len(portals) >= 15
    assert all(len(row.service["columns"]) >= 5 for row, _ in portals)


def written(day) -> list[str]:
    """The whole day as a page or an address carries it."""
    paths = [f"/{day.year}/{day.month}/{day.day}/", f"/{day:%Y/%m%d}/"]
    return paths + [shown(day, s).replace(" ", "") for s in set(STYLES) - PARTIAL]


def test_every_entry_of_a_block_stands_on_the_page_with_its_day(portals):
    lost = []
    for row, text in portals:
        for item in row.items:
            title = re.sub(r"\s+", "", item.title)
            at = text.find(f'"{item.url}"')
            near = text[max(0, at - 120) : at + len(title) + 300]
            has_day = item.date is None or any(day in near for day in written(item.date))
            if at < 0 or title not in near or item.month_day not in near or not has_day:
                lost.append((row.file, item))
    assert lost == []


def test_every_column_of_a_home_page_is_linked(portals):
    assert all(f'href="{c["url"]}"' in t for row, t in portals for c in row.service["columns"])


def test_some_home_page_has_stood_still_for_years(portals):
    assert any(row.newest and (AS_OF - row.newest).days > 1460 for row, _ in portals)
