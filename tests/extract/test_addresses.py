"""The address of a link, as browsers join it with the page's."""

from itertools import product
from urllib.parse import urljoin

import pytest

from xuncha.engine.extract.anchors import absolute

_PAGES = (
    "http://www.example.cn",
    "http://www.example.cn/",
    "http://www.example.cn/zwgk/tzgg/index.html",
    "https://example.cn:8443/a//b/../c/./d/?from=/x/y#top",
    "http://example.cn/a;v=1/b;w=2",
)
_HREFS = (
    "/zwgk/",
    "//other.example.cn/art/2024/1/2/art_1_2.html",
    "t20240102_1.html",
    "./202401/t20240102_1.html",
    "../../t20240102_1.html?a=1&b=/../c#d?e",
    "../../../../../up.html",
    ".././x/../y",
    "a//b/./c/..",
    "/a//b/../c",
    "/.hidden/x",
    "?page=2",
    "x?",
    "x#",
    "x;",
    "x;a=1",
    "/x:8/y",
    "a/b:c",
    "./",
    "..",
    "/公开/目录.html",
)


@pytest.mark.parametrize(("page", "href"), list(product(_PAGES, _HREFS)))
def test_an_address_is_joined_by_the_rules_of_the_standard(page: str, href: str) -> None:
    assert absolute(page, href) == urljoin(page, href)


@pytest.mark.parametrize("href", ["javascript:void(0)", "JavaScript:go('/x')", "mailto:a@b.cn", ""])
def test_what_leads_nowhere_has_no_address(href: str) -> None:
    assert absolute("http://www.example.cn/", href) == ""


def test_a_page_that_is_not_of_the_web_gives_its_links_no_address() -> None:
    assert absolute("ftp://example.cn/", "x.html") == ""
    assert absolute("http://[bad/", "x.html") == ""


def test_backslashes_are_read_as_browsers_read_them() -> None:
    assert absolute("http://www.example.cn/a/", "\\b\\c.html") == "http://www.example.cn/b/c.html"


def test_a_long_address_takes_no_longer_than_it_is_long() -> None:
    href = "a" * 5000 + "/" + "b." * 5000 + "\x7f"
    assert absolute("http://www.example.cn/", href).startswith("http://www.example.cn/aaa")
