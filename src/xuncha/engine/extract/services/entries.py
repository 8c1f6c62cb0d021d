"""Entries of a home page: search box, login, the error-report entry 我为政府网站找错."""

from selectolax.lexbor import LexborNode

from xuncha.engine.domain.services import Entry, EntryKind, Presence
from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.services.sheet import QUOTE, Sheet, squeezed

_TABLE = "service_entries"
_FIELD_ATTRIBUTES = ("name", "id", "class", "placeholder", "value", "title", "aria-label")
_LONGEST_ENTRY = 16


def read_entries(home: Sheet) -> tuple[Entry, ...]:
    """Every entry once, in the order of ``EntryKind``; a page whose scripts bring more that was
    not read lacks none for certain."""
    lacking = Presence.UNREAD if home.needs_rendering else Presence.ABSENT
    readers = {
        EntryKind.SEARCH: _search,
        EntryKind.LOGIN: _login,
        EntryKind.ERROR_REPORT: _error_report,
    }
    return tuple(readers[kind](home) or Entry(kind, lacking) for kind in EntryKind)


def search_field(home: Sheet) -> tuple[LexborNode, LexborNode | None] | None:
    """The field a reader types words to search for into, with its form; None without one."""
    for field in home.tree.css("input"):
        if (field.attributes.get("type") or "text").lower() not in {"text", "search"}:
            continue
        form = _form_of(field)
        told = " ".join(field.attributes.get(name) or "" for name in _FIELD_ATTRIBUTES)
        if pattern(_TABLE, "search_not").search(told) or (
            form is not None and form.css_first("input[type=password]") is not None
        ):
            continue
        action = (form.attributes.get("action") or "").strip() if form is not None else ""
        if not (
            pattern(_TABLE, "search_field").search(told)
            or pattern(_TABLE, "search_action").search(action)
        ):
            continue
        return field, form
    return None


def _search(home: Sheet) -> Entry | None:
    found = search_field(home)
    if found is None:
        return _by_text(home, EntryKind.SEARCH, "search_text")
    field, form = found
    url = home.absolute((form.attributes.get("action") or "").strip()) if form is not None else ""
    quote = squeezed((form or field).html)[:QUOTE]
    return Entry(EntryKind.SEARCH, Presence.PRESENT, "form" if url else "script", url, quote)


def _form_of(field: LexborNode) -> LexborNode | None:
    node = field.parent
    while node is not None and node.tag != "form":
        node = node.parent
    return node


def _login(home: Sheet) -> Entry | None:
    return _by_text(home, EntryKind.LOGIN, "login_text", "login_not")


def _by_text(home: Sheet, kind: EntryKind, group: str, but: str = "") -> Entry | None:
    """The first link or button whose whole text is one of a group's."""
    for node in home.tree.css("a, button, input[type=button], input[type=submit]"):
        attrs = node.attributes
        text = squeezed(node.text()) or squeezed(attrs.get("title") or attrs.get("value"))
        if len(text) > _LONGEST_ENTRY or not pattern(_TABLE, group).search(text):
            continue
        href = (attrs.get("href") or "").strip()
        if but and pattern(_TABLE, but).search(f"{text} {href}"):
            continue
        url = home.absolute(href)
        return Entry(kind, Presence.PRESENT, "link" if url else "script", url, text)
    return None


def _error_report(home: Sheet) -> Entry | None:
    """By address or script first, by words else: a picture often has no words."""
    code, words = pattern(_TABLE, "error_report_code"), pattern(_TABLE, "error_report_text")
    by_words: Entry | None = None
    for node in home.tree.css("a, img, script, iframe, span[id], div[id]"):
        attrs = node.attributes
        place = attrs.get("href") or attrs.get("src") or attrs.get("id") or ""
        inside = node.text() or "" if node.tag == "script" else ""
        codes = " ".join(f"{name}={value}" for name, value in attrs.items() if name != "src")
        held = node.html or "" if node.tag == "a" else f"{place} {codes} {inside}"
        match = code.search(held)
        if match:
            url = home.absolute(attrs.get("href")) if node.tag == "a" else ""
            how = "link" if url else "script"
            quote = squeezed(held[max(0, match.start() - 40) :])[:QUOTE]
            site = pattern(_TABLE, "error_report_site").search(held)
            return Entry(
                EntryKind.ERROR_REPORT,
                Presence.PRESENT,
                how,
                url,
                quote,
                site[1] if site else "",
            )
        told = squeezed(node.text()) if node.tag in ("a", "span") else ""
        told = f"{told} {attrs.get('alt') or ''} {attrs.get('title') or ''}".strip()
        if by_words is None and len(told) <= _LONGEST_ENTRY * 2 and words.search(told):
            url = home.absolute(attrs.get("href"))
            how = "link" if url else "script"
            by_words = Entry(EntryKind.ERROR_REPORT, Presence.PRESENT, how, url, told)
    return by_words
