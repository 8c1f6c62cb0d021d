"""Taking in: every finished bundle is read on all cores, its outcomes become rows."""

import hashlib
import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from xuncha.engine.digest import engine_digest
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.looked import Looked
from xuncha.engine.examine import look_into
from xuncha.engine.rulebook.book import Rulebook
from xuncha.flow.progress import Reporter
from xuncha.flow.workplace import Workplace
from xuncha.office.casework import probes
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.models import Round, RoundTarget
from xuncha.office.casework.taking_in import FactsSummary, store_target

MANIFEST = "manifest.json"
CHUNK = 8


@dataclass(frozen=True, slots=True)
class _Job:
    code: str
    bundle: Path
    history: History


_book: Rulebook
_in_force: tuple[str, ...]


def _begin(book: Rulebook, in_force: tuple[str, ...]) -> None:
    global _book, _in_force
    _book, _in_force = book, in_force


def _look(job: _Job) -> Looked:
    return look_into(job.bundle, _book, _in_force, job.history)


def take_in(inspection: Round, workplace: Workplace, reporter: Reporter) -> int:
    """Read every complete bundle of the round and store what it gave; how many were stored.

    Targets that are stored already are passed over, so the step may run any number of times; a
    target without a complete bundle stays open and keeps its round from being judged.
    """
    book = book_of(inspection)
    in_force = tuple(inspection.rows_in_force)
    folder = workplace.bundles(inspection)
    waiting = {
        target.code: target
        for target in inspection.targets.filter(intake_digest="")
        if (folder / target.code / MANIFEST).is_file()
    }
    with reporter.step("读取取证包并检测", len(waiting), "个") as meter:
        for looked in _looked(list(_jobs(inspection, waiting, folder)), book, in_force):
            target = waiting[looked.target]
            store_target(target, _summary(looked, folder / looked.target), looked.outcomes)
            meter.advance(1)
    return len(waiting)


def _jobs(inspection: Round, waiting: dict[str, RoundTarget], folder: Path) -> Iterator[_Job]:
    histories = probes.histories_for(inspection, list(waiting))
    for code in sorted(waiting):
        yield _Job(code, folder / code, histories.get(code, History()))


def _looked(jobs: list[_Job], book: Rulebook, in_force: tuple[str, ...]) -> Iterator[Looked]:
    if not jobs:
        return
    workers = min(os.cpu_count() or 1, len(jobs))
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _begin, (book, in_force)) as pool:
        yield from pool.map(_look, jobs, chunksize=CHUNK)


def _summary(looked: Looked, bundle: Path) -> FactsSummary:
    manifest = hashlib.sha256((bundle / MANIFEST).read_bytes()).hexdigest()
    return FactsSummary(
        bundle_path=str(bundle),
        manifest_digest=f"sha256:{manifest}",
        pages=looked.pages,
        unable=looked.unable,
        reason=looked.reason,
        columns=looked.columns,
        engine_digest=engine_digest(),
    )
