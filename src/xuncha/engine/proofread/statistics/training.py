"""Count the sequences of clean text into a model, a piece at a time."""

import gzip
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from xuncha.engine.proofread.statistics.codes import join
from xuncha.engine.proofread.statistics.errors import ModelError
from xuncha.engine.proofread.statistics.grams import ORDER, WORDS, Keys, keys, sums
from xuncha.engine.proofread.statistics.model import NARROW, SHORT, WIDE, Model, Recipe, level_of
from xuncha.engine.proofread.statistics.table import Table, build
from xuncha.engine.proofread.statistics.words import Words

LEAST = (1, 1, 1, 2, 2)
"""Sequences of 1, 2 … 5 characters that stand less often than this are left out."""
PIECE = 4_000_000
"""Characters counted at a time."""
MOST = 30_000_000
"""Distinct sequences of one size kept while counting; beyond it those seen once are dropped."""
SUFFIXES = (".txt", ".gz")

Tell = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Tally:
    """Sorted keys and how often each was seen."""

    keys: Keys
    counts: NDArray[np.int64]

    def plus(self, more: Keys) -> "Tally":
        """This tally with further keys counted in."""
        found, counts = np.unique(more, return_counts=True)
        both = np.concatenate((self.keys, found))
        order = np.argsort(both, kind="stable")
        both, counts = both[order], np.concatenate((self.counts, counts))[order]
        first = np.flatnonzero(np.concatenate(([True], both[1:] != both[:-1])))
        total = np.add.reduceat(counts, first) if both.size else counts
        merged = Tally(both[first] if both.size else both, total)
        return merged if merged.keys.size <= MOST else merged.at_least(2)

    def at_least(self, least: int) -> "Tally":
        """Only what was seen that often."""
        often = self.counts >= least
        return Tally(self.keys[often], self.counts[often])


def text_files(folder: Path) -> tuple[Path, ...]:
    """The text files in a folder by name. Raises ModelError where there are none."""
    found = tuple(sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES))
    if not found:
        raise ModelError("没有可用来训练的文本", str(folder), "放入 .txt 或 .txt.gz 文件，一行一句")
    return found


def train(files: Sequence[Path], words: Words, tell: Tell) -> Model:
    """A model of all lines of the files. ``tell`` is told each file and the characters so far.

    The same files in the same order give the same model. Raises ModelError for unreadable files.
    """
    empty = Tally(np.zeros(0, np.uint64), np.zeros(0, np.int64))
    tallies = [empty] * ORDER
    seen = 0
    for name, lines in _pieces(files):
        codes, _ = join(lines)
        tallies = [
            tally.plus(keys(sums(codes, size), size)) for size, tally in enumerate(tallies, 1)
        ]
        seen += sum(map(len, lines))
        tell(name, seen)
    if not seen:
        raise ModelError("训练文本是空的", str(files[0]), "放入有内容的文本，一行一句")
    kept = [tally.at_least(least) for tally, least in zip(tallies, LEAST, strict=True)]
    sizes = tuple(int(tally.keys.size) for tally in kept)
    of_words = [
        Tally(keys(sums(codes, size)[:, 0], WORDS + size), counts)
        for size, (codes, counts) in words.by_size.items()
    ]
    sources = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    number = sum(len(counts) for _, counts in words.by_size.values())
    total = sum(int(counts.sum()) for _, counts in words.by_size.values())
    short, long = _table([*kept[:SHORT], *of_words], WIDE), _table(kept[SHORT:], NARROW)
    return Model(short, long, Recipe(seen, LEAST, sizes, number, total, sources))


def _table(tallies: Sequence[Tally], width: int) -> Table:
    every = np.concatenate([tally.keys for tally in tallies])
    levels = level_of(np.concatenate([tally.counts for tally in tallies]))
    return build(every, levels, width)


def _pieces(files: Sequence[Path]) -> Iterator[tuple[str, list[str]]]:
    for path in files:
        piece: list[str] = []
        size = 0
        try:
            opened = gzip.open if path.suffix == ".gz" else open
            with opened(path, "rt", encoding="utf-8") as stream:
                for line in stream:
                    piece.append(line.rstrip("\r\n"))
                    size += len(line)
                    if size >= PIECE:
                        yield path.name, piece
                        piece, size = [], 0
        except (OSError, EOFError, UnicodeDecodeError) as error:
            raise ModelError("训练文本读不出", f"{path}（{error}）", "存为 UTF-8 文本") from None
        if piece:
            yield path.name, piece
