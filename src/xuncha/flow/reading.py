"""Reading bundles on all cores, in spawned processes that know neither Django nor the records."""

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.looked import Looked
from xuncha.engine.domain.own_words import NO_WORDS, OwnWords
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
_own: OwnWords


def read_all(
    readings: list[Reading], book: Rulebook, in_force: tuple[str, ...], own: OwnWords = NO_WORDS
) -> Iterator[Looked]:
    """What every bundle gave, in the order of ``readings``. ``own``: the office's lists and
    allowances, sent to each process once."""
    if not readings:
        return
    workers = min(os.cpu_count() or 1, len(readings))
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _begin, (book, in_force, own)) as pool:
        yield from pool.map(_look, readings, chunksize=CHUNK)


def _begin(book: Rulebook, in_force: tuple[str, ...], own: OwnWords) -> None:
    global _book, _in_force, _own
    log_to_stderr()
    _book, _in_force, _own = book, in_force, own


def _look(reading: Reading) -> Looked:
    history = replace(reading.history, own=_own)
    return look_into(reading.bundle, _book, _in_force, history)
