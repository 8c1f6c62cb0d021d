"""A byte of GBK lost in mid-text: the pairs after it are cut one byte late until one does not fit.

Cut back by one byte the piece is fluent again. Of the character that lost the byte, and of the last
one, one byte is left; which bytes can vanish says what they may have been.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from xuncha.engine.proofread.damage.characters import HAN, SIMPLIFIED, UNUSUAL
from xuncha.engine.proofread.damage.fluency import common_characters, fluencies
from xuncha.engine.proofread.damage.limits import shipped_limits
from xuncha.engine.proofread.damage.readings import (
    END,
    MARKS,
    NUMERALS,
    OPEN,
    Gap,
    Slot,
    fitting,
    is_any_numeral,
    most_fluent,
)
from xuncha.engine.proofread.damage.script import Script, script_of, simplified
from xuncha.engine.proofread.damage.sounds import LETTERS, sounding
from xuncha.engine.proofread.damage.steps import Outcome, Sort, Step, sentences
from xuncha.engine.proofread.named import is_in_name
from xuncha.engine.proofread.standing import parted

LOST = "\ufffd"
SHOWN_FOR_LOST = f"?{LOST}"
REACH = 8
"""Characters a shift may begin before, or end behind, what looks strange."""
LONGEST = 60
"""Characters a shift goes on for; one in seven pairs stops it."""
SHORT, LONG = 2, 5
"""Shifted characters that a rare word may be mistaken for, seldom and not at all."""
CONTEXT = 4
MOST_PIECES = 20
"""Shifted pieces undone in one block; bounds the time."""
GAP_COST = 9.0
"""What a character that must still be guessed counts against a reading, as a logarithm."""
INDENT = "　"
CUT_INDENT = "。"
"""What the second byte of an indent and the first one of a full-width mark make."""
COMMON_MARKS = frozenset("，。、；：（）《》“”　")
INDENT_BYTE = 0xA1
FIRST_LEAD = 0x81
"""Bytes below are ASCII or stand first in no pair."""
EXCERPT = 40
RIVALS, BEHIND = 24, 14.0
"""Cuts that are filled in full: so many, no further behind the best than this (a logarithm)."""
_OPENING, _CLOSING = "（）"
_EATEN_BRACKET = re.compile(f"([{LETTERS}]{{1,6}})\\)")
_READ_LETTER = re.compile(f"([@-~])\\(([{LETTERS}]{{1,6}})\\)")


@dataclass(frozen=True, slots=True)
class _Cut:
    """Characters ``start`` to ``end`` of a block, cut anew; ``shifted`` of them were.

    ``deduced``: numerals that are the only ones the lost bytes allow. ``guessed``: how many
    characters the language model chose. ``certain``: it ends in a byte no decoder could read.
    """

    start: int
    end: int
    slots: tuple[Slot, ...]
    shifted: int
    deduced: str
    certain: bool
    guessed: int = 0


def lost_byte(block: str) -> Step | None:
    """The block with its shifted pieces cut back; None: there is none."""
    cuts: list[_Cut] = []
    while len(cuts) < MOST_PIECES:
        cut = _next_cut(block, cuts[-1].end if cuts else 0)
        if cut is None:
            break
        cuts.append(cut)
    if not cuts:
        return None
    text, done = "", 0
    for cut in cuts:
        text += block[done : cut.start] + _shown(cut.slots)
        done = cut.end
    text += block[done:]
    lost, guessed = text.count(OPEN), sum(one.guessed for one in cuts)
    outcome = Outcome.OPEN if lost else Outcome.GUESSED if guessed else Outcome.EXACT
    deduced = "、".join(one.deduced for one in cuts if one.deduced)
    more = sentences()["lost-numeral"].format(numeral=deduced) if deduced else ""
    first = cuts[0]
    facts = {
        "lost": str(lost + guessed),
        "found": block[first.start : min(first.end, first.start + EXCERPT)],
        "meant": _shown(first.slots)[:EXCERPT],
        "more": more,
    }
    certain = any(map(_is_certain, cuts))
    return Step(Sort.LOST_BYTE, text, cuts[0].start, done, outcome, certain=certain, facts=facts)


def _is_certain(cut: _Cut) -> bool:
    """Whether the piece can be nothing else: a few rare characters may be an invented name."""
    return cut.certain or cut.shifted > LONG or bool(cut.deduced) or cut.slots[0] == INDENT


def _shown(slots: Sequence[Slot]) -> str:
    return "".join(one if isinstance(one, str) else OPEN for one in slots)


def _next_cut(block: str, after: int) -> _Cut | None:
    """The first piece from there on that reads much better when it is cut back."""
    limits = shipped_limits()
    for strange in _strange(block, after):
        cuts = [one for one in _cuts(block, after, strange) if _may_be_shifted(block, one)]
        if not cuts:
            continue
        ranked = sorted(zip(_gains(block, cuts), cuts, strict=True), key=lambda one: -one[0])
        gain, best = ranked[0]
        least = limits.recut_gain if best.shifted > SHORT else limits.recut_gain_short
        if best.certain:
            least = limits.recut_gain_certain
        elif best.shifted <= LONG and (
            _is_in_word(block, strange) or is_in_name(block, strange, strange + 1, "")
        ):
            continue
        if gain >= least:
            rivals = [one for worth, one in ranked[:RIVALS] if worth >= gain - BEHIND]
            return _resolved(block, rivals)
    return None


def _may_be_shifted(block: str, cut: _Cut) -> bool:
    """Whether half of the piece are Chinese characters, as of all pairs: a row of signs is none.

    One everyday character before a byte that no decoder could read is no sign of a shift, nor are
    two that a rare word or name may be (镬耳, 勐垅).
    """
    if cut.certain:
        return cut.shifted > 1 or bool(UNUSUAL.search(block, cut.start, cut.end - 1))
    if cut.shifted <= SHORT and cut.slots[0] != INDENT and not cut.deduced:
        return False
    han = len(HAN.findall(block, cut.start, cut.end))
    return cut.slots[0] == INDENT or 2 * han >= cut.shifted


def _is_in_word(block: str, at: int) -> bool:
    """Whether a character belongs to a word of the dictionary there."""
    low = max(0, at - REACH)
    place = low
    for word in parted(block[low : at + REACH], hmm=False):
        place += len(word)
        if place > at:
            return len(word) > 1
    return False


def _resolved(block: str, rivals: Sequence[_Cut]) -> _Cut:
    """The rival that reads best with its gaps filled; they stay open where the lead is small."""
    low = max(0, min(one.start for one in rivals) - CONTEXT)
    high = min(len(block), max(one.end for one in rivals) + CONTEXT)
    end = [END] if high == len(block) else []
    script = script_of(block)
    found: list[tuple[float, str, _Cut, list[tuple[str, ...]]]] = []
    for cut in rivals:
        choices = [(one,) if isinstance(one, str) else one.fits(script) for one in cut.slots]
        if () not in choices:
            around = [*block[low : cut.start], *choices, *block[cut.end : high], *end]
            found += [(score, text, cut, choices) for text, score in most_fluent(around)]
    if not found:
        return rivals[0]
    found.sort(key=lambda one: -one[0])
    best, text, cut, choices = found[0]
    second = next((score for score, other, *_ in found if other != text), None)
    meant = text[cut.start - low : len(text) - (high - cut.end) - len(end)]
    ahead = second is None or best - second >= shipped_limits().ahead
    guessed = sum(not isinstance(one, str) for one in cut.slots)
    if guessed and (not ahead or is_any_numeral(choices, meant)):
        return cut
    return replace(cut, slots=tuple(meant), guessed=guessed)


def _strange(block: str, after: int) -> Iterator[int]:
    """Places of unusual characters that turn common, with their neighbours, when cut back."""
    for match in UNUSUAL.finditer(block, after):
        at = match.start()
        if block[at] in SHOWN_FOR_LOST:
            at -= 1
        if at < after or len(_pair(block[at])) != 2:
            continue
        if match.group() in SHOWN_FOR_LOST:
            yield at
            continue
        around = "".join(
            "1" if _is_common(block, place) else "0" for place in range(max(after, at - 2), at + 2)
        )
        second = UNUSUAL.search(block, at + 1, at + REACH)
        begins = block.lstrip(SHOWN_FOR_LOST)[:1] == CUT_INDENT
        if "11" in around or ("1" in around and (second or begins)):
            yield at


def _is_common(block: str, at: int) -> bool:
    """Whether a character and the next, cut back, give one that is read every day."""
    if at + 1 >= len(block):
        return False
    character = simplified(_recut(block[at], block[at + 1]))
    return character in common_characters() or character in COMMON_MARKS


@lru_cache(maxsize=8192)
def _pair(character: str) -> bytes:
    """The bytes of a character in GBK, those its users may define included; else nothing."""
    raw = character.encode("gb18030", "ignore")
    return raw if len(raw) <= len("中".encode("gbk")) else b""


def _recut(one: str, other: str) -> str:
    """The character of the last byte of one and the first of the other; empty: there is none."""
    left, right = _pair(one), _pair(other)
    if len(left) != 2 or not right:
        return ""
    return (left[1:] + right[:1]).decode("gbk", "ignore") if left[1] >= 0x80 else ""


def _is_ordinary(character: str) -> bool:
    return bool(character) and (
        simplified(character) in SIMPLIFIED or character in MARKS or character == INDENT
    )


def _cuts(block: str, after: int, strange: int) -> Iterator[_Cut]:
    """Every way to cut anew a piece that goes over a strange character."""
    for start in range(max(after, strange - REACH), strange + 1):
        if any(len(_pair(one)) != 2 for one in block[start : strange + 1]):
            continue
        for begin, head in _heads(block, after, start):
            middle: list[Slot] = []
            deduced = ""
            for at in range(start, min(len(block), strange + LONGEST)):
                if at >= strange:
                    for end, tail in _tails(block, at):
                        certain = block[end - 1] == LOST
                        if not (middle or certain):
                            continue
                        slots = (head, *middle, *tail)
                        yield _Cut(begin, end, slots, at - start + 1, deduced, certain)
                numeral = _numeral(block, at, middle)
                recut = _recut(block[at], block[at + 1]) if at + 1 < len(block) else ""
                if numeral:
                    middle += [numeral, _CLOSING]
                    deduced += numeral
                elif _is_ordinary(recut):
                    middle.append(recut)
                else:
                    break


def _heads(block: str, after: int, start: int) -> Iterator[tuple[int, Slot]]:
    """Where the piece begins, and what its first character was: it lost one of its bytes."""
    first = _pair(block[start])[0]
    before = block[after:start]
    if not before.strip(SHOWN_FOR_LOST + INDENT) and not after and first == INDENT_BYTE:
        yield 0, INDENT
        return
    yield start, Gap(((None, None), (first, None)), "gbk")
    yield start, Gap(((first, None), (None, None)), "gbk")


def _tails(block: str, at: int) -> Iterator[tuple[int, tuple[Slot, ...]]]:
    """Where the piece ends, and what its last character was: of that one the first byte is left."""
    pair = _pair(block[at])
    if len(pair) != 2:
        return
    if pair[1] < FIRST_LEAD:
        yield at + 1, (chr(pair[1]),)
        return
    lead, behind = pair[1], block[at + 1 : at + 2]
    read = _read_aloud(block, at, pair[1:])
    if read:
        yield read
        return
    if behind.isascii() and behind >= "@":
        whole = (bytes((lead,)) + behind.encode()).decode("gbk", "ignore")
        if len(whole) == 1 and _is_ordinary(whole):
            yield at + 2, (whole,)
    shown = behind in SHOWN_FOR_LOST if behind else False
    end = at + 2 if shown else at + 1
    following = _pair(block[end : end + 1])
    after = following[0] if len(following) == 2 else None
    yield end, (Gap(((lead, None), (None, after)), "gbk", "gbk"),)


def _read_aloud(block: str, at: int, left: bytes) -> tuple[int, tuple[Slot, ...]] | None:
    """The end of a piece where pinyin in brackets tells its last character.

    Either the decoder ate the opening bracket with that character's second byte, or a pair that is
    no character went before an ASCII letter, which is the second byte of the character read.
    """
    syllable = _EATEN_BRACKET.match(block, at + 2)
    if syllable and block[at + 1] in SHOWN_FOR_LOST:
        fits = [one for one in sounding(syllable[1]) if _pair(one)[:1] == left]
        return (at + 2, (fits[0], "(")) if len(fits) == 1 else None
    syllable = _READ_LETTER.match(block, at + 1)
    if not syllable:
        return None
    pairs = [_pair(one) for one in sounding(syllable[2]) if len(_pair(one)) == 2]
    whole = [one for one in pairs if one[1:] == syllable[1].encode()]
    if len(whole) != 1 or whole[0][:1] == left:
        return None
    gap = Gap(((left[0], None), (None, whole[0][0])), "gbk", "gbk")
    return at + 2, (gap, whole[0].decode("gbk"))


def _numeral(block: str, at: int, middle: Sequence[Slot]) -> str:
    """The only numeral that can have vanished, with its bracket's first byte, from （?）; or empty.

    Of （三） cut one byte late the pair FD A3 is no character: a decoder drops it. Only pairs that
    are none can vanish, so that of all characters with that first byte few come into question.
    """
    if not middle or middle[-1] != _OPENING or at + 1 >= len(block):
        return ""
    pair, behind = _pair(block[at]), _pair(block[at + 1])
    opening, closing = _OPENING.encode("gbk"), _CLOSING.encode("gbk")
    if len(pair) != 2 or pair[:1] != opening[1:] or behind[:1] != closing[1:]:
        return ""
    fits = fitting(((pair[1], None), (None, closing[0])), "gbk", "gbk", Script.SIMPLIFIED)
    numerals = [one for one in fits if one in NUMERALS]
    return numerals[0] if len(numerals) == 1 else ""


def _gains(block: str, cuts: Sequence[_Cut]) -> list[float]:
    """By how much each cut is more fluent than what stands there."""
    low = max(0, min(one.start for one in cuts) - CONTEXT)
    high = min(len(block), max(one.end for one in cuts) + CONTEXT)
    readings: list[str] = []
    owners: list[int] = []
    for number, cut in enumerate(cuts):
        pieces = "".join(
            one if isinstance(one, str) else OPEN
            for one in (*block[low : cut.start], *cut.slots, *block[cut.end : high])
        ).split(OPEN)
        readings += [simplified(one) for one in pieces]
        owners += [number] * len(pieces)
    scores = [-GAP_COST * sum(not isinstance(one, str) for one in cut.slots) for cut in cuts]
    for owner, score in zip(owners, fluencies(readings), strict=True):
        scores[owner] += score
    written = fluencies([simplified(block[low:high])])[0]
    return [score - written for score in scores]
