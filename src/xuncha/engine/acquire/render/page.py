"""One page in a browser, from the first request to its serialised DOM, under hard limits."""

import asyncio
import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import resources
from typing import TYPE_CHECKING, Any

from xuncha.engine.acquire.render.pins import NOT_PINNED, Pins
from xuncha.engine.acquire.render.processes import end_fat_process
from xuncha.engine.acquire.render.settings import RenderSettings
from xuncha.engine.acquire.render.traffic import GONE, PageTraffic
from xuncha.engine.bundle.answers import failure_of_status
from xuncha.engine.domain.words import LABELS, UnableClass

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, Frame, Page

SERIALISE = (
    resources.files("xuncha.engine.acquire.render").joinpath("scripts/serialise.js").read_text()
)
POLL_S = 0.05
WATCH_S = 0.25
CLOSE_S = 5.0
"""How long a page may take to close before its browser is replaced."""
MAX_FRAMES = 12
FRAME_S = 2.0
"""How long one frame may take to be read; a dozen of them stay within a page's time."""


@dataclass(frozen=True, slots=True)
class PageOrder:
    """One page to render: how long loading must rest, and whether a picture is taken."""

    url: str
    quiet_s: float
    picture: bool = False


@dataclass(slots=True)
class Built:
    """What a browser made of one page. ``failure`` None means ``dom`` holds it in UTF-8."""

    url: str
    final_url: str = ""
    dom: bytes = b""
    is_settled: bool = False
    failure: UnableClass | None = None
    reason: str = ""
    picture: bytes = b""
    traffic: PageTraffic = field(default_factory=lambda: PageTraffic(None, None, ""))
    is_stuck: bool = False

    def fail(self, unable: UnableClass, reason: str = "") -> None:
        """The page brought nothing home; the first reason stands."""
        if self.failure is None:
            self.failure, self.reason = unable, reason or LABELS[unable]
            self.dom = b""


class _UnreadError(Exception):
    def __init__(self, unable: UnableClass, reason: str) -> None:
        super().__init__(reason)
        self.unable = unable
        self.reason = reason


async def build_page(
    context: "BrowserContext", order: PageOrder, pins: Pins, settings: RenderSettings
) -> Built:
    """What becomes of one page in a fresh context; never raises for what a page does.

    ``is_stuck`` says that the page could not be closed, so its browser must be replaced.
    """
    built = Built(order.url, order.url)
    built.traffic = traffic = PageTraffic(pins, settings, order.url, pictures=order.picture)
    try:
        page = await asyncio.wait_for(context.new_page(), CLOSE_S)
        await traffic.watch(context, page)
        look = asyncio.ensure_future(_look(page, order, settings, traffic, built))
        await _guarded(look, page, settings, built)
    except TimeoutError:
        built.fail(UnableClass.TIMEOUT, "浏览器没有回应")
        built.is_stuck = True
    except Exception as error:  # noqa: BLE001 - Playwright's errors share no base with a crash
        built.fail(*_meaning(error, traffic))
    try:
        await asyncio.wait_for(traffic.settle(), CLOSE_S)
        await asyncio.wait_for(context.close(), CLOSE_S)
    except Exception:  # noqa: BLE001 - a dead browser cannot close anything
        built.is_stuck = True
    return built


async def _guarded(
    look: "asyncio.Future[None]", page: "Page", settings: RenderSettings, built: Built
) -> None:
    """Wait for a look, for a crash of its page, or for one of its limits."""
    crashed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    page.on("crash", lambda _: None if crashed.done() else crashed.set_result(None))
    ends = time.monotonic() + settings.page_max_s
    try:
        while not look.done():
            await asyncio.wait(
                {look, crashed}, timeout=WATCH_S, return_when=asyncio.FIRST_COMPLETED
            )
            if crashed.done():
                built.fail(UnableClass.CRASH, "页面使浏览器崩溃")
            elif built.traffic.size > settings.page_max_bytes:
                limit = settings.page_max_bytes
                built.fail(UnableClass.TOO_LARGE, f"页面连同其引用超过 {limit} 字节")
            elif await asyncio.to_thread(end_fat_process, settings.browser_max_memory):
                built.fail(UnableClass.TOO_LARGE, "页面占用的内存超过上限")
            elif time.monotonic() > ends:
                built.fail(UnableClass.TIMEOUT, f"页面在 {settings.page_max_s:g} 秒内没有渲染完")
            if built.failure is not None:
                return
    finally:
        look.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            if look.done() and not look.cancelled():
                look.result()


async def _look(
    page: "Page", order: PageOrder, settings: RenderSettings, traffic: PageTraffic, built: Built
) -> None:
    timeout_ms = settings.page_max_s * 1000
    answer = await page.goto(order.url, wait_until="domcontentloaded", timeout=timeout_ms)
    ends = time.monotonic() + settings.settle_s
    built.is_settled = await _rest(traffic, order.quiet_s, ends, page.is_closed)
    if not page.url.startswith(("http://", "https://")):
        raise _UnreadError(*_meaning(RuntimeError("ERR_FAILED"), traffic))
    status = traffic.page_status or (answer.status if answer is not None else 200)
    unable, reason = failure_of_status(status)
    if unable is None and status in GONE:
        unable, reason = UnableClass.NOT_FOUND, f"服务器回答 {status}"
    if unable is not None:
        raise _UnreadError(unable, reason)
    count = await page.evaluate("document.getElementsByTagName('*').length")
    if count > settings.page_max_elements:
        raise _UnreadError(UnableClass.TOO_LARGE, f"页面元素超过 {settings.page_max_elements} 个")
    html, built.final_url = await _serialised(page, settings)
    built.dom = html.encode("utf-8", "replace")
    if order.picture:
        built.picture = await _picture(page, settings)


