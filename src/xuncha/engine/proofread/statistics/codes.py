"""Texts as one array of character codes, so that a whole batch is scored at once."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint16]
Places = NDArray[np.int64]

PAD = 6
"""Breaks between two texts; no window of the model reaches across them."""
BREAK, DIGIT, LETTER, BLANK = 2, 0x30, 0x41, 0x20
OUTSIDE = 0xFFFD
"""Stands for every character beyond the basic plane."""
FIRST_CHINESE, LAST_CHINESE = 0x3400, 0x9FFF


def _fold() -> Codes:
    """Every code as the model sees it: one digit, one letter, ASCII width, one blank."""
    fold = np.arange(1 << 16, dtype=np.uint16)
    fold[0xFF01:0xFF5F] = np.arange(0x21, 0x7F)
    for first in (0x30, 0xFF10):
        fold[first : first + 10] = DIGIT
    for first in (0x41, 0x61, 0xFF21, 0xFF41):
        fold[first : first + 26] = LETTER
    fold[[0x09, 0x20, 0xA0, 0x3000]] = BLANK
    fold[[0x0A, 0x0D]] = BREAK
    return fold


_FOLD = _fold()


def codes_of(text: str) -> Codes:
    """One folded code a character; the length is that of the text."""
    wide = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return _FOLD[np.where(wide > LAST_BASIC, OUTSIDE, wide)]


LAST_BASIC = 0xFFFF
_BREAKS = "\n" * PAD


def join(texts: Sequence[str]) -> tuple[Codes, Places]:
    """All texts as one array with breaks around each, and where each text begins in it."""
    joined = codes_of(_BREAKS + _BREAKS.join(texts) + _BREAKS)
    sizes = np.fromiter((len(text) + PAD for text in texts), dtype=np.int64, count=len(texts))
    return joined, PAD + np.cumsum(sizes) - sizes


def is_chinese(codes: Codes) -> NDArray[np.bool_]:
    """Which codes are Chinese characters."""
    return (codes >= FIRST_CHINESE) & (codes <= LAST_CHINESE)


def text_of(codes: Codes) -> str:
    """The codes as characters, one each: a text as the model sees it."""
    return codes.astype("<u2").tobytes().decode("utf-16-le", "surrogatepass")
