"""Recall of the checks for tampering: ``python -m benchmarks.tamper [--seed N] [--folder DIR]``.

The scenario ``tamper``, drawn with the seed, is visited as it was a quarter ago and as it is now;
the five checks propose. For each kind: plants, those on pages the visit brought home, those found.
Then the clean pages accused, and the real pages of the corpus. ``--folder`` keeps web and bundles,
so that a second run only reads them.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from subprocess import PIPE, Popen, run

import openpyxl

from xuncha.engine.acquire.settings import load_settings
from xuncha.engine.acquire.shard import ShardOrder, split_by_host, visit_shard
from xuncha.engine.bundle.exchange import Purpose
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.fetches import Fetch, History, HostMap
from xuncha.engine.domain.tampering import KnownBody
from xuncha.engine.domain.targets import ColumnPlan, SitePlan
from xuncha.engine.domain.words import LABELS, ColumnKind, Level
from xuncha.engine.examine import measure
from xuncha.engine.extract.site import read_site
from xuncha.engine.extract.tampering.site import SiteTraces
from xuncha.engine.extract.visited import VisitedPages
from xuncha.engine.rulebook.load import load_rulebook
from xuncha.sample.tamper import truth
from xuncha.sample.tamper.truth import TamperPlant, TamperTruth

PAGES = Path(__file__).parents[2] / "shared" / "corpus" / "pages"
BOOK = "national-2019-20261123"
CORES = 2
CHECKS = {"hidden-links", "stuffed-titles", "outside-links-bad", "body-changed", "false-dates"}
NAMED = {LABELS[kind]: kind for kind in ColumnKind}
LEVELS = {LABELS[level]: level for level in Level}


@dataclass(frozen=True, slots=True)
class Accusation:
    """A finding: the pages it is about, where its first piece of evidence stands, its words."""

    check: str
    pages: frozenset[str]
    told: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What reading one site gave: the pages that came, and the findings."""

    site: str
    pages: frozenset[str]
    accusations: tuple[Accusation, ...]
    links: frozenset[str]


