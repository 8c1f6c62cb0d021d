"""A site's own search: how a title is asked for, and whether the page of results names it."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode, urlsplit, urlunsplit

from xuncha.engine.bundle.exchange import Purpose
from xuncha.engine.bundle.journal import Decision
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import ListItem, PageFacts
from xuncha.engine.domain.fetches import Fetch
from xuncha.engine.domain.services import Searched
from xuncha.engine.domain.words import LABELS, PageKind
from xuncha.engine.extract.page import read_page
from xuncha.engine.extract.services.entries import search_field
from xuncha.engine.extract.services.links import Answers
from xuncha.engine.extract.services.sheet import Sheet, is_readable

TELLING = 10
"""Characters of a title worth searching for: shorter ones stand on many pages."""
MAX_FIELDS = 20
_MARKS = re.compile(r"[^\w]+")
_CUT = re.compile(r"[.…·⋯]{1,6}$")


@dataclass(frozen=True, slots=True)
class SearchForm:
    """A form that searches with GET: where to, its fixed fields, the field for the words."""

    action: str
    fields: tuple[tuple[str, str], ...]
    words: str
    charset: str

    def address_for(self, title: str) -> str:
        """The address that asks for a title; empty where the site's charset cannot spell it."""
        parts = urlsplit(self.action)
        try:
            query = urlencode((*self.fields, (self.words, title)), encoding=self.charset)
        except (UnicodeEncodeError, LookupError):
            return ""
        joined = f"{parts.query}&{query}" if parts.query else query
        return urlunsplit((parts.scheme, parts.netloc, parts.path, joined, ""))


def search_form(home: Sheet) -> SearchForm | None:
    """The search form of a home page; None where there is none, or a script or a POST is in it."""
    found = search_field(home)
    field, form = found if found is not None else (None, None)
    if field is None or form is None:
        return None
    held = form.attributes
    name = (field.attributes.get("name") or "").strip()
    action = home.absolute((held.get("action") or "").strip())
    by_get = (held.get("method") or "get").strip().lower() == "get"
    if not name or not action or not by_get or held.get("onsubmit"):
        return None
    fixed = tuple(
        (one.attributes.get("name") or "", one.attributes.get("value") or "")
        for one in form.css("input[type=hidden]")[:MAX_FIELDS]
        if one.attributes.get("name")
    )
    charset = (held.get("accept-charset") or home.facts.charset or "utf-8").split()[0]
    return SearchForm(action, fixed, name, charset)


def drawn_titles(lists: Iterable[PageFacts], number: int, site: str, today: date) -> list[ListItem]:
    """``number`` titles of a site's lists by a fixed rule (the digest of site, day and address),
    whole ones that are long enough to tell."""
    found: dict[str, ListItem] = {}
    for page in lists:
        for item in page.items:
            whole = len(item.title) >= TELLING and not _CUT.search(item.title)
            if whole and item.url and item.date is not None and item.date < today:
                found.setdefault(page_key(item.url), item)

    def rank(key: str) -> str:
        return hashlib.sha256(f"{site}|{today.isoformat()}|{key}".encode()).hexdigest()

    return [found[key] for key in sorted(found, key=rank)[:number]]


def read_searched(bundle: Bundle, today: date) -> tuple[Searched, ...]:
    """What the searches of a visit showed, in the order made; nothing where none was made."""
    if not bundle.settings.search_titles:
        return ()
    asked = {e.url: e.reason for e in bundle.journal() if e.decision is Decision.SEARCHED}
    answers = Answers(bundle.link_looks(Purpose.SEARCH)) if asked else None
    found = []
    for url, title in asked.items():
        answer = answers.of(url) if answers is not None else None
        is_found, reason = is_named(title, answer, today)
        record = answer.record if answer is not None else ""
        found.append(Searched(title, url, is_found, reason, record))
    return tuple(found)


def is_named(title: str, answer: Fetch | None, today: date) -> tuple[bool | None, str]:
    """Whether a page of results names a title, and if not or not to be told, why."""
    if answer is None:
        return None, "没有得到回答"
    if not is_readable(answer):
        return None, answer.failure_reason or f"服务器回答 {answer.status}"
    kind = answer.header("content-type")
    page = read_page(answer.body, answer.url, content_type=kind, as_of=today, kind=PageKind.LIST)
    if page.challenge is not None:
        return None, LABELS[page.challenge]
    wanted = _MARKS.sub("", title)
    shown = (_MARKS.sub("", link.text) for link in page.links)
    if any(wanted in text or (len(text) >= TELLING and text in wanted) for text in shown):
        return True, ""
    if page.needs_rendering or not page.items:
        return None, "结果由脚本加载，或者不是一列结果"
    return False, f"第一页 {len(page.items)} 条结果中没有"
