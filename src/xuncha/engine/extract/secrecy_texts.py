"""Every text an answer carries, searched for a mark of a state secret: what a visitor is shown,
what scripts would show, what stands in attributes and comments, what is only escaped."""

import email
import email.policy
import html
import re
from urllib.parse import unquote

from xuncha.engine.extract.charset import decode
from xuncha.engine.extract.secrecy import SecrecyMark, has_star, mark_in, may_have

_WORDS = ("密", "&#23494", "5bc6", "5BC6", "%e5%af%86", "%E5%AF%86")
_STARS = (
    *("&#9733", "&#9734", "&#x260", "&#X260", "&starf", "&bigstar"),
    *("\\u260", "%u260", "%e2%98%8", "%E2%98%8"),
)
"""How the characters of a mark may be written: a quick look before a long one."""
_HIDDEN = re.compile(r"<(script|style|template)\b[^<>]*>|<!--", re.IGNORECASE)
_INLINE = re.compile(
    r"</?(?:span|font|b|strong|i|em|u|a|o:p|sup|sub|big|small|st1:\w+|label|mark|wbr)\b[^<>]*>",
    re.I,
)
_TAG = re.compile(r"<!\[CDATA\[|\]\]>|<[^<>]*>")
_TAG_ON_A_LINE = re.compile(r"<[^<>\n]*>")
"""A tag whose attributes were parted from it by their quotes stays, so that they do."""
_NO_CHARACTER = re.compile(r"&#[0-9]{20,};?")
"""References that stand for nothing; Python refuses to count that far."""
_SCRIPTED = re.compile(
    r"\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|([nrtbf])|(.))"
)
_TIMES_ESCAPED = 2
"""Data that is a text in other data is escaped once more."""
_ALT = re.compile(r"<img\b[^<>]{0,300}?\balt\s*=\s*[\"']?([^\"'<>\s]{1,12})[^<>]*>", re.IGNORECASE)
_MAIL_HEAD = 4000
_LAST_CHARACTER = 0x10FFFF
_OLD_ESCAPE = re.compile(r"%u([0-9a-fA-F]{4})")
_QUOTE = re.compile(r"[\"'`]|<!--|-->")
_EDGES = re.compile(r"^[\s,;:{}()\[\]<>=+/|]+|[\s,;:{}(\[<>=+/|]+$")


def mark_in_markup(markup: str) -> SecrecyMark | None:
    """The first real mark in an HTML page, a feed or data for scripts; None when it has none."""
    if not may_have(markup):
        if not any(word in markup for word in _WORDS):
            return None
        if not has_star(markup) and not any(star in markup for star in _STARS):
            return None
    found = mark_in(visible_lines(markup))
    return found or mark_in(scripted_lines(markup))


def mailed_texts(body: bytes) -> list[str]:
    """The texts in a page saved as a mail (MHT), decoded; none where a body is no such file."""
    if b"mime-version:" not in body[:_MAIL_HEAD].lower():
        return []
    message = email.message_from_bytes(body, policy=email.policy.default)
    found = []
    for part in message.walk():
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            found.append(decode(content, part.get("content-type", ""))[0])
    return found


def visible_lines(markup: str) -> str:
    """The text of markup, a line per block, without scripts, styles and comments."""
    return _without_tags(_ALT.sub(r"\1", _without_hidden(markup)), _TAG)


def scripted_lines(markup: str) -> str:
    """The texts between quotes and in comments, unescaped as a script would, a line for each."""
    text = markup
    if "%" in text:
        text = unquote(_OLD_ESCAPE.sub(lambda one: chr(int(one[1], 16)), text))
    if not may_have(text) and "\\" not in text and "&" not in text:
        return ""
    for _ in range(_TIMES_ESCAPED):
        if "\\" in text:
            text = _SCRIPTED.sub(_meant, text)
    text = _without_tags(_QUOTE.sub("\n", text), _TAG_ON_A_LINE)
    lines = (_EDGES.sub("", line) for line in text.splitlines())
    return "\n".join(line for line in lines if any(one.isalnum() for one in line))


def _meant(escape: re.Match[str]) -> str:
    """The character an escape of a script stands for; breaks of lines are breaks."""
    number = escape[1] or escape[2] or escape[3]
    if number is not None:
        code = int(number, 16)
        is_one = code <= _LAST_CHARACTER and not 0xD800 <= code <= 0xDFFF
        return chr(code) if is_one else ""
    return "\n" if escape[4] else escape[5]


def _without_tags(text: str, tag: re.Pattern[str]) -> str:
    for _ in range(2):  # feeds carry their markup escaped once more
        text = _NO_CHARACTER.sub("", tag.sub("\n", _INLINE.sub("", text)))
        text = html.unescape(text)
    return text


def _without_hidden(markup: str) -> str:
    """What is left when hidden parts are cut out; one that never ends hides the rest."""
    lowered = markup.lower()
    if len(lowered) != len(markup):
        lowered = markup
    kept: list[str] = []
    at = 0
    while (opened := _HIDDEN.search(markup, at)) is not None:
        kept.append(markup[at : opened.start()])
        end = f"</{opened[1].lower()}" if opened[1] else "-->"
        closed = lowered.find(end, opened.end())
        if closed < 0:
            return "\n".join(kept)
        at = closed + len(end)
    return "\n".join([*kept, markup[at:]])
