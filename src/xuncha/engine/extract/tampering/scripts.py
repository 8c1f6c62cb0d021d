"""What a script would write, read without running it: simple ways of hiding text undone."""

import base64
import binascii
import re
from functools import lru_cache
from urllib.parse import unquote

from xuncha.engine.extract.tampering.limits import limits

_CODES = re.compile(
    r"fromCharCode\s*(?:\.apply\s*\([^,()]*,\s*\[|\()\s*((?:0x[0-9a-f]+|\d+)(?:\s*,\s*(?:0x[0-9a-f]+|\d+))*)\s*\]?\s*\)",
    re.IGNORECASE,
)
_BASE64 = re.compile(
    r"(?:atob|base64decode|decode64)\s*\(\s*['\"]([A-Za-z0-9+/=\s]{8,})['\"]\s*\)", re.IGNORECASE
)
_ESCAPED = re.compile(
    r"(?:unescape|decodeURI(?:Component)?)\s*\(\s*(['\"])((?:(?!\1).)*)\1\s*\)", re.IGNORECASE
)
_HEX = re.compile(r"\\x([0-9a-fA-F]{2})")
_UNICODE = re.compile(r"\\u\{?([0-9a-fA-F]{4,5})\}?")
_OCTAL = re.compile(r"\\([0-3][0-7]{2})")
_PERCENT_U = re.compile(r"%u([0-9a-fA-F]{4})")
_JOIN = re.compile(r"(['\"])\s*\+\s*(['\"])")
_LIST = re.compile(
    r"\[((?:\s*(?:'[^'\\]{0,200}'|\"[^\"\\]{0,200}\")\s*,?){2,2000})\]\s*(\.reverse\(\))?\s*\.join\(\s*(?:''|\"\")\s*\)"
)
_NAMED_LIST = re.compile(
    r"\b(\w{1,40})\s*=\s*(\[(?:\s*(?:'[^'\\]{0,200}'|\"[^\"\\]{0,200}\")\s*,?){2,2000}\])"
)
_BY_NAME = re.compile(r"\b(\w{1,40})(?=(?:\.reverse\(\))?\.join\()")
_STRING = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_REVERSED = re.compile(
    r"(['\"])((?:(?!\1).){6,20000})\1\s*\.split\(\s*(?:''|\"\")\s*\)\s*\.reverse\(\)\s*\.join\(\s*(?:''|\"\")\s*\)"
)
_PACKED = re.compile(
    r"\}\s*\(\s*'((?:[^'\\]|\\.)*)'\s*,\s*(\d+)\s*,\s*(\d+)\s*,\s*'((?:[^'\\]|\\.)*)'\.split\('\|'\)"
)
_WORD = re.compile(r"\b\w+\b")
_SIGNS = (
    "fromCharCode",
    "atob",
    "unescape",
    "decodeURI",
    "\\x",
    "\\u",
    ".reverse(",
    ".join(",
    "%u",
    "split('|')",
    "base64",
    "decode64",
)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LAST_CHARACTER = 0x10FFFF


@lru_cache(maxsize=512)
def unfold(code: str) -> tuple[str, bool]:
    """A script with its coded strings as plain text, and whether any address or markup was coded.

    ``unescape`` of markup is so common (statistics of visitors) that it alone does not tell.
    """
    bounds = limits()
    code = code[: bounds.code_characters]
    plain, coded = code, False
    for _ in range(bounds.unfold_rounds):
        if not any(sign in plain for sign in _SIGNS):
            break
        opened = _once(plain)
        if opened == plain or len(opened) > bounds.code_characters * 2:
            break
        plain = opened
    if plain != code:
        common = _escapes(code)
        coded = _markup(plain) > _markup(common)
    return _JOIN.sub("", plain), coded


def _markup(code: str) -> int:
    lowered = _JOIN.sub("", code).lower()
    return (
        lowered.count("<a ")
        + lowered.count("http")
        + lowered.count("<iframe")
        + lowered.count("location")
    )


def _escapes(code: str) -> str:
    return _ESCAPED.sub(lambda match: _quoted(unquote(_percent_u(match[2]))), code)


def _once(code: str) -> str:
    code = _PACKED.sub(_unpacked, code)
    code = _HEX.sub(lambda match: chr(int(match[1], 16)), code)
    code = _UNICODE.sub(lambda match: _character(int(match[1], 16)), code)
    code = _OCTAL.sub(lambda match: chr(int(match[1], 8)), code)
    code = _CODES.sub(_from_codes, code)
    code = _BASE64.sub(_from_base64, code)
    code = _escapes(_JOIN.sub("", code))
    code = _LIST.sub(_joined, _with_lists(code))
    return _REVERSED.sub(lambda match: _quoted(match[2][::-1]), code)


def _quoted(text: str) -> str:
    """A string literal; its quotes are turned so that it stays one."""
    return "'" + text.replace("'", '"') + "'"


def _percent_u(text: str) -> str:
    return _PERCENT_U.sub(lambda match: _character(int(match[1], 16)), text)


def _character(code: int) -> str:
    surrogate = 0xD800 <= code <= 0xDFFF
    return chr(code) if code <= _LAST_CHARACTER and not surrogate else "\ufffd"


def _from_codes(match: re.Match[str]) -> str:
    numbers = [
        int(number.strip(), 0) if number.strip().lower().startswith("0x") else int(number)
        for number in match[1].split(",")
    ]
    return _quoted("".join(map(_character, numbers)))


def _from_base64(match: re.Match[str]) -> str:
    try:
        raw = base64.b64decode("".join(match[1].split()), validate=True)
    except (binascii.Error, ValueError):
        return match[0]
    try:
        return _quoted(raw.decode())
    except UnicodeDecodeError:
        return _quoted(raw.decode("gb18030", "replace"))


def _with_lists(code: str) -> str:
    """A script that joins a list by its name, with the list in the place of the name."""
    if ".join(" not in code:
        return code
    lists = {match[1]: match[2] for match in _NAMED_LIST.finditer(code)}
    return _BY_NAME.sub(lambda match: lists.get(match[1], match[0]), code) if lists else code


def _joined(match: re.Match[str]) -> str:
    pieces = [one or other for one, other in _STRING.findall(match[1])]
    return _quoted("".join(reversed(pieces) if match[2] else pieces))


def _unpacked(match: re.Match[str]) -> str:
    """What Dean Edwards's packer packed: words of the program put back by their numbers."""
    payload, base, words = match[1], int(match[2]), match[4].split("|")
    if not 2 <= base <= len(_DIGITS):
        return match[0]

    def word(found: re.Match[str]) -> str:
        number = 0
        for digit in found[0]:
            value = _DIGITS.find(digit)
            if not 0 <= value < base:
                return found[0]
            number = number * base + value
        return words[number] if number < len(words) and words[number] else found[0]

    return "};" + _WORD.sub(word, payload.replace("\\'", "'").replace('\\"', '"')) + ";("
