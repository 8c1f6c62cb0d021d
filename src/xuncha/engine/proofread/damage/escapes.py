"""Escapes of web pages and programs shown raw: &nbsp; &#x4e2d; %E4%B8%AD \\u4e2d."""

import html
import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from xuncha.engine.proofread.damage.characters import HAN_CLASS
from xuncha.engine.proofread.damage.steps import Outcome, Sort, Step

_ENTITY = re.compile("&(?:#[0-9]{2,7}|#[xX][0-9A-Fa-f]{2,6}|[A-Za-z]{2,8}[0-9]{0,2});")
_ADDRESS = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.-]*://|www\.|mailto:)[^\s\u3000-\u9fff，。；）]*", re.ASCII
)
_PERCENT = re.compile("(?:%[0-9A-Fa-f]{2}){2,}(?:[0-9A-Za-z_.~-]*(?:%[0-9A-Fa-f]{2}){2,})*")
_UNICODE = re.compile(r"(?:(?:\\u|%u)[0-9A-Fa-f]{4})+")
_CHINESE = re.compile(f"[{HAN_CLASS}　-〟！-～]")
DEEP = 3
"""How often a text may have been escaped."""


def entities(block: str) -> Step | None:
    """Entities shown raw, as the characters they stand for; None: there are none."""
    spans, text = [], block
    addresses = [match.span() for match in _ADDRESS.finditer(block)]
    for match in _ENTITY.finditer(block):
        inside = any(start <= match.start() < end for start, end in addresses)
        if not inside and _meaning(match.group()) != match.group():
            spans.append(match.span())
    if not spans:
        return None
    start, end = spans[0][0], spans[-1][1]
    for _ in range(DEEP):
        plain = _ENTITY.sub(lambda match: _meaning(match.group()), text)
        if plain == text:
            break
        text = plain
    facts = {"count": str(len(spans)), "example": block[slice(*spans[0])]}
    return Step(Sort.ENTITY, text, start, end, Outcome.EXACT, certain=True, facts=facts)


def _meaning(entity: str) -> str:
    """What an entity stands for; itself where it is none."""
    plain = html.unescape(entity)
    return " " if plain == "\u00a0" else plain


def percent(block: str) -> Step | None:
    """Chinese shown as %E4%B8%AD outside an address, decoded; None: there is none."""
    return _of_runs(block, _PERCENT, Sort.PERCENT, _unquoted)


def unicode_escapes(block: str) -> Step | None:
    r"""Chinese shown as \u4e2d or %u4e2d, decoded; None: there is none."""
    return _of_runs(block, _UNICODE, Sort.ESCAPE, _unescaped)


def _of_runs(
    block: str, runs: re.Pattern[str], sort: Sort, read: Callable[[str], str]
) -> Step | None:
    addresses = [match.span() for match in _ADDRESS.finditer(block)]
    made, spans, last = [], [], 0
    for match in runs.finditer(block):
        if any(start <= match.start() < end for start, end in addresses):
            continue
        meant = read(match.group())
        if meant and _CHINESE.search(meant):
            made += [block[last : match.start()], meant]
            spans.append(match.span())
            last = match.end()
    if not spans:
        return None
    text = "".join((*made, block[last:]))
    facts = {"count": str(len(spans)), "example": block[slice(*spans[0])][:24]}
    start, end = spans[0][0], spans[-1][1]
    return Step(sort, text, start, end, Outcome.EXACT, certain=True, facts=facts)


def _unquoted(run: str) -> str:
    raw = unquote_to_bytes(run)
    for encoding in ("utf-8", "gbk"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


def _unescaped(run: str) -> str:
    units = b"".join(bytes.fromhex(one) for one in re.findall("u([0-9A-Fa-f]{4})", run))
    return units.decode("utf-16-be", "ignore")
