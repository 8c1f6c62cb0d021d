"""Text whose bytes were read in another encoding: found by reading them back.

A piece counts as misread only where its bytes, read back, are everyday Chinese: a name with accents
or a list of rare characters is never one. Bytes without a character in the wrong encoding are lost.
"""

import re
from collections.abc import Sequence
from functools import cache

from xuncha.engine.proofread.damage.characters import (
    HAN,
    LEVEL_1,
    SIMPLIFIED,
    UNUSUAL,
    share_of,
)
from xuncha.engine.proofread.damage.fluency import fluencies
from xuncha.engine.proofread.damage.limits import shipped_limits
from xuncha.engine.proofread.damage.readings import (
    OPEN,
    Byte,
    Slot,
    fill,
    slots_of_gbk,
    slots_of_utf8,
)
from xuncha.engine.proofread.damage.script import simplified
from xuncha.engine.proofread.damage.steps import Outcome, Sort, Step

LOST = "\ufffd"
EXCERPT = 40
"""Characters of a reading shown where it is not proposed."""
CLOSE = 3
"""Everyday characters that may stand between two rare ones of a misread piece."""
GAP_COST = 9.0
"""What a lost character counts against a reading, as a logarithm: one of some thousand."""
BACK = 2
"""Characters a misread piece may begin before its first rare one."""
_NO_BREAK_SPACE = 0xA0
_NO_BYTE = 0xFF
"""Stands for a lost byte: UTF-8 has none like it."""
_OF_UTF8 = re.compile(
    rb"[\xc0-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xff][\x80-\xbf]{3}"
)


_NOT_DECODED = dict.fromkeys(map(ord, f"{LOST}?"))


_DECODERS = {
    Sort.UTF8_AS_GBK: ("gbk", "gb18030"),
    Sort.GBK_AS_BIG5: ("big5", "cp950", "big5hkscs"),
}


def _western() -> dict[str, int]:
    """Character to byte of Latin-1, and of CP1252 where it has other characters."""
    byte_of = {chr(code): code for code in range(0x80, 0x100)}
    for code in range(0x80, 0xA0):
        byte_of.setdefault(bytes((code,)).decode("cp1252", "ignore") or chr(code), code)
    return byte_of


_BYTE_OF = _western()
_HIGH = "[" + "".join(map(re.escape, _BYTE_OF)) + LOST + "]"
_WESTERN = re.compile(f"{_HIGH}+(?: ?{_HIGH}+)*")
_WESTERN_GBK = re.compile(f"{_HIGH}(?:{_HIGH}|[@-~](?={_HIGH}))+[@-~]?")
_RARE_RUN = re.compile(
    f"{UNUSUAL.pattern}(?:[^\\x00-\\x3e]{{0,{CLOSE}}}?(?:{UNUSUAL.pattern}|\\?)){{2,}}"
)


def western(block: str) -> Step | None:
    """Chinese shown as Latin letters (ä¸­å›½, ÖÐ¹ú), read back; None: there is none."""
    return _western_as(block, _WESTERN, Sort.UTF8_AS_LATIN1) or _western_as(
        block, _WESTERN_GBK, Sort.GBK_AS_LATIN1
    )


def eastern(block: str) -> Step | None:
    """Chinese shown as rare characters (涓浗, 笢弊), read back; None: there is none.

    The decoders of Big5 differ in some hundred pairs: the one that gives the best text was at work.
    """
    places = _rare_places(block)
    if not places:
        return None
    for sort, decoders in _DECODERS.items():
        steps = [_eastern(block, places, sort, decoder) for decoder in decoders]
        found = [step for step in steps if step]
        if found:
            scores = fluencies([step.text.replace(OPEN, LOST) for step in found])
            return max(zip(scores, found, strict=True), key=lambda one: one[0])[1]
    return None


def _slots(sort: Sort, stream: Sequence[Byte], wrong: str) -> list[Slot]:
    """The stream as what it was meant to be, after it was read in the wrong encoding."""
    utf8 = sort in (Sort.UTF8_AS_LATIN1, Sort.UTF8_AS_GBK)
    return list(slots_of_utf8(stream, wrong) if utf8 else slots_of_gbk(stream, wrong))


def _is_chinese(slots: Sequence[Slot], least: int) -> bool:
    """Whether slots read as everyday Chinese, with at least so many characters beyond doubt."""
    fixed = [one for one in slots if isinstance(one, str)]
    foreign = "".join(one for one in fixed if not one.isascii())
    return len(foreign) > len(slots) - len(fixed) and _is_everyday(foreign, least)


def _is_everyday(foreign: str, least: int) -> bool:
    han = HAN.findall(foreign)
    return (
        len(han) >= least
        and share_of(SIMPLIFIED, han) >= shipped_limits().simplified_of_reading
        and share_of(LEVEL_1, han) >= shipped_limits().level_1_share
    )


def _may_be_utf8(stream: Sequence[Byte], least: int) -> bool:
    """Whether the characters beyond doubt are everyday Chinese; asked before the slots are made."""
    raw = bytes(_NO_BYTE if one is None else one for one in stream)
    whole = b"".join(_OF_UTF8.findall(raw)).decode("utf-8", "ignore")
    return _is_everyday(whole, least)


