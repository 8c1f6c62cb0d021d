"""Bytes read again, holes and all: what each character is, or which ones it may have been."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from xuncha.engine.proofread.damage.characters import SIMPLIFIED
from xuncha.engine.proofread.damage.fluency import fluencies
from xuncha.engine.proofread.damage.limits import shipped_limits
from xuncha.engine.proofread.damage.script import Script, simplified, traditional_characters

Byte = int | None
"""None: a byte was here and is lost."""

OPEN = "□"
"""Shown for a character nobody can tell."""
BEAM = 24
MOST_GUESSED = 30
"""Characters guessed in one block; bounds the time."""
NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两")
CONTEXT = 4
"""Characters of the model's longest sequence before the last."""
END = ("\n",)
"""After the last character of a block: the model knows what a line ends with."""
MARKS = "　、。《》〈〉〔〕“”‘’·—…，；：？！（）％①②③④⑤⑥⑦⑧⑨⑩×"


@dataclass(frozen=True, slots=True)
class Gap:
    """A character of which not all bytes are left: each with the byte that followed it."""

    pattern: tuple[tuple[Byte, Byte], ...] = ()
    encoding: str = ""
    wrong: str = ""
    inferred: bool = False
    """Nothing shows where its bytes were: only that some are missing."""

    def fits(self, script: Script) -> tuple[str, ...]:
        """The everyday characters it may have been; empty where nothing is left of it."""
        if all(byte is None for byte, _ in self.pattern):
            return ()
        return fitting(self.pattern, self.encoding, self.wrong, script) or fitting(
            tuple((byte, None) for byte, _ in self.pattern), self.encoding, "", script
        )


Slot = str | Gap


@dataclass(frozen=True, slots=True)
class Filled:
    """The most fluent text the slots allow."""

    text: str
    opened: str
    """The text with ``OPEN`` where the bytes do not say."""
    guessed: int
    sure: bool
    """Whether the text may be proposed."""


def slots_of_utf8(stream: Sequence[Byte], wrong: str = "") -> Iterator[Slot]:
    """The characters of bytes in UTF-8; a byte too few or too many opens only its own one.

    ``wrong`` is the encoding they were read in: it tells which bytes can have been lost.
    """
    at = 0
    while at < len(stream):
        first = stream[at]
        if first is not None and first < 0x80:
            yield chr(first)
            at += 1
            continue
        size = _size(first)
        end = at + 1
        while end < len(stream) and end - at < size and _goes_on(stream[end]):
            end += 1
        if _starts(first):
            yield _slot(stream, range(at, end), size - (end - at), "utf-8", wrong)
        else:
            while end - at > size - 1 and stream[end - 1] is None:
                end -= 1
            yield _slot(stream, range(at, end), end - at - size, "utf-8", wrong)
        at = end


def slots_of_gbk(stream: Sequence[Byte], wrong: str = "") -> Iterator[Slot]:
    """The characters of bytes in GBK, cut in pairs from the first one on."""
    at = 0
    while at < len(stream):
        first = stream[at]
        if first is not None and first < 0x80:
            yield chr(first)
            at += 1
            continue
        second = stream[at + 1] if at + 1 < len(stream) else 0
        size = 2 if second is None or second >= 0x40 else 1
        yield _slot(stream, range(at, at + size), 2 - size, "gbk", wrong)
        at += size


def _size(first: Byte) -> int:
    if first is None or first < 0xC0:
        return 3
    return 2 if first < 0xE0 else 3 if first < 0xF0 else 4


def _starts(byte: Byte) -> bool:
    return byte is None or byte >= 0xC0


def _goes_on(byte: Byte) -> bool:
    return byte is None or 0x80 <= byte < 0xC0


def _slot(stream: Sequence[Byte], places: range, short: int, encoding: str, wrong: str) -> Slot:
    """The character of some bytes; ``short`` says how many are missing behind (or before: < 0)."""
    known = [one for one in stream[places.start : places.stop] if one is not None]
    if len(known) == len(places) and not short:
        try:
            return bytes(known).decode(encoding)
        except UnicodeDecodeError:
            return Gap()
    pattern = tuple((stream[at], _next(stream, at)) for at in places)
    missing = ((None, None),) * abs(short)
    pattern = pattern + missing if short > 0 else missing + pattern
    return Gap(pattern, encoding, wrong, inferred=bool(short))


