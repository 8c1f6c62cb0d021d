"""One page read for traces of tampering: hidden and foreign links, bad wording where none belongs.

A page is looked at closely only when a cheap look at its bytes gives a reason.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.tampering import Hiding, LinkTrace, TracePlace, WordingTrace
from xuncha.engine.extract.anchors import absolute
from xuncha.engine.extract.tampering.addresses import written_by
from xuncha.engine.extract.tampering.hosts import host_of, is_foreign, weight_of
from xuncha.engine.extract.tampering.limits import limits
from xuncha.engine.extract.tampering.sight import Sight
from xuncha.engine.extract.tampering.wording import (
    Weighed,
    shown,
    speaks_of,
    weigh,
    weigh_address,
    weigh_body,
    words_in,
)

MAX_LINKS = 5000
"""Links of a page that are looked at; a page with more is nothing but links."""
_COMMENT = re.compile(r"<!--(.{1,20000}?)-->", re.DOTALL)
_LINK_IN_TEXT = re.compile(
    r"<a\b[^<>]{0,400}?href\s*=\s*[\"']?\s*([^\"'\s<>]+)[^<>]{0,400}>(.{0,200}?)</a", re.I | re.S
)
_TAG = re.compile(r"<[^<>]*>")
_REFRESH = re.compile(r"url\s*=\s*[\"']?\s*([^\"'\s]+)", re.IGNORECASE)
_LABELS = {"keywords": TracePlace.KEYWORDS, "description": TracePlace.DESCRIPTION}
_UNREAD = frozenset({"script", "style", "title", "textarea", "template"})
_FRAMES = frozenset({"iframe", "frame", "embed", "object"})
_NO_MENU = frozenset(
    {Hiding.NO_SIZE, Hiding.TINY, Hiding.OFF_SCREEN, Hiding.CLIPPED, Hiding.MARQUEE}
)
"""Ways of hiding that menus and tabs do not use."""
_TRIVIAL = 2
"""Weight a trace must pass to be kept: a foreign link that everybody sees weighs as much."""


@dataclass(frozen=True, slots=True)
class Traces:
    """What one page shows."""

    links: tuple[LinkTrace, ...]
    wording: tuple[WordingTrace, ...]

    def __bool__(self) -> bool:
        return bool(self.links or self.wording)


@dataclass(frozen=True, slots=True)
class Brought:
    """What came beside a page: the style sheets it links to and the scripts it loads (by page
    key), where they are at hand, and its ``Refresh`` header."""

    sheets: tuple[str, ...] = ()
    scripts: Mapping[str, str] = field(default_factory=dict)
    refresh: str = ""


NOTHING_ELSE = Brought()


def read_traces(html: str, url: str, brought: Brought = NOTHING_ELSE) -> Traces:
    """The traces of a page."""
    return _Reading(html, url, brought).traces()


@dataclass(frozen=True, slots=True)
class _Text:
    node: LexborNode
    text: str


class _Reading:
    """One page while it is read."""

    def __init__(self, html: str, url: str, brought: Brought) -> None:
        self.html, self.url, self.own = html, url, host_of(url)
        self.parser = LexborHTMLParser(html)
        base = self.parser.css_first("base[href]")
        self.base = absolute(url, (base.attributes.get("href") or "") if base else "") or url
        self.brought = brought
        self.sight = Sight(self.parser, brought.sheets)
        self.has_words = bool(words_in(html) or "&#" in html)
        self.subject: frozenset[str] = frozenset()
        self.found: dict[tuple[str, str], LinkTrace] = {}

    def traces(self) -> Traces:
        texts = list(self._texts())
        wording = list(self._wording(texts))
        self._anchors()
        self._frames()
        self._refresh()
        self._scripts()
        self._comments()
        kept = sorted(self.found.values(), key=lambda one: (-one.weight, one.url))
        return Traces(tuple(kept[: limits().links_a_page]), tuple(wording))

    def _texts(self) -> Iterator[_Text]:
        """The pieces of text with bad words in them, those in links left out."""
        body = self.parser.body
        if body is None or not self.has_words:
            return
        for node in body.traverse(include_text=True):
            if node.tag != "-text":
                continue
            text = node.text_content or ""
            parent = node.parent
            if text.isspace() or parent is None or parent.tag in _UNREAD:
                continue
            if words_in(text) and not self.sight.is_in(node, "a"):
                yield _Text(node, text)

    def _wording(self, texts: list[_Text]) -> Iterator[WordingTrace]:
        seen: list[_Text] = []
        for one in texts:
            hiding = self.sight.hiding_of(one.node)
            if hiding is None:
                seen.append(one)
            elif (weighed := weigh(one.text)).is_bad:
                yield WordingTrace(
                    TracePlace.HIDDEN, shown(one.text), weighed.words, weighed.weight
                )
        running = "\n".join(one.text for one in seen)
        if self._is_subject(seen):
            self.subject = words_in(running)
        for place, text in self._labels():
            weighed = weigh(text)
            if weighed.is_bad and not self.subject.intersection(weighed.words):
                yield WordingTrace(place, shown(text), weighed.words, weighed.weight)
        body = weigh_body(running) if seen else None
        if (
            body is not None
            and body.is_bad
            and speaks_of(self._near(seen)) * limits().body_words_a_context < body.weight
        ):
            yield WordingTrace(TracePlace.BODY, shown(running), body.words, body.weight)

    def _is_subject(self, texts: list[_Text]) -> bool:
        """Whether the page's own text speaks of the words: where they stand it says of what."""
        return speaks_of(self._near(texts)) >= limits().subject_contexts

    def _near(self, texts: list[_Text]) -> str:
        """The boxes of the texts, for what is said around the words."""
        boxes: dict[int, str] = {}
        for one in texts:
            box = one.node.parent
            box = box.parent or box if box is not None else None
            if box is not None and box.mem_id not in boxes:
                boxes[box.mem_id] = box.text(separator=" ")
        return "\n".join(boxes.values())

    def _labels(self) -> Iterator[tuple[TracePlace, str]]:
        title = self.parser.css_first("title")
        if title is not None:
            yield TracePlace.TITLE, title.text()
        for meta in self.parser.css("meta[name]"):
            place = _LABELS.get((meta.attributes.get("name") or "").lower())
            if place is not None:
                yield place, meta.attributes.get("content") or ""
        for heading in self.parser.css("h1"):
            yield TracePlace.HEADING, heading.text()
        for picture in self.parser.css("img[alt]"):
            alt = picture.attributes.get("alt") or ""
            if alt and not self.sight.is_in(picture, "a"):
                yield TracePlace.PICTURE, alt

    def _anchors(self) -> None:
        for number, node in enumerate(self.parser.css("a[href], area[href]")):
            if number >= MAX_LINKS:
                break
            attrs = node.attributes
            url = absolute(self.base, attrs.get("href") or "")
            if not url or not (self.has_words or is_foreign(host_of(url), self.own)):
                continue
            text = self._label_of(node)
            if not is_foreign(host_of(url), self.own) and not _named(text, url).weight:
                continue
            self._keep(url, text, self.sight.hiding_of(node), node.html or "")

    def _label_of(self, node: LexborNode) -> str:
        pieces = [node.text(), node.attributes.get("title") or ""]
        pieces += [picture.attributes.get("alt") or "" for picture in node.css("img")]
        return " ".join(dict.fromkeys(" ".join(piece.split()) for piece in pieces if piece.strip()))

    def _frames(self) -> None:
        for node in self.parser.css("iframe, frame, embed, object"):
            attrs = node.attributes
            url = absolute(self.base, attrs.get("src") or attrs.get("data") or "")
            hiding = self.sight.hiding_of(node)
            if url and hiding is not None and is_foreign(host_of(url), self.own):
                how = Hiding.FRAME if hiding in _NO_MENU else hiding
                self._keep(url, attrs.get("title") or "", how, node.html or "")

    def _refresh(self) -> None:
        self._refreshed(self.brought.refresh, f"Refresh: {self.brought.refresh}")
        for node in self.parser.css("meta[http-equiv]"):
            if (node.attributes.get("http-equiv") or "").lower() != "refresh":
                continue
            self._refreshed(node.attributes.get("content") or "", node.html or "")

    def _refreshed(self, told: str, quote: str) -> None:
        match = _REFRESH.search(told)
        url = absolute(self.base, match[1]) if match else ""
        if url and is_foreign(host_of(url), self.own):
            self._keep(url, "", Hiding.REDIRECT, quote)

    def _scripts(self) -> None:
        for node in self.parser.css("script"):
            attrs = node.attributes
            code = node.text() or ""
            if attrs.get("src"):
                code = self.brought.scripts.get(
                    page_key(absolute(self.base, attrs["src"] or "")), ""
                )
            if not code or "json" in (attrs.get("type") or ""):
                continue
            for one in written_by(code):
                if not is_foreign(host_of(one.url), self.own):
                    continue
                hidden = self._is_hidden_markup(one.quote)
                hiding = one.hiding
                if hiding is Hiding.SCRIPT and one.tag in _FRAMES and hidden in _NO_MENU:
                    hiding = Hiding.FRAME
                elif hiding is Hiding.SCRIPT and one.tag == "script":
                    continue
                elif hiding is Hiding.SCRIPT and hidden is not None:
                    more = limits().hiding[Hiding.SCRIPT]
                    self._keep(one.url, one.text, hidden, one.quote, more)
                    continue
                self._keep(one.url, one.text, hiding, one.quote)

    def _hands_over(self, url: str) -> bool:
        """Whether a link takes an address of the site along, as buttons for sharing do."""
        return self.own in unquote(urlsplit(url).query)

    def _is_hidden_markup(self, markup: str) -> Hiding | None:
        """How a piece of markup hides what it holds."""
        piece = LexborHTMLParser(markup)
        node = piece.css_first("a, iframe, frame, embed")
        return Sight(piece, ()).hiding_of(node) if node is not None else None

    def _comments(self) -> None:
        for match in _COMMENT.finditer(self.html):
            if "href" not in match[1] or not words_in(match[1]):
                continue
            for link in _LINK_IN_TEXT.finditer(match[1]):
                url = absolute(self.base, link[1])
                if url and is_foreign(host_of(url), self.own):
                    self._keep(url, _TAG.sub("", link[2]), Hiding.COMMENT, link[0])

    def _keep(self, url: str, text: str, hiding: Hiding | None, quote: str, more: int = 0) -> None:
        """Weigh a link; ``more`` is what the way it came to the page adds."""
        weighed = _named(text, url)
        if hiding is None and weighed.words and self.subject.issuperset(weighed.words):
            return
        weight = weighed.weight + more + (limits().hiding[hiding] if hiding else 0)
        host = host_of(url)
        if is_foreign(host, self.own) and not self._hands_over(url):
            weight += limits().foreign + weight_of(host)
        elif hiding is not None:
            weight += limits().own_hidden
        if weight <= _TRIVIAL:
            return
        trace = LinkTrace(url, shown(text), hiding, weighed.words, weight, shown(quote))
        known = self.found.get((url, trace.text))
        if known is None or known.weight < weight:
            self.found[url, trace.text] = trace


def told_only_here(html: str, plain: str) -> WordingTrace | None:
    """Bad words in the text of a page that another look at it did not show; None without."""
    known = " ".join(_all_text(plain).split())
    body = LexborHTMLParser(html).body
    if body is None:
        return None
    for node in body.traverse(include_text=True):
        parent = node.parent
        if node.tag != "-text" or parent is None or parent.tag in _UNREAD:
            continue
        text = " ".join((node.text_content or "").split())
        if text and text not in known and (weighed := weigh(text)).is_bad:
            return WordingTrace(TracePlace.BODY, shown(text), weighed.words, weighed.weight)
    return None


def _all_text(html: str) -> str:
    body = LexborHTMLParser(html).body
    return body.text(separator=" ") if body is not None else ""


def _named(text: str, url: str) -> Weighed:
    """The bad words of a link's text and of its address."""
    by_text, by_address = weigh(text), weigh_address(url)
    words = (*by_text.words, *by_address.words)
    heaviest = max(by_text.heaviest, by_address.heaviest)
    return Weighed(words, by_text.weight + by_address.weight, by_text.lures, heaviest)
