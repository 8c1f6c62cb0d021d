"""Moments as feeds and spreadsheets write them."""

from datetime import UTC, datetime

import pytest

from xuncha.engine.domain.windows import SHANGHAI
from xuncha.engine.extract.export import read_export_rows
from xuncha.engine.extract.feed import read_feed
from xuncha.engine.extract.moments import parse_moment

MORNING = datetime(2026, 10, 9, 8, 5, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    "text",
    [
        "2026/10/9 8:05",
        "2026-10-09 08:05:00",
        "2026-10-09T00:05:00Z",
        "2026年10月9日 8:05",
        "2026.10.9 8:05",
        "20261009080500",
        "Fri, 09 Oct 2026 08:05:00 +0800",
        "Fri, 09 Oct 2026 08:05:00 CST",
        str(int(MORNING.timestamp())),
        str(int(MORNING.timestamp()) * 1000),
    ],
)
def test_a_moment_is_read_however_it_is_written(text):
    assert parse_moment(text) == MORNING.astimezone(UTC)


@pytest.mark.parametrize("text", ["", "2小时前", "10月11日 08:30", "昨天", "99999999999999", "²"])
def test_what_names_no_moment_gives_none(text):
    assert parse_moment(text) is None


def test_an_entry_whose_published_cannot_be_read_is_dated_by_updated():
    feed = """<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><title>a</title>
    <published>昨天</published><updated>2026-10-09T08:05:00+08:00</updated></entry></feed>"""
    assert read_feed(feed.encode(), "http://f.example/")[0].published_at == MORNING


def test_rows_of_an_export_in_the_shape_a_spreadsheet_shows_are_dated():
    rows = "账号编码,账号名称,发布时间,标题,正文,链接\nA1,某发布,2026/10/9 8:05,题,文,\n"
    assert read_export_rows(rows.encode())[0].published_at == MORNING
