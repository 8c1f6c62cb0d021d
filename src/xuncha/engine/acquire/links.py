"""Looks at links that lead out of the visited pages: HEAD, then GET where HEAD does not tell.

Each look goes through the gate and robots, waits its host's turn, and leaves its answers in the
bundle, apart from the pages of the visit. What was gone is asked for once more, later. A link many
sites share is asked for once a shard, and its answer stands in each site's bundle.
"""

import asyncio
import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pycurl
from w3lib.url import safe_url_string

from xuncha.engine.acquire.failures import Failed, failed
from xuncha.engine.acquire.lookout import Lookout, Traffic
from xuncha.engine.acquire.probe import bounded, failure_of, guard, prepare
from xuncha.engine.bundle.answers import failure_of_status, is_redirect, redirect_of
from xuncha.engine.bundle.decoding import decode_body
from xuncha.engine.bundle.exchange import Exchange, Purpose, Truncation
from xuncha.engine.bundle.journal import Decision
from xuncha.engine.domain.fetches import VisitSettings
from xuncha.engine.domain.words import LABELS, UnableClass
from xuncha.engine.extract.services.outgoing import Outgoing
from xuncha.engine.extract.tampering.leads import Lead
from xuncha.engine.extract.tampering.site import CHOSEN_ON

MAX_REDIRECTS = 10
HOSTS_AT_ONCE = 8
SHARED_ANSWERS = 512
"""Answers kept for other sites of the shard, the oldest given up first."""
GONE = frozenset({404, 410})
CLOSED = frozenset(
    {
        UnableClass.NAME,
        UnableClass.REFUSED,
        UnableClass.TIMEOUT,
        UnableClass.TLS,
        UnableClass.THROTTLED,
        UnableClass.LOCAL_NETWORK,
    }
)
"""What one link of a host says of all its links: nothing more is asked of it in this round."""
_UNTOLD_BY_HEAD = frozenset({UnableClass.RESET, UnableClass.UNREADABLE})
_FAILED = {
    Purpose.LINK: Decision.LINK_FAILED,
    Purpose.LINK_AGAIN: Decision.LINK_FAILED_AGAIN,
    Purpose.LEAD: Decision.LEAD_FAILED,
}


