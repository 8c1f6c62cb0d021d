"""A character model of statutes as an ARPA file: what a KenLM corrector of others is given to work.

Sequences of one to three characters, interpolated with absolute discounting.
"""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

DISCOUNT = 0.75
BITS = 21
"""Bits a character of a packed sequence."""
LONGEST = 3
START, END = 0xE000, 0xE001
"""Private characters that stand for the ends of a line."""
_NAMES = {START: "<s>", END: "</s>", 0x20: "▁"}
_MASK = (1 << BITS) - 1

Packed = NDArray[np.int64]


def write_arpa(lines: Iterable[str], path: Path) -> None:
    """Count the lines and write the model."""
    ends = f"{chr(END)}{chr(START)}"
    text = chr(START) + ends.join(line.replace(" ", "") for line in lines) + chr(END)
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    counted = [_counted(codes, size) for size in range(1, LONGEST + 1)]
    chances: dict[int, float] = {}
    backs: dict[int, float] = {}
    ones, counts = counted[0]
    total = counts.sum() + 1
    chances.update(zip(ones.tolist(), (counts / total).tolist(), strict=True))
    rows = [[(key, chances[key]) for key in ones.tolist()]]
    for size in range(2, LONGEST + 1):
        keys, counts = counted[size - 1]
        history = keys >> BITS
        first = np.flatnonzero(np.concatenate(([True], history[1:] != history[:-1])))
        seen = np.add.reduceat(counts, first)
        kinds = np.diff(np.append(first, len(keys)))
        back = DISCOUNT * kinds / seen
        backs.update(zip(history[first].tolist(), back.tolist(), strict=True))
        spread = np.repeat(np.arange(len(first)), kinds)
        shorter = keys & ((1 << BITS * (size - 1)) - 1)
        lower = np.array([chances[key] for key in shorter.tolist()])
        chance = (counts - DISCOUNT) / seen[spread] + back[spread] * lower
        found = list(zip(keys.tolist(), chance.tolist(), strict=True))
        chances.update(found)
        rows.append(found)
    with path.open("w", encoding="utf-8") as stream:
        stream.write("\\data\\\n")
        for size, found in enumerate(rows, 1):
            stream.write(f"ngram {size}={len(found) + (size == 1)}\n")
        for size, found in enumerate(rows, 1):
            stream.write(f"\n\\{size}-grams:\n")
            if size == 1:
                stream.write(f"{np.log10(1 / total):.4f}\t<unk>\n")
            for key, chance in found:
                back = backs.get(key)
                tail = f"\t{np.log10(back):.4f}" if back is not None and size < LONGEST else ""
                stream.write(f"{np.log10(chance):.4f}\t{_words(key, size)}{tail}\n")
        stream.write("\n\\end\\\n")


def _counted(codes: NDArray[np.int64], size: int) -> tuple[Packed, NDArray[np.int64]]:
    count = len(codes) - size + 1
    packed = np.zeros(count, dtype=np.int64)
    for at in range(size):
        packed = (packed << BITS) | codes[at : at + count]
    inside = np.ones(count, dtype=bool)
    for at in range(size - 1):
        inside &= codes[at : at + count] != END
    keys, counts = np.unique(packed[inside], return_counts=True)
    return keys, counts


def _words(key: int, size: int) -> str:
    codes = [(key >> BITS * (size - 1 - at)) & _MASK for at in range(size)]
    return " ".join(_NAMES.get(code, chr(code)) for code in codes)
