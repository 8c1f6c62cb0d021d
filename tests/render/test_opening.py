"""What rendering opens up: a site wholly built by script is followed from its home page to its
articles with a real browser, to the same end however often it is stopped."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.acquire.conftest import AS_OF, SETTINGS, site
from tests.acquire.zoo import Zoo
from tests.render import scripted
from tests.render.conftest import LIMITS
from xuncha.engine.acquire.errors import AcquireError
from xuncha.engine.acquire.render.opening import open_up
from xuncha.engine.acquire.render.orders import RenderOrder
from xuncha.engine.acquire.shard import Brake, ShardOrder, visit_shard
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.bundle.supplement import CHAIN, Part, has_part
from xuncha.engine.bundle.verify import verify
from xuncha.engine.domain.facts import SiteFacts
from xuncha.engine.extract.site import read_site

HOST = "spa.example"


@dataclass(frozen=True)
class Opened:
    """The site after everything, the web it stands on, and who is told."""

    zoo: Zoo
    bundle: Path
    order: RenderOrder
    told: list[str]


@pytest.fixture(scope="session")
def opened(browser: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """The site of ``scripted``, followed to its end."""
    out = tmp_path_factory.mktemp("opening")
    with Zoo() as zoo:
        scripted.build(zoo, HOST)
        visit_shard(ShardOrder((site(HOST),), SETTINGS, zoo.host_map, AS_OF, out))
        order = RenderOrder((out / HOST,), browser, LIMITS, zoo.host_map)
        told: list[str] = []
        open_up(order, told.append)
        yield Opened(zoo, out / HOST, order, told)


def facts_of(bundle: Path) -> SiteFacts:
    return read_site(Bundle.open(bundle), AS_OF)


def plain(facts: SiteFacts) -> list:
    """What readers take from a site, whatever the moment of the looks."""
    columns = [
        (c.plan.name, c.plan.url, c.newest, [i.title for i in c.items]) for c in facts.columns
    ]
    return [columns, [(a.url, a.title, a.publish_date, a.blocks) for a in facts.articles]]


def up_to(opened: Opened, part: Part, folder: Path) -> Path:
    """A copy of the bundle as it was when ``part`` was the last."""
    bundle = folder / HOST
    shutil.copytree(opened.bundle, bundle)
    for later in CHAIN[CHAIN.index(part) + 1 :]:
        shutil.rmtree(bundle / later)
    return bundle


def test_a_site_built_by_script_is_read_from_its_menu_to_its_articles(opened):
    facts = facts_of(opened.bundle)
    assert [column.plan.name for column in facts.columns] == [c[0] for c in scripted.COLUMNS]
    newest = [f"{day}{scripted.PER_COLUMN - 1}" for _, _, day in scripted.COLUMNS]
    assert [str(column.newest) for column in facts.columns] == newest
    assert len(facts.articles) == len(scripted.COLUMNS) * scripted.PER_COLUMN
    for article in facts.articles:
        assert scripted.WRONG in "".join(block.text for block in article.blocks)


def test_every_part_is_sealed_and_named_by_the_next(opened, tmp_path):
    assert all(has_part(opened.bundle, part) for part in CHAIN)
    assert verify(opened.bundle).broken == ()
    bundle = up_to(opened, Part.RENDER_3, tmp_path)
    shutil.rmtree(bundle / Part.FOLLOW)
    assert "render-2/manifest.json" in {one.name for one in verify(bundle).broken}


def test_a_bundle_is_told_once_when_nothing_is_left(opened):
    assert opened.told == [HOST]


@pytest.mark.parametrize("part", [Part.RENDER, Part.RENDER_2, Part.FOLLOW_2])
def test_stopped_after_a_part_and_run_again_the_facts_are_the_same(opened, tmp_path, part):
    bundle = up_to(opened, part, tmp_path)
    assert verify(bundle).broken == ()
    open_up(replace(opened.order, bundles=(bundle,)))
    assert plain(facts_of(bundle)) == plain(facts_of(opened.bundle))


def test_a_site_followed_to_its_end_is_not_asked_again(opened):
    before = len(opened.zoo.asked)
    open_up(opened.order)
    assert len(opened.zoo.asked) == before


def test_all_rendering_of_a_site_shares_one_budget_of_pages(opened, tmp_path):
    bundle = up_to(opened, Part.FOLLOW, tmp_path)
    limits = replace(LIMITS, site_max_pages=2)
    open_up(replace(opened.order, bundles=(bundle,), settings=limits))
    assert sum(one.failure is None for one in Bundle.open(bundle).renderings()) == 2


def test_a_pulled_brake_stops_before_the_next_part(opened, tmp_path):
    bundle = up_to(opened, Part.FOLLOW, tmp_path)
    brake = Brake()
    brake.pull()
    with pytest.raises(AcquireError, match="停止"):
        open_up(replace(opened.order, bundles=(bundle,)), None, brake)
    assert not has_part(bundle, Part.RENDER_2)