class LinkLooks:
    """The looks at one site's links. Everything they bring lies in its bundle."""

    def __init__(self, lookout: Lookout) -> None:
        """Look for the target of ``lookout``."""
        self._lookout = lookout
        self._traffic = lookout.traffic
        self._settings = lookout.settings
        self._closed: dict[str, UnableClass] = {}

    async def look(
        self, chosen: Sequence[Outgoing], gone: Iterable[str], closed: dict[str, UnableClass]
    ) -> None:
        """Look at the chosen links, then once more at those that were gone, and at ``gone``:
        visited pages that were. ``closed`` hosts are not asked."""
        for link in chosen:
            self._lookout.note(link.url, Decision.LINK_CHOSEN, f"{CHOSEN_ON}{link.on}")
        self._closed = dict(closed)
        lost = await self._round([link.url for link in chosen], Purpose.LINK)
        again = [*dict.fromkeys([*gone, *lost])][: self._settings.max_links]
        if not again or not await self._wait():
            return
        self._closed = dict(closed)
        await self._round(again, Purpose.LINK_AGAIN)

    async def follow(self, leads: Sequence[Lead], closed: dict[str, UnableClass]) -> None:
        """Look once at what may tell of a break-in."""
        for lead in leads:
            self._lookout.note(lead.url, Decision.LEAD_CHOSEN, f"{CHOSEN_ON}{lead.on}")
        self._closed = dict(closed)
        await self._round([lead.url for lead in leads], Purpose.LEAD)

    async def _wait(self) -> bool:
        """Let the time between two looks pass; False when the visit has not that much left."""
        pause_s = self._settings.link_second_look_s
        if pause_s > self._lookout.seconds_left():
            return False
        if pause_s > 0:
            await self._traffic.pause(pause_s)
        return True

    async def _round(self, urls: Sequence[str], purpose: Purpose) -> list[str]:
        """Look at addresses, the hosts beside each other, each host's one after the other; those
        that were gone, in the order given."""
        by_host: dict[str, list[str]] = {}
        for url in urls:
            by_host.setdefault(urlsplit(url).hostname or "", []).append(url)
        places = asyncio.Semaphore(HOSTS_AT_ONCE)
        lost: set[str] = set()

        async def look_at(host: str) -> None:
            async with places:
                for url in by_host[host]:
                    if await self._look(url, purpose):
                        lost.add(url)

        await asyncio.gather(*(look_at(host) for host in by_host))
        return [url for url in urls if url in lost]

    async def _look(self, url: str, purpose: Purpose) -> bool:
        """One look, redirects followed; whether the page was gone."""
        current = str(safe_url_string(url))
        for _ in range(MAX_REDIRECTS + 1):
            refusal = await self._refusal(current)
            if refusal is not None:
                self._fail(current, purpose, refusal)
                return False
            answers = await self._answers(current, purpose)
            kept = [answer for answer in answers if isinstance(answer, Exchange)]
            for answer in kept:
                await self._lookout.keep(answer)
            last = answers[-1]
            if isinstance(last, Failed):
                self._fail(current, purpose, last)
                return False
            if failure_of_status(last.status)[0] is UnableClass.THROTTLED:
                self._closed[urlsplit(current).hostname or ""] = UnableClass.THROTTLED
            target = self._target(last)
            if not target or target == current:
                return last.status in GONE
            current = target
        return False

    def _fail(self, url: str, purpose: Purpose, failure: Failed) -> None:
        if failure.unable in CLOSED:
            self._closed.setdefault(urlsplit(url).hostname or "", failure.unable)
        self._lookout.note(url, _FAILED[purpose], failure.reason, failure.unable)

    def _target(self, answer: Exchange) -> str:
        headers = {name.lower(): value for name, value in reversed(answer.response_headers)}
        encoding = headers.get("content-encoding", "")
        body = decode_body(answer.payload, encoding, self._settings.link_max_bytes).body
        return redirect_of(answer.status, headers.get("location", ""), body, answer.url)

    async def _refusal(self, url: str) -> Failed | None:
        """Why a link is not asked for: its host answers nothing, no time is left, the gate or
        robots say no."""
        try:
            closed = self._closed.get(urlsplit(url).hostname or "")
        except ValueError:
            return failed(UnableClass.GUARD, "网址写法不合规")
        if closed is not None:
            return failed(closed, f"同一主机的链接：{LABELS[closed]}，未再逐条访问")
        spent = self._lookout.overspent()
        if spent:
            return failed(UnableClass.BUDGET, f"访问额度用完：{spent}")
        return await self._lookout.refusal(url)

    async def _answers(self, url: str, purpose: Purpose) -> tuple[Exchange | Failed, ...]:
        """The answers of one hop, asked for once a shard."""
        shared = self._traffic.link_answers
        key = (url, purpose.value)
        if key not in shared:
            while len(shared) >= SHARED_ANSWERS:
                shared.pop(next(iter(shared)))
            shared[key] = asyncio.ensure_future(look_once(self._traffic, url, purpose))
        return await shared[key]


async def look_once(traffic: Traffic, url: str, purpose: Purpose) -> tuple[Exchange | Failed, ...]:
    """HEAD, and GET where HEAD leaves open whether the page is there; a lead is to be read."""
    if purpose is Purpose.LEAD:
        return (await in_turn(traffic, "GET", url, purpose),)
    head = await in_turn(traffic, "HEAD", url, purpose)
    if isinstance(head, Failed):
        if head.unable not in _UNTOLD_BY_HEAD:
            return (head,)
        return (await in_turn(traffic, "GET", url, purpose),)
    if _is_told(head):
        return (head,)
    return head, await in_turn(traffic, "GET", url, purpose)


