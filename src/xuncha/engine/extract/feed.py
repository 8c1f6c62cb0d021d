"""A feed (RSS 2.0, Atom) read into posts."""

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import feedparser
from selectolax.lexbor import LexborHTMLParser

from xuncha.engine.domain.facts import Post
from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.moments import parse_moment


@dataclass(frozen=True, slots=True)
class UnableReason:
    """Why nothing can be said of a feed, with the Chinese line for a person."""

    unable: UnableClass
    reason: str


def read_feed(
    body: bytes, url: str, *, content_type: str = "", record: str = ""
) -> tuple[Post, ...] | UnableReason:
    """The posts of a feed in its own order; UnableReason for anything that is no feed.

    An empty feed gives an empty tuple. A time without a zone is Shanghai time; one that cannot be
    read leaves ``published_at`` None.
    """
    headers = {"content-location": url}
    if content_type:
        headers["content-type"] = content_type
    feed = feedparser.parse(io.BytesIO(body), response_headers=headers)
    if not feed.get("version"):
        return UnableReason(UnableClass.UNREADABLE, _why_no_feed(body))
    if feed.bozo and not feed.entries and (b"<item" in body or b"<entry" in body):
        return UnableReason(UnableClass.UNREADABLE, "订阅源内容损坏，无法读取条目")
    return tuple(_post(entry, number, record) for number, entry in enumerate(feed.entries, start=1))


def _why_no_feed(body: bytes) -> str:
    head = body[:2048].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if not head:
        return "订阅地址返回空内容"
    if b"<html" in head or b"<!doctype html" in head:
        return "订阅地址返回的是网页，不是 RSS 或 Atom"
    return "订阅地址返回的内容不是 RSS 或 Atom"


def _post(entry: Any, number: int, record: str) -> Post:
    contents = [part.get("value", "") for part in entry.get("content", ())]
    markup = max([*contents, entry.get("summary", "")], key=len)
    return Post(
        title=_plain(entry.get("title", "")),
        text=_plain(markup),
        url=entry.get("link", ""),
        published_at=_time_of(entry),
        where=f"订阅源第 {number} 条",
        record=record,
    )


def _plain(markup: str) -> str:
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    body = LexborHTMLParser(markup).body
    if body is None:
        return ""
    lines = (" ".join(line.split()) for line in body.text(separator="\n").splitlines())
    return "\n".join(line for line in lines if line)


def _time_of(entry: Any) -> datetime | None:
    """The first of the entry's times that can be read; None when none can."""
    written = (entry.get(name) or "" for name in ("published", "updated", "created"))
    moments = (parse_moment(text) for text in written if text.strip())
    return next((moment for moment in moments if moment is not None), None)
