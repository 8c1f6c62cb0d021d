"""Looking at addresses for one target: gate, robots, retries, redirects, everything recorded."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from xuncha.engine.acquire.budget import Budget, Spent
from xuncha.engine.acquire.failures import RETRIED, Failed, failed
from xuncha.engine.acquire.gate import Gate
from xuncha.engine.acquire.keeping import WITHHELD_REASON, Keeper
from xuncha.engine.acquire.robots import RobotsRules, read_rules, robots_url
from xuncha.engine.bundle.answers import failure_of_status, is_redirect, redirect_of
from xuncha.engine.bundle.decoding import Decoded, decode_body
from xuncha.engine.bundle.exchange import Exchange, Purpose
from xuncha.engine.bundle.journal import Decision, LogEntry
from xuncha.engine.bundle.reader import CUT_SHORT
from xuncha.engine.bundle.unfinished import UnfinishedEvidence
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.fetches import VisitSettings
from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.attachments.process import AttachmentReader

MAX_REDIRECTS = 10
THREADS = 16


class Asks(Protocol):
    """Anything that turns an address into an answer."""

    def ask(self, url: str, max_bytes: int | None = None) -> Awaitable[Exchange | Failed]:
        """The answer to one GET, of ``max_bytes`` at most (None: the page limit)."""
        ...


@dataclass(slots=True)
class Turn:
    """One request at a time to a host. ``free_at``: when the next may start (monotonic seconds)."""

    free_at: float
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(slots=True)
class Traffic:
    """What all targets of a shard share: the way out, the gate, the rules of each host.

    Pages go through ``transport``; links through ``pool``, in turns by host.
    """

    transport: Asks
    gate: Gate
    settings: VisitSettings
    now: Callable[[], datetime]
    seconds: Callable[[], float]
    robots: dict[str, "asyncio.Task[RobotsRules]"] = field(default_factory=dict)
    reader: AttachmentReader | None = None
    link_answers: dict[tuple[str, str], "asyncio.Task[tuple[Exchange | Failed, ...]]"] = field(
        default_factory=dict
    )
    turns: dict[str, Turn] = field(default_factory=dict)
    pool: Executor = field(default_factory=lambda: ThreadPoolExecutor(THREADS))
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep

    def turn_of(self, host: str) -> Turn:
        """Whose turn it is at a host; all targets of the shard queue there."""
        return self.turns.setdefault(host, Turn(self.seconds() + self.settings.delay_s))


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a look ended. ``url`` is the last address of the redirects; ``body`` is decoded.

    ``status`` None means no answer at all. ``failure`` None means a page that can be read.
    """

    url: str
    status: int | None
    body: bytes = b""
    content_type: str = ""
    failure: UnableClass | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What was seen of a target before. ``page`` tells how a look at an address ended, None where
    there was none; ``files`` are attachments with their bytes, ``links`` the links that were looked
    at, both by page key."""

    page: Callable[[str], Seen | None]
    files: Mapping[str, int]
    links: frozenset[str]
    spent: Spent


NOTHING_KNOWN = Known(lambda _: None, {}, frozenset(), Spent())


class Lookout:
    """Looks for one target and writes everything into its bundle."""

    def __init__(
        self, traffic: Traffic, writer: UnfinishedEvidence, known: Known = NOTHING_KNOWN
    ) -> None:
        """Spend a fresh budget on one target, or what is left of it; what is known of it is not
        asked for again."""
        self.settings = traffic.settings
        self.traffic = traffic
        self.known = known
        self._writer = writer
        self._keeper = Keeper(writer, traffic.reader)
        self._budget = Budget(traffic.settings, traffic.seconds, known.spent)
        self._noted: set[tuple[str, str, str]] = set()
        self._robots_kept: set[str] = set()
        self._seen: dict[str, Seen] = {}
        self._skipped: dict[str, Seen] = {}

    def note(
        self, url: str, decision: Decision, reason: str, unable: UnableClass | None = None
    ) -> None:
        """Add a line to the decision log."""
        self._writer.note(LogEntry(url, decision, reason, self.traffic.now(), unable))

    def skip(self, url: str, unable: UnableClass, reason: str) -> Seen:
        """Say in the log, once, that an address was not looked at and why."""
        seen = self._seen.get(url) or self.known.page(url)
        if seen is not None:
            return seen
        if url not in self._skipped:
            self.note(url, Decision.SKIPPED, reason, unable)
            self._skipped[url] = Seen(url, None, failure=unable, reason=reason)
        return self._skipped[url]

    def gone(self) -> list[str]:
        """The pages asked for now that the server said are not there, in the order seen."""
        gone = [url for url, seen in self._seen.items() if seen.status in (404, 410)]
        return [url for url in gone if self.known.page(url) is None]

    def pages(self) -> list[str]:
        """The pages that could be read, where redirects ended, in the order seen."""
        read = (seen for seen in self._seen.values() if seen.failure is None and seen.status)
        return list(dict.fromkeys(seen.url for seen in read))

    async def site_maps(self, url: str) -> list[str]:
        """The site maps the robots.txt of an address's host names."""
        rules = (await self._rules_of(url)).rules
        return list(rules.sitemaps) if rules is not None else []

    def visited(self) -> frozenset[str]:
        """The pages asked for, and where redirects led, by page key."""
        return frozenset(
            key for url, seen in self._seen.items() for key in (page_key(url), page_key(seen.url))
        )

    async def keep(self, answer: Exchange) -> None:
        """Put an answer that is no page of the visit into the bundle."""
        self._budget.bytes += len(answer.payload)
        await self._keeper.keep(answer, self._decoded(answer).body)

    def overspent(self) -> str:
        """The Chinese reason why no more links may be asked for; empty while there is room."""
        return self._budget.overspent()

    def seconds_left(self) -> float:
        """How long the visit may still last."""
        return self._budget.seconds_left()

    async def look_group(self, urls: Sequence[str]) -> list[Seen]:
        """Look at a few addresses at once; what was seen, in the order given.

        Budgets are held against the group before it starts, in the order given, so which pages
        fall out does not depend on which answer came first. A page seen is not asked for again.
        """
        for url in dict.fromkeys(urls):
            if url not in self._seen and (known := self.known.page(url)) is not None:
                self._seen[url] = known
        fresh = [url for url in dict.fromkeys(urls) if url not in self._seen]
        affordable = fresh[: self._budget.pages_left()]
        for url in fresh[len(affordable) :]:
            reason = self._budget.exhausted() or "剩余页数额度不足"
            self.skip(url, UnableClass.BUDGET, f"访问额度用完：{reason}")
        await asyncio.gather(*(self._look(url) for url in affordable))
        return [self._seen.get(url) or self._skipped[url] for url in urls]

    async def _look(self, url: str) -> None:
        self._seen[url] = await self._follow(url)

    async def _follow(self, url: str) -> Seen:
        current = url
        for _ in range(MAX_REDIRECTS + 1):
            refusal = await self.refusal(current)
            if refusal is not None:
                self.note(current, Decision.SKIPPED, refusal.reason, refusal.unable)
                return Seen(current, None, failure=refusal.unable, reason=refusal.reason)
            answer = await self._ask(current)
            if isinstance(answer, Failed):
                self.note(current, Decision.FAILED, answer.reason, answer.unable)
                return Seen(current, None, failure=answer.unable, reason=answer.reason)
            seen, target = await self._keep(answer)
            if not target:
                return seen
            current = target
        reason = f"重定向超过 {MAX_REDIRECTS} 次"
        self.note(url, Decision.FAILED, reason, UnableClass.UNREADABLE)
        return Seen(current, None, failure=UnableClass.UNREADABLE, reason=reason)

    async def refusal(self, url: str) -> Failed | None:
        """Why an address may not be asked for, by the gate or by robots; None when it may."""
        ruling = self.traffic.gate.rule_url(url)
        decision = Decision.GATE_ALLOWED if ruling.allowed else Decision.GATE_REFUSED
        self.note_once(url, decision, ruling.host, ruling.reason)
        if not ruling.allowed:
            return failed(UnableClass.GUARD, f"访问被安全策略拒绝：{ruling.reason}")
        rules = await self._rules_of(url)
        if rules.may_visit(url, self.settings.user_agent):
            return None
        if self.settings.obeys_robots:
            return failed(UnableClass.ROBOTS, "robots.txt 不允许访问该页面")
        reason = "robots.txt 不允许访问，按本次检查的设置仍予访问"
        self.note_once(url, Decision.ROBOTS_OVERRIDDEN, ruling.host, reason)
        return None

    async def _ask(self, url: str, max_bytes: int | None = None) -> Exchange | Failed:
        for attempt in range(self.settings.retries + 1):
            answer = await self.traffic.transport.ask(url, max_bytes)
            retryable = isinstance(answer, Failed) and answer.unable in RETRIED
            if not retryable or attempt == self.settings.retries:
                break
        return answer

    async def look_file(self, url: str, max_bytes: int) -> tuple[int, UnableClass | None]:
        """Ask for an attachment and keep it; how many bytes came, and the class of what was no
        file by its status. It spends no page of the visit.

        What brought nothing is said in the log; redirects are followed as for pages.
        """
        current, size = url, 0
        for _ in range(MAX_REDIRECTS + 1):
            answer = await self.refusal(current) or await self._ask(current, max_bytes)
            if isinstance(answer, Failed):
                self.note(url, Decision.ATTACHMENT_FAILED, answer.reason, answer.unable)
                return size, answer.unable
            size += len(answer.payload)
            await self.keep(replace(answer, purpose=Purpose.ATTACHMENT))
            location = _header(answer, "location")
            target = redirect_of(answer.status, location, b"", current)
            if not target:
                return size, failure_of_status(answer.status)[0]
            current = target
        reason = f"重定向超过 {MAX_REDIRECTS} 次"
        self.note(url, Decision.ATTACHMENT_FAILED, reason, UnableClass.UNREADABLE)
        return size, UnableClass.UNREADABLE

    def _decoded(self, answer: Exchange) -> Decoded:
        limits = self.settings.attachments
        limit = self.settings.page_max_bytes
        if answer.purpose is Purpose.ATTACHMENT and limits is not None:
            limit = max(limit, limits.max_bytes)
        return decode_body(answer.payload, _header(answer, "content-encoding"), limit)

    async def _keep(self, answer: Exchange) -> tuple[Seen, str]:
        """Record an answer; what was seen, and the address it sends us on to (or empty)."""
        self._budget.spend(len(answer.payload))
        decoded = self._decoded(answer)
        record = await self._keeper.keep(answer, decoded.body)
        if not record:
            unable = UnableClass.WITHHELD
            return Seen(answer.url, None, failure=unable, reason=WITHHELD_REASON), ""
        failure, reason = failure_of_status(answer.status)
        if failure is None:
            failure, reason = decoded.failure, decoded.reason
        if answer.truncated is not None:
            failure, reason = CUT_SHORT[answer.truncated]
        if failure is not None:
            entry = LogEntry(
                answer.url, Decision.FAILED, reason, answer.fetched_at, failure, record
            )
            self._writer.note(entry)
        location, content_type = _header(answer, "location"), _header(answer, "content-type")
        target = redirect_of(answer.status, location, decoded.body, answer.url)
        return Seen(answer.url, answer.status, decoded.body, content_type, failure, reason), target

    async def _rules_of(self, url: str) -> RobotsRules:
        address = robots_url(url)
        shared = self.traffic.robots
        if address not in shared:
            shared[address] = asyncio.ensure_future(self._read_robots(address))
        rules = await shared[address]
        if address not in self._robots_kept:
            self._robots_kept.add(address)
            for exchange in rules.exchanges:
                await self._keeper.keep(exchange, self._decoded(exchange).body)
            self.note(address, Decision.ROBOTS_READ, rules.reason)
        return rules

    async def _read_robots(self, address: str) -> RobotsRules:
        exchanges: list[Exchange] = []
        current = address
        for _ in range(MAX_REDIRECTS + 1):
            if not self.traffic.gate.rule_url(current).allowed:
                return RobotsRules(
                    address, None, "robots.txt 转向了不允许访问的地址", tuple(exchanges)
                )
            answer = await self._ask(current)
            if isinstance(answer, Failed):
                reason = f"robots.txt 没有读到（{answer.reason}），按没有规则处理"
                return RobotsRules(address, None, reason, tuple(exchanges))
            exchanges.append(answer)
            headers = {name.lower(): value for name, value in answer.response_headers}
            encoding, location = headers.get("content-encoding", ""), headers.get("location", "")
            body = decode_body(answer.payload, encoding, self.settings.page_max_bytes).body
            target = redirect_of(answer.status, location, b"", current)
            if not is_redirect(answer.status) or not target:
                agent = self.settings.user_agent
                return read_rules(address, answer.status, body, tuple(exchanges), agent)
            current = target
        return RobotsRules(address, None, "robots.txt 重定向过多", tuple(exchanges))

    def note_once(self, url: str, decision: Decision, host: str, reason: str) -> None:
        key = (decision, host, reason)
        if key not in self._noted:
            self._noted.add(key)
            self.note(url, decision, reason)


def _header(answer: Exchange, wanted: str) -> str:
    """The first value of a response header, empty when it was not sent."""
    headers = answer.response_headers
    return next((value for name, value in headers if name.lower() == wanted), "")
