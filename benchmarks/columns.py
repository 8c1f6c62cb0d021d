"""Columns of the sample province: found without its register, and their states with it.

The first table reads the pages straight from the pack the sample web serves: share of the true
columns found by address, share of the found ones that are columns, and of those matched the right
names, kinds and levels. Sites behind a wall are left out (nobody could look). The second visits
all sites over loopback with the registered columns and holds each state against the truth.
``--wrong`` lists what is wrong.
"""

import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from pydantic import TypeAdapter

from xuncha.cli.sample_web import SampleWeb, Scenario, served
from xuncha.engine.acquire.settings import load_settings
from xuncha.engine.acquire.shard import ShardOrder, visit_shard
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.domain.facts import PageFacts
from xuncha.engine.domain.targets import ColumnPlan, FoundColumn, SitePlan
from xuncha.engine.domain.words import LABELS, ColumnKind, ColumnState, Level, PageKind
from xuncha.engine.examine import columns_seen
from xuncha.engine.extract.anchors import plain_address
from xuncha.engine.extract.columns import Discovery, settled
from xuncha.engine.extract.navigation import read_navigation
from xuncha.engine.extract.page import read_page
from xuncha.engine.extract.site import read_site
from xuncha.engine.rulebook.load import load_rulebook
from xuncha.sample.build import Build, build
from xuncha.sample.model import Column, Site
from xuncha.sample.pack import Page, read_pack
from xuncha.sample.scenario import scenario
from xuncha.sample.truth import ColumnTruth, load

SCENARIO = "notice"
SURE = 0.85
BUCKETS = (0.0, 0.5, 0.7, 0.85, 0.95)


