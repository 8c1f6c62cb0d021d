"""The rendering process: killed and run again, without a browser, with one that does not start."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from tests.acquire.conftest import AS_OF, SETTINGS, list_page, site
from tests.acquire.zoo import Zoo, answer
from tests.flow.conftest import RUN, surroundings
from tests.render import pages
from tests.render.conftest import LIMITS, render
from xuncha.engine.acquire.errors import AcquireError, BrowserStartError
from xuncha.engine.acquire.gate import Gate
from xuncha.engine.acquire.render.browser import NO_BROWSER, find_browser
from xuncha.engine.acquire.render.orders import RenderOrder
from xuncha.engine.acquire.render.pins import Pins
from xuncha.engine.acquire.render.process import render_bundles
from xuncha.engine.acquire.shard import Brake, ShardOrder, visit_shard
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.bundle.supplement import Part, has_part
from xuncha.engine.bundle.verify import verify
from xuncha.engine.domain.facts import SiteFacts
from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.site import read_site

HOSTS = ("one.example", "two.example", "three.example")


@pytest.fixture
def zoo():
    with Zoo() as zoo:
        for host in HOSTS:
            zoo.show(host, "/", answer(list_page("/a/1.html")))
            zoo.show(host, "/list/", answer(pages.fetched("/api/list.json")))
            listed = answer(pages.ALL["/api/list.json"], content_type="application/json")
            zoo.show(host, "/api/list.json", listed)
        yield zoo


def visited(zoo: Zoo, out: Path) -> list[Path]:
    plans = tuple(site(host, "/list/") for host in HOSTS)
    visit_shard(ShardOrder(plans, SETTINGS, zoo.host_map, AS_OF, out))
    return [out / host for host in HOSTS]


def facts_of(bundles: list[Path]) -> list[SiteFacts]:
    return [read_site(Bundle.open(bundle), AS_OF) for bundle in bundles]


def test_killed_half_way_and_run_again_it_leaves_what_one_run_leaves(zoo, browser, tmp_path):
    bundles = visited(zoo, tmp_path)
    brake = Brake()
    order = RenderOrder(tuple(bundles), browser, LIMITS, zoo.host_map)
    with pytest.raises(AcquireError, match="停止"):
        render_bundles(order, lambda _: brake.pull(), brake)
    done = [has_part(bundle, Part.RENDER) for bundle in bundles]
    assert any(done)
    assert not all(done)
    assert all(verify(bundle).broken == () for bundle in bundles)
    told: list[str] = []
    render_bundles(order, told.append)
    assert len(told) == done.count(False)
    for facts in facts_of(bundles):
        assert [item.title for item in facts.columns[0].items] == [r["t"] for r in pages.ROWS]


def test_a_bundle_that_is_rendered_is_not_rendered_again(zoo, browser, tmp_path):
    bundles = visited(zoo, tmp_path)
    render(zoo, browser, *bundles)
    zoo.asked.clear()
    render(zoo, browser, *bundles)
    assert zoo.asked == []


def test_a_browser_that_does_not_start_leaves_the_visit_as_it_was(zoo, tmp_path):
    bundles = visited(zoo, tmp_path / "bundles")
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    with pytest.raises(BrowserStartError, match="没有执行"):
        render_bundles(RenderOrder(tuple(bundles), broken, LIMITS, zoo.host_map))
    for facts in facts_of(bundles):
        assert facts.columns[0].unable is UnableClass.NEEDS_RENDERING


def test_pages_that_take_the_browser_down_cost_only_themselves(zoo, browser, tmp_path):
    bundles = visited(zoo, tmp_path)
    starved = replace(LIMITS, browser_max_memory=1, picture_of_home=False)
    render_bundles(RenderOrder(tuple(bundles[:1]), browser, starved, zoo.host_map))
    render(zoo, browser, *bundles[1:])
    first, *others = facts_of(bundles)
    assert first.columns[0].unable is UnableClass.TOO_LARGE
    assert "内存" in first.columns[0].reason
    assert all(len(one.columns[0].items) == len(pages.ROWS) for one in others)


def test_no_browser_is_found_where_the_settings_say_so():
    assert find_browser("none") is None
    assert find_browser("/no/such/chromium") is None


def examined(zoo: Zoo, out: Path, browser: str, *more: str) -> dict:
    pins = [part for h, a, p in zoo.host_map.entries for part in ("--map", f"{h}={a}:{p}")]
    call = ["examine", "http://one.example/", *pins, "--json", "--out", str(out), *more]
    environment = surroundings(out) | {"XUNCHA_BROWSER": browser}
    done = subprocess.run(
        [*RUN, *call, "--as-of", "2026-09-20"], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def linked(zoo: Zoo) -> None:
    menu = '<div class="nav"><ul><li><a href="/list/">通知公告</a></li></ul></div>'
    zoo.show("one.example", "/", answer(pages.page(f"{menu}<ul>{pages.ITEMS}</ul>")))


def test_examine_renders_where_a_browser_is(zoo, browser, tmp_path):
    linked(zoo)
    found = examined(zoo, tmp_path, str(browser))
    assert found["rendering"] == {"pages": 1, "reason": ""}
    (column,) = found["columns"]
    assert (column["items"], column["newest"]) == (len(pages.ROWS), "2026-09-18")


def test_examine_says_why_it_did_not_render(zoo, tmp_path):
    linked(zoo)
    found = examined(zoo, tmp_path, "none")
    assert found["rendering"] == {"pages": 0, "reason": NO_BROWSER}
    assert found["columns"][0]["state"] == "unable"
    asked = examined(zoo, tmp_path, "none", "--no-render")
    assert "--no-render" in asked["rendering"]["reason"]


def addresses(*found: str):
    return lambda host, port: list(found)


@pytest.mark.parametrize("found", [("10.0.0.5",), ("93.184.216.34", "127.0.0.1"), ("::1",), ()])
def test_a_name_with_an_address_inside_our_walls_is_never_pinned(found):
    pins = Pins(Gate(), 5, addresses(*found))
    assert pins.admit("http://www.a.gov.cn/")
    assert "a.gov.cn" not in pins.rules()
    assert pins.refusal("http://www.a.gov.cn/x")


def test_a_public_name_is_pinned_to_the_address_that_was_vetted():
    pins = Pins(Gate(), 5, addresses("93.184.216.34"))
    assert pins.admit("https://www.a.gov.cn/") == ""
    assert pins.rules() == "MAP www.a.gov.cn 93.184.216.34,MAP * ~NOTFOUND"
    assert pins.refusal("https://www.a.gov.cn/x") == ""
    assert pins.refusal("https://b.gov.cn/")
    assert pins.refusal("file:///etc/passwd")


def test_no_more_names_are_pinned_than_the_limit():
    pins = Pins(Gate(), 2, addresses("93.184.216.34"))
    refused = [bool(pins.admit(f"http://s{n}.gov.cn/")) for n in range(4)]
    assert refused == [False, False, True, True]
