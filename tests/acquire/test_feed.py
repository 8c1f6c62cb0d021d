"""Feeds become posts; what is no feed says so."""

from datetime import datetime, timedelta, timezone

import pytest

from tests.acquire.conftest import Visit, account
from tests.acquire.zoo import CAPTCHA_PAGE, Zoo, answer
from xuncha.engine.acquire.channels.feed import UnableReason, read_feed
from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.moments import parse_moment

CHINA = timezone(timedelta(hours=8))
URL = "http://p.example/n1.xml"
RSS = """<?xml version="1.0" encoding="{charset}"?>
<rss version="2.0"><channel><title>账号</title><link>http://p.example/</link>
<item><title>第一条 &amp; 更多</title><link>http://p.example/1</link>
<pubDate>Tue, 15 Sep 2026 10:00:00 +0800</pubDate>
<description><![CDATA[<p>摘要</p>]]></description>
<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA[<p>正文第一段。</p><p>正文第二段。</p>]]></content:encoded></item>
<item><title>第二条</title><link>http://p.example/2</link>
<pubDate>2026-09-14 08:30:00</pubDate></item>
<item><title>没有时间</title><link>http://p.example/3</link></item>
</channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>账号</title>
<entry><title>原子条目</title><link href="http://p.example/a1"/>
<published>2026-09-15T02:00:00Z</published><updated>2026-09-18T02:00:00Z</updated>
<content type="html">&lt;p&gt;内容&lt;/p&gt;</content></entry></feed>"""


def test_an_rss_feed_gives_its_posts_in_order() -> None:
    posts = read_feed(RSS.format(charset="utf-8").encode(), URL, record="sha256:1")
    assert not isinstance(posts, UnableReason)
    first, second, third = posts
    assert (first.title, first.url) == ("第一条 & 更多", "http://p.example/1")
    assert first.text == "正文第一段。\n正文第二段。"
    assert first.published_at == datetime(2026, 9, 15, 10, tzinfo=CHINA)
    assert (first.where, first.record) == ("订阅源第 1 条", "sha256:1")
    assert second.published_at == datetime(2026, 9, 14, 8, 30, tzinfo=CHINA)
    assert third.published_at is None


def test_an_atom_feed_counts_publication_before_update() -> None:
    posts = read_feed(ATOM.encode(), URL)
    assert not isinstance(posts, UnableReason)
    assert posts[0].published_at == datetime(2026, 9, 15, 10, tzinfo=CHINA)
    assert posts[0].text == "内容"


def test_a_feed_in_the_national_charset_is_read() -> None:
    posts = read_feed(RSS.format(charset="gb18030").encode("gb18030"), URL)
    assert not isinstance(posts, UnableReason)
    assert posts[1].title == "第二条"


def test_an_empty_feed_is_no_posts_not_a_failure() -> None:
    assert read_feed(b'<rss version="2.0"><channel><title>t</title></channel></rss>', URL) == ()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<!DOCTYPE html><html><body>404</body></html>", "是网页"),
        (CAPTCHA_PAGE.encode(), "是网页"),
        (b"", "空内容"),
        (b'{"items": []}', "不是 RSS 或 Atom"),
        (b"\x00\x01\x02", "不是 RSS 或 Atom"),
    ],
)
def test_what_is_no_feed_is_unreadable_and_says_why(body: bytes, words: str) -> None:
    found = read_feed(body, URL)
    assert isinstance(found, UnableReason)
    assert found.unable is UnableClass.UNREADABLE
    assert words in found.reason


@pytest.mark.parametrize(
    "text",
    [
        "Tue, 15 Sep 2026 10:00:00 +0800",
        "Tue, 15 Sep 2026 02:00:00 GMT",
        "Tue, 15 Sep 2026 10:00:00",
        "Tue, 15 Sep 2026 10:00:00 CST",
        "2026-09-15T10:00:00+08:00",
        "2026-09-15T02:00:00Z",
        "2026-09-15T10:00:00",
        "2026-09-15 10:00:00",
        "2026-09-15 10:00",
        "2026/9/15 10:00:00",
        "2026年9月15日 10:00",
    ],
)
def test_a_time_without_a_zone_is_shanghai_time(text: str) -> None:
    assert parse_moment(text) == datetime(2026, 9, 15, 10, tzinfo=CHINA)


@pytest.mark.parametrize("text", ["昨天", "2026-13-45", "Tue, 99 Sep 2026"])
def test_a_time_nobody_can_read_is_none(text: str) -> None:
    assert parse_moment(text) is None


def test_an_accounts_bundle_holds_its_feed_as_it_was_sent(zoo: Zoo, visit: Visit) -> None:
    feed = RSS.format(charset="utf-8")
    zoo.show("p.example", "/n1.xml", answer(feed, content_type="application/rss+xml"))
    bundles = visit(account("n1", URL), account("n2"), account("n3", "http://p.example/none"))
    fetch = next(fetch for fetch in bundles["n1"].fetches() if fetch.url == URL)
    assert (fetch.body.decode(), fetch.header("content-type")) == (feed, "application/rss+xml")
    (untold,) = bundles["n2"].fetches()
    assert untold.failure is UnableClass.NOT_VISITED
    assert [fetch.status for fetch in bundles["n3"].fetches()][-1] == 404
