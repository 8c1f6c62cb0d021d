"""Characters that tell of damage by themselves: replaced, private, invisible ones."""

import re
from functools import lru_cache

from xuncha.engine.extract.lexicon import rows
from xuncha.engine.proofread.damage.characters import HAN_CLASS
from xuncha.engine.proofread.damage.steps import Outcome, Sort, Step

_TWICE = re.compile("(?:锟斤拷|锟絓|斤拷锟|拷锟斤)+[锟斤拷]*")
_UNDECODED = re.compile("\ufffd+")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]+")
INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\ufeff]+"
)
_CHINESE = re.compile(f"[{HAN_CLASS}]")


def replaced_twice(block: str) -> Step | None:
    """锟斤拷: bytes that no decoder could read, replaced, and the replacement read as GBK."""
    found = list(_TWICE.finditer(block))
    if not found:
        return None
    facts = {"count": str(sum(len(one.group()) for one in found) // 3 * 2)}
    start, end = found[0].start(), found[-1].end()
    return Step(Sort.REPLACED_TWICE, block, start, end, Outcome.OPEN, certain=True, facts=facts)


def undecoded(block: str) -> Step | None:
    """U+FFFD: bytes that no decoder could read."""
    found = list(_UNDECODED.finditer(block))
    if not found:
        return None
    facts = {"count": str(sum(len(one.group()) for one in found))}
    start, end = found[0].start(), found[-1].end()
    return Step(Sort.UNDECODED, block, start, end, Outcome.OPEN, certain=True, facts=facts)


def private_use(block: str) -> Step | None:
    """Private characters, which only a certain font shows; some have a place of their own since."""
    found = list(_PRIVATE.finditer(block))
    if not found or not _CHINESE.search(block):
        return None
    text = block.translate(_since_encoded())
    left = _PRIVATE.search(text)
    codes = "、".join(f"U+{ord(one):04X}" for one in dict.fromkeys("".join(m[0] for m in found)))
    facts = {"count": str(sum(len(one.group()) for one in found)), "codes": codes[:60]}
    outcome = Outcome.OPEN if left else Outcome.EXACT
    start, end = found[0].start(), found[-1].end()
    return Step(Sort.PRIVATE_USE, text, start, end, outcome, certain=not left, facts=facts)


@lru_cache(maxsize=1)
def _since_encoded() -> dict[int, str]:
    """Private characters of GBK and GB 18030-2000 by the character that took their place."""
    return {int(code, 16): chr(int(now, 16)) for code, now in rows("damage_private_use", 2)}


def invisible(block: str) -> Step | None:
    """Control and zero-width characters within Chinese text, taken out; None: there are none."""
    found = [match for match in INVISIBLE.finditer(block) if _is_inside(block, match)]
    if not found:
        return None
    text = INVISIBLE.sub("", block)
    codes = "、".join(dict.fromkeys(f"U+{ord(one):04X}" for m in found for one in m.group()))
    facts = {"count": str(sum(len(one.group()) for one in found)), "codes": codes[:60]}
    start, end = found[0].start(), found[-1].end()
    return Step(Sort.INVISIBLE, text, start, end, Outcome.EXACT, certain=False, facts=facts)


def _is_inside(block: str, match: re.Match[str]) -> bool:
    """Whether Chinese stands on both sides: at the edge of a line it disturbs nobody."""
    before, behind = block[: match.start()], block[match.end() :]
    return bool(_CHINESE.match(before[-1:]) and _CHINESE.match(behind[:1]))