async def _rest(
    traffic: PageTraffic, quiet_s: float, ends: float, is_over: Callable[[], bool]
) -> bool:
    """Wait until no request for data was under way for ``quiet_s``; False when time ran out."""
    while time.monotonic() < ends and not is_over():
        if traffic.quiet_for() >= quiet_s:
            return not traffic.is_cut
        await asyncio.sleep(POLL_S)
    return False


async def _serialised(page: "Page", settings: RenderSettings) -> tuple[str, str]:
    """The page's HTML with its frames inlined, and its address; tried again when it moves on."""
    told: dict[str, Any] = {}
    for attempt in range(3):
        try:
            frames = await _frames(page, settings)
            told = await page.evaluate(
                SERIALISE, {"frames": frames, "limit": settings.dom_max_bytes}
            )
            break
        except Exception as error:
            if attempt == 2 or "ontext was destroyed" not in str(error):
                raise
            await page.wait_for_load_state("domcontentloaded")
    if not told["html"]:
        raise _UnreadError(UnableClass.TOO_LARGE, f"渲染出的页面超过 {settings.dom_max_bytes} 字节")
    return str(told["html"]), str(told["url"])


async def _frames(page: "Page", settings: RenderSettings) -> dict[str, str]:
    """The bodies of the page's frames by the mark set on their elements; a frame inside a frame is
    inlined into it first."""
    found: dict[str, str] = {}
    inner = [frame for frame in page.frames if frame is not page.main_frame][:MAX_FRAMES]
    for number, frame in enumerate(reversed(inner)):
        with contextlib.suppress(Exception):
            given = {"frames": found, "limit": settings.dom_max_bytes}
            body = await asyncio.wait_for(_frame_body(frame, str(number), given), FRAME_S)
            if body is not None:
                found[str(number)] = body
    return found


async def _frame_body(frame: "Frame", mark: str, given: dict[str, Any]) -> str | None:
    """The body of a frame, whose element is marked; a frame that was refused never answers."""
    element = await frame.frame_element()
    await element.evaluate("(e, mark) => e.setAttribute('data-xuncha-frame', mark)", mark)
    told = await frame.evaluate(SERIALISE, given)
    return None if told["body"] is None else str(told["body"])


async def _picture(page: "Page", settings: RenderSettings) -> bytes:
    """The first screen as JPEG; empty when it cannot be taken or is too large to keep."""
    with contextlib.suppress(Exception):
        shot = await page.screenshot(
            type="jpeg", quality=settings.picture_quality, animations="disabled", timeout=5000
        )
        return shot if len(shot) <= settings.picture_max_bytes else b""
    return b""


def _meaning(error: Exception, traffic: PageTraffic) -> tuple[UnableClass, str]:
    """The class of what Playwright raised, with a Chinese reason."""
    if isinstance(error, _UnreadError):
        return error.unable, error.reason
    text = str(error)
    if traffic.refused_page:
        if traffic.refused_page[1] == NOT_PINNED:
            return UnableClass.GUARD, f"页面转向 {traffic.refused_page[0]}，该主机未经核准"
        return UnableClass.GUARD, f"页面转向的地址被安全策略拒绝：{traffic.refused_page[1]}"
    for sign, unable, reason in SIGNS:
        if sign in text:
            return unable, reason
    return UnableClass.UNREADABLE, "浏览器无法打开页面"


SIGNS = (
    ("Download is starting", UnableClass.UNREADABLE, "打开的是下载文件，不是页面"),
    ("ERR_ABORTED", UnableClass.UNREADABLE, "打开的不是页面，或页面中止了打开"),
    ("Timeout", UnableClass.TIMEOUT, "页面在时限内没有渲染完"),
    ("ERR_TIMED_OUT", UnableClass.TIMEOUT, "连接超时"),
    ("crashed", UnableClass.CRASH, "页面使浏览器崩溃"),
    ("closed", UnableClass.CRASH, "浏览器中途退出"),
    ("ERR_NAME_NOT_RESOLVED", UnableClass.NAME, "主机未经核准或无法解析"),
    ("ERR_CONNECTION_REFUSED", UnableClass.REFUSED, LABELS[UnableClass.REFUSED]),
    ("ERR_CONNECTION_", UnableClass.RESET, LABELS[UnableClass.RESET]),
    ("ERR_EMPTY_RESPONSE", UnableClass.RESET, LABELS[UnableClass.RESET]),
    ("ERR_CERT_", UnableClass.TLS, LABELS[UnableClass.TLS]),
    ("ERR_SSL_", UnableClass.TLS, LABELS[UnableClass.TLS]),
)
"""What stands in Chromium's and Playwright's error texts, and what it means for a look."""
