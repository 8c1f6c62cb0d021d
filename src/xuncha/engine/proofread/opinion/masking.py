"""What may not leave is masked, character by character, so that every place stays where it was."""

import re

from xuncha.engine.proofread.privacy.masks import masked as without_personal_data

MASK = "*"
_ADDRESS_LETTERS = r"A-Za-z0-9@._%+\-:/?=&#~\\"
_ADDRESS = re.compile(rf"[{_ADDRESS_LETTERS}]*[@./_\\][{_ADDRESS_LETTERS}]*")
_HAS_LETTER = re.compile(r"[A-Za-z0-9]")
_DIGIT = re.compile(r"[0-9]")
_NARROW = {wide: wide - 0xFEE0 for wide in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B))}
_NARROW |= {wide: wide - 0xFEE0 for wide in (*range(0xFF41, 0xFF5B), 0xFF20, 0xFF0E, 0xFF0F)}


def masked(text: str, names: frozenset[str] = frozenset()) -> str:
    """The text at its full length with personal data, all digits, net and mail addresses and
    ``names`` masked.

    No number of any kind leaves: a cut ID number or telephone is still one when put together. Whole
    words of letters with ``@ . / _`` in them are addresses, file names, accounts.
    """
    narrow = "".join(one if one.isdecimal() is False else "0" for one in text.translate(_NARROW))
    hidden = bytearray(len(text))
    for found in _ADDRESS.finditer(narrow):
        if _HAS_LETTER.search(found.group()):
            hidden[found.start() : found.end()] = b"\1" * len(found.group())
    for found in _DIGIT.finditer(narrow):
        hidden[found.start()] = 1
    for name in filter(None, names):
        for found in re.finditer(re.escape(name), text):
            hidden[found.start() : found.end()] = b"\1" * len(name)
    shown = without_personal_data(text)
    return "".join(MASK if hide else one for one, hide in zip(shown, hidden, strict=True))
