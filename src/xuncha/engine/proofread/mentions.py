"""Tell a word that is spoken about from a word that is used.

A wrong word in a short pair of quotation marks may be a name or the very thing the text warns of; a
sentence about wrong writing names wrong words on purpose. Where the right word stands beside it as
well, nobody is to be told of it. Titles in 《》 are names in use.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from xuncha.engine.domain.words import Band, TextErrorKind
from xuncha.engine.proofread.findings import TextFinding
from xuncha.engine.proofread.rules import Mention

_SENTENCE_ENDS = "。！？；\n"
_LONGEST = 400
"""Characters on either side in which the begin or end of a sentence is looked for."""
_NEVER_MENTIONED = frozenset(
    {TextErrorKind.PUNCTUATION, TextErrorKind.NUMBER, TextErrorKind.PRIVACY}
)
_TO_RIGHT = r"[\s”’]*(?:[→⇒—–\-－=＝/／|｜>]{1,3}[\s“‘√✓]*|[\s，,（(]*[√✓]\s*)"
_TO_WRONG = r"[\s”’]*(?:[→⇒—–\-－=＝/／|｜>]{1,3}[\s“‘]*[×✕✗]?|[\s，,（(]*[×✕✗]\s*)"
"""Marks between the wrong and the right word of a table of both."""
_IN_BRACKETS = r"\s?[（(](?:应(?:该|当)?[为作是写]{0,2}|宜作|正确?[:：]?)?[“‘]?"
_ONE_BRACKETED = re.compile(r"[（(]([\u4e00-\u9fff]{1,2})[）)]")
"""一愁莫展（筹）: the right character after the wrong word."""
_NEAR = 16


class Mentions:
    """The quotation marks and the words that make a mention."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._quotes = [one for one in mentions if one.closing]
        self._words = {one.opening: one for one in mentions if not one.closing}
        alone = [one.opening for one in mentions if not one.closing and not one.beside_right]
        self._speaks = re.compile("|".join(map(re.escape, alone)) or "(?!)")
        self._any = re.compile("|".join(map(re.escape, self._words)) or "(?!)")

    def of(self, text: str) -> Callable[[int, int], Mention | None]:
        """For a text: what makes the characters from a start to an end a mention; None: in use."""
        spoken: list[tuple[int, int, Mention]] | None = None

        def around(start: int, end: int) -> Mention | None:
            nonlocal spoken
            quote = self._quote(text, start, end)
            if quote:
                return quote
            if spoken is None:
                spoken = self._sentences_about_writing(text)
            at = bisect_right(spoken, start, key=_begin) - 1
            return spoken[at][2] if at >= 0 and start < spoken[at][1] else None

        return around

    def reading(self, text: str) -> Callable[[TextFinding], TextFinding | None]:
        """For a text: a finding as it is to be told, doubtful where its words may be spoken about;
        None where they surely are."""
        around = self.of(text)

        def told(found: TextFinding) -> TextFinding | None:
            if found.kind in _NEVER_MENTIONED:
                return found
            by = around(found.start, found.end)
            if self._is_surely_mentioned(text, found, by):
                return None
            if by is None or found.band is Band.B:
                return found
            why = f"{found.why}；{by.why}"
            return replace(found, band=Band.B, confidence=by.confidence, why=why)

        return told

    def _is_surely_mentioned(self, text: str, found: TextFinding, by: Mention | None) -> bool:
        """Whether the right word stands beside it, or it is listed after words about writing."""
        right = found.suggestion
        if right and _is_paired(text, found):
            return True
        begin, end = _sentence(text, found.start, found.end)
        before, after = text[begin : found.start], text[found.end : end]
        if right and (right in before or right in after):
            if self._any.search(before) or self._any.search(after):
                return True
            quoted = f"{by.opening}{right}{by.closing}" if by and by.closing else ""
            return bool(quoted) and (quoted in before or quoted in after)
        word = self._speaks.search(before)
        if word and ("：" in before[word.end() :] or (by is not None and by.closing)):
            return True
        return bool(by is not None and by.closing and self._speaks.search(after))

    def _quote(self, text: str, start: int, end: int) -> Mention | None:
        return next((one for one in self._quotes if _is_quoted(one, text, start, end)), None)

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


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around a place begins and ends, within bounds."""
    least, most = max(0, start - _LONGEST), min(len(text), end + _LONGEST)
    begin = max(least, max(text.rfind(mark, least, start) for mark in _SENTENCE_ENDS) + 1)
    ends = (text.find(mark, end, most) for mark in _SENTENCE_ENDS)
    return begin, min((at for at in ends if at != -1), default=most)


def _is_paired(text: str, found: TextFinding) -> bool:
    """Whether the right word stands right beside the wrong one, as in a table of slips."""
    after = text[found.end : found.end + len(found.suggestion) + _NEAR]
    before = text[max(0, found.start - len(found.suggestion) - _NEAR) : found.start]
    single = _ONE_BRACKETED.match(after)
    if single and set(single[1]) <= set(found.suggestion) - set(found.text):
        return True
    if found.suggestion not in after and found.suggestion not in before:
        return False
    right = re.escape(found.suggestion)
    forward = f"{_TO_RIGHT}{right}|{_IN_BRACKETS}{right}[”’]?[）)]"
    return bool(re.match(forward, after) or re.search(f"{right}{_TO_WRONG}$", before))


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
