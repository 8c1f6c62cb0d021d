"""Pictures of findings: a stored page shown offline, without scripts, the place in a red box."""

import asyncio
import json
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
from xuncha.engine.bundle.manifest import PLAN
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.bundle.supplement import ALBUMS, REMEDY, SupplementWriter, has_part
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
    them that is wrong (empty: all of them). ``or_top``: where the words are nowhere to be seen, the
    top of the page is shown, because the finding is about the page and not about its words."""

    subject: str
    url: str
    record: str
    quote: str
    inner: str = ""
    or_top: bool = False


@dataclass(frozen=True, slots=True)
class Album:
    """The places to picture of one bundle."""

    bundle: Path
    shots: tuple[Shot, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A picture as PNG, and the box in it: left, top, width, height in pixels; None for the top of
    a page."""

    png: bytes
    box: tuple[float, float, float, float] | None


async def picture_place(
    box: BrowserBox, bundle: Bundle, shot: Shot, settings: RenderSettings
) -> Place | None:
    """The stored page with the place in a red box; None when the words are nowhere to be seen and
    the top of the page would not do.

    Nothing outside the bundle is asked for, and no script runs.
    """
    found, stored = _page_of(bundle, shot.record), _answers_of(bundle)
    if found is None:
        return None
    url, html = found
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
        return await asyncio.wait_for(_taken(page, url, shot, settings), settings.page_max_s)
    finally:
        box.wear(1, len(html))
        await asyncio.wait_for(context.close(), CLOSE_S)


async def _taken(page: "Page", url: str, shot: Shot, settings: RenderSettings) -> Place | None:
    await page.goto(url, wait_until="load", timeout=settings.page_max_s * 1000)
    texts = texts_of(shot.quote, shot.inner)
    found = await page.evaluate(HIGHLIGHT, {"texts": texts, "inner": shot.inner})
    if found is None and not shot.or_top:
        return None
    png = await page.screenshot(type="png", animations="disabled", timeout=CLOSE_S * 1000)
    if len(png) > settings.picture_max_bytes:
        return None
    box = (found["x"], found["y"], found["width"], found["height"]) if found else None
    return Place(png, box)


def texts_of(quote: str, inner: str = "") -> list[str]:
    """What to look for, the longest first: the quote, the quote without what we added to it in
    brackets, its pieces between omissions, at last the wrong part alone."""
    found = [quote, _ADDED.sub("", quote)]
    found += sorted(_CUT.split(quote), key=len, reverse=True)
    kept = [text.strip() for text in found if len(text.strip()) >= SHORTEST]
    return list(dict.fromkeys([*kept, *([inner] if len(inner) > 1 else [])]))


def _page_of(bundle: Bundle, record: str) -> tuple[str, str] | None:
    """The address and the text of a stored HTML page; None for anything else."""
    for rendering in bundle.renderings():
        if rendering.record == record and rendering.body:
            return rendering.final_url, rendering.body.decode("utf-8", "replace")
    for fetch in bundle.fetches():
        if fetch.record == record and fetch.record:
            content_type = fetch.header("content-type")
            is_page = "html" in content_type.lower() or not content_type
            return (fetch.url, decode(fetch.body, content_type)[0]) if is_page else None
    return None


def _answers_of(bundle: Bundle) -> dict[str, tuple[str, bytes]]:
    """What pages of the bundle loaded beside themselves, by page key: type and body."""
    return {
        page_key(fetch.url): (fetch.header("content-type"), fetch.body)
        for fetch in bundle.loaded()
        if fetch.status == 200
    }


def tried(bundle: Path) -> frozenset[str]:
    """The findings of which a picture was taken, or could not be; BundleError when damaged."""
    subjects: set[str] = set()
    try:
        for part in ALBUMS:
            if has_part(bundle, part):
                plan = json.loads((bundle / part / PLAN).read_text("utf-8"))
                subjects.update(map(str, plan.get("subjects", ())))
    except (OSError, ValueError, AttributeError) as error:
        raise BundleError("取证包内容损坏", str(bundle), REMEDY) from error
    return frozenset(subjects)


async def fill_album(
    album: Album, box: BrowserBox, settings: RenderSettings, now: Callable[[], datetime]
) -> bool:
    """Write the pictures of those findings of a bundle that were not tried before as a supplement;
    all of them together have one limit. False, and nothing written, where none is left to take."""
    done = tried(album.bundle)
    room = max(0, settings.site_max_pictures - len(done))
    shots = [shot for shot in album.shots if shot.subject not in done][:room]
    part = next((part for part in ALBUMS if not has_part(album.bundle, part)), None)
    if part is None or not shots:
        return False
    bundle = Bundle.open(album.bundle)
    subjects = [shot.subject for shot in shots]
    plan = {"tool": "chromium", "limits": asdict(settings), "subjects": subjects}
    with SupplementWriter(album.bundle, part, plan, started_at=now()) as writer:
        for shot in shots:
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
                *((("box", " ".join(f"{side:.0f}" for side in place.box)),) if place.box else ()),
            )
            writer.resource(shot.url, notes, place.png, now())
        writer.finish(now())
    return True
