"""The quick look: whether a block has any sign of damage. Nearly every sound one has none."""

import re

from xuncha.engine.proofread.damage.characters import UNUSUAL

_WRITTEN_RAW = re.compile(r"&[#A-Za-z]|%[0-9A-Fa-fu]{2}|,[,，、。；：！？;:]|\\u[0-9A-Fa-f]")


def has_sign(block: str) -> bool:
    """Whether a block deserves a closer look; False: it is sound."""
    return UNUSUAL.search(block) is not None or _WRITTEN_RAW.search(block) is not None
