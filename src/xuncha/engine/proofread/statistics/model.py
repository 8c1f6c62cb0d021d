"""The language model: how often short sequences of characters stand in clean text.

A file is one line ``xuncha-lm 2``, one line of JSON (its recipe, the digest of its cells) and the
cells of both tables. Counts are kept as levels: exact up to 8, then within a ninth.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from xuncha.engine.proofread.statistics.codes import Codes
from xuncha.engine.proofread.statistics.errors import ModelError
from xuncha.engine.proofread.statistics.grams import (
    ORDER,
    WORDS,
    Keys,
    keys,
    keys_of,
    running_sums,
    sums,
)
from xuncha.engine.proofread.statistics.table import LEVEL_BITS, Levels, Table

Counts = NDArray[np.float32]

MAGIC = b"xuncha-lm 2\n"
LONGEST_HEADER = 1 << 16
WIDE, NARROW = 4, 2
"""Bytes of a cell in the table of short sequences and in that of long ones."""
_SHAPE = ("segments", "bits", "seed")
SHORT = 2
"""Sequences up to this size and words stand in the table that never mistakes a key; longer ones are
bounded by their parts."""
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
    """Counts of short sequences and words, of long sequences, and what they were made of."""

    short: Table
    long: Table
    recipe: Recipe

    def counts(self, linear: Keys, sort: int) -> Counts:
        """How often the sequences with these linear keys were counted; 0: never, or left out."""
        return self._counts(keys(linear, sort), is_long(sort))

    def counts_of(self, linear: Sequence[Keys], sort: int) -> list[Counts]:
        """As ``counts`` of several arrays at once: a call costs more than a look-up."""
        found = self.counts(np.concatenate([one.ravel() for one in linear]), sort)
        ends = np.cumsum([one.size for one in linear])[:-1]
        return [
            part.reshape(one.shape) for part, one in zip(np.split(found, ends), linear, strict=True)
        ]

    def sequences(self, codes: Codes) -> dict[int, Counts]:
        """Counts of all sequences of 1 to ORDER codes along the last axis, by size.

        A sequence is never said to be more frequent than a part of it.
        """
        linear = running_sums(codes, min(ORDER, codes.shape[-1]))
        return self._sequences(linear)

    def words(self, codes: Codes, longest: int) -> dict[int, Counts]:
        """Frequencies of the dictionary words along the last axis by size; 0: no word."""
        linear = running_sums(codes, min(longest, codes.shape[-1]))
        return self._side_by_side(linear, 1, WORDS)

    def both(self, codes: Codes) -> tuple[dict[int, Counts], dict[int, Counts]]:
        """The sequences and the words of up to ORDER codes along the last axis."""
        linear = running_sums(codes, min(ORDER, codes.shape[-1]))
        return self._sequences(linear), self._side_by_side(linear, 1, WORDS)

    def words_in(self, pieces: Sequence[tuple[Codes, int]]) -> list[Counts]:
        """Frequencies of the words of each piece's size along its last axis."""
        linear = [(sums(codes, size), WORDS + size) for codes, size in pieces]
        flat = keys_of([(one.ravel(), sort) for one, sort in linear])
        ends = np.cumsum([one.size for one, _ in linear])[:-1]
        found = np.split(self._counts(flat, long=False), ends)
        return [part.reshape(one.shape) for part, (one, _) in zip(found, linear, strict=True)]

    def _sequences(self, linear: Sequence[Keys]) -> dict[int, Counts]:
        found = self._side_by_side(linear[:SHORT], 1, 0)
        found |= self._side_by_side(linear[SHORT:], SHORT + 1, 0)
        for size in range(2, len(found) + 1):
            shorter = found[size - 1]
            bound = np.minimum(shorter[..., :-1], shorter[..., 1:])
            found[size] = np.minimum(found[size], bound)
        return found

    def _side_by_side(self, linear: Sequence[Keys], first: int, sort: int) -> dict[int, Counts]:
        """Counts by size from ``first`` on, all looked up at once."""
        if not linear:
            return {}
        every = [(one, sort + size) for size, one in enumerate(linear, first)]
        counts = self._counts(keys_of(every), is_long(sort + first))
        ends = np.cumsum([one.shape[-1] for one in linear])[:-1]
        return dict(enumerate(np.split(counts, ends, axis=-1), first))

    def _counts(self, mixed: Keys, long: bool) -> Counts:
        table = self.long if long else self.short
        counts: Counts = COUNT_OF[table.levels(mixed)]
        return counts


def is_long(sort: int) -> bool:
    """Whether keys of that sort stand in the table of long sequences."""
    return SHORT < sort <= ORDER


def write_model(model: Model, path: Path) -> str:
    """Write the file; the sha256 of its cells."""
    tables = (model.short, model.long)
    cells = b"".join(one.cells.astype(f"<u{one.cells.itemsize}").tobytes() for one in tables)
    digest = hashlib.sha256(cells).hexdigest()
    shapes = [{name: getattr(one, name) for name in _SHAPE} for one in tables]
    header = {"cells": digest, "tables": shapes, "recipe": asdict(model.recipe)}
    line = json.dumps(header, ensure_ascii=False, sort_keys=True).encode()
    path.write_bytes(MAGIC + line + b"\n" + cells)
    return digest


@lru_cache(maxsize=1)
def shipped_model() -> Model:
    """The model that comes with the program, read once."""
    return read_model(Path(str(files("xuncha.data") / "models" / "official.lm")))


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
        shapes = [{name: int(shape[name]) for name in _SHAPE} for shape in header["tables"]]
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError("语言模型的文件头不对", f"{path}：{error}", _AGAIN) from None
    cells = np.frombuffer(raw, dtype=np.uint8, offset=end + 1).copy()
    if hashlib.sha256(memoryview(raw)[end + 1 :]).hexdigest() != header["cells"]:
        raise ModelError("语言模型已损坏，内容与文件头中的摘要不符", str(path), _AGAIN)
    middle = WIDE * ((shapes[0]["segments"] + 2) << shapes[0]["bits"])
    short, long = (
        Table(part.view(f"<u{width}"), **shape)
        for part, width, shape in zip(
            (cells[:middle], cells[middle:]), (WIDE, NARROW), shapes, strict=True
        )
    )
    return Model(short, long, made)


_AGAIN = "重新取得该文件，或用 xuncha lm train 重新训练"
