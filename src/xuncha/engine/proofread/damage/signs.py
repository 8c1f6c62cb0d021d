"""The quick look: whether a block has any sign of damage. Nearly every sound one has none."""

import re

from xuncha.engine.proofread.batch import Batch
from xuncha.engine.proofread.damage.characters import UNUSUAL

_WRITTEN_RAW = r"&[#A-Za-z]|%[0-9A-Fa-fu]{2}|,[,，、。；：！？;:]|\\u[0-9A-Fa-f]"
_SIGN = re.compile(f"{UNUSUAL.pattern}|{_WRITTEN_RAW}")


def has_sign(block: str) -> bool:
    """Whether a block deserves a closer look; False: it is sound."""
    return _SIGN.search(block) is not None


def with_sign(blocks: Batch) -> set[int]:
    """The blocks that deserve a closer look, by number."""
    return blocks.having(_SIGN)
