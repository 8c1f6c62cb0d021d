"""References to annexes: the number an annex has in this notice, or nothing where it has none."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class See:
    """Numbers of the annexes by their keys: turns a key into （见附件n）."""

    numbers: Mapping[str, int] = field(default_factory=dict)

    def __call__(self, key: str) -> str:
        """The reference, empty where the notice has no such annex."""
        return f"（见附件{self.numbers[key]}）" if key in self.numbers else ""


SITES, ACCOUNTS, TEXT_ERRORS, METHOD = "sites", "accounts", "text-errors", "method"
STANDARD = See({SITES: 1, ACCOUNTS: 2, TEXT_ERRORS: 3, METHOD: 4})
"""The annexes of the standard notice."""
