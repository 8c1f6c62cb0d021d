"""The language model: how often short sequences of characters stand in clean text.

A file is one line ``xuncha-lm 1``, one line of JSON (its recipe, the digest of its cells) and the
cells of the table. Counts are kept as levels: exact up to 8, then within a ninth.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from xuncha.engine.proofread.statistics.codes import Codes
from xuncha.engine.proofread.statistics.errors import ModelError
from xuncha.engine.proofread.statistics.grams import ORDER, WORDS, Keys, keys, sums
from xuncha.engine.proofread.statistics.table import LEVEL_BITS, Cells, Levels, Table

Counts = NDArray[np.float32]

MAGIC = b"xuncha-lm 1\n"
LONGEST_HEADER = 1 << 16
EXACT = 8
STEP = 1.25

_LEVELS = np.arange((1 << LEVEL_BITS) + 0, dtype=np.float64)
COUNT_OF = np.where(_LEVELS <= EXACT, _LEVELS, EXACT * STEP ** (_LEVELS - EXACT)).astype(np.float32)


def level_of(counts: NDArray[np.int64]) -> Levels:
    """The level that keeps a count; counts beyond the last level are kept as the last."""
    high = EXACT + np.rint(np.log(np.maximum(counts, 1) / EXACT) / np.log(STEP))
    level = np.where(counts <= EXACT, counts, np.minimum(high, len(COUNT_OF) - 1))
    return level.astype(np.uint8)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a model was made of. ``sources`` maps a file's name to its sha256."""

    characters: int
    least: tuple[int, ...]
    sequences: tuple[int, ...]
    words: int
    word_total: int
    sources: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Model:
    """A table of counts and what it was made of."""

    table: Table
    recipe: Recipe

    def counts(self, linear: Keys, sort: int) -> Counts:
        """How often the sequences with these linear keys were counted; 0: never, or left out."""
        return COUNT_OF[self.table.levels(keys(linear, sort))]

    def sequences(self, codes: Codes) -> dict[int, Counts]:
        """Counts of all sequences of 1 to ORDER codes along the last axis, by size.

        A sequence is never said to be more frequent than a part of it.
        """
        found = self._all_counts(codes, ORDER, 0)
        for size in range(2, len(found) + 1):
            shorter = found[size - 1]
            bound = np.minimum(shorter[..., :-1], shorter[..., 1:])
            found[size] = np.minimum(found[size], bound)
        return found

    def words(self, codes: Codes, longest: int) -> dict[int, Counts]:
        """Frequencies of the dictionary words along the last axis by size; 0: no word."""
        return self._all_counts(codes, longest, WORDS)

    def _all_counts(self, codes: Codes, longest: int, sort: int) -> dict[int, Counts]:
        """Counts by size, all looked up at once: a call costs more than a look-up."""
        width = codes.shape[-1]
        sizes = range(1, min(longest, width) + 1)
        every = [keys(sums(codes, size), sort + size) for size in sizes]
        counts = COUNT_OF[self.table.levels(np.concatenate(every, axis=-1))]
        ends = np.cumsum([one.shape[-1] for one in every])[:-1]
        return dict(zip(sizes, np.split(counts, ends, axis=-1), strict=True))


def write_model(model: Model, path: Path) -> str:
    """Write the file; the sha256 of its cells."""
    cells = model.table.cells.astype("<u2").tobytes()
    digest = hashlib.sha256(cells).hexdigest()
    table = {"segments": model.table.segments, "bits": model.table.bits, "seed": model.table.seed}
    header = {"cells": digest, "table": table, "recipe": asdict(model.recipe)}
    line = json.dumps(header, ensure_ascii=False, sort_keys=True).encode()
    path.write_bytes(MAGIC + line + b"\n" + cells)
    return digest


def read_model(path: Path) -> Model:
    """The model in a file. Raises ModelError for a file that is none or is damaged."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ModelError(
            "语言模型打不开", f"{path}（{error.strerror}）", "核对路径和权限"
        ) from None
    end = raw.find(b"\n", len(MAGIC), LONGEST_HEADER)
    if not raw.startswith(MAGIC) or end == -1:
        raise ModelError("不是语言模型文件", str(path), "用 xuncha lm train 重新训练")
    try:
        header = json.loads(raw[len(MAGIC) : end])
        recipe = header["recipe"]
        made = Recipe(
            characters=int(recipe["characters"]),
            least=tuple(recipe["least"]),
            sequences=tuple(recipe["sequences"]),
            words=int(recipe["words"]),
            word_total=int(recipe["word_total"]),
            sources=dict(recipe["sources"]),
        )
        shape = {name: int(header["table"][name]) for name in ("segments", "bits", "seed")}
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError("语言模型的文件头不对", f"{path}：{error}", _AGAIN) from None
    cells = memoryview(raw)[end + 1 :]
    if hashlib.sha256(cells).hexdigest() != header["cells"]:
        raise ModelError("语言模型已损坏，内容与文件头中的摘要不符", str(path), _AGAIN)
    return Model(Table(_cells(cells), **shape), made)


def _cells(raw: memoryview) -> Cells:
    return np.frombuffer(raw, dtype="<u2")


_AGAIN = "重新取得该文件，或用 xuncha lm train 重新训练"
