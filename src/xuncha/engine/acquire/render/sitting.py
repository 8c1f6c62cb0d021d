"""One sitting of a browser for one bundle: what is wanted is rendered and sealed beside it."""

import asyncio
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from xuncha.engine.acquire.errors import BrowserStartError
from xuncha.engine.acquire.gate import Gate, host_of
from xuncha.engine.acquire.keeping import WITHHELD_REASON
from xuncha.engine.acquire.render.browser import BrowserBox
from xuncha.engine.acquire.render.page import Built, PageOrder, build_page
from xuncha.engine.acquire.render.pins import Pins
from xuncha.engine.acquire.render.settings import RenderSettings
from xuncha.engine.bundle.journal import Decision, LogEntry
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.bundle.records import digest_of
from xuncha.engine.bundle.supplement import RENDERS, Part, SupplementWriter
from xuncha.engine.domain.fetches import HostMap
from xuncha.engine.domain.withheld import Withheld
from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.charset import decode
from xuncha.engine.extract.secrecy_texts import mark_in_markup
from xuncha.engine.extract.wanted import REASONS, Wanted, Why, pages_to_render

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext

Now = Callable[[], datetime]
_LOADED = re.compile(
    rb"<(?:script|i?frame|link)\b[^>]{0,400}?\b(?:src|href)\s*=\s*[\"']?([^\"'\s>]{4,400})", re.I
)
HEAD_BYTES = 400_000
"""How much of a raw page is searched for the hosts it loads from."""
MAPPED_AT_ONCE = 1500
"""Names told to one browser: Linux takes 128 KiB for one argument."""
HTML_TYPE = ("content-type", "text/html; charset=utf-8")


class Sitting:
    """Renders the pages of bundles, one page at a time, in one browser."""

    def __init__(
        self, box: BrowserBox, host_map: HostMap, settings: RenderSettings, now: Now
    ) -> None:
        """Use the browser of ``box`` behind the gate of ``host_map``."""
        self._box = box
        self._gate = Gate(host_map)
        self._settings = settings
        self._now = now
        self._shared = _pinned_map(host_map)

    async def render(self, folder: Path) -> bool:
        """Write the next rendering supplement of a bundle, also when nothing is wanted of it; all
        of them together spend one budget. False for a bundle that lacks none: it is left as it is.
        """
        bundle = Bundle.open(folder)
        part = bundle.next_part()
        if part not in RENDERS:
            return False
        pictures = self._settings.picture_of_home and part is Part.RENDER
        wanted = pages_to_render(bundle, picture_of_home=pictures)
        plan = {"tool": "chromium", "limits": asdict(self._settings)}
        with SupplementWriter(folder, part, plan, started_at=self._now()) as writer:
            if wanted:
                pins = self._shared or Pins(self._gate, self._settings.site_max_names)
                site = _Site(bundle, writer, self._box, pins, self._settings, self._now)
                await site.run(wanted)
            writer.finish(self._now())
        return True


def _pinned_map(host_map: HostMap) -> Pins | None:
    """All names of a map at once, so that one browser serves all sites; None without a map, or
    with one too long for a command line."""
    if not host_map.is_closed or len(host_map.entries) > MAPPED_AT_ONCE:
        return None
    pins = Pins(Gate(host_map), MAPPED_AT_ONCE)
    for host, _, _ in host_map.entries:
        pins.admit(f"http://{host}/")
    return pins