def _western_as(block: str, piece: re.Pattern[str], sort: Sort) -> Step | None:
    """All pieces read back: one that is clear speaks for the short ones beside it."""
    read = [
        (match, _slots(sort, _western_bytes(match.group()), "cp1252"))
        for match in piece.finditer(block)
    ]
    every = [slot for _, slots in read for slot in slots]
    if not _is_chinese(every, shipped_limits().western_least):
        return None
    meant: list[Slot] = []
    start, last = -1, 0
    for match, slots in read:
        if _is_chinese(slots, 0) and any(not isinstance(s, str) or not s.isascii() for s in slots):
            meant += [*block[last : match.start()], *slots]
            start, last = (match.start() if start < 0 else start), match.end()
    if start < 0:
        return None
    return _step(sort, block, (start, last), [*meant, *block[last:]])


def _rare_places(block: str) -> list[tuple[int, int]]:
    """The pieces that may be misread; the last one is misread if any is."""
    runs = [match.span() for match in _RARE_RUN.finditer(block)]
    if not runs:
        return []
    first, last = runs[0][0], runs[-1][1]
    longest = max(runs, key=lambda one: one[1] - one[0])
    starts = {0, *range(max(0, first - BACK), first + 1)}
    ends = {len(block), last, min(len(block), last + 1)}
    places = sorted((start, end) for start in starts for end in ends if (start, end) != longest)
    return [*places, longest]


def _eastern(
    block: str, places: Sequence[tuple[int, int]], sort: Sort, decoder: str
) -> Step | None:
    """The piece that leaves the least in doubt, inside and outside, when it is read back."""
    start, end = places[-1]
    if _unknown(block[start:end], decoder):
        return None
    best: tuple[int, int, int, list[Slot]] | None = None
    for start, end in places:
        stream = _eastern_bytes(block[start:end], decoder)
        least = _least(sort, block[:start] + block[end:])
        if sort is Sort.UTF8_AS_GBK and not _may_be_utf8(stream, least):
            continue
        slots = _slots(sort, stream, decoder)
        if not _is_chinese(slots, least):
            continue
        if sort is Sort.GBK_AS_BIG5 and not _reads_better(block[start:end], slots):
            continue
        doubt = sum(not isinstance(one, str) or bool(UNUSUAL.match(one)) for one in slots)
        doubt += sum(1 for _ in UNUSUAL.finditer(block[:start] + block[end:]))
        if best is None or doubt < best[0]:
            best = doubt, start, end, slots
    if best is None:
        return None
    _, start, end, slots = best
    return _step(sort, block, (start, end), [*block[:start], *slots, *block[end:]])


def _least(sort: Sort, around: str) -> int:
    """How many characters a reading must have: bytes of UTF-8 prove themselves, others do not."""
    limits = shipped_limits()
    alone = sort is Sort.UTF8_AS_GBK or not HAN.search(around)
    return limits.eastern_least if alone else limits.eastern_within


def _reads_better(piece: str, slots: Sequence[Slot]) -> bool:
    """Whether the reading is far more fluent than what stands there, by its first characters."""
    limits = shipped_limits()
    meant = "".join(one if isinstance(one, str) else OPEN for one in slots[:EXCERPT])
    known = [one for one in meant.split(OPEN) if one]
    written = piece[: len(meant)]
    gaps = meant.count(OPEN)
    fluency = sum(fluencies(known))
    gain = fluency - GAP_COST * gaps
    gain -= fluencies([simplified(written)])[0] * len(meant) / max(1, len(written))
    least = max(limits.eastern_gain, limits.eastern_gain_each * len(meant))
    return gain >= least and fluency >= limits.eastern_fluent * (len(meant) - gaps)


def _western_bytes(piece: str) -> list[Byte]:
    stream: list[Byte] = []
    for one in piece:
        if one == " ":
            stream.append(_NO_BREAK_SPACE if _wants_more(stream) else 0x20)
        elif one == LOST:
            stream.append(None)
        else:
            stream.append(_BYTE_OF.get(one, ord(one)))
    return stream


def _wants_more(stream: Sequence[Byte]) -> bool:
    """Whether a character of UTF-8 is unfinished at the end of the stream."""
    for back, byte in enumerate(reversed(stream[-3:]), start=1):
        if byte is None or 0x80 <= byte < 0xC0:
            continue
        return byte >= 0xC0 and back < (2 if byte < 0xE0 else 3)
    return False


def _unknown(piece: str, decoder: str) -> int:
    """How many characters of a piece cannot have come out of a decoder."""
    return piece.translate(_NOT_DECODED).encode(decoder, "replace").count(b"?")


def _eastern_bytes(piece: str, encoding: str) -> list[Byte]:
    stream: list[Byte] = []
    twice = _written_twice(encoding)
    for one in piece:
        raw = b"" if one in (LOST, "?") else twice.get(one) or one.encode(encoding, "ignore")
        stream += raw or (None,)
    return stream


@cache
def _written_twice(encoding: str) -> dict[str, bytes]:
    """Characters with several codes in a kind of Big5, by the one that is everyday in GBK."""
    if encoding.startswith("gb"):
        return {}
    found: dict[str, bytes] = {}
    for raw in (bytes((lead, trail)) for lead in range(0xA1, 0xFF) for trail in range(0xA1, 0xFF)):
        one, meant = raw.decode(encoding, "ignore"), raw.decode("gbk", "ignore")
        if len(one) == 1 and meant in LEVEL_1 and one.encode(encoding) != raw:
            found[one] = raw
    return found


def _step(sort: Sort, block: str, place: tuple[int, int], slots: list[Slot]) -> Step:
    filled = fill(slots)
    lost = filled.opened.count(OPEN)
    facts = {"lost": str(lost), "excerpt": filled.opened[:EXCERPT]}
    outcome = Outcome.EXACT if not lost else Outcome.GUESSED if filled.sure else Outcome.OPEN
    text = filled.text if filled.sure else filled.opened
    return Step(sort, text, *place, outcome, certain=True, facts=facts)
