"""Reading bundles on all cores, in spawned processes that know neither Django nor the records."""

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.looked import Looked
from xuncha.engine.examine import look_into
from xuncha.engine.log_lines import log_to_stderr
from xuncha.engine.rulebook.book import Rulebook

CHUNK = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """One bundle to be read, with the history its checks ask for."""

    bundle: Path
    history: History


_book: Rulebook
_in_force: tuple[str, ...]


def read_all(
    readings: list[Reading], book: Rulebook, in_force: tuple[str, ...]
) -> Iterator[Looked]:
    """What every bundle gave, in the order of ``readings``."""
    if not readings:
        return
    workers = min(os.cpu_count() or 1, len(readings))
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _begin, (book, in_force)) as pool:
        yield from pool.map(_look, readings, chunksize=CHUNK)


def _begin(book: Rulebook, in_force: tuple[str, ...]) -> None:
    global _book, _in_force
    log_to_stderr()
    _book, _in_force = book, in_force


def _look(reading: Reading) -> Looked:
    return look_into(reading.bundle, _book, _in_force, reading.history)
