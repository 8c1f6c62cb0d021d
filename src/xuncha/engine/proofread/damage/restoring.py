"""A whole text with its damage undone where the bytes allow it, and what was done."""

from dataclasses import dataclass

from xuncha.engine.proofread.damage.inspection import Damage, inspect


@dataclass(frozen=True, slots=True)
class Restored:
    """``text`` has as many lines as the damaged one; ``damages`` are (line from 1, damage).

    A character whose bytes are lost and that nothing tells stands as □. A damage that is only
    suspected is left as it is and not listed.
    """

    text: str
    damages: tuple[tuple[int, Damage], ...]


def restored(text: str) -> Restored:
    """The text as it was before it was damaged; a sound text comes back unchanged."""
    lines = text.split("\n")
    found = [
        (number, damage)
        for number, damage in enumerate(inspect(lines), start=1)
        if damage and damage.certain
    ]
    for number, damage in found:
        lines[number - 1] = damage.text
    return Restored("\n".join(lines), tuple(found))