def main() -> int:
    """Print the tables; 1 where the recall is below the target or a clean page is accused."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tamper")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--target", type=float, default=0.95)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch)
        recall, accused = measured(folder, given.seed)
    accused += of_corpus()
    return int(recall < given.target or accused > 0)


def measured(folder: Path, seed: int) -> tuple[float, int]:
    """The recall on one web, and how many of its clean pages are accused."""
    web = folder / "web"
    if not web.is_dir():
        # A process of its own: the sample invents its province once in each.
        command = [sys.executable, "-m", "xuncha.sample", "tamper", str(web), "--seed", str(seed)]
        run(command, check=True)  # noqa: S603 - our own module
    known = truth.load(web / "tamper.json")
    plans = plans_of(web / "raw" / "register.xlsx")
    visited(web / "before", folder / "before", plans, "sample", known.previous_as_of)
    visited(web, folder / "now", plans, "sample_eyes", known.as_of)
    with ProcessPoolExecutor(CORES) as pool:
        jobs = [(folder / "before" / plan.code, folder / "now" / plan.code) for plan in plans]
        seen = list(pool.map(look, jobs))
    recall = print_kinds(known, seen)
    return recall, print_clean(known, seen)


def plans_of(register: Path) -> list[SitePlan]:
    """The sites of the register with their columns, as an office would have them."""
    book = openpyxl.load_workbook(register, read_only=True)
    columns: dict[str, list[ColumnPlan]] = defaultdict(list)
    for row in rows(book["栏目"]):
        kind = NAMED.get(row["类别"], ColumnKind.OTHER)
        columns[row["网站标识码"]].append(
            ColumnPlan(row["栏目名称"], row["栏目网址"], kind, int(row["级别"] or 1))
        )
    return [
        SitePlan(
            row["网站标识码"],
            row["网站名称"],
            row["网址"],
            LEVELS.get(row["层级"], Level.COUNTY),
            is_portal=row["类型"] == "门户",
            has_services=True,
            columns=tuple(columns[row["网站标识码"]]),
        )
        for row in rows(book["网站"])
        if row["运行状态"] == "正常运行"
    ]


def rows(sheet: Iterable[Iterable[object]]) -> Iterator[dict[str, str]]:
    """The rows of a sheet by its headings."""
    head, *body = ([str(cell.value or "") for cell in line] for line in sheet)  # type: ignore[attr-defined]
    for line in body:
        yield dict(zip(head, line, strict=False))


def visited(web: Path, out: Path, plans: list[SitePlan], settings: str, as_of: str) -> None:
    """Serve a web and visit all its sites in two shards; complete bundles are not visited again."""
    command = [sys.executable, "-m", "xuncha.sample.serve", str(web), "--port", "0"]
    hosts = json.loads((web / "hosts.json").read_text("utf-8"))
    with Popen(command, stdout=PIPE, text=True) as server:  # noqa: S603 - our own module
        assert server.stdout is not None
        port = json.loads(server.stdout.readline())["port"]
        mapped = HostMap(tuple((host, "127.0.0.1", port) for host in hosts))
        moment, limits = datetime.fromisoformat(as_of), load_settings(settings)
        orders = [
            ShardOrder(shard, limits, mapped, moment, out) for shard in split_by_host(plans, CORES)
        ]
        with ThreadPoolExecutor(CORES) as threads:
            list(threads.map(visit_shard, orders))
        server.terminate()


def look(job: tuple[Path, Path]) -> Seen:
    """What the checks propose for one site."""
    before, now = job
    bundle = Bundle.open(now)
    facts = read_site(bundle, bundle.as_of)
    book = load_rulebook(BOOK)
    names = [row.id for row in book.rows if row.check in CHECKS]
    looked = measure(facts, book, names, History(bodies=bodies(before)), bundle.as_of)
    accusations = tuple(
        Accusation(
            finding.check,
            frozenset({finding.key, *(page_key(one.url) for one in finding.evidence)}),
            f"{finding.title}｜{finding.observed}｜{finding.evidence[0].quote}",
        )
        for outcome in looked.outcomes
        for finding in outcome.findings
    )
    links = frozenset(
        page_key(fetch.url)
        for purpose in (Purpose.LINK, Purpose.LEAD)
        for fetch in bundle.link_looks(purpose)
        if fetch.status == 200
    )
    pages = frozenset(page_key(fetch.url) for fetch in bundle.fetches() if fetch.status == 200)
    return Seen(facts.plan.code, pages, accusations, links)


def bodies(before: Path) -> tuple[KnownBody, ...]:
    """What the articles of a site said a quarter ago."""
    bundle = Bundle.open(before)
    return read_site(bundle, bundle.as_of).bodies


def print_kinds(known: TamperTruth, seen: list[Seen]) -> float:
    """The table of kinds; the share of plants found of those whose page came home."""
    by_site = {one.site: one for one in seen}
    total, came, found = Counter[str](), Counter[str](), Counter[str]()
    missed, unseen = list[str](), list[str]()
    for plant in known.plants:
        total[plant.kind] += 1
        site = by_site[plant.site]
        if page_key(plant.url) not in site.pages | site.links:
            unseen.append(f"{plant.kind} {plant.form} {plant.url} via {plant.via or '-'}")
            continue
        came[plant.kind] += 1
        if is_found(plant, site):
            found[plant.kind] += 1
        else:
            missed.append(f"{plant.kind} {plant.form} {plant.url} ({plant.seen})")
    print(f"{'kind':20}{'plants':>8}{'visited':>9}{'found':>7}")
    for kind in sorted(total):
        print(f"{kind:20}{total[kind]:8}{came[kind]:9}{found[kind]:7}")
    recall = found.total() / came.total()
    print(f"{'all':20}{total.total():8}{came.total():9}{found.total():7}")
    print(f"recall {recall:.3f} of plants on visited pages ({len(came)} kinds)")
    print(f"       {found.total() / total.total():.3f} of all plants")
    for line in missed:
        print("missed ", line)
    for line in unseen:
        print("unseen ", line)
    return recall


def is_found(plant: TamperPlant, site: Seen) -> bool:
    """Whether a finding is about the planted page, or about a target the page leads to."""
    places = {page_key(plant.url)}
    if plant.kind.startswith("lapsed"):
        places.add(page_key(plant.targets[0]))
    return any(places & one.pages for one in site.accusations)


def print_clean(known: TamperTruth, seen: list[Seen]) -> int:
    """How many clean pages are accused, by what makes them look bad; a page planted on one site is
    clean for any other."""
    visited_pages = frozenset[str]().union(*(one.pages for one in seen))
    planted = {(plant.site, page_key(plant.url)) for plant in known.plants}
    sorts = {page_key(plant.url): "planted for another site" for plant in known.plants}
    sorts |= {page_key(page.url): page.sort for page in known.clean}
    looked, wrong, beside = Counter[str](), list[str](), list[str]()
    for page in known.clean:
        looked[page.sort.split(":")[0]] += page_key(page.url) in visited_pages
    for site in seen:
        for one in site.accusations:
            if {(site.site, page) for page in one.pages} & planted:
                continue
            sort = next((sorts[page] for page in sorted(one.pages) if page in sorts), "")
            line = f"{site.site} {sort} {sorted(one.pages)[0]} {one.check}: {one.told}"
            (wrong if sort else beside).append(line[:300])
    for sort, count in sorted(looked.items()):
        print(f"clean {sort:14}{count:6} visited")
    print(f"accused beside: {len(beside)} (twins of planted pages, pages a planted one leads to)")
    for line in beside:
        print("beside ", line)
    print(f"accused of nothing planted: {len(wrong)}")
    for line in wrong:
        print("wrong  ", line)
    return len(wrong)


def of_corpus() -> int:
    """How many real pages show traces that weigh enough, each read as a page of a site alone."""
    book = load_rulebook(BOOK)
    least = {row.check: int(str(row.params.get("least_weight", 0))) for row in book.rows}
    wrong, count = 0, 0
    for path in sorted(PAGES.glob("*.htm*")):
        count += 1
        url = f"http://www.{path.stem[:20].lower()}.example/"
        fetch = Fetch(url, 200, (), path.read_bytes(), "r", datetime(2026, 1, 1).astimezone())
        traces = SiteTraces(url, VisitedPages([])).read(fetch)
        if traces is None:
            continue
        heavy = [one for one in traces.links if one.weight >= least["hidden-links"]]
        worded = [one for one in traces.wording if one.weight >= least["stuffed-titles"]]
        if heavy or worded:
            wrong += 1
            print("real   ", path.name, [*heavy, *worded][0])
    print(f"real pages {count}, accused {wrong}")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
