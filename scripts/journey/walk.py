"""Every page of the office photographed: clerks of all roles follow every link they are shown.
What is no page is named here; a test holds the names against what the addresses give.

``python -m scripts.journey.walk --out DIR`` walks an office that ``scripts.journey`` left; pictures
go to DIR/pictures/every. Ends with exit 1 where an address of ``web/urls.py`` was seen neither
now nor on the journey.
"""

import argparse
import os
import shutil
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, URLPattern, resolve
from playwright.sync_api import Browser, Error, sync_playwright

from scripts.journey import house
from scripts.journey.clerks import PHONE, SEEN, WIDE, Clerk
from xuncha.engine.acquire.render.browser import find_browser
from xuncha.office.opening import open_office

POSTED = frozenset({"logout", "text-size", "round-retry"})
"""Addresses that only take what a button sends."""
FILES = frozenset(
    {
        "assessed-document",
        "body-report",
        "bundle",
        "document",
        "draft-document",
        "form-table",
        "ledger-document",
        "order-file",
        "orders-ledger",
        "paper",
        "picture",
        "reconcile-changes",
        "record",
        "register-export",
        "self-check",
        "sheet-picture",
        "unit-file",
        "unit-picture",
        "unit-record",
        "wordlist-download",
    }
)
"""Addresses that give a file or a picture to keep or to show inside a page."""
ASKED = frozenset({"session"})
"""What only a script of a page asks for."""
OUTSIDE = frozenset({"door", "door-back", "door-finish", "login-local"})
"""Pages of an installation with an outside identity service; others are sent to the login."""
NO_PAGES = POSTED | FILES | ASKED | OUTSIDE
KEY = (
    "home",
    "queue",
    "round",
    "target",
    "round-orders",
    "queue-blind",
    "unit",
    "unit-order",
    "unit-item",
    "reminders",
    "order",
    "orders",
)
"""Pages that must be usable on a phone and in large text; so must the login."""
MOST_OF_ONE = 4


class Walk:
    """What was seen of the office so far, by the names of ``web/urls.py``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen: dict[str, str] = {}
        self.files: set[str] = set()
        self.passed: set[str | None] = set()

    def go(self, clerk: Clerk, start: str = "/") -> None:
        """Follow the links of this clerk's pages; one picture of each page not seen before."""
        page = clerk.page
        found, known, times = deque([start]), {start}, Counter[str]()
        while found:
            address = found.popleft()
            name = name_of(address)
            try:
                answer = page.goto(address)
            except Error:
                self.files.add(name)
                continue
            if answer is None or not answer.ok:
                continue
            if not answer.headers.get("content-type", "").startswith("text/html"):
                self.files.add(name)
                continue
            if name not in self.seen:
                self.seen[name] = address
                self.photograph(clerk, name)
            for link in linked_from(clerk):
                then = name_of(link)
                if then is None or link in known or times[then] >= MOST_OF_ONE:
                    continue
                times[then] += 1
                known.add(link)
                found.append(link)

    def photograph(self, clerk: Clerk, name: str) -> None:
        """One picture of the whole page as it stands."""
        clerk.page.mouse.move(0, 0)
        clerk.page.screenshot(path=self.folder / f"{name}.png", full_page=True)

    def missing(self) -> list[str]:
        """The names of ``web/urls.py`` that no link led to and the journey did not pass."""
        return sorted(names() - NO_PAGES - set(self.seen) - self.passed)


def names() -> set[str]:
    """All names of ``web/urls.py``."""
    from xuncha.web.urls import urlpatterns

    return {one.name for one in urlpatterns if isinstance(one, URLPattern) and one.name}


def name_of(address: str) -> str | None:
    """The name of the page of an address; None for what is no page of ours (static files)."""
    try:
        return resolve(urlsplit(address).path).url_name
    except Resolver404:
        return None


def linked_from(clerk: Clerk) -> Iterator[str]:
    """The addresses of our own that the page leads to, by links and by forms that only ask."""
    page = clerk.page
    script = "() => [...document.querySelectorAll('a[href], img[src]')].map(a => a.href || a.src)"
    here = urlsplit(page.url)
    for link in page.evaluate(script):
        there = urlsplit(urljoin(page.url, link))
        if there.netloc == here.netloc and there.scheme == here.scheme:
            yield there._replace(scheme="", netloc="", fragment="").geturl()


def walk(clerks: list[Clerk], folder: Path) -> Walk:
    """Everybody's pages, then the key pages on a phone and in large text."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    done = Walk(folder)
    owner = {}
    for clerk in clerks:
        before = set(done.seen)
        done.go(clerk)
        owner |= dict.fromkeys(set(done.seen) - before, clerk)
    for name in KEY:
        if name in owner:
            _small_and_large(done, owner[name], name)
    return done


def _small_and_large(done: Walk, clerk: Clerk, name: str) -> None:
    page = clerk.page
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.goto(done.seen[name])
    done.photograph(clerk, f"{name}-phone")
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    clerk.press("大字")
    done.photograph(clerk, f"{name}-large")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    done.photograph(clerk, f"{name}-phone-large")
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    clerk.press("标准字号")


def laid_ready(out: Path) -> str:
    """Lay into the office what no journey meets; the login name that is asked for a code."""
    from scripts.journey import rare

    return rare.prepare(out)


def asked_for_code(done: Walk, browser: Browser, address: str, who: str) -> None:
    """The second step of signing in, that only somebody half-way in sees."""
    [clerk] = _signed_in(browser, address, [who])
    done.seen["code"] = clerk.page.url
    done.photograph(clerk, "code")


def _signed_in(browser: Browser, address: str, names: list[str]) -> list[Clerk]:
    clerks = []
    for one in names:
        clerk = Clerk(browser, address, None)
        clerk.sign_in_again(one)
        clerks.append(clerk)
    return clerks


def main() -> None:
    """Walk an office a journey left."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="the folder of the office")
    parser.add_argument("--as", dest="who", nargs="+", required=True, help="login names")
    asked = parser.parse_args()
    out = asked.out.absolute()
    os.environ["XUNCHA_HOME"] = str(out)
    open_office()
    half_way = laid_ready(out)
    with house.serving(out) as address, sync_playwright() as play:
        chromium = play.chromium.launch(
            executable_path=find_browser(), args=["--no-sandbox", "--lang=zh-CN"]
        )
        done = walk(_signed_in(chromium, address, asked.who), out / "pictures" / "every")
        asked_for_code(done, chromium, address, half_way)
        chromium.close()
    way = out / "pictures" / SEEN
    if way.is_file():
        done.passed |= {name_of(one) for one in way.read_text("utf-8").split()}
    print(f"{len(done.seen)} 页，{len(done.files)} 种文件")
    if done.missing():
        raise SystemExit(f"没有链接可到：{'、'.join(done.missing())}")


if __name__ == "__main__":
    main()
