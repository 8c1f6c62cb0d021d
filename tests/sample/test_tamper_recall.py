"""What is planted in the scenario tamper is seen on its pages, and no innocent page is accused.

Read straight from the pack, without a visit; the whole way is measured by ``benchmarks.tamper``.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

import pytest

from tests.sample.reading import Web
from tests.sample.test_tamper import AS_SEEN, READER, found, place
from xuncha.engine.domain.fetches import Fetch
from xuncha.engine.domain.tampering import PageTraces
from xuncha.engine.extract.charset import decode
from xuncha.engine.extract.tampering.leads import Leads
from xuncha.engine.extract.tampering.outside import outside_trace
from xuncha.engine.extract.tampering.page import told_only_here
from xuncha.engine.extract.tampering.site import SiteTraces
from xuncha.engine.extract.visited import VisitedPages
from xuncha.engine.rulebook.load import load_rulebook
from xuncha.sample.pack import Page, read_pack
from xuncha.sample.tamper import truth as truths
from xuncha.sample.tamper.truth import TamperPlant, TamperTruth

FLOORS = json.loads((Path(__file__).parents[1] / "floors.json").read_text(encoding="utf-8"))
BOOK = load_rulebook("national-2019-20261123")
LINKS, WORDS = (
    int(str(next(row for row in BOOK.rows if row.check == check).params["least_weight"]))
    for check in ("hidden-links", "stuffed-titles")
)
GONE = Page(404, (), frozenset(), b"")
AT = datetime(2026, 10, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def truth(tamper: Path) -> TamperTruth:
    return truths.load(tamper / "tamper.json")


@pytest.fixture(scope="module")
def web(tamper: Path) -> Web:
    return read_pack(tamper)


def as_fetch(url: str, page: Page) -> Fetch:
    return Fetch(url, page.status, page.headers, page.body, url, AT)


def is_heavy(traces: PageTraces | None) -> bool:
    return traces is not None and (
        any(link.weight >= LINKS for link in traces.links)
        or any(one.weight >= WORDS for one in traces.wording)
    )


def parts(web: Web, host: str) -> Iterator[Fetch]:
    for path, page in web[host].items():
        if path.endswith(".js"):
            yield as_fetch(f"http://{host}{path}", page)


def is_bad(web: Web, url: str, page: Page) -> bool:
    """Whether a page shows traces, or leads to a page that does."""
    host = place(url)[0]
    home = f"http://{host}/"
    leads = Leads(home)
    leads.add(page.body, url, is_usual=False)
    outside = [lead for lead in leads.chosen(frozenset(), 80) if place(lead.url)[0] in web]
    brought = [as_fetch(lead.url, found_at(web, lead.url)) for lead in outside]
    reader = SiteTraces(home, VisitedPages([]), [*parts(web, host), *brought])
    if is_heavy(reader.read(as_fetch(url, page))):
        return True
    return any(
        outside_trace(one.url, one, url) is not None for one in brought if place(one.url)[0] != host
    )


def found_at(web: Web, url: str) -> Page:
    host, path = place(url)
    page = web[host].get(path) or web[host].get("*") or GONE
    target = urljoin(url, dict(page.headers).get("Location", ""))
    return found(web, target) if page.status == 302 else page


def is_seen(web: Web, plant: TamperPlant) -> bool:
    page = found(web, plant.url).shown_to(AS_SEEN.get(plant.seen, {}))
    usual = found(web, plant.url).shown_to({"user-agent": READER})
    if page.status == 302 or is_bad(web, plant.url, page):
        return True
    one, other = (decode(each.body, "")[0] for each in (page, usual))
    return page is not usual and told_only_here(one, other) is not None


def test_plants_are_seen_on_their_pages(truth: TamperTruth, web: Web) -> None:
    plants = [plant for plant in truth.plants if plant.kind != "body-changed"]
    missed = [f"{one.kind} {one.form} {one.url}" for one in plants if not is_seen(web, one)]
    assert 1 - len(missed) / len(plants) >= FLOORS["tamper.pages.recall"], missed


def test_no_subject_and_no_innocent_element_is_accused(truth: TamperTruth, web: Web) -> None:
    looked = [one for one in truth.clean if one.sort.startswith(("subject:", "element:"))]
    assert len(looked) >= 700
    accused = []
    for one in looked:
        reader = SiteTraces(one.url, VisitedPages([]))
        if is_heavy(reader.read(as_fetch(one.url, found(web, one.url)))):
            accused.append(f"{one.sort} {one.url}")
    assert accused == []