def _is_told(head: Exchange) -> bool:
    """Whether HEAD is enough: a file that is there, a way on, a host that asks to be spared."""
    if is_redirect(head.status) or failure_of_status(head.status)[0] is UnableClass.THROTTLED:
        return True
    kinds = [value for name, value in head.response_headers if name.lower() == "content-type"]
    return 200 <= head.status < 300 and bool(kinds) and "html" not in kinds[0].lower()


async def in_turn(traffic: Traffic, method: str, url: str, purpose: Purpose) -> Exchange | Failed:
    """One request when its host's turn has come: one at a time, the delay between two."""
    turn = traffic.turn_of(urlsplit(url).hostname or "")
    async with turn.lock:
        wait_s = turn.free_at - traffic.seconds()
        if wait_s > 0:
            await traffic.pause(wait_s)
        loop = asyncio.get_running_loop()
        answer = await loop.run_in_executor(traffic.pool, ask, traffic, method, url, purpose)
        turn.free_at = traffic.seconds() + traffic.settings.delay_s
    return answer


def _seen_as(settings: VisitSettings, purpose: Purpose) -> VisitSettings:
    """The settings of one request: a look with other eyes, and a page of
    results, has its agent and a page's bound."""
    agents = {
        Purpose.AS_SEARCH_ENGINE: settings.search_engine_agent,
        Purpose.AS_PHONE: settings.phone_agent,
        Purpose.FROM_SEARCH: settings.user_agent,
        Purpose.SEARCH: settings.user_agent,
    }
    agent = agents.get(purpose)
    if not agent:
        return settings
    return replace(settings, user_agent=agent, link_max_bytes=settings.page_max_bytes)


def _headers_for(settings: VisitSettings, purpose: Purpose) -> tuple[tuple[str, str], ...]:
    """What a request says beside its host: its agent, and that it comes from a search engine."""
    agent = ("User-Agent", settings.user_agent)
    if purpose is Purpose.FROM_SEARCH:
        return agent, ("Referer", settings.search_referrer)
    return (agent,)


def ask(traffic: Traffic, method: str, url: str, purpose: Purpose) -> Exchange | Failed:
    """One request by libcurl, nothing followed, the body cut at the limit for links. Blocks."""
    gate, settings = traffic.gate, _seen_as(traffic.settings, purpose)
    ruling = gate.rule_url(url)
    if not ruling.allowed:
        return failed(UnableClass.GUARD, f"访问被安全策略拒绝：{ruling.reason}")
    body, headers, refused = io.BytesIO(), _Headers(), list[str]()
    curl = pycurl.Curl()
    try:
        prepare(curl, url, round(settings.timeout_s * 1000), settings)
        told = dict(_headers_for(settings, purpose))
        if "Referer" in told:
            curl.setopt(pycurl.REFERER, told["Referer"])
        guard(curl, gate, ruling.host, refused)
        if method == "HEAD":
            curl.setopt(pycurl.NOBODY, 1)
        curl.setopt(pycurl.WRITEFUNCTION, bounded(body, settings.link_max_bytes))
        curl.setopt(pycurl.HEADERFUNCTION, headers.take)
        truncated = None
        try:
            curl.perform()
        except pycurl.error as error:
            if not (error.args[0] == pycurl.E_WRITE_ERROR and body.tell()):
                return failure_of(curl, error.args[0], ruling.host, refused)
            truncated = Truncation.LENGTH
        return Exchange(
            url=url,
            request_headers=(("Host", urlsplit(url).netloc), *told.items()),
            status=curl.getinfo(pycurl.RESPONSE_CODE),
            response_headers=tuple(headers.pairs),
            payload=body.getvalue(),
            fetched_at=traffic.now(),
            address=curl.getinfo(pycurl.PRIMARY_IP) or "",
            truncated=truncated,
            method=method,
            purpose=purpose,
        )
    finally:
        curl.close()


class _Headers:
    """The headers of the last answer, in order."""

    def __init__(self) -> None:
        self.pairs: list[tuple[str, str]] = []

    def take(self, line: Any) -> None:
        text = line.decode("latin-1")
        if text.startswith("HTTP/"):
            self.pairs = []
        name, colon, value = text.partition(":")
        if colon:
            self.pairs.append((name.strip(), value.strip()))
