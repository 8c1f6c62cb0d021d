"""Pages that are no content: firewall pages, captchas, login walls.

A page that only mentions 验证码 in its login box, or writes about firewalls, is a page.
"""

import re
from functools import cache

from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.lexicon import rows
from xuncha.engine.extract.outline import Outline

_MUCH_TEXT = 500
_MANY_LINKS = 12
_LONG_LINE = 90


def challenge_of(outline: Outline, html: str, items: int) -> UnableClass | None:
    """The class of a page that is no content; None for content, an empty page, a plain error."""
    chars = sum(len(line.text) for line in outline.lines)
    links = sum(1 for tag in outline.tags if tag == "a")
    if chars > _MUCH_TEXT or links > _MANY_LINKS or items > 1:
        return None
    text = "\n".join([outline.title, *(line.text for line in outline.lines)])
    for name, where, shape in _table():
        if where == "code" and chars < 200 and shape.search(html[:60_000]):
            return _named(name, outline)
        if where == "text" and shape.search(text) and _is_wall(name, outline):
            return UnableClass(name)
    return None


@cache
def _table() -> list[tuple[str, str, re.Pattern[str]]]:
    return [
        (name, where, re.compile(shape, re.IGNORECASE))
        for name, where, shape in rows("challenge_marks", 3)
    ]


def _named(name: str, outline: Outline) -> UnableClass | None:
    return UnableClass(name) if links_few(outline) else None


def links_few(outline: Outline) -> bool:
    """At most a handful of links: a wall has a way back and a support mail, not a menu."""
    return sum(1 for tag in outline.tags if tag == "a") <= 5


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
