"""What one page in a browser asks for: ruled request by request, counted, kept where it is data."""

import asyncio
import contextlib
import time
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from xuncha.engine.acquire.render.pins import NOT_PINNED, Pins
from xuncha.engine.acquire.render.settings import RenderSettings
from xuncha.engine.bundle.exchange import Exchange
from xuncha.engine.extract.lexicon import pattern

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, CDPSession, Page, Request, Response, Route

DATA = frozenset({"document", "xhr", "fetch", "script"})
"""What can bring content; a failed one leaves the page unread."""
LET_IN = DATA | {"stylesheet"}
SEEN = frozenset({"image"})
"""Let in only where a picture is taken."""
KEPT = frozenset({"xhr", "fetch", "document", "stylesheet"})
"""What is kept as evidence; style sheets, so that a picture looks like the page."""
GONE = frozenset({404, 410})
BODY_S = 5.0
"""How long the body of an answer that is through may take to be handed over."""
DROPPED_HEADERS = frozenset({"content-encoding", "content-length", "transfer-encoding"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """A request that was not let through, with the Chinese reason."""

    url: str
    reason: str


class PageTraffic:
    """The requests of one page. ``lost`` are failed requests for data, by address; ``gone`` are
    scripts the site says it does not have (404, 410), so that no visitor gets them; ``has_thrown``
    says that a script of the page broke off.
    """

    def __init__(
        self,
        pins: Pins | None,
        settings: RenderSettings | None,
        url: str,
        *,
        pictures: bool = False,
    ) -> None:
        """Nothing asked for yet."""
        self._pins = pins
        self._settings = settings
        self._url = url
        self._kinds = LET_IN | SEEN if pictures else LET_IN
        self._under_way: set[Request] = set()
        self._last = time.monotonic()
        self._tasks: set[asyncio.Task[None]] = set()
        self._kept_size = 0
        self._page: Page | None = None
        self.requests = 0
        self.size = 0
        self.is_cut = False
        self.page_status = 0
        self.refused_page: tuple[str, str] | None = None
        self.refusals: dict[str, Refusal] = {}
        self.lost: dict[str, str] = {}
        self.gone: set[str] = set()
        self.has_thrown = False
        self.answers: list[Exchange] = []

    @property
    def unpinned(self) -> list[str]:
        """An address of each host that nobody ruled on yet."""
        return [one.url for one in self.refusals.values() if one.reason == NOT_PINNED]

    def quiet_for(self) -> float:
        """Seconds since a request for data began or ended; 0 while one is under way."""
        return 0.0 if self._under_way else time.monotonic() - self._last

    async def watch(self, context: "BrowserContext", page: "Page") -> None:
        """Stand in the way of everything the context asks for."""
        self._page = page
        await context.route("**/*", self._rule)
        await context.route_web_socket("**/*", lambda socket: socket.close())
        context.on("request", self._begun)
        context.on("response", self._answered)
        context.on("requestfinished", self._finished)
        context.on("requestfailed", self._failed)
        context.on("page", lambda other: None if other is page else self._do(other.close()))
        page.on("dialog", lambda dialog: self._do(dialog.dismiss()))
        page.on("pageerror", self._threw)
        page.on("download", lambda download: self._do(download.cancel()))
        session: CDPSession = await context.new_cdp_session(page)
        await session.send("Network.enable")
        session.on("Network.dataReceived", self._weigh)

    async def settle(self) -> None:
        """Wait for the answers still being handed over."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=BODY_S)

    def _do(self, work: Coroutine[Any, Any, Any]) -> None:
        async def quietly() -> None:
            with contextlib.suppress(Exception):
                await asyncio.wait_for(work, BODY_S)

        task = asyncio.ensure_future(quietly())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _weigh(self, event: dict[str, Any]) -> None:
        self.size += int(event.get("dataLength", 0))

    async def _rule(self, route: "Route", request: "Request") -> None:
        """Let a request through, or not."""
        assert self._pins is not None
        assert self._settings is not None
        with contextlib.suppress(Exception):
            is_wanted = request.resource_type in self._kinds and self._is_ours(request)
            if not is_wanted or request.url.endswith("/favicon.ico"):
                await route.abort("blockedbyclient")
                return
            self.requests += 1
            if self.requests > self._settings.page_max_requests:
                self.is_cut = True
                self._refuse(request, f"页面请求超过 {self._settings.page_max_requests} 个")
                await route.abort("blockedbyclient")
                return
            reason = self._pins.refusal(request.url)
            if reason:
                self._refuse(request, reason)
                await route.abort("blockedbyclient")
                return
            await route.continue_()

    def _refuse(self, request: "Request", reason: str) -> None:
        if self._is_page(request):
            self.refused_page = (request.url, reason)
        host = request.url.partition("://")[2].partition("/")[0]
        self.refusals.setdefault(f"{host} {reason}", Refusal(request.url, reason))

    def _may_bring(self, request: "Request") -> bool:
        """Whether a request can bring content to our page: files of this machine are nobody's, and
        a window the page opened is another page."""
        is_web = request.url.startswith(("http://", "https://"))
        return is_web and request.resource_type in DATA and self._is_ours(request)

    def _is_ours(self, request: "Request") -> bool:
        """Whether a request is our page's (or a worker's of it), not that of a window it opened."""
        try:
            return request.frame.page is self._page
        except Exception:  # noqa: BLE001 - Playwright: a window to come, and a worker, have no frame
            return not request.is_navigation_request()

    def _is_page(self, request: "Request") -> bool:
        """Whether a request is for the page itself, not for a frame in it."""
        with contextlib.suppress(Exception):
            return bool(
                request.is_navigation_request()
                and self._page is not None
                and request.frame is self._page.main_frame
            )
        return False

    def _begun(self, request: "Request") -> None:
        if self._is_page(request) and request.redirected_from is None:
            # The page moves on: what its former document missed no longer matters.
            self.lost.clear()
            self.refused_page = None
        # A redirect is followed by the browser itself and never passes ``_rule``: what its address
        # may be is decided by the pins alone, and said here.
        if request.redirected_from is not None and self._pins is not None:
            reason = self._pins.refusal(request.url)
            if reason:
                self._refuse(request, reason)
        if self._may_bring(request):
            self._under_way.add(request)
            self._last = time.monotonic()

    def _ended(self, request: "Request") -> None:
        if request in self._under_way:
            self._under_way.discard(request)
            self._last = time.monotonic()

    def _threw(self, _: object) -> None:
        self.has_thrown = True

    def _answered(self, response: "Response") -> None:
        if response.status in GONE and response.request.resource_type == "script":
            self.gone.add(response.url)

    def _finished(self, request: "Request") -> None:
        self._ended(request)
        if request.resource_type in LET_IN:
            self._do(self._keep(request))

    def _failed(self, request: "Request") -> None:
        self._ended(request)
        if self._may_bring(request):
            self._lose(request.url, request.failure or "")

    def _lose(self, url: str, why: str) -> None:
        """Note a failed request for data, unless its address is known to bring none."""
        if url not in self.gone and not pattern("loader_marks", "inert_src").search(url):
            self.lost.setdefault(url, why)

    async def _keep(self, request: "Request") -> None:
        """Keep the answer to a request for data as evidence, within the limits."""
        assert self._settings is not None
        response = await request.response()
        if response is None:
            return
        if self._is_page(request):
            self.page_status = response.status
        elif response.status >= 400 and request.resource_type in DATA:
            self._lose(request.url, str(response.status))
        if request.resource_type not in KEPT or 300 <= response.status < 400:
            return
        body = await response.body()
        if self._kept_size + len(body) > self._settings.kept_max_bytes:
            return
        self._kept_size += len(body)
        self.answers.append(
            Exchange(
                url=request.url,
                request_headers=_latin(request.headers),
                status=response.status,
                response_headers=_latin(response.headers, DROPPED_HEADERS),
                payload=body,
                fetched_at=datetime.now(UTC),
                method=request.method,
            )
        )


def _latin(
    headers: dict[str, str], dropped: frozenset[str] = frozenset()
) -> tuple[tuple[str, str], ...]:
    """Headers as the bundle keeps them. A browser hands bodies over decoded, so the headers that
    tell of their encoding are left out."""
    return tuple(
        (name, value.encode("utf-8", "replace").decode("latin-1"))
        for name, value in headers.items()
        if name.lower() not in dropped
    )
