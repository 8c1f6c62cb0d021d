"""A word model of the general language, asked about suspects where the machine has one.

Debian's package libime-data-language-model brings a KenLM file of word sequences with its list of
words at the end. It knows everyday language, which our model of official text does not. Without the
file or the part that reads it the statistics do without.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from xuncha.engine.proofread.statistics.codes import BREAK
from xuncha.engine.proofread.statistics.errors import ModelError

REACH = 6
"""Characters on either side of a suspect that are read with it."""
LONGEST = 5
TINY = 1e-6
MOST_GAIN = 8.0
"""A gain counts up to this; beyond it only tells that a word is unknown."""
KEPT = 2
"""Readings kept at each character; the best one is rarely further behind."""
_FIRST = b"<unk>\0"


@dataclass(frozen=True, slots=True)
class General:
    """The model, its words, and how texts are scored with them."""

    model: Any
    state: Callable[[], Any]
    words: frozenset[str]

    def gain(self, text: str, start: int, end: int, meant: str) -> float:
        """By how many decimal orders ``meant`` is likelier there than what stands there."""
        before = _clause(text[max(0, start - REACH) : start][::-1])[::-1]
        after = _clause(text[end : end + REACH])
        as_meant = self._best(before + meant + after)
        return as_meant - self._best(before + text[start:end] + after)

    def _best(self, piece: str) -> float:
        """Decimal logarithm of the chance of the likeliest words the piece consists of."""
        begin = self.state()
        self.model.NullContextWrite(begin)
        reached: list[list[tuple[float, Any]]] = [[] for _ in range(len(piece) + 1)]
        reached[0] = [(0.0, begin)]
        for at in range(len(piece)):
            ways = sorted(reached[at], key=lambda way: -way[0])[:KEPT]
            for size in range(1, min(LONGEST, len(piece) - at) + 1):
                word = piece[at : at + size]
                if size > 1 and word not in self.words:
                    continue
                for chance, state in ways:
                    after = self.state()
                    more = self.model.BaseScore(state, word, after)
                    reached[at + size].append((chance + more, after))
        return max((chance for chance, _ in reached[-1]), default=0.0)


@dataclass(frozen=True, slots=True)
class Reweighing:
    """How the general model's gain changes a confidence: logit times ``slope``, plus the rest.

    Only candidates from the confidence ``ask`` on are put to it; the others are dropped.
    """

    general: General
    ask: float
    slope: float
    base: float
    per_order: float

    def confidence(self, sure: float, text: str, start: int, end: int, meant: str) -> float:
        """The confidence again, after the general model was heard."""
        if sure < self.ask:
            return 0.0
        logit = math.log(max(sure, TINY) / max(1 - sure, TINY))
        gain = max(-MOST_GAIN, min(MOST_GAIN, self.general.gain(text, start, end, meant)))
        return 1 / (1 + math.exp(-(self.slope * logit + self.base + self.per_order * gain)))


def read_reweighing(path: Path) -> Reweighing | None:
    """The reweighing with this machine's general model; None where it has none.

    Raises ModelError for a file that lacks the numbers.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))["general"]
        numbers = [float(found[name]) for name in ("ask", "slope", "base", "per_order")]
        general = installed_general(tuple(map(str, found["paths"])))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError("统计界限读不出", f"{path.name}（{error}）", "重新安装程序") from None
    return Reweighing(general, *numbers) if general else None


def _clause(piece: str) -> str:
    return piece.split(chr(BREAK), 1)[0]


@lru_cache(maxsize=1)
def installed_general(paths: tuple[str, ...]) -> General | None:
    """The first of the files that is there and can be read; None: the machine has none."""
    found = next((path for path in map(Path, paths) if path.is_file()), None)
    if found is None:
        return None
    try:
        import kenlm

        model = kenlm.Model(str(found))
    except (ImportError, OSError):
        return None
    return General(model, kenlm.State, _words(found))


def _words(path: Path) -> frozenset[str]:
    """The words a KenLM file ends with, the unknown one left out."""
    raw = path.read_bytes()
    listed = raw[raw.rfind(_FIRST) + len(_FIRST) :].split(b"\0")
    return frozenset(word.decode("utf-8", "ignore") for word in listed if word)
