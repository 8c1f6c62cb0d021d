"""Identity marks of a home page: sign, site code, filings, sponsor, telephone, site map."""

import re

from xuncha.engine.domain.services import Mark, MarkKind, Presence
from xuncha.engine.extract.lexicon import pattern
from xuncha.engine.extract.outline import FOOT, Line
from xuncha.engine.extract.services.sheet import QUOTE, Sheet, squeezed

_TABLE = "service_marks"
_TAIL_LINES = 15
_TAIL_SHARE = 0.7
_ANYWHERE = (MarkKind.SITE_CODE, MarkKind.ICP, MarkKind.POLICE)
_IN_THE_TAIL = (MarkKind.SPONSOR, MarkKind.OPERATOR, MarkKind.PHONE, MarkKind.COPYRIGHT)


def read_marks(home: Sheet, code: str) -> tuple[Mark, ...]:
    """Every mark once, in the order of ``MarkKind``; ``code`` is what the register says.

    A mark is missing only where the page shows some other mark, or loads nothing: a footer that a
    script brings in was not read. A sponsor that is only named as the owner of the rights
    (版权所有：某某局) is neither there nor missing: a person has to say. So is a picture that is
    called like the sign and leads nowhere.
    """
    lines = home.outline.lines
    tail = _tail(lines)
    found = {kind: _in_lines(kind, lines) for kind in _ANYWHERE}
    found |= {kind: _in_lines(kind, tail) for kind in _IN_THE_TAIL}
    found[MarkKind.POLICE] = found[MarkKind.POLICE] or _police_link(home)
    found[MarkKind.SIGN] = _sign(home)
    found[MarkKind.SITE_MAP] = _site_map(home)
    named = _in_lines(MarkKind.COPYRIGHT, tail)
    telling = (*_ANYWHERE, MarkKind.SPONSOR, MarkKind.SIGN)
    seen_a_footer = any(found[kind] for kind in telling)
    lacking = Presence.ABSENT if seen_a_footer or not _loads(home) else Presence.UNREAD
    marks = tuple(_mark(kind, found[kind], lacking, code) for kind in MarkKind)
    if found[MarkKind.SIGN] is None and (like := _sign_like(home)):
        told = Mark(MarkKind.SIGN, Presence.UNREAD, "", like[:QUOTE])
        marks = tuple(told if mark.kind is MarkKind.SIGN else mark for mark in marks)
    if found[MarkKind.SPONSOR] or named is None or not pattern(_TABLE, "body").search(named[0]):
        return marks
    told = Mark(MarkKind.SPONSOR, Presence.UNREAD, "", named[1][:QUOTE])
    return tuple(told if mark.kind is MarkKind.SPONSOR else mark for mark in marks)


def _mark(kind: MarkKind, seen: tuple[str, str] | None, lacking: Presence, code: str) -> Mark:
    if seen is None:
        return Mark(kind, lacking)
    value, quote = seen
    matches = None
    if kind is MarkKind.SITE_CODE and pattern(_TABLE, "national_code").match(code):
        matches = value.lower() == code.lower()
    return Mark(kind, Presence.PRESENT, value, quote[:QUOTE], matches)


def _tail(lines: list[Line]) -> list[Line]:
    start = min(len(lines) * _TAIL_SHARE, len(lines) - _TAIL_LINES)
    return [line for at, line in enumerate(lines) if line.zone == FOOT or at >= start]


def _in_lines(kind: MarkKind, lines: list[Line]) -> tuple[str, str] | None:
    """The last match of a page: a footer stands last."""
    shape = pattern(_TABLE, kind.value)
    for line in reversed(lines):
        match = shape.search(line.text)
        if match:
            start = max(0, match.start() - 40)
            value = _value(match)
            end = pattern(_TABLE, "value_end").search(value)
            return value[: end.end()] if end else value, line.text[start : start + QUOTE]
    return None


def _value(match: re.Match[str]) -> str:
    return squeezed(next((group for group in match.groups() if group), match[0]))


def _police_link(home: Sheet) -> tuple[str, str] | None:
    for node in home.tree.css("a[href]"):
        match = pattern(_TABLE, "police_code").search(node.attributes.get("href") or "")
        if match:
            return _value(match), node.attributes.get("href") or ""
    return None


def _sign(home: Sheet) -> tuple[str, str] | None:
    code, picture = pattern(_TABLE, "sign_code"), pattern(_TABLE, "sign_picture")
    found: list[tuple[str, str]] = []
    for node in home.tree.css("a[href], img, span[id], div[id], script"):
        attrs = node.attributes
        places = [attrs.get(name) or "" for name in ("href", "src", "id")]
        if node.tag == "script":
            places.append(node.text() or "")
        told = next((match for place in places if (match := code.search(place))), None)
        if told is None and node.tag == "img":
            words = " ".join(attrs.get(name) or "" for name in ("alt", "title"))
            told = picture.search(words)
        if told:
            quote = squeezed(told.string[max(0, told.start() - 20) :])[:QUOTE]
            found.append((_value(told), quote))
    return max(found, key=lambda pair: len(pair[0]), default=None)


def _sign_like(home: Sheet) -> str:
    """A picture whose address is called like the sign's; empty without one."""
    shape = pattern(_TABLE, "sign_like")
    addresses = (node.attributes.get("src") or "" for node in home.tree.css("img[src]"))
    return next((address for address in addresses if shape.search(address)), "")


def _site_map(home: Sheet) -> tuple[str, str] | None:
    for link in home.facts.links:
        if pattern(_TABLE, "site_map").match(link.text.strip()):
            return link.url, link.text
    return None


def _loads(home: Sheet) -> bool:
    return home.needs_rendering or bool(home.outline.embeds)
