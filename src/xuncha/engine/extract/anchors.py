"""The links of a page: all of them, and those that could be a list item's title."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import starmap
from urllib.parse import urljoin, urlsplit

from xuncha.engine.domain.facts import Link
from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.listdates import Stamp
from xuncha.engine.extract.outline import FOOT, NAV, Outline

MAX_LINKS = 5000
MAX_IMAGES = 200
_LONGEST_NAME = 40
_LAZY = frozenset({"data-src", "data-original", "data-lazy", "data-url"})
_BULLET = re.compile(
    r"^[\s·•●◆■▪▶►»>※☆★○◎|、]*"
    r"(?:[\[【(（]\s*(?:置顶|顶|新|new|图|热|荐|推荐)\s*[\]】)）]\s*)?",
    re.IGNORECASE,
)
_PLAIN_START = re.compile(r"[\u4e00-\u9fff“《A-Za-z0-9]")
_LONGEST_MORE = 12
_OPENERS = frozenset("(（[【")
_TAIL = re.compile(r"[\s(（\[【]*$")
_ODD_IN_URL = re.compile(r"[\[\] ]|\.\.")
_PLAIN_HREF = re.compile(
    r"(//?|(?:\.\.?/)*+)(?=[^/.?#])"
    r"(?:[\w\-~%!$&'()*+,=@][\w\-~%!$&'()*+,=@.]*+/?+)*+(?:\?[!-\"$-~]++)?+(?:#[!-~]++)?+",
    re.ASCII,
)
"""An address without a scheme that a browser joins by putting its start in front of the rest."""
_CODE_URL = re.compile(
    r"(?:open|href\s*=|location|goto|go|view|show)\w*\s*\(?\s*['\"]([^'\"\s]{3,300})['\"]"
)
_TITLE_MARK = re.compile(r"\b\S*(?:title|tit|bt|biaoti|name)\b")
_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BOXES = frozenset(
    {"div", "p", "dl", "dt", "dd", "ul", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td"}
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link that could be an item's: its node, title, address; weak ones only say 'more'."""

    index: int
    title: str
    url: str
    weak: bool


@lru_cache(maxsize=8192)
def absolute(base: str, href: str) -> str:
    """The absolute address of a link; empty for mail, scripts and what cannot be joined."""
    href = href.strip().replace("\\", "/")
    if href.startswith(("http://", "https://")):
        if href.isascii() and not _ODD_IN_URL.search(href):
            return href
    elif plain := _PLAIN_HREF.fullmatch(href):
        start = _start(base, plain[1])
        if start:
            return start + href[plain.end(1) :]
    elif not href or href.lower().startswith(("javascript:", "mailto:", "data:te")):
        return ""
    return _joined(base, href)


@lru_cache(maxsize=256)
def _start(base: str, lead: str) -> str:
    """What a browser puts in place of the slashes and dots an address starts with."""
    return _joined(base, lead + "x")[:-1]


def _joined(base: str, href: str) -> str:
    """Two addresses joined by the standard's rules; empty for what is none on the web."""
    try:
        joined = urljoin(base, href)
        joined.encode()  # half a surrogate pair, as scripts may spell it, is no address
        return joined if urlsplit(joined).scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def links_of(outline: Outline, base: str) -> tuple[Link, ...]:
    """Every link with its text, absolute, in page order; the same pair only once."""
    found: dict[tuple[str, str], None] = {}
    for index, shown in zip(outline.links, outline.link_texts, strict=True):
        attrs = outline.attrs[index]
        url = absolute(base, attrs.get("href") or "")
        if not url:
            continue
        text = shown or (attrs.get("title") or "").strip()
        found[url, text] = None
        if len(found) >= MAX_LINKS:
            break
    return tuple(starmap(Link, found))


