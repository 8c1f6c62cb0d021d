"""Rendering: the bundles of a round get what only a browser shows, what that leads to, and
pictures of findings.

Without a browser it is a step not run: outcomes stay ``unable``, and the round says why.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from xuncha.engine.acquire.errors import BrowserStartError
from xuncha.engine.acquire.render.browser import NO_BROWSER, find_browser
from xuncha.engine.acquire.render.opening import open_up
from xuncha.engine.acquire.render.orders import RenderOrder
from xuncha.engine.acquire.render.pictures import Album, Shot, tried
from xuncha.engine.acquire.render.process import render_bundles
from xuncha.engine.acquire.render.settings import RenderSettings
from xuncha.engine.acquire.shard import Brake
from xuncha.engine.bundle.manifest import MANIFEST
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.bundle.supplement import ALBUMS, has_part
from xuncha.engine.domain.fetches import HostMap
from xuncha.engine.domain.words import TargetKind
from xuncha.flow.progress import Meter, Reporter
from xuncha.flow.workplace import Workplace
from xuncha.office.casework.models import Round, RoundTarget

Work = Callable[[RenderOrder, Callable[[str], None], Brake], None]
CORES_A_BROWSER = 2
"""A browser keeps about two cores busy."""


@dataclass(frozen=True, slots=True)
class Browsing:
    """Which browser a round uses under which limits; ``browser`` None and ``reason`` why not."""

    browser: Path | None
    settings: RenderSettings
    reason: str = ""


def browsing(given: str, settings: RenderSettings) -> Browsing:
    """The browser the settings of the installation name, or the one on PATH."""
    browser = find_browser(given)
    return Browsing(browser, settings, "" if browser else NO_BROWSER)


def render(
    inspection: Round,
    workplace: Workplace,
    host_map: HostMap,
    use: Browsing,
    reporter: Reporter,
) -> str:
    """Render what the visited sites of the round need and visit what rendering opens up; in Chinese
    why it was not done, else empty.

    Sites that have nothing left or are taken in already are passed over, so the step may run any
    number of times. Sites of one host stay in one process, which looks at one page at a time.
    """
    if use.browser is None:
        return use.reason
    waiting = inspection.targets.filter(kind=TargetKind.SITE, intake_digest="")
    codes = set(waiting.values_list("code", flat=True))
    folder = workplace.bundles(inspection)
    groups = [
        tuple(
            path for code in shard.target_codes if code in codes and _lacks(path := folder / code)
        )
        for shard in inspection.shards.all()
    ]
    orders = [RenderOrder(group, use.browser, use.settings, host_map) for group in groups if group]
    return _run(open_up, orders, "渲染由脚本生成的页面", sum(map(len, groups)), reporter)


def picture(inspection: Round, workplace: Workplace, use: Browsing, reporter: Reporter) -> str:
    """Picture the places of the round's findings on sites, from the bundles alone; in Chinese why
    it was not done, else empty. Findings that were tried before are passed over, so those made
    later get their pictures when the step runs again."""
    if use.browser is None:
        return use.reason
    folder = workplace.bundles(inspection)
    albums = [
        Album(path, shots)
        for target in inspection.targets.filter(kind=TargetKind.SITE).order_by("code")
        if (path := folder / target.code).is_dir()
        and (shots := _shots(target, tried(path)))
        and not has_part(path, ALBUMS[-1])
    ]
    order = RenderOrder((), use.browser, use.settings, HostMap(), tuple(albums))
    orders = [order] if albums else []
    return _run(render_bundles, orders, "为查出的问题留图", len(albums), reporter)


def _lacks(bundle: Path) -> bool:
    """Whether a visit is complete and something is left to do in a browser, or after one."""
    return (bundle / MANIFEST).is_file() and Bundle.open(bundle).next_part() is not None


def _shots(target: RoundTarget, done: frozenset[str]) -> tuple[Shot, ...]:
    """The first place of every finding that a stored page shows. Wrong words are shown where they
    stand or not at all, a column or a home page also from its top."""
    found = []
    for finding in target.findings.exclude(fingerprint__in=done).order_by("fingerprint"):
        piece = next((piece for piece in finding.evidence if piece["record"]), None)
        if piece is not None:
            about, record, quote = finding.fingerprint, piece["record"], piece["quote"]
            wrong = finding.observed if finding.kind else ""
            found.append(Shot(about, piece["url"], record, quote, wrong, not finding.kind))
    return tuple(found)


def _run(work: Work, orders: list[RenderOrder], title: str, total: int, reporter: Reporter) -> str:
    """Run the orders side by side; a browser that does not start is a reason, no fault."""
    if not orders:
        return ""
    workers = max(1, (os.cpu_count() or 1) // CORES_A_BROWSER)
    brakes = [Brake() for _ in orders]
    with reporter.step(title, total, "个") as meter, ThreadPoolExecutor(workers) as pool:
        note = _noting(meter)
        tasks = [
            pool.submit(work, order, note, brake)
            for order, brake in zip(orders, brakes, strict=True)
        ]
        try:
            for task in tasks:
                task.result()
        except BrowserStartError as fault:
            return str(fault)
        finally:
            for brake in brakes:
                brake.pull()
    return ""


def _noting(meter: Meter) -> Callable[[str], None]:
    return lambda _: meter.advance(1)
