"""A clerk at a browser: signs in, presses what the page names, reads what it says, takes pictures.

Every act ends with what the page must say then; a page that says something else ends the journey
with a picture of it.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

WIDE, PHONE = (1280, 900), (360, 740)
WAIT_MS = 30_000
OWN_PASSWORD = "hu-lan-he-2026"  # noqa: S105 - of a sample office on loopback
COLOURS, MANUAL_WIDTH = (64, 48, 32, 24, 12), 960
ROUNDS = 3
"""How often the palette is moved to the colours of a picture; without, light greys turn pink."""
LARGEST = 60 * 1024
"""Bytes of a picture of the manual; what is larger gets fewer colours."""
SEEN = "addresses.txt"
"""The addresses of the pages photographed on the way, in the folder of the pictures."""


@dataclass
class Album:
    """Where pictures go: every page whole to ``scratch``; those of the manual to ``kept``."""

    scratch: Path
    kept: Path | None
    taken: int = 0
    names: list[str] = field(default_factory=list)

    def take(self, page: Page, name: str, keep: Locator | bool = False) -> None:
        """Photograph the page whole; with ``keep`` what is in sight too, for the manual:
        the first picture of that name."""
        self.taken += 1
        whole = self.scratch / f"{self.taken:02}-{name}.png"
        page.screenshot(path=whole, full_page=True)
        with (self.scratch / SEEN).open("a", encoding="utf-8") as seen_pages:
            seen_pages.write(f"{page.url}\n")
        if not keep or self.kept is None or name in self.names:
            return
        seen = self.scratch / f"kept-{name}.png"
        (page if keep is True else keep).screenshot(path=seen)
        with Image.open(seen) as picture:
            width = min(picture.width, MANUAL_WIDTH)
            size = (width, round(picture.height * width / picture.width))
            small = picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)
            for colours in COLOURS:
                method, plain = Image.Quantize.MAXCOVERAGE, Image.Dither.NONE
                few = small.quantize(colours, method, ROUNDS, dither=plain)
                few.save(self.kept / f"{name}.png", optimize=True)
                if (self.kept / f"{name}.png").stat().st_size <= LARGEST:
                    break
        self.names.append(name)

    def take_all(self, browser: Browser) -> None:
        """Photograph every window as it stands when something went wrong."""
        for context in browser.contexts:
            for page in context.pages:
                self.take(page, "stuck")


class Clerk:
    """One person with a login and a window of their own."""

    def __init__(
        self, browser: Browser, office: str, album: Album, size: tuple[int, int] = WIDE
    ) -> None:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, base_url=office, locale="zh-CN"
        )
        context.set_default_timeout(WAIT_MS)
        self.page = context.new_page()
        self.album = album
        self.page.on("dialog", lambda dialog: dialog.accept())

    def sign_in(self, username: str, once: str) -> None:
        """Sign in with a one-time password and set an own one."""
        self.page.goto("/login/")
        self.fill("登录名", username)
        self.fill("口令", once)
        self.press("登录")
        self.reads("一次性口令已用完")
        self.follow("口令和验证码")
        self.fill("新口令", OWN_PASSWORD)
        self.fill("再输一次新口令", OWN_PASSWORD)
        self.press("保存")
        self.reads("口令已设置")

    def sign_in_again(self, username: str) -> None:
        """Sign in with the own password."""
        self.page.goto("/login/")
        self.fill("登录名", username)
        self.fill("口令", OWN_PASSWORD)
        self.press("登录")

    def follow(self, name: str, *, within: str = "body") -> None:
        """Follow the first link of that name."""
        self.go(self.page.locator(within).get_by_role("link", name=name).first)

    def press(self, name: str, *, within: str = "body") -> None:
        """Press the first button of that name."""
        self.go(self.page.locator(within).get_by_role("button", name=name).first)

    def go(self, link: Locator) -> None:
        """Press a link or a button that leads to another page, and wait for that page."""
        with self.page.expect_navigation():
            link.click()

    def fill(self, label: str, text: str) -> None:
        """Fill the first field of that label."""
        self.page.get_by_label(label).first.fill(text)

    def choose(self, label: str, option: str) -> None:
        """Choose in the list of that label what begins so."""
        box = self.page.get_by_label(label).first
        said = box.locator("option").filter(has_text=re.compile("^" + re.escape(option))).first
        box.select_option(value=said.get_attribute("value"))

    def reads(self, text: str) -> None:
        """The page says this, or the journey ends here."""
        try:
            expect(self.page.get_by_text(text).first).to_be_visible(timeout=WAIT_MS)
        except AssertionError:
            self.album.take(self.page, "stuck")
            said = " / ".join(self.page.locator(".note").all_inner_texts())
            raise SystemExit(f"{self.page.url} 没有“{text}”；页面提示：{said}") from None

    def refused(self, address: str) -> None:
        """The page of that address is not for this clerk."""
        answer = self.page.goto(address)
        if answer is None or answer.status not in (403, 404):
            raise SystemExit(f"{address} 应当拒绝")

    def photograph(self, name: str, keep: Locator | bool = False) -> None:
        """Take a picture of the page as it stands."""
        self.page.mouse.move(0, 0)
        self.album.take(self.page, name, keep)

    def in_round(self, tab: str) -> None:
        """The tab of that name of the newest round."""
        self.page.goto("/rounds/")
        self.go(self.page.get_by_role("main").locator("table a, .card a, li a").first)
        self.go(self.page.get_by_label("本轮检查").get_by_role("link", name=tab, exact=True))

    def leave(self) -> None:
        """Close the window."""
        self.page.context.close()
