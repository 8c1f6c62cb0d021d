"""One site, visited and rendered once with a real Chromium; tests read what came of it."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.acquire.conftest import AS_OF, SETTINGS, site
from tests.acquire.zoo import Zoo, answer, redirect
from tests.render import pages
from xuncha.engine.acquire.render.browser import find_browser
from xuncha.engine.acquire.render.orders import RenderOrder
from xuncha.engine.acquire.render.process import render_bundles
from xuncha.engine.acquire.render.settings import load_render_settings
from xuncha.engine.acquire.shard import ShardOrder, visit_shard
from xuncha.engine.bundle.journal import LogEntry, read_journal
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.domain.facts import ColumnFacts, SiteFacts
from xuncha.engine.domain.fetches import HostMap
from xuncha.engine.extract.site import read_site

LIMITS = replace(
    load_render_settings("sample"),
    page_max_s=10.0,
    settle_s=4.0,
    second_look_quiet_s=0.6,
    page_max_elements=5000,
)


@pytest.fixture(scope="session")
def browser() -> Path:
    """The machine's Chromium; without one the test is skipped."""
    found = find_browser()
    if found is None:
        pytest.skip("本机没有 Chromium，渲染没有测试")
    return found


@dataclass(frozen=True)
class Rendered:
    """The site after both passes, and what it was asked for by whom."""

    bundle: Bundle
    facts: SiteFacts
    before: SiteFacts
    visited: list[tuple[str, str]]
    asked: list[tuple[str, str]]
    heads: list[bytes]

    def column(self, path: str) -> ColumnFacts:
        """The column at a path."""
        return next(one for one in self.facts.columns if one.plan.url.endswith(f"e{path}"))

    @property
    def journal(self) -> list[LogEntry]:
        """What was decided while rendering."""
        return list(read_journal(self.bundle.folder / "render" / "log.jsonl"))


def render(zoo: Zoo, browser: Path, *bundles: Path, limits=LIMITS, hosts: HostMap | None = None):
    """Render bundles in a process, as a round does."""
    render_bundles(RenderOrder(bundles, browser, limits, hosts or zoo.host_map))


@pytest.fixture(scope="session")
def rendered(browser: Path, tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    """The site of ``pages``, rendered."""
    out = tmp_path_factory.mktemp("render")
    with Zoo() as zoo:
        inside = f"http://127.0.0.1:{zoo.port}"
        for path, exhibit in {**pages.COLUMNS, **pages.OTHERS}.items():
            zoo.show(pages.HOST, path, exhibit)
        zoo.show(pages.HOST, "/inside/", answer(pages.fetched(f"{inside}/secret.json")))
        zoo.show(pages.HOST, "/to-inside", redirect(f"{inside}/secret.html"))
        crossing = {"content_type": "application/json", "Access_Control_Allow_Origin": "*"}
        zoo.show(pages.OTHER, "/list.json", answer(pages.ALL["/api/list.json"], **crossing))
        plan = site(pages.HOST, *pages.COLUMNS)
        visit_shard(ShardOrder((plan,), SETTINGS, zoo.host_map, AS_OF, out))
        folder = out / plan.code
        before = read_site(Bundle.open(folder), AS_OF)
        visited = list(zoo.asked)
        zoo.asked.clear()
        zoo.heads.clear()
        render(zoo, browser, folder)
        bundle = Bundle.open(folder)
        facts = read_site(bundle, AS_OF)
        return Rendered(bundle, facts, before, visited, list(zoo.asked), list(zoo.heads))
