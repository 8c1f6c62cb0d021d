"""Pages that are no content: firewall pages, captchas, login walls, notices in place of a page.

A page that only mentions 验证码 in its login box, or writes about firewalls, is a page.
"""

import re
from collections.abc import Sequence
from functools import cache

from xuncha.engine.domain.facts import ListItem
from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.homeitems import is_headline
from xuncha.engine.extract.lexicon import pattern, rows
from xuncha.engine.extract.outline import MAIN, Outline

_MUCH_TEXT = 500
_MANY_LINKS = 12
_LONG_LINE = 90
_NOTICE = 200
_NOTICE_LINES = 8


def challenge_of(outline: Outline, html: str, items: Sequence[ListItem]) -> UnableClass | None:
    """The class of a page that is no content; None for content and for an empty page."""
    told = any(item.date is not None or is_headline(item.title) for item in items)
    return _wall(outline, html, len(items)) or (None if told else _notice(outline))


def _wall(outline: Outline, html: str, items: int) -> UnableClass | None:
    if len(outline.links) > _MANY_LINKS or items > 1:
        return None
    chars = sum(len(line.text) for line in outline.lines)
    if chars > _MUCH_TEXT:
        return None
    text = "\n".join([outline.title, *(line.text for line in outline.lines)])
    for name, where, shape in _table():
        if where == "code" and chars < 200 and shape.search(html[:60_000]):
            return _named(name, outline)
        if where == "text" and shape.search(text) and _is_wall(name, outline):
            return UnableClass(name)
    return None


def _notice(outline: Outline) -> UnableClass | None:
    """The class of a page whose content is nothing but a notice (maintenance, no permission, gone),
    with or without the site's menus around it."""
    lines = (
        line for line in outline.lines if line.zone == MAIN and line.linked * 2 < len(line.text)
    )
    own: list[str] = []
    chars = 0
    for line in lines:
        if not _is_template(line.text):
            own.append(line.text)
            chars += len(line.text)
        if len(own) > _NOTICE_LINES or chars > _NOTICE:
            return None
    if not own:
        return None
    if any(line.zone == MAIN and line.linked > _LONG_LINE for line in outline.lines):
        return None
    text = "\n".join(own)
    for name, where, shape in _table():
        if where == "main" and shape.search(text):
            return UnableClass(name)
    return None


def _is_template(text: str) -> bool:
    return bool(
        pattern("blank_marks", "template").search(text)
        or pattern("blank_marks", "note").search(text)
        or pattern("noise_lines", "foot").search(text)
    )


@cache
def _table() -> list[tuple[str, str, re.Pattern[str]]]:
    return [
        (name, where, re.compile(shape, re.IGNORECASE | re.MULTILINE))
        for name, where, shape in rows("challenge_marks", 3)
    ]


def _named(name: str, outline: Outline) -> UnableClass | None:
    return UnableClass(name) if links_few(outline) else None


def links_few(outline: Outline) -> bool:
    """At most a handful of links: a wall has a way back and a support mail, not a menu."""
    return len(outline.links) <= 5


def _is_wall(name: str, outline: Outline) -> bool:
    """Whether the words stand on a wall: no article text, few links, for a login a field."""
    long_lines = [line for line in outline.lines if len(line.text) > _LONG_LINE]
    if len(long_lines) > 1 or (long_lines and name != "waf"):
        return False
    if name == "login":
        fields = [
            (outline.attrs[node].get("type") or "").lower()
            for node, tag in enumerate(outline.tags)
            if tag == "input"
        ]
        return links_few(outline) and ("password" in fields or not fields)
    return True
