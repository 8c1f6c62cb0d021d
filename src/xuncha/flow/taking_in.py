"""Taking in: every finished bundle is read on all cores, its outcomes become rows."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from xuncha.engine.bundle.manifest import MANIFEST
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.bundle.supplement import CHAIN, has_part
from xuncha.engine.digest import engine_digest
from xuncha.engine.domain.addresses import public_address
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.looked import Looked
from xuncha.flow.errors import FlowError
from xuncha.flow.letters import known_sites, letters_in
from xuncha.flow.progress import Reporter
from xuncha.flow.reading import Reading, read_all
from xuncha.flow.workplace import Workplace
from xuncha.office.casework import probes
from xuncha.office.casework.bodies import bodies_before
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.models import Round, RoundTarget
from xuncha.office.casework.siblings import kin_of
from xuncha.office.casework.states import ShardState
from xuncha.office.casework.taking_in import FactsSummary, store_target
from xuncha.office.wordlists.freezing import own_words_of


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
    readings = list(_readings(inspection, waiting, folder, workplace.exports(inspection)))
    with reporter.step("读取取证包并检测", len(waiting), "个") as meter:
        for looked in read_all(readings, book, in_force, own_words_of(inspection.words)):
            target = waiting[looked.target]
            store_target(target, _summary(looked, folder / looked.target), looked.outcomes)
            meter.advance(1)
    return len(waiting)


def require_whole(inspection: Round) -> None:
    """Raise FlowError, one line, unless every shard is done and every target is taken in."""
    total = inspection.targets.count()
    missing = inspection.targets.filter(intake_digest="").count()
    open_shards = inspection.shards.exclude(state=ShardState.DONE).count()
    if missing or open_shards:
        raise FlowError(
            f"访问没有完成：{total} 个对象中还有 {missing} 个没有取得结果，"
            f"{open_shards} 组正由其他进程访问或等待访问；处理办法：稍后再次运行同一命令，会接着做"
        )


def _readings(
    inspection: Round, waiting: dict[str, RoundTarget], folder: Path, exports: Path
) -> Iterator[Reading]:
    histories = probes.histories_for(inspection, list(waiting))
    known = bodies_before(inspection, list(waiting))
    kin = kin_of(inspection, list(waiting))
    letters = letters_in(exports, known_sites(inspection))
    for code in sorted(waiting):
        history = replace(histories.get(code, History()), bodies=known.get(code, ()))
        history = replace(history, letters=letters.get(code))
        if code in kin:
            history = replace(history, sponsor=kin[code].sponsor, siblings=kin[code].siblings)
        yield Reading(folder / code, history)


def seal_of(bundle: Path) -> str:
    """What a visit's record calls its bundle by: the digest of the last part of its chain. Each
    part names the seal of the one before it, so it covers them all."""
    parts = [bundle, *(bundle / part for part in CHAIN if has_part(bundle, part))]
    manifest = hashlib.sha256((parts[-1] / MANIFEST).read_bytes()).hexdigest()
    return f"sha256:{manifest}"


def _summary(looked: Looked, bundle: Path) -> FactsSummary:
    return FactsSummary(
        bundle_path=str(bundle),
        manifest_digest=seal_of(bundle),
        pages=looked.pages,
        unable=looked.unable,
        reason=looked.reason,
        columns=looked.columns,
        services=looked.services,
        engine_digest=engine_digest(),
        withheld=looked.withheld,
        bodies=looked.bodies,
        address=public_address(Bundle.open(bundle).address()),
    )
