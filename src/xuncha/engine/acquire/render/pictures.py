"""Pictures of findings: a stored page shown offline, without scripts, the place in a red box."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from xuncha.engine.acquire.errors import BrowserStartError
from xuncha.engine.acquire.render.browser import BrowserBox
from xuncha.engine.acquire.render.settings import RenderSettings
from xuncha.engine.bundle.errors import BundleError
from xuncha.engine.bundle.journal import Decision, LogEntry
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.bundle.supplement import Part, SupplementWriter
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.extract.charset import decode

if TYPE_CHECKING:
    from playwright.async_api import Page, Route

HIGHLIGHT = (
    resources.files("xuncha.engine.acquire.render").joinpath("scripts/highlight.js").read_text()
)
NOTHING_OUTSIDE = "MAP * ~NOTFOUND"
CLOSE_S = 5.0
SHORTEST = 4
"""Characters a piece of a quote needs to be looked for by itself: fewer stand anywhere."""
_ADDED = re.compile(r"（[^（）]*）$")
_CUT = re.compile(r"…|\.{3,}|\n")


@dataclass(frozen=True, slots=True)
class Shot:
    """A place to picture: the finding it belongs to, the stored page, the words, and the part of
    them that is wrong (empty: all of them)."""

    subject: str
    url: str
    record: str
    quote: str
    inner: str = ""


@dataclass(frozen=True, slots=True)
class Album:
    """The places to picture of one bundle."""

    bundle: Path
    shots: tuple[Shot, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A picture as PNG, and the box in it: left, top, width, height in pixels."""

    png: bytes
    box: tuple[float, float, float, float]


async def picture_place(
    box: BrowserBox, bundle: Bundle, shot: Shot, settings: RenderSettings
) -> Place | None:
    """The stored page with the place in a red box; None when the words are nowhere to be seen.

    Nothing outside the bundle is asked for, and no script runs.
    """
    html, stored = _page_of(bundle, shot.record), _answers_of(bundle)
    if html is None:
        return None
    context = await box.context(NOTHING_OUTSIDE, "", scripts=False)

    async def serve(route: "Route") -> None:
        asked = route.request
        if asked.is_navigation_request() and asked.frame.parent_frame is None:
            headers = {"content-security-policy": "script-src 'none'; object-src 'none'"}
            await route.fulfill(
                status=200, headers=headers, content_type="text/html; charset=utf-8", body=html
            )
        elif (kept := stored.get(page_key(asked.url))) is not None:
            await route.fulfill(status=200, content_type=kept[0], body=kept[1])
        else:
            await route.abort("blockedbyclient")

    try:
        await context.route("**/*", serve)
        page = await context.new_page()
        return await asyncio.wait_for(_taken(page, shot, settings), settings.page_max_s)
    finally:
        box.wear(1, len(html))
        await asyncio.wait_for(context.close(), CLOSE_S)


async def _taken(page: "Page", shot: Shot, settings: RenderSettings) -> Place | None:
    await page.goto(shot.url, wait_until="load", timeout=settings.page_max_s * 1000)
    texts = texts_of(shot.quote, shot.inner)
    found = await page.evaluate(HIGHLIGHT, {"texts": texts, "inner": shot.inner})
    if found is None:
        return None
    png = await page.screenshot(type="png", animations="disabled", timeout=CLOSE_S * 1000)
    if len(png) > settings.picture_max_bytes:
        return None
    return Place(png, (found["x"], found["y"], found["width"], found["height"]))


def texts_of(quote: str, inner: str = "") -> list[str]:
    """What to look for, the longest first: the quote, the quote without what we added to it in
    brackets, its pieces between omissions, at last the wrong part alone."""
    found = [quote, _ADDED.sub("", quote)]
    found += sorted(_CUT.split(quote), key=len, reverse=True)
    kept = [text.strip() for text in found if len(text.strip()) >= SHORTEST]
    return list(dict.fromkeys([*kept, *([inner] if len(inner) > 1 else [])]))


def _page_of(bundle: Bundle, record: str) -> str | None:
    """The text of a stored HTML page; None for anything else."""
    for rendering in bundle.renderings():
        if rendering.record == record and rendering.body:
            return rendering.body.decode("utf-8", "replace")
    for fetch in bundle.fetches():
        if fetch.record == record and fetch.record:
            content_type = fetch.header("content-type")
            is_page = "html" in content_type.lower() or not content_type
            return decode(fetch.body, content_type)[0] if is_page else None
    return None


def _answers_of(bundle: Bundle) -> dict[str, tuple[str, bytes]]:
    """What pages of the bundle loaded beside themselves, by page key: type and body."""
    return {
        page_key(fetch.url): (fetch.header("content-type"), fetch.body)
        for fetch in bundle.loaded()
        if fetch.status == 200
    }


async def fill_album(
    album: Album, box: BrowserBox, settings: RenderSettings, now: Callable[[], datetime]
) -> None:
    """Write the pictures of one bundle's findings as its supplement, also when there is none."""
    bundle = Bundle.open(album.bundle)
    plan = {"tool": "chromium", "limits": asdict(settings)}
    with SupplementWriter(album.bundle, Part.PICTURES, plan, started_at=now()) as writer:
        for shot in album.shots[: settings.site_max_pictures]:
            try:
                place = await picture_place(box, bundle, shot, settings)
                reason = "" if place else "页面上找不到所引文字，没有留图"
            except (BundleError, BrowserStartError):
                raise
            except Exception:  # noqa: BLE001 - a page that breaks the browser has no picture
                place, reason = None, "浏览器没能显示保存的页面，没有留图"
                await box.close()
            if place is None:
                writer.note(LogEntry(shot.url, Decision.NOTED, reason, now()))
                continue
            notes = (
                ("content-type", "image/png"),
                ("subject", shot.subject),
                ("of", shot.record),
                ("box", " ".join(f"{side:.0f}" for side in place.box)),
            )
            writer.resource(shot.url, notes, place.png, now())
        writer.finish(now())