def _next(stream: Sequence[Byte], at: int) -> Byte:
    return stream[at + 1] if at + 1 < len(stream) else None


@lru_cache(maxsize=4096)
def fitting(
    pattern: tuple[tuple[Byte, Byte], ...], encoding: str, wrong: str, script: Script
) -> tuple[str, ...]:
    """The everyday characters whose bytes fit a pattern of (byte, the byte after it)."""
    return tuple(
        character
        for raw, character in _everyday(encoding, script)
        if len(raw) == len(pattern)
        and all(
            byte == one if byte is not None else is_lost(one, after, wrong)
            for (byte, after), one in zip(pattern, raw, strict=True)
        )
    )


@lru_cache(maxsize=4096)
def is_lost(byte: int, after: Byte, wrong: str) -> bool:
    """Whether a decoder of the wrong encoding finds no character there, as far as one can know."""
    if not wrong or (after is None and wrong != "cp1252"):
        return True
    raw = bytes((byte,)) if wrong == "cp1252" or after is None else bytes((byte, after))
    try:
        raw.decode(wrong)
    except UnicodeDecodeError:
        return True
    return False


@lru_cache(maxsize=4)
def _everyday(encoding: str, script: Script) -> tuple[tuple[bytes, str], ...]:
    characters = sorted(SIMPLIFIED) + list(MARKS)
    if script is Script.TRADITIONAL:
        characters += traditional_characters()
    return tuple((one.encode(encoding, "ignore"), one) for one in characters)


def fill(slots: Sequence[Slot], script: Script = Script.SIMPLIFIED) -> Filled:
    """The slots as text: fixed characters stand, open ones are chosen by the language model.

    Where there are too many of them, or one that nothing fits, they stay ``OPEN``.
    """
    limits = shipped_limits()
    opened = "".join(one if isinstance(one, str) else OPEN for one in slots)
    guessed = sum(not isinstance(one, str) for one in slots)
    inferred = any(isinstance(one, Gap) and one.inferred for one in slots)
    many = inferred or guessed > min(MOST_GUESSED, limits.guessed_share * len(slots) + 1)
    if not guessed or many:
        return Filled(opened, opened, guessed, sure=not guessed)
    choices = [(one,) if isinstance(one, str) else one.fits(script) for one in slots]
    if () in choices:
        return Filled(opened, opened, guessed, sure=False)
    (text, best), *others = most_fluent([*choices, END])
    text = text[:-1]
    ahead = best - others[0][1] if others else limits.ahead
    clear = ahead >= limits.ahead and not is_any_numeral(choices, text)
    return Filled(text, opened, guessed, sure=clear)


def is_any_numeral(choices: Sequence[tuple[str, ...]], text: str) -> bool:
    """Whether a numeral was chosen where the bytes allow another one: no model knows numbers."""
    return any(
        one in NUMERALS and len(NUMERALS.intersection(choice)) > 1
        for choice, one in zip(choices, text, strict=True)
    )


def most_fluent(fixed: Sequence[tuple[str, ...]]) -> list[tuple[str, float]]:
    """The best choices of characters with the logarithm of their chance, best first."""
    beams = [("", 0.0)]
    at = 0
    while at < len(fixed):
        end = at + 1
        while end < len(fixed) and len(fixed[end]) == 1:
            end += 1
        tail = "".join(one[0] for one in fixed[at + 1 : end])
        grown = [(text, score, one + tail) for text, score in beams for one in fixed[at]]
        heads = fluencies([simplified(text[-CONTEXT:]) for text, _ in beams])
        head = {text: score for (text, _), score in zip(beams, heads, strict=True)}
        scores = fluencies([simplified(text[-CONTEXT:] + more) for text, _, more in grown])
        ranked = sorted(
            (
                (text + more, score + new - head[text])
                for (text, score, more), new in zip(grown, scores, strict=True)
            ),
            key=lambda one: (-one[1], one[0]),
        )
        beams = ranked[:BEAM]
        at = end
    return beams
