"""Traces of a copying site: commas put before marks, pinyin behind characters, other script.

Such sites rewrite a text so that it is not recognised as a copy: they convert the script, write the
reading of a fixed set of characters in brackets behind them and put ASCII commas before marks.
"""

import re
from collections.abc import Sequence

from xuncha.engine.proofread.damage.characters import HAN, HAN_CLASS
from xuncha.engine.proofread.damage.fluency import common_characters
from xuncha.engine.proofread.damage.limits import shipped_limits
from xuncha.engine.proofread.damage.script import is_traditional, simplified, traditional_places
from xuncha.engine.proofread.damage.sounds import LETTERS, reading_of, readings
from xuncha.engine.proofread.damage.steps import Outcome, Sort, Step

_COMMA = re.compile("(?<![,0-9A-Za-z]),(?=[,，、。；：！？;:][^,]|[,，、。；：！？;:]$)")
_ANNOTATED = re.compile(f"([{HAN_CLASS}])[(（]([{LETTERS}]{{1,6}})[)）]")
_WIDE = str.maketrans(",;:?!()", "，；：？！（）")
_CLOSING = "〉》」』】〕〗”’）)"
_NARROW = re.compile(
    f"(?<=[{HAN_CLASS}{_CLOSING}%])[,;:?!]|(?<=[0-9A-Za-z])[,;:?!](?=[{HAN_CLASS}〈《“‘（])"
)
_BRACKETS = re.compile(
    f"(?<=[{HAN_CLASS}{_CLOSING}])\\(([^()\n]{{1,60}})\\)|\\(([^()\n]{{0,60}}[{HAN_CLASS}][^()\n]{{0,60}})\\)"
)
_HIDDEN = re.compile(r"\[email[\s\u00a0]protected\]")


def commas(block: str) -> Step | None:
    """ASCII commas right before another mark, taken out; None: there are none.

    Two commas in a row alone may be an empty cell of a table.
    """
    places = [match.start() for match in _COMMA.finditer(block)]
    if not places:
        return None
    text = _without(block, [(at, at + 1) for at in places])
    certain = len(places) >= shipped_limits().commas and any(
        block[at + 1] not in ",;:" for at in places
    )
    facts = {"count": str(len(places))}
    return Step(Sort.COMMA, text, places[0], places[-1] + 2, Outcome.EXACT, certain, facts)


def pinyin(block: str) -> Step | None:
    """Readings in brackets behind characters that need none, taken out; None: there are none.

    A reading behind a rare character, or behind one that has several readings, is help for the
    reader. Where most characters have theirs, children learn to read.
    """
    limits = shipped_limits()
    found = _annotated(block)
    strange = [one for one in found if is_traditional(one[1]) or _needs_none(one[1])]
    if not strange:
        return None
    learning = len(found) > limits.pinyin_share * len(HAN.findall(block))
    traditional = any(is_traditional(one[1]) for one in strange)
    certain = not learning and (traditional or len(strange) >= limits.pinyins)
    return _taken_out(block, found, certain=certain)


def pinyin_of_copy(block: str) -> Step | None:
    """All readings in brackets behind everyday characters, in a block that was copied."""
    found = _annotated(block)
    return _taken_out(block, found, certain=True) if found else None


def _annotated(block: str) -> list[re.Match[str]]:
    """Every everyday or traditional character with one of its readings in brackets."""
    return [
        match
        for match in _ANNOTATED.finditer(block)
        if reading_of(match[2]) in readings(match[1])
        and (is_traditional(match[1]) or match[1] in common_characters())
    ]


def _taken_out(block: str, found: Sequence[re.Match[str]], *, certain: bool) -> Step:
    text = _without(block, [(one.end(1), one.end()) for one in found])
    shown = "、".join(dict.fromkeys(f"{one[1]}({one[2]})" for one in found[:EXAMPLES]))
    kinds = len({one[1] for one in found})
    facts = {"count": str(len(found)), "kinds": str(kinds), "examples": shown}
    start, end = found[0].start(), found[-1].end()
    return Step(Sort.PINYIN, text, start, end, Outcome.EXACT, certain, facts)


EXAMPLES = 3


def _needs_none(character: str) -> bool:
    """Whether everybody can read an everyday character: it has one reading."""
    return len(readings(character)) == 1


def traditional(block: str) -> Step | None:
    """The block in simplified script; None: it is. Alone it is no damage: see ``inspection``."""
    places = traditional_places(block)
    if not places:
        return None
    facts = {"count": str(len(places))}
    start, end = places[0], places[-1] + 1
    return Step(
        Sort.TRADITIONAL, simplified(block), start, end, Outcome.EXACT, certain=False, facts=facts
    )


def narrowed(block: str) -> Step | None:
    """ASCII marks between Chinese characters as the full-width ones they were; None: none."""
    text = _NARROW.sub(lambda match: match[0].translate(_WIDE), block)
    text = _BRACKETS.sub(lambda match: f"（{match[0][1:-1]}）", text)
    if text == block:
        return None
    places = [at for at, (one, other) in enumerate(zip(block, text, strict=True)) if one != other]
    facts = {"count": str(len(places))}
    start, end = places[0], places[-1] + 1
    return Step(Sort.NARROWED, text, start, end, Outcome.EXACT, certain=False, facts=facts)


def hidden_address(block: str) -> Step | None:
    """An e-mail address that a web firewall hid from the copying site; None: there is none."""
    found = _HIDDEN.search(block)
    if not found:
        return None
    start, end = found.span()
    return Step(Sort.HIDDEN_ADDRESS, block, start, end, Outcome.LEFT, certain=False)


def _without(block: str, places: list[tuple[int, int]]) -> str:
    kept, last = [], 0
    for start, end in places:
        kept.append(block[last:start])
        last = end
    return "".join((*kept, block[last:]))