def images_of(outline: Outline, base: str) -> tuple[Link, ...]:
    """Every picture with its words, absolute, in page order, each address once; one that a script
    fills in later is left out."""
    found: dict[str, Link] = {}
    for index, tag in enumerate(outline.tags):
        if tag != "img" or len(found) >= MAX_IMAGES:
            continue
        attrs = outline.attrs[index]
        url = absolute(base, attrs.get("src") or "")
        if url and not _LAZY.intersection(attrs):
            words = " ".join((attrs.get("alt") or attrs.get("title") or "").split())
            name = words or url.rpartition("/")[2][:_LONGEST_NAME]
            found.setdefault(url, Link(url, f"图片：{name}"))
    return tuple(found.values())


def anchors_of(outline: Outline, base: str, stamps: list[Stamp]) -> list[Anchor]:
    """The links outside menus and footers that have a title, in page order."""
    dated = {node for stamp in stamps if stamp.alone for node in range(stamp.first, stamp.last + 1)}
    more = pattern("list_marks", "more")
    found = []
    for index in outline.links:
        if outline.zones[index] in (NAV, FOOT):
            continue
        attrs = outline.attrs[index]
        href = attrs.get("href")
        if href is None and not attrs.get("onclick"):
            continue
        visible = _visible_title(outline, index, dated)
        title = _best_title(visible, attrs.get("title") or "")
        if not title:
            continue
        weak = len(title) <= _LONGEST_MORE and more.search(title) is not None
        found.append(Anchor(index, title, _address(base, attrs), weak))
    return found


def _address(base: str, attrs: dict[str, str | None]) -> str:
    href = attrs.get("href") or ""
    url = absolute(base, href)
    if url and not href.startswith("#"):
        return url
    code = _CODE_URL.search(f"{attrs.get('onclick') or ''} {href}")
    if code:
        return absolute(base, code[1]) or url
    return url


def address_in_code(base: str, code: str) -> str:
    """The address a piece of script opens; empty when it opens none."""
    match = _CODE_URL.search(code)
    return absolute(base, match[1]) if match else ""


def _visible_title(outline: Outline, index: int, dated: set[int]) -> str:
    """The text of a link without its date; of a card only the heading."""
    end = outline.ends[index]
    if end == index + 2:
        return "" if end - 1 in dated else clean_title(outline.texts[end - 1])
    chosen: tuple[int, int] | None = None
    boxed = False
    for node in range(index + 1, end):
        tag = outline.tags[node]
        if not tag:
            continue
        boxed = boxed or tag in _BOXES
        if tag in _HEADS or (chosen is None and _TITLE_MARK.search(outline.mark(node))):
            text = outline.text_in(node)
            if text:
                chosen = (node, outline.ends[node])
                if tag in _HEADS:
                    break
    start, stop = chosen or (index, end)
    pieces = [
        (node, outline.texts[node])
        for node in range(start, stop)
        if outline.texts[node] and node not in dated
    ]
    if chosen is None and boxed and pieces:
        last = outline.line_at(pieces[0][0]).last
        pieces = [(node, text) for node, text in pieces if node <= last]
    return clean_title("".join(text for _, text in pieces))


def clean_title(text: str) -> str:
    """A title without bullets, pin marks and an opening bracket left over from its date."""
    text = " ".join(text.split())
    if text and not _PLAIN_START.match(text):
        text = _BULLET.sub("", text, count=1)
    return _TAIL.sub("", text) if text[-1:] in _OPENERS else text


def _best_title(visible: str, attribute: str) -> str:
    if not attribute:
        return visible
    attribute = clean_title(attribute.splitlines()[0] if attribute.strip() else "").removeprefix(
        "标题："
    )
    if not visible:
        return attribute
    stem = visible.rstrip(".…·・⋯ ")
    if not attribute or len(attribute) <= len(stem):
        return visible
    cut = visible != stem or len(visible) < 6
    return (
        attribute
        if attribute.startswith(stem[: max(4, len(stem) - 2)]) or (cut and stem[:4] in attribute)
        else visible
    )


def plain_address(url: str) -> str:
    """A quick spelling of an absolute address to compare links of one site by: no scheme, no
    fragment, no index file, no slash at the end."""
    address = url.partition("://")[2].partition("#")[0].lower()
    head, slash, last = address.rpartition("/")
    if slash and last.partition(".")[0] in ("index", "default") and "?" not in last:
        address = head
    return address.rstrip("/")
