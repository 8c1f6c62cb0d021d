"""The dictionary words the statistics know, with how common each is."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from xuncha.engine.proofread.statistics.codes import Codes, codes_of
from xuncha.engine.proofread.statistics.errors import ModelError


@dataclass(frozen=True, slots=True)
class Words:
    """By size: the words as rows of codes, and their frequencies."""

    by_size: Mapping[int, tuple[Codes, NDArray[np.int64]]]


@lru_cache(maxsize=1)
def shipped_words() -> Words:
    """The words that come with the program."""
    return read_words(Path(str(files("xuncha.data") / "models" / "words.txt.gz")))


def read_words(path: Path) -> Words:
    """The words of a file: a line of all words of one size run together, then their frequencies.

    Lines with ``#`` tell the source. Raises ModelError naming the line that is not such a pair.
    """
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        lines = [line.rstrip("\n") for line in stream if not line.startswith("#")]
    found: dict[int, tuple[Codes, NDArray[np.int64]]] = {}
    for number in range(0, len(lines) - 1, 2):
        counts = np.array(lines[number + 1].split(), dtype=np.int64)
        size, rest = divmod(len(lines[number]), max(1, counts.size))
        if rest or not size or size in found:
            raise ModelError("词表有误", f"{path.name} 第 {number + 1} 组", "用脚本重新生成")
        found[size] = (codes_of(lines[number]).reshape(-1, size), counts)
    return Words(found)
