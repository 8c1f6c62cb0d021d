"""One browser: found on the machine, started shut off from everything not pinned, recycled."""

import asyncio
import contextlib
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from xuncha.engine.acquire.errors import BrowserStartError
from xuncha.engine.acquire.render.processes import end_browser_processes
from xuncha.engine.acquire.render.settings import RenderSettings

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
NO_BROWSER = "本机没有找到 Chromium 浏览器，渲染步骤没有执行"
CLOSE_S = 10.0
"""How long a browser may take to end before it is killed."""
HEAP_MB = 512
"""JavaScript memory of one page: enough for any list, too little to take the machine down."""
FEATURES_OFF = (
    # Playwright's own list: a second switch replaces the first, it does not add to it.
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    # Ours: frames load at once and in the page's own process, where its bytes are counted.
    "LazyFrameLoading",
    "IsolateOrigins",
    "site-per-process",
    "Translate",
)
SHUT_OFF = (
    "--no-proxy-server",
    "--disable-quic",
    "--dns-prefetch-disable",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-site-isolation-trials",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-pings",
    f"--disable-features={','.join(FEATURES_OFF)}",
    f"--js-flags=--max-old-space-size={HEAP_MB}",
)
BARE = """
for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport']) {
  try { delete window[name]; } catch (e) {}
}
window.open = () => null;
window.print = () => undefined;
"""


def find_browser(given: str = "") -> Path | None:
    """The browser to use: the path given by settings, else the first known name on PATH.

    None where there is none, also when the path given is no program or says ``none``.
    """
    if given:
        found = shutil.which(given)
        return Path(found) if found else None
    return next((Path(found) for name in NAMES if (found := shutil.which(name))), None)


class BrowserBox:
    """Holds at most one running browser and replaces it when it is worn out, full or dead."""

    def __init__(self, playwright: "Playwright", program: Path, settings: RenderSettings) -> None:
        """Nothing runs before the first ``context``."""
        self._playwright = playwright
        self._program = program
        self._settings = settings
        self._browser: Browser | None = None
        self._told: tuple[str, ...] = ()
        self._pages = 0
        self._bytes = 0
        self.version = ""
        self.started = 0

    async def context(
        self, rules: str, user_agent: str, *, scripts: bool = True
    ) -> "BrowserContext":
        """A fresh context, nothing of an earlier page in it, in a browser pinned by ``rules``."""
        browser = self._browser
        is_worn = (
            self._pages >= self._settings.browser_max_pages
            or self._bytes >= self._settings.browser_max_bytes
        )
        told = (f"--host-resolver-rules={rules}", *_named(user_agent))
        if browser is None or is_worn or told != self._told or not browser.is_connected():
            browser = await self._restart(told)
        context = await browser.new_context(
            accept_downloads=False,
            java_script_enabled=scripts,
            service_workers="block",
            user_agent=user_agent or None,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            permissions=[],
            viewport={
                "width": self._settings.picture_width,
                "height": self._settings.picture_height,
            },
        )
        await context.add_init_script(BARE)
        return context

    def wear(self, pages: int, size: int) -> None:
        """Count what a page cost the browser."""
        self._pages += pages
        self._bytes += size

    async def close(self) -> None:
        """End the browser, by force when it does not listen."""
        browser, self._browser = self._browser, None
        if browser is not None:
            with contextlib.suppress(Exception):
                await asyncio.wait_for(browser.close(), CLOSE_S)
        await asyncio.to_thread(end_browser_processes)

    async def _restart(self, told: tuple[str, ...]) -> "Browser":
        await self.close()
        try:
            self._browser = await self._playwright.chromium.launch(
                executable_path=str(self._program),
                headless=True,
                # Chromium refuses its own sandbox to root.
                chromium_sandbox=os.geteuid() != 0,
                args=[*SHUT_OFF, *told],
                handle_sigint=False,
            )
        except Exception as error:
            raise BrowserStartError(
                f"浏览器没能启动，渲染步骤没有执行；位置：{self._program}；"
                "处理办法：在命令行运行它看看缺什么，或把环境变量 XUNCHA_BROWSER 设为 none 跳过渲染"
            ) from error
        self.version = self._browser.version
        self._told, self._pages, self._bytes = told, 0, 0
        self.started += 1
        return self._browser


def _named(user_agent: str) -> tuple[str, ...]:
    """The name for requests that are no page's (a page has it from its context)."""
    return (f"--user-agent={user_agent}",) if user_agent else ()
