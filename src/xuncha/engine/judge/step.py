"""One line of a verdict's arithmetic."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One line a person can recompute: the row it is about (empty for sums), text, number."""

    indicator: str
    text: str
    value: float | None
