"""How sure the clues make us: a small network a sort of slip, its numbers kept as data."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from xuncha.engine.proofread.statistics.edits import Sort
from xuncha.engine.proofread.statistics.errors import ModelError
from xuncha.engine.proofread.statistics.features import Rows

LEAK = 0.1
"""What a hidden unit lets through below zero."""

HOPELESS = -5.0
"""Logit below which the other networks could not lift a candidate into a band."""

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Network:
    """One hidden layer over standardised clues; several trained alike are averaged.

    Shapes: ``mean`` and ``scale`` (clues), ``inner`` (networks, clues, hidden), ``inner_bias``
    (networks, hidden), ``outer`` (networks, hidden), ``outer_bias`` (networks).
    """

    mean: Numbers
    scale: Numbers
    inner: Numbers
    inner_bias: Numbers
    outer: Numbers
    outer_bias: Numbers

    def confidence(self, rows: Rows) -> Numbers:
        """For every row the chance that the candidate was meant, between 0 and 1.

        Rows the first network thinks hopeless are not put to the others.
        """
        clues = (rows - self.mean) / self.scale
        logit = self._logit(0, clues)
        open_ = np.flatnonzero(logit > HOPELESS)
        for number in range(1, len(self.inner)):
            logit[open_] += self._logit(number, clues[open_])
        logit[open_] /= len(self.inner)
        chance: Numbers = (1 / (1 + np.exp(-np.clip(logit, -30, 30)))).astype(np.float32)
        return chance

    def _logit(self, number: int, clues: Rows) -> Numbers:
        hidden = clues @ self.inner[number] + self.inner_bias[number]
        hidden = np.maximum(hidden, LEAK * hidden)
        logit: Numbers = hidden @ self.outer[number] + self.outer_bias[number]
        return logit


FIELDS = ("mean", "scale", "inner", "inner_bias", "outer", "outer_bias")


def read_networks(path: Path) -> Mapping[Sort, Network]:
    """The networks of a file by sort. Raises ModelError for a file that holds none."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {
            Sort(sort): Network(*(np.array(numbers[one], dtype=np.float32) for one in FIELDS))
            for sort, numbers in found.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError("判别系数读不出", f"{path.name}（{error}）", "重新安装程序") from None


def write_networks(networks: Mapping[Sort, Network], path: Path, digits: int = 4) -> None:
    """Write the file, rounded to ``digits`` significant digits."""
    found = {
        sort.value: {
            one: _rounded(getattr(network, one).astype(np.float64).tolist(), digits)
            for one in FIELDS
        }
        for sort, network in networks.items()
    }
    path.write_text(json.dumps(found, separators=(",", ":")) + "\n", encoding="utf-8")


def _rounded(numbers: float | list[object], digits: int) -> object:
    if isinstance(numbers, list):
        return [_rounded(one, digits) for one in numbers]  # type: ignore[arg-type]
    return float(f"{numbers:.{digits}g}")
