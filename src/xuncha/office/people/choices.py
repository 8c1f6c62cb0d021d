"""Words as the choices of a database field."""

from collections.abc import Iterable, Mapping
from enum import StrEnum


def choices(words: Iterable[StrEnum], labels: Mapping[StrEnum, str]) -> list[tuple[str, str]]:
    """Stored name and Chinese term of each word, plain strings: migrations outlive enums."""
    return [(word.value, labels[word]) for word in words]
