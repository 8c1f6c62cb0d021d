"""Addresses a script would write or lead to, found in its unfolded text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xuncha.engine.domain.tampering import Hiding
from xuncha.engine.extract.tampering.scripts import unfold

_QUOTE = r"\\?[\"']?"
_WRITTEN = re.compile(
    rf"<\s*(a|iframe|frame|script|embed)\b[^<>]{{0,400}}?\b(?:href|src)\s*=\s*{_QUOTE}\s*"
    r"((?:https?:)?(?:\\?/){2}[^\"'\s<>\\]+(?:\\?/[^\"'\s<>\\]*)*)"
    r"[^<>]{0,400}>?((?:(?!<\s*/?\s*a\b)[^<>]|<(?!\s*/?\s*a\b)[^<>]*>){0,200})",
    re.IGNORECASE,
)
_LED = re.compile(
    r"(?:\blocation(?:\.href)?\s*=(?!=)|\blocation\.(?:replace|assign)\s*\()\s*"
    r"[\"']((?:https?:)?//[^\"'\s]+)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b(\w{1,40})\s*=\s*([\"'])((?:https?:)?//[^\"'\s]{3,500})\2")
_BY_NAME = re.compile(
    r"(\blocation(?:\.href)?\s*=(?!=)|\blocation\.(?:replace|assign)\s*\()\s*(\w{1,40})\b(?!\s*[+(.\[])"
)
_MADE = re.compile(
    r"createElement\(\s*[\"'](a|iframe|script)[\"']\s*\)(?:(?!createElement).){0,400}?"
    r"\.(?:href|src)\s*=\s*[\"']((?:https?:)?//[^\"'\s]+)",
    re.IGNORECASE | re.DOTALL,
)
_MADE_TEXT = re.compile(
    r"\.(?:innerHTML|innerText|textContent|title)\s*=\s*[\"']([^\"'<>]{1,200})[\"']"
)
_MADE_SMALL = re.compile(
    r"\.(?:width|height)\s*=\s*[\"']?[01](?:px)?\b|(?:width|height)[\"']\s*,\s*[\"']?[01](?:px)?[\"')]"
    r"|display\s*=\s*[\"']none|visibility\s*=\s*[\"']hidden|(?:left|top)\s*=\s*[\"']-\d{3,}",
    re.IGNORECASE,
)
"""How a script keeps an element it makes from the eyes of a reader."""
_ASKS = re.compile(r"userAgent|referrer|navigator\.platform|\.cookie", re.IGNORECASE)
_WHOM = re.compile(
    r"baidu|sogou|google|bing|haosou|360|so\.com|sm\.cn|spider|bot|yisou|"
    r"iphone|android|mobile|ipad|wap|ucweb|micromessenger",
    re.IGNORECASE,
)
_WAITS = re.compile(r"function\s*\w*\s*\([^()]*\)\s*\{")
_AT_ONCE = re.compile(r"(?:[(!+;]|onload\s*=|ready\s*\(|setTimeout\s*\(|=>\s*)\s*$")
_TAG = re.compile(r"<[^<>]*>")
MAX_FOUND = 200
_REACH = 200
MAX_OPENERS = 400
"""Bounds of one script: addresses taken, functions looked at for one."""


@dataclass(frozen=True, slots=True)
class Written:
    """An address a script writes into the page or leads to by itself."""

    url: str
    text: str
    hiding: Hiding
    tag: str
    quote: str


def written_by(code: str) -> Iterator[Written]:
    """The outside addresses of a script, coded or plain, with how it brings them."""
    plain, coded = unfold(code)
    plain = _with_names(plain)
    asks = _ASKS.search(plain) is not None and _WHOM.search(plain) is not None
    usual = Hiding.OBFUSCATED if coded else Hiding.SCRIPT
    for number, match in enumerate(_WRITTEN.finditer(plain)):
        if number >= MAX_FOUND:
            break
        tag, text = match[1].lower(), _TAG.sub("", match[3])
        yield Written(_clean(match[2]), text, usual, tag, match[0])
    for match in _MADE.finditer(plain):
        named = _MADE_TEXT.search(plain, match.start(), match.end() + _REACH)
        text, tag, hiding = named[1] if named else "", match[1].lower(), usual
        if tag == "iframe" and _MADE_SMALL.search(plain, match.start(), match.end() + _REACH):
            hiding = Hiding.FRAME
        yield Written(_clean(match[2]), text, hiding, tag, match[0])
    for match in _LED.finditer(plain):
        if asks:
            yield Written(
                _clean(match[1]), "", Hiding.CONDITIONAL, "location", _around(plain, match)
            )
        elif not _waits(plain, match.start()):
            hiding = Hiding.OBFUSCATED if coded else Hiding.REDIRECT
            yield Written(_clean(match[1]), "", hiding, "location", _around(plain, match))


def _with_names(code: str) -> str:
    """A script that leads on to a variable, with the address the variable was given."""
    named = {match[1]: match[3] for match in _NAMED.finditer(code)}
    if not named:
        return code
    return _BY_NAME.sub(
        lambda match: f"{match[1]}'{named[match[2]]}'" if match[2] in named else match[0], code
    )


def _clean(url: str) -> str:
    url = url.replace("\\/", "/").replace("\\", "")
    return f"http:{url}" if url.startswith("//") else url


def _around(code: str, match: re.Match[str]) -> str:
    return code[max(0, match.start() - 80) : match.end() + 10]


def _waits(code: str, at: int) -> bool:
    """Whether a place stands in a function that runs only when somebody calls it."""
    for number, opener in enumerate(_WAITS.finditer(code, 0, at)):
        if number >= MAX_OPENERS:
            return True
        inside = code[opener.end() : at]
        if inside.count("{") - inside.count("}") >= 0 and not _AT_ONCE.search(
            code[max(0, opener.start() - 40) : opener.start()]
        ):
            return True
    return False
