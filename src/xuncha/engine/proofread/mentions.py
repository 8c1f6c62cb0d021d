"""Tell a word that is spoken about from a word that is used.

A wrong word in a short pair of quotation marks may be a name or the very thing the text warns of; a
sentence about wrong writing names wrong words on purpose. Titles in 《》 are names in use.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from xuncha.engine.proofread.rules import Mention

_SENTENCE_ENDS = "。！？；\n"


class Mentions:
    """The quotation marks and the words that make a mention."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._quotes = [one for one in mentions if one.closing]
        self._words = {one.opening: one for one in mentions if not one.closing}
        self._speaks = re.compile("|".join(map(re.escape, self._words)) or "(?!)")

    def of(self, text: str) -> Callable[[int, int], Mention | None]:
        """For a text: what makes the characters from a start to an end a mention; None: in use."""
        spoken: list[tuple[int, int, Mention]] | None = None

        def around(start: int, end: int) -> Mention | None:
            nonlocal spoken
            quote = next((one for one in self._quotes if _is_quoted(one, text, start, end)), None)
            if quote:
                return quote
            if spoken is None:
                spoken = self._sentences_about_writing(text)
            at = bisect_right(spoken, start, key=_begin) - 1
            return spoken[at][2] if at >= 0 and start < spoken[at][1] else None

        return around

    def _sentences_about_writing(self, text: str) -> list[tuple[int, int, Mention]]:
        found: list[tuple[int, int, Mention]] = []
        for word in self._speaks.finditer(text):
            if found and word.start() < found[-1][1]:
                continue
            begin = max(text.rfind(mark, 0, word.start()) for mark in _SENTENCE_ENDS) + 1
            ends = (text.find(mark, word.end()) for mark in _SENTENCE_ENDS)
            end = min((at for at in ends if at != -1), default=len(text))
            found.append((begin, end, self._words[word.group()]))
        return found


def _begin(sentence: tuple[int, int, Mention]) -> int:
    return sentence[0]


def _is_quoted(quote: Mention, text: str, start: int, end: int) -> bool:
    """Whether the place lies in a quoted piece of at most ``quote.most`` characters."""
    opening = text.rfind(quote.opening, max(0, end - quote.most - 1), start)
    if opening == -1:
        return False
    closing = text.find(quote.closing, end, opening + quote.most + 2)
    if closing == -1:
        return False
    piece = text[opening + 1 : closing]
    return not set(piece) & {quote.opening, quote.closing, "《", "》", "\n"}