@dataclass
class Score:
    """Counts of one family, or of all."""

    sites: int = 0
    true: int = 0
    found: int = 0
    matched: int = 0
    kind: int = 0
    level: int = 0
    named: int = 0
    sure: dict[float, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.matched / self.true if self.true else 0.0

    @property
    def precision(self) -> float:
        return self.matched / self.found if self.found else 0.0

    def sure_kind(self, least: float) -> float:
        """The share of kinds that are right among those of at least this confidence."""
        counts = [count for edge, count in self.sure.items() if edge >= least]
        return sum(right for right, _ in counts) / max(1, sum(every for _, every in counts))

    def share(self, count: int) -> float:
        """A share of the matched columns."""
        return count / self.matched if self.matched else 0.0


class SiteOfPack:
    """The pages of one host as a visit would see them."""

    def __init__(self, host: str, pages: dict[str, Page]) -> None:
        self.host = host
        self.pages = pages

    def page(self, url: str) -> tuple[str, Page] | None:
        """The final address and answer; None for another host and for what is not there."""
        for _ in range(5):
            parts = urlsplit(url)
            if parts.hostname != self.host:
                return None
            path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
            page = self.pages.get(path)
            if page is None:
                return None
            where = dict(page.headers).get("Location")
            if where is None:
                return (url, page) if page.status == 200 else None
            url = urljoin(url, where)
        return None


def columns_of(site: SiteOfPack, as_of) -> tuple[FoundColumn, ...]:
    """The columns of one site, its own list pages read; empty when its home page does not open."""
    opened = site.page(f"http://{site.host}/")
    if opened is None:
        return ()
    home_url, home = opened
    facts = _facts(home_url, home, as_of, PageKind.HOME)
    discovery = Discovery(read_navigation(home.body, home_url, _type(home)), facts.items)
    found = []
    for column in discovery.columns():
        there = site.page(column.url)
        if there is None:
            found.append(column)
            continue
        url, page = there
        read = _facts(url, page, as_of, None)
        titles = [item.title for item in read.items]
        navigation = read_navigation(page.body, url, _type(page))
        found.append(settled(column, navigation, read.label("ColumnType"), titles))
    return tuple(found)


def _type(page: Page) -> str:
    return dict(page.headers).get("Content-Type", "")


def _facts(url: str, page: Page, as_of, kind: PageKind | None) -> PageFacts:
    return read_page(page.body, url, content_type=_type(page), as_of=as_of, kind=kind)


def measure(name: str, folder: Path) -> dict[str, Score]:
    """Scores per CMS family and under ``all`` of a built scenario."""
    web, truth = read_pack(folder), load(folder / "truth.json")
    plan = scenario(name)
    sites = {site.code: site for site in Build(plan).sites.values()}
    scores: dict[str, Score] = defaultdict(Score)
    for target in truth.targets:
        site = sites.get(target.code)
        if site is None or site.wall:
            continue
        found = columns_of(SiteOfPack(site.host, web[site.host]), plan.as_of.date())
        for score in (scores[site.family], scores["all"]):
            _count(score, found, target.columns, target.code)
    return scores


def _count(
    score: Score, found: tuple[FoundColumn, ...], true: tuple[ColumnTruth, ...], code: str
) -> None:
    by_address = {plain_address(column.url): column for column in true}
    score.sites += 1
    score.true += len(by_address)
    score.found += len(found)
    for column in found:
        wanted = by_address.pop(plain_address(column.url), None)
        if wanted is None:
            score.wrong.append(f"{code} 多出 {column.name} {column.url}")
            continue
        score.matched += 1
        score.named += column.name == wanted.name
        right = LABELS[column.reading.kind] == wanted.kind
        score.kind += right
        score.level += column.reading.level == wanted.level
        bucket = max(edge for edge in BUCKETS if column.reading.confidence >= edge)
        score.sure[bucket][0] += right
        score.sure[bucket][1] += 1
        if not right:
            score.wrong.append(
                f"{code} {wanted.kind} 读作 {LABELS[column.reading.kind]} "
                f"{column.reading.path} {column.reading.confidence}"
            )
    score.wrong += [f"{code} 没有找到 {column.name}" for column in by_address.values()]


def states(name: str, folder: Path) -> tuple[int, int, list[str]]:
    """(right, all, what is wrong) of column states in a visit with the register, walls included."""
    truth, plan = load(folder / "truth.json"), scenario(name)
    made = Build(plan)
    made.compose()
    sites = {site.code: site for site in made.sites.values()}
    wanted = {target.code: target for target in truth.targets if target.code in sites}
    web = build_web(folder)
    book = load_rulebook("qinghai")
    right, every, wrong = 0, 0, []
    with served(web) as host_map, tempfile.TemporaryDirectory() as out:
        plans = tuple(_plan(site) for site in sites.values())
        visit_shard(
            ShardOrder(plans, load_settings("sample"), host_map, plan.as_of, Path(out) / "b")
        )
        for code, target in wanted.items():
            facts = read_site(Bundle.open(Path(out) / "b" / code), plan.as_of)
            seen = {one.url: one.state for one in columns_seen(facts, book, plan.as_of)}
            for column in target.columns:
                state = seen.get(column.url, ColumnState.UNABLE)
                every += 1
                right += state == column.state
                if state != column.state:
                    wrong.append(f"{code} {column.name} {column.state} 读作 {state}")
    return right, every, wrong


def build_web(folder: Path) -> SampleWeb:
    """The built scenario as the commands know it."""
    text = (folder / "scenario.json").read_bytes()
    return SampleWeb(folder, TypeAdapter(Scenario).validate_json(text))


def _plan(site: Site) -> SitePlan:
    kinds = {LABELS[kind]: kind for kind in ColumnKind}
    columns = tuple(
        ColumnPlan(
            name=one.name,
            url=f"http://{site.host}{one.path}",
            kind=kinds[one.kind],
            level=one.level,
            has_duty=one.duty == "是",
            language=one.language,
            counts=one.counts,
            **_exemption(one),
        )
        for one in site.columns
    )
    return SitePlan(
        site.code,
        site.name,
        site.url,
        Level.COUNTY,
        is_portal=False,
        has_services=True,
        columns=columns,
    )


def _exemption(column: Column) -> dict[str, object]:
    if column.exempt is None:
        return {}
    names = ("exempt_reason", "exempt_by", "exempt_from", "exempt_until")
    return dict(zip(names, column.exempt, strict=True))


def table(scores: dict[str, Score]) -> str:
    """The scores as text."""
    lines = [f"{'family':<10}{'sites':>6}{'true':>7}{'found':>7}{'recall':>8}{'precision':>11}"]
    lines[0] += f"{'name':>8}{'kind':>8}{'level':>8}"
    for family in sorted(scores, key=lambda name: (name == "all", name)):
        one = scores[family]
        lines.append(
            f"{family:<10}{one.sites:>6}{one.true:>7}{one.found:>7}{one.recall:>8.4f}"
            f"{one.precision:>11.4f}{one.share(one.named):>8.4f}{one.share(one.kind):>8.4f}"
            f"{one.share(one.level):>8.4f}"
        )
    lines.append("kind confidence: right of all, by the lower edge of the confidence")
    for edge, (right, every) in sorted(scores["all"].sure.items()):
        lines.append(f"  {edge:.2f}+  {right}/{every} = {right / every:.4f}")
    return "\n".join(lines)


def main() -> int:
    """Build the scenario in a folder that is thrown away; ``--wrong`` lists what is wrong."""
    with tempfile.TemporaryDirectory(prefix="xuncha-bench-") as folder:
        built = build(SCENARIO, Path(folder) / "sample")
        scores = measure(SCENARIO, built)
        print(table(scores), flush=True)
        right, every, wrong = states(SCENARIO, built)
    print(f"state with the register: {right}/{every} = {right / every:.4f}")
    if "--wrong" in sys.argv:
        print("\n".join([*scores["all"].wrong, *wrong]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