class _Site:
    def __init__(
        self,
        bundle: Bundle,
        writer: SupplementWriter,
        box: BrowserBox,
        pins: Pins,
        settings: RenderSettings,
        now: Now,
    ) -> None:
        self._bundle = bundle
        self._writer = writer
        self._box = box
        self._settings = settings
        self._now = now
        self._pins = pins
        self._noted: set[tuple[str, str]] = set()
        self._asked: set[str] = set()

    async def run(self, wanted: tuple[Wanted, ...]) -> None:
        """Every wanted page in order, as far as the budget of the site goes."""
        done = sum(one.failure is not UnableClass.BUDGET for one in self._bundle.renderings())
        ends = time.monotonic() + self._settings.site_max_s - self._bundle.seconds_rendering
        await self._pin_what_pages_name(wanted)
        for number, one in enumerate(wanted, done):
            if number >= self._settings.site_max_pages or time.monotonic() > ends:
                reason = "渲染额度用完：页数或时间已到上限"
                self._note(one.url, Decision.SKIPPED, reason, UnableClass.BUDGET)
                continue
            await self._one(one)

    async def _one(self, one: Wanted) -> None:
        built = await self._built(one)
        for refusal in built.traffic.refusals.values():
            self._note_once(refusal.url, Decision.GATE_REFUSED, f"渲染：{refusal.reason}")
        for url, why in built.traffic.lost.items():
            self._note_once(url, Decision.NOTED, f"渲染时数据请求失败（{why}）")
        if self._is_withheld(one, built):
            return
        if one.why is Why.PICTURE:
            self._keep_picture(one, built)
            if built.failure is not None:
                self._note(one.url, Decision.NOTED, f"首页没有留图：{built.reason}")
            return
        for answer in built.traffic.answers:
            self._writer.record(answer)
        if built.failure is not None:
            self._note(one.url, Decision.FAILED, built.reason, built.failure)
            return
        lost = dict(built.traffic.lost)
        if one.why is not Why.SECOND_LOOK:
            # A script that is gone or broke off may be the one that brings the list. A page that
            # was empty without any such script stays empty without it.
            lost |= dict.fromkeys(built.traffic.gone, "")
            lost |= {built.final_url: ""} if built.traffic.has_thrown else {}
        self._note(one.url, Decision.NOTED, f"已用浏览器渲染：{REASONS[one.why]}")
        headers = (
            HTML_TYPE,
            ("final-url", built.final_url),
            ("why", one.why.value),
            ("of", one.record),
            ("lost-requests", str(len(lost))),
            ("settled", "yes" if built.is_settled else "no"),
        )
        name = self._bundle.record_id_of(one.record)
        self._writer.conversion(one.url, headers, built.dom, self._now(), name)
        self._keep_picture(one, built)

    def _is_withheld(self, one: Wanted, built: Built) -> bool:
        """Whether the page, or anything it loaded, carries a mark of a state secret: then a
        tombstone is all that is kept of it."""
        mark = mark_in_markup(built.dom.decode("utf-8", "replace")) if built.dom else None
        for answer in built.traffic.answers:
            headers = {name.lower(): value for name, value in answer.response_headers}
            text = decode(answer.payload, headers.get("content-type", ""))[0]
            mark = mark or mark_in_markup(text)
        if mark is None:
            return False
        digest, size = digest_of(built.dom), len(built.dom)
        withheld = Withheld(one.url, self._now(), digest, size, mark.level)
        self._writer.withhold(withheld, WITHHELD_REASON)
        return True

    def _keep_picture(self, one: Wanted, built: Built) -> None:
        if built.picture:
            headers = (("content-type", "image/jpeg"), ("subject", "home"), ("of", one.record))
            self._writer.resource(one.url, headers, built.picture, self._now())

    async def _built(self, one: Wanted) -> Built:
        """One page, tried again with a fresh browser while it names hosts that may be pinned."""
        settings = self._settings
        is_home = one.why in (Why.HOME, Why.PICTURE)
        order = PageOrder(
            one.url,
            settings.second_look_quiet_s if one.why is Why.SECOND_LOOK else settings.quiet_s,
            picture=is_home and settings.picture_of_home,
        )
        built = Built(one.url)
        for _ in range(max(1, settings.attempts)):
            reason = await asyncio.to_thread(self._pins.admit, one.url)
            if reason:
                built.fail(UnableClass.GUARD, f"访问被安全策略拒绝：{reason}")
                return built
            await self._wait_for_turn(one.url)
            context = await self._context()
            built = await build_page(context, order, self._pins, settings)
            self._box.wear(1, built.traffic.size)
            if built.is_stuck:
                await self._box.close()
            if not await self._pin(built.traffic.unpinned):
                break
        return built

    async def _context(self) -> "BrowserContext":
        """A fresh context; from a fresh browser where the last one is broken."""
        rules, agent = self._pins.rules(), self._bundle.settings.user_agent
        try:
            return await self._box.context(rules, agent)
        except BrowserStartError:
            raise
        except Exception:  # noqa: BLE001 - Playwright's word for a browser that died unseen
            await self._box.close()
            return await self._box.context(rules, agent)

    async def _wait_for_turn(self, url: str) -> None:
        """The politeness of the visit: its delay between two pages of one host."""
        host = host_of(url)
        if host in self._asked and self._bundle.settings.delay_s > 0:
            await asyncio.sleep(self._bundle.settings.delay_s)
        self._asked.add(host)

    async def _pin_what_pages_name(self, wanted: Iterable[Wanted]) -> None:
        """Pin the hosts the raw pages load from, so that the first attempt is mostly enough."""
        named: dict[str, None] = {}
        for one in wanted:
            named[one.url] = None
            for match in _LOADED.findall(self._bundle.body_of(one.record)[:HEAD_BYTES]):
                named[urljoin(one.url, match.decode("latin-1"))] = None
        await self._pin(named)

    async def _pin(self, urls: Iterable[str]) -> bool:
        """Pin the hosts of addresses; whether any is new."""
        before = len(self._pins)
        for url in urls:
            try:
                reason = await asyncio.to_thread(self._pins.admit, url)
            except ValueError:
                continue
            if reason:
                self._note_once(url, Decision.GATE_REFUSED, f"渲染：{reason}")
        return len(self._pins) > before

    def _note(
        self, url: str, decision: Decision, reason: str, unable: UnableClass | None = None
    ) -> None:
        self._writer.note(LogEntry(url, decision, reason, self._now(), unable))

    def _note_once(self, url: str, decision: Decision, reason: str) -> None:
        try:
            key = (host_of(url), reason)
        except ValueError:
            key = (url, reason)
        if key not in self._noted:
            self._noted.add(key)
            self._note(url, decision, reason)
