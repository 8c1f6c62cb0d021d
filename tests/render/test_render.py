"""What a browser brings home of script-built pages, and what it must never do on the way."""

from urllib.parse import urlsplit

import pytest

from tests.acquire.conftest import AS_OF
from tests.render.conftest import Rendered
from tests.render.pages import ROWS
from xuncha.engine.bundle.journal import Decision
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.bundle.verify import verify
from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.site import read_site

TITLES = [row["t"] for row in ROWS]


@pytest.mark.parametrize(
    "path",
    [
        "/fetch/",
        "/frame/",
        "/mount/",
        "/written/",
        "/refresh/",
        "/alert/",
        "/popup/",
        "/cross/",
        "/polling/",
    ],
)
def test_a_list_only_a_browser_shows_is_read(rendered: Rendered, path: str):
    before = next(one for one in rendered.before.columns if one.plan.url.endswith(f"e{path}"))
    assert before.unable is UnableClass.NEEDS_RENDERING
    column = rendered.column(path)
    assert [item.title for item in column.items] == TITLES
    assert all(urlsplit(item.url).hostname == "s.example" for item in column.items)
    assert column.rendered
    assert column.unable is None


def test_paging_by_script_shows_its_first_page(rendered: Rendered):
    assert [item.title for item in rendered.column("/paged/").items] == TITLES[:3]


def test_a_page_that_never_stops_loading_is_read_but_may_have_more(rendered: Rendered):
    assert rendered.column("/polling/").loads_more
    assert not rendered.column("/fetch/").loads_more


@pytest.mark.parametrize("path", ["/empty/", "/bare/"])
def test_a_column_still_empty_in_a_browser_is_blank(rendered: Rendered, path: str):
    column = rendered.column(path)
    assert column.blank
    assert "再看" in column.reason


@pytest.mark.parametrize(
    ("path", "unable"),
    [
        ("/lost/", UnableClass.UNREADABLE),
        ("/cut/", UnableClass.UNREADABLE),
        ("/gone/", UnableClass.UNREADABLE),
        ("/throws/", UnableClass.UNREADABLE),
        ("/inside/", UnableClass.UNREADABLE),
        ("/load/", UnableClass.UNREADABLE),
        ("/away/", UnableClass.GUARD),
        ("/endless/", UnableClass.TIMEOUT),
        ("/loop/", UnableClass.TIMEOUT),
        ("/huge/", UnableClass.TOO_LARGE),
    ],
)
def test_a_page_that_could_not_be_seen_whole_is_unable_never_blank(
    rendered: Rendered, path: str, unable: UnableClass
):
    column = rendered.column(path)
    assert (column.blank, column.unable) == (False, unable)
    assert "浏览器" in column.reason


def test_nothing_inside_our_walls_was_asked_for(rendered: Rendered):
    assert {host for host, _ in rendered.asked} == {"s.example", "data.example"}
    refused = [one for one in rendered.journal if one.decision is Decision.GATE_REFUSED]
    assert any("127.0.0.1" in one.url for one in refused)


def test_a_popup_is_never_opened(rendered: Rendered):
    assert ("s.example", "/popped.html") not in rendered.asked


def test_pages_whose_raw_text_tells_are_not_rendered(rendered: Rendered):
    paths = {path for _, path in rendered.asked}
    assert "/plain/" not in paths
    assert not any(path.startswith("/a/") for path in paths)
    assert not rendered.column("/plain/").rendered


def test_the_browser_says_who_it_is(rendered: Rendered):
    assert rendered.heads
    assert [head for head in rendered.heads if b"Xuncha" not in head] == []


def test_the_bundle_verifies_with_what_the_browser_brought(rendered: Rendered):
    found = verify(rendered.bundle.folder)
    assert found.broken == ()
    assert found.members == 6


def test_reading_twice_gives_the_same_facts(rendered: Rendered):
    assert read_site(Bundle.open(rendered.bundle.folder), AS_OF) == rendered.facts


def test_a_rendered_fact_leads_to_the_page_the_browser_built(rendered: Rendered):
    column = rendered.column("/fetch/")
    body = rendered.bundle.body_of(column.record).decode()
    assert TITLES[0] in body
    assert "<script" not in body


def test_the_home_page_is_pictured(rendered: Rendered):
    (picture,) = rendered.bundle.pictures()
    assert picture.subject == "home"
    assert picture.body.startswith(b"\xff\xd8")


def test_a_page_that_shows_a_secrecy_mark_is_a_tombstone_and_nothing_else(rendered: Rendered):
    assert rendered.column("/secret/").unable is UnableClass.WITHHELD
    (stone,) = rendered.bundle.withheld()
    assert stone.url.endswith("/secret/")
    kept = [*rendered.bundle.loaded(), *rendered.bundle.renderings()]
    assert not any("机密★".encode() in one.body for one in kept)
