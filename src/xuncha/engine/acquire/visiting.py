"""The visiting process: one Scrapy crawler for a whole shard, a coroutine for each target."""

import asyncio
import sys
import time
import traceback
from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess

from xuncha.engine.acquire.channels.export import ExportShelf, visit_export
from xuncha.engine.acquire.channels.feed import visit_feed
from xuncha.engine.acquire.crawl import SiteVisit
from xuncha.engine.acquire.door import Door
from xuncha.engine.acquire.gate import Gate
from xuncha.engine.acquire.lookout import Lookout, Traffic
from xuncha.engine.acquire.orders import ORDER_JSON, ShardOrder
from xuncha.engine.acquire.recall import recall
from xuncha.engine.acquire.spawned import CRASHED, UNUSABLE, complain, take_order
from xuncha.engine.acquire.transport import Transport, scrapy_settings
from xuncha.engine.bundle.errors import BundleError
from xuncha.engine.bundle.manifest import can_name_bundle
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.bundle.supplement import FOLLOWS, SupplementWriter
from xuncha.engine.bundle.writer import BundleWriter
from xuncha.engine.domain.targets import AccountPlan, SitePlan, TargetPlan
from xuncha.engine.domain.windows import local_day
from xuncha.engine.extract.attachments.process import AttachmentReader
from xuncha.engine.log_lines import log_to_stderr

SITES_AT_ONCE = 32
ACCOUNTS_AT_ONCE = 16


@dataclass(slots=True)
class Run:
    """What became of a shard: the faults of our own, and whether every target was tried."""

    order: ShardOrder
    faults: list[BaseException] = field(default_factory=list)
    is_through: bool = False


class ShardSpider(scrapy.Spider):
    """Visits the targets of one order through the crawler's downloader."""

    name = "shard"
    run: Run

    async def start(self) -> AsyncIterator[Any]:
        """Visit everything; yields no requests, because each visit awaits its own answers."""
        try:
            await self._visit()
        except BaseException as error:
            self.run.faults.append(error)
            raise
        self.run.is_through = True
        return
        yield

    async def _visit(self) -> None:
        from twisted.internet import reactor

        order = self.run.order
        gate = Gate(order.host_map)
        Door(gate).hang_in(reactor)
        traffic = Traffic(
            transport=Transport(self.crawler, order.settings, _now),
            gate=gate,
            settings=order.settings,
            now=_now,
            seconds=time.monotonic,
        )
        if order.settings.attachments is None:
            await _visit_all(self.run, traffic)
            return
        with AttachmentReader(order.settings.attachments) as traffic.reader:
            await _visit_all(self.run, traffic)


async def _visit_all(run: Run, traffic: Traffic) -> None:
    shelf = ExportShelf(run.order.exports)
    sites, accounts = asyncio.Semaphore(SITES_AT_ONCE), asyncio.Semaphore(ACCOUNTS_AT_ONCE)

    async def visit(plan: TargetPlan) -> None:
        async with sites if isinstance(plan, SitePlan) else accounts:
            await _visit(plan, run.order, traffic, shelf)

    todo = [plan for plan in run.order.plans if _is_open(run.order, plan.code)]
    ends = await asyncio.gather(*(visit(plan) for plan in todo), return_exceptions=True)
    run.faults += [end for end in ends if end is not None]


def _is_open(order: ShardOrder, code: str) -> bool:
    """Whether a target still lacks what the order asks for. A code that can name no bundle does."""
    if not can_name_bundle(code):
        return True
    folder = order.out / code
    if not order.goes_on:
        return not folder.is_dir()
    return Bundle.open(folder).next_part() in FOLLOWS


async def _visit(plan: TargetPlan, order: ShardOrder, traffic: Traffic, shelf: ExportShelf) -> None:
    """One target from an empty folder to a complete bundle, or from its rendered pages on."""
    started = traffic.now()
    if isinstance(plan, SitePlan) and order.goes_on:
        await _go_on(plan, order, traffic)
    else:
        settings, as_of = order.settings, order.as_of
        with BundleWriter(order.out, plan, settings, as_of, started_at=started) as writer:
            if isinstance(plan, SitePlan):
                await SiteVisit(plan, Lookout(traffic, writer), local_day(as_of)).run()
            elif isinstance(plan, AccountPlan) and plan.export_name:
                visit_export(plan, shelf, writer, started)
            else:
                await visit_feed(plan, Lookout(traffic, writer))
            writer.finish(traffic.now())
    sys.stdout.write(f"{plan.code}\n")
    sys.stdout.flush()


async def _go_on(plan: SitePlan, order: ShardOrder, traffic: Traffic) -> None:
    """The same walk through a site whose rendered pages now show more; a part of its bundle."""
    bundle = Bundle.open(order.out / plan.code)
    part = bundle.next_part()
    if part not in FOLLOWS:
        return
    started = traffic.now()
    plan_of_part = {"settings": asdict(order.settings)}
    with SupplementWriter(bundle.folder, part, plan_of_part, started_at=started) as writer:
        lookout = Lookout(traffic, writer, recall(bundle))
        await SiteVisit(plan, lookout, local_day(order.as_of)).run()
        writer.finish(traffic.now())


def _now() -> datetime:
    return datetime.now(UTC)


def main(arguments: Sequence[str]) -> int:
    """Visit the shard in an order file; 0 done, 1 a crash of ours, 2 an unusable order."""
    log_to_stderr()
    order = take_order(arguments, ORDER_JSON, "访问")
    if order is None:
        return UNUSABLE
    run = Run(order)
    process = AsyncCrawlerProcess(scrapy_settings(order.settings))
    process.crawl(ShardSpider, run=run)
    process.start()
    return _account_for(run)


def _account_for(run: Run) -> int:
    unwritable = [fault for fault in run.faults if isinstance(fault, BundleError)]
    for fault in run.faults:
        if not isinstance(fault, BundleError):
            traceback.print_exception(fault)
    if len(unwritable) < len(run.faults) or not run.is_through:
        return CRASHED
    if unwritable:
        more = f"（另有 {len(unwritable) - 1} 个对象也未取证）" if unwritable[1:] else ""
        complain(f"{unwritable[0]}{more}")
        return UNUSABLE
    return 0
