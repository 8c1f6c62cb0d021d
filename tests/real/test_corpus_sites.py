"""Real input: the saved government pages under their own hosts, from the wire to the facts."""

import json
import subprocess
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.flow.conftest import RUN
from tests.real.corpus_web import CORPUS, ENTRY_PATH, SavedSite, saved_sites, served
from xuncha.engine.acquire.settings import load_settings
from xuncha.engine.acquire.shard import ShardOrder, visit_shard
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.bundle.verify import verify
from xuncha.engine.domain.fetches import History, HostMap
from xuncha.engine.domain.targets import ColumnPlan, SitePlan
from xuncha.engine.domain.windows import SHANGHAI
from xuncha.engine.domain.words import Level
from xuncha.engine.examine import look_into
from xuncha.engine.extract.site import read_site
from xuncha.engine.rulebook.load import load_rulebook

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus is not there")

ABOUT_HOMES = {
    "certificate",
    "columns-missing",
    "consultation-channel",
    "domain-rules",
    "error-report-entry",
    "identity-marks",
    "ipv6-reachable",
    "links-dead",
    "page-labels",
    "search-entry",
    "site-code",
    "yearly-report",
}
AS_OF = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
FLOORS = json.loads((Path(__file__).parents[1] / "floors.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def visited(tmp_path_factory):
    """Every site visited in one shard: host → (saved site, bundle folder)."""
    out = tmp_path_factory.mktemp("corpus")
    sites = saved_sites()
    with served(sites) as port:
        plans = tuple(_plan(site) for site in sites)
        hosts = HostMap(tuple((site.host, "127.0.0.1", port) for site in sites))
        visit_shard(ShardOrder(plans, load_settings("sample"), hosts, AS_OF, out))
    return {site.host: (site, out / site.host) for site in sites}


def test_every_bundle_of_a_real_site_verifies(visited):
    assert [host for host, (_, bundle) in visited.items() if verify(bundle).broken] == []


def test_dates_and_titles_of_real_articles_hold_their_floors(visited):
    dates = titles = wanted = 0
    wrong = []
    for site, bundle in visited.values():
        facts = read_site(Bundle.open(bundle), AS_OF)
        read = {article.url.rpartition("/")[2]: article for article in facts.articles}
        for label in site.labels:
            if label["kind"] != "article" or label["file"] not in read:
                continue
            wanted += 1
            article = read[label["file"]]
            dates += article.publish_date == date.fromisoformat(label["publish_date"])
            titles += _plain(article.title) == _plain(label["title"])
            if article.publish_date != date.fromisoformat(label["publish_date"]):
                wrong.append((label["file"], article.publish_date, label["publish_date"]))
    assert wanted >= FLOORS["real.articles"]
    assert dates / wanted >= FLOORS["real.date"], wrong
    assert titles / wanted >= FLOORS["real.title"]


@pytest.mark.parametrize(
    ("host", "accused"),
    [
        ("www.gov.cn", {"D-4.2", "D-4.7"}),
        ("www.wuan.gov.cn", {"D-4.2", "D-4.3", "D-4.7"}),
    ],
)
def test_a_real_home_page_is_accused_of_what_it_lacks_and_no_more(visited, host, accused):
    book = load_rulebook("national-2019-20261123")
    wanted = [row.id for row in book.rows if row.check in ABOUT_HOMES]
    looked = look_into(visited[host][1], book, wanted, History())
    told = {one.indicator for one in looked.outcomes if one.result in ("hit", "suspect")}
    assert told <= accused, [(o.indicator, o.reason) for o in looked.outcomes if o.findings]


def test_a_real_site_is_examined_from_the_command_line(tmp_path):
    site = next(site for site in saved_sites() if site.host == "www.gov.cn")
    with served([site]) as port:
        command = [*RUN, "examine", f"http://{site.host}/", "--json", "--out", str(tmp_path)]
        command += ["--map", f"{site.host}=127.0.0.1:{port}", "--as-of", AS_OF.isoformat()]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["verdict"]["state"] in ("qualified", "undecided")
    assert {outcome["indicator"] for outcome in answer["outcomes"]} >= {"W-V3", "W-V4.1", "W-V4.3"}
    assert "W-V2" not in {outcome["indicator"] for outcome in answer["outcomes"]}
    assert Path(answer["bundle"]).is_dir()


def _plan(site: SavedSite) -> SitePlan:
    """The site with the saved lists, and our entry to the saved articles, as its columns."""
    paths = [ENTRY_PATH] + [f"/{x['file']}" for x in site.labels if x["kind"] == "list"]
    root = f"http://{site.host}"
    columns = tuple(ColumnPlan(path, root + path, None, 1) for path in paths)
    return SitePlan(site.host, site.host, f"{root}/", Level.PROVINCE, True, True, columns=columns)


def _plain(title: str) -> str:
    return "".join(title.split())
