"""Seeded chance: the same words give the same stream of numbers on every machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from random import Random

_SEED: ContextVar[int] = ContextVar("seed", default=0)


def stream(*words: object) -> Random:
    """A stream of its own for each purpose, so that a change in one place moves no other."""
    seed = _SEED.get()
    return Random("/".join(map(str, (*words, seed) if seed else words)))  # noqa: S311


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Draw everything anew while the block runs; 0 is how scenarios are drawn usually.

    A process draws one seed: what was invented once (the province) is kept.
    """
    token = _SEED.set(seed)
    try:
        yield
    finally:
        _SEED.reset(token)
