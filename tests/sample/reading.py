"""Reads a built sample from outside: its pages as text, its links, its tables."""

import csv
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

from openpyxl import load_workbook

from xuncha.sample.pack import Page

Web = dict[str, dict[str, Page]]
FOOT = re.compile(r"分辨率|标识码|版权|主办|ICP")


def decode(body: bytes) -> str:
    """The text of a page, UTF-8 or GBK."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("gb18030")


def site_pages(web: Web) -> Iterator[tuple[str, str, str]]:
    """(host, path, HTML) of every page that shows something, each page once."""
    for host, pages in web.items():
        seen: set[bytes] = set()
        for path, page in pages.items():
            kind = dict(page.headers).get("Content-Type", "")
            if page.status != 200 or "html" not in kind or path == "*" or page.body in seen:
                continue
            seen.add(page.body)
            yield host, path, decode(page.body)


def sentences(html: str) -> set[str]:
    """The sentences a reader sees, menus and footers left out."""
    body = re.sub(r"<head>.*?</head>|<HEAD>.*?</HEAD>", "", html, flags=re.S)
    found: set[str] = set()
    body = re.sub(r"</?span[^>]*>", "", body)
    for line in unescape(re.sub(r"<[^>]+>", "\n", body)).split("\n"):
        if not FOOT.search(line):
            found.update(s.strip() for s in re.findall(r"[^。]{6,}。", line.strip()))
    return found


def plain(html: str) -> str:
    """The words of a page without any tags."""
    return unescape(re.sub(r"<[^>]+>", "", html))


def links(host: str, path: str, html: str) -> set[tuple[str, str]]:
    """(host, path) of every link of a page."""
    base = f"http://{host}{path}"
    found = set()
    for href in re.findall(r'<a [^>]*(?<!:)href="([^"]+)"', html):
        target = urljoin(base, unescape(href))
        where, _, rest = target.removeprefix("http://").partition("/")
        found.add((where, "/" + rest))
    return found


def sheet(path: Path, name: str) -> list[dict[str, str]]:
    """The rows of a sheet by their heads."""
    rows = list(load_workbook(path, read_only=True)[name].iter_rows(values_only=True))
    head = [str(cell) for cell in rows[0]]
    return [
        {h: "" if v is None else str(v) for h, v in zip(head, row, strict=False)}
        for row in rows[1:]
    ]


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file by their heads."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
