"""Templates with slots, compiled once and filled many times.

A slot is a name from the scene (``{unit}``), a phrase list (``{how}``), a whole number ``{n3-9}``,
a number with one decimal ``{p1-9}`` or an amount ``{w100-900}``. Within one sentence the same slot
never gives the same words twice.
"""

import re
from collections.abc import Callable, Mapping
from random import Random

SLOT = re.compile(r"\{(?:([npw])(\d+)-(\d+)|([a-z]+\d?))\}")
NUMERIC = {"n", "p", "w"}
Draw = Callable[[], str]
Part = str | tuple[str, int, int]


def compile_template(text: str) -> tuple[Part, ...]:
    """Literals and slots of a template in order."""
    parts: list[Part] = []
    position = 0
    for match in SLOT.finditer(text):
        if match.start() > position:
            parts.append(text[position : match.start()])
        parts.append((match[1] or match[4], int(match[2] or 0), int(match[3] or 0)))
        position = match.end()
    if position < len(text):
        parts.append(text[position:])
    return tuple(parts)


class Grammar:
    """Compiled phrase lists; fills templates for a scene."""

    def __init__(self, phrases: Mapping[str, list[str]]) -> None:
        """Compile every choice of every list."""
        self.phrases = {
            name: [compile_template(c) for c in choices] for name, choices in phrases.items()
        }

    def fill(self, parts: tuple[Part, ...], rng: Random, scene: Mapping[str, Draw]) -> str:
        """One sentence; every slot is drawn anew."""
        return self._fill(parts, rng, scene, {})

    def _fill(
        self,
        parts: tuple[Part, ...],
        rng: Random,
        scene: Mapping[str, Draw],
        used: dict[str, set[str]],
    ) -> str:
        out = []
        for part in parts:
            if isinstance(part, str):
                out.append(part)
                continue
            name, low, high = part
            if name in NUMERIC:
                out.append(number(name, low, high, rng))
            else:
                out.append(self._distinct(name, rng, scene, used))
        return "".join(out)

    def _distinct(
        self, name: str, rng: Random, scene: Mapping[str, Draw], used: dict[str, set[str]]
    ) -> str:
        if name in FIXED:
            return scene[name]()
        taken = used.setdefault(name, set())
        words = ""
        for _ in range(12):
            if name in scene:
                words = scene[name]()
            else:
                choices = self.phrases[name]
                words = self._fill(choices[int(rng.random() * len(choices))], rng, scene, used)
            if words not in taken:
                break
        taken.add(words)
        return words


FIXED = frozenset({"unit", "unit2", "area", "qu", "orgfull", "thing", "project"}) | frozenset(
    {"year", "nextyear", "lastyear", "fiveyear", "season"}
)
"""Slots that mean the same thing all through an article."""


def number(kind: str, low: int, high: int, rng: Random) -> str:
    """A number as official prose prints it."""
    if kind == "n":
        return str(low + int(rng.random() * (high - low + 1)))
    if kind == "w":
        value = low + rng.random() * (high - low)
        return f"{value:.2f}".rstrip("0").rstrip(".") if rng.random() < 0.4 else f"{value:.0f}"
    value = low + rng.random() * (high - low)
    return f"{value:.1f}".removesuffix(".0")
