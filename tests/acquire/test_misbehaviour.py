"""Whatever a server does becomes a class of "could not look", never an exception."""

from dataclasses import replace

import pytest

from tests.acquire.conftest import AS_OF, SETTINGS, article_page, site
from tests.acquire.zoo import (
    WAF_PAGE,
    Zoo,
    answer,
    broken_gzip,
    chunk_cut,
    chunked,
    drop,
    gb18030_page,
    huge,
    nonsense,
    redirect,
    slow,
    squeezed,
)
from xuncha.engine.acquire.shard import ShardOrder, visit_shard
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.bundle.verify import verify
from xuncha.engine.domain.fetches import Fetch, HostMap
from xuncha.engine.domain.words import UnableClass

HUGE_BYTES = 200 * 1024 * 1024
EXHIBITS = {
    "drop": drop(),
    "slow": slow(4.0),
    "huge": huge(HUGE_BYTES),
    "private": redirect("http://10.0.0.1/secret"),
    "loopback": redirect("http://0x7f000001:22/"),
    "gzip": squeezed("<p>page</p>"),
    "brokengzip": broken_gzip(),
    "chunkcut": chunk_cut(),
    "chunked": chunked(b"<p>one</p>", b"<p>two</p>"),
    "forbidden": answer("no", 403),
    "throttled": answer("no", 429),
    "broken": answer("no", 500),
    "gone": answer("no", 404),
    "waf": answer(WAF_PAGE),
    "endless": redirect("/again"),
    "nonsense": nonsense(),
    "gb18030": gb18030_page("人民政府"),
    "schemes": redirect("file:///etc/passwd"),
    "refused": answer("never served"),
}


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Bundle]:
    """The bundles of one shard that met every animal of the zoo."""
    out = tmp_path_factory.mktemp("bundles")
    with Zoo() as zoo:
        for name, exhibit in EXHIBITS.items():
            zoo.show(f"{name}.example", "/", exhibit)
        zoo.show("endless.example", "/again", redirect("/again?"))
        zoo.show("endless.example", "/again?", redirect("/again"))
        zoo.show("plain.example", "/", answer("no TLS here"))
        zoo.show("well.example", "/", answer(article_page("正常网站")))
        entries = [
            (host, address, 1 if host == "refused.example" else port)
            for host, address, port in zoo.host_map.entries
        ]
        plans = (
            *(site(f"{name}.example", code=name) for name in (*EXHIBITS, "well")),
            replace(site("plain.example", code="plain"), url="https://plain.example/"),
        )
        visit_shard(ShardOrder(plans, SETTINGS, HostMap(tuple(entries)), AS_OF, out))
    return {plan.code: Bundle.open(out / plan.code) for plan in plans}


def pages(bundle: Bundle) -> list[Fetch]:
    """The fetches but robots.txt."""
    return [fetch for fetch in bundle.fetches() if not fetch.url.endswith("robots.txt")]


@pytest.mark.parametrize(
    ("name", "failure"),
    [
        ("drop", UnableClass.RESET),
        ("slow", UnableClass.TIMEOUT),
        ("forbidden", UnableClass.FORBIDDEN),
        ("throttled", UnableClass.THROTTLED),
        ("broken", UnableClass.SERVER_ERROR),
        ("gone", None),
        ("waf", None),
        ("brokengzip", UnableClass.UNREADABLE),
        ("chunkcut", UnableClass.RESET),
        ("nonsense", UnableClass.UNREADABLE),
        ("refused", UnableClass.REFUSED),
        ("plain", UnableClass.TLS),
        ("gzip", None),
        ("chunked", None),
        ("well", None),
    ],
)
def test_an_answer_gets_its_class(
    seen: dict[str, Bundle], name: str, failure: UnableClass | None
) -> None:
    (fetch,) = pages(seen[name])
    assert fetch.failure is failure
    assert bool(fetch.failure_reason) == (failure is not None)


def test_every_bundle_is_whole_whatever_the_site_did(seen: dict[str, Bundle]) -> None:
    for bundle in seen.values():
        assert verify(bundle.folder).broken == ()


def test_a_200_megabyte_page_is_cut_and_kept_as_far_as_it_was_seen(
    seen: dict[str, Bundle],
) -> None:
    (fetch,) = pages(seen["huge"])
    assert fetch.failure is UnableClass.TOO_LARGE
    assert len(fetch.body) == SETTINGS.page_max_bytes
    assert fetch.record.startswith("sha256:")


@pytest.mark.parametrize("name", ["private", "loopback", "schemes"])
def test_a_redirect_into_our_own_walls_is_refused(seen: dict[str, Bundle], name: str) -> None:
    redirected, refused = pages(seen[name])
    assert (redirected.status, redirected.failure) == (302, None)
    assert (refused.status, refused.failure) == (None, UnableClass.GUARD)


def test_endless_redirects_end(seen: dict[str, Bundle]) -> None:
    *hops, last = pages(seen["endless"])
    assert len(hops) == 11
    assert last.failure is UnableClass.UNREADABLE
    assert "重定向超过 10 次" in last.failure_reason


def test_transfer_is_undone_and_content_is_kept(seen: dict[str, Bundle]) -> None:
    (squeezed_page,) = pages(seen["gzip"])
    (in_chunks,) = pages(seen["chunked"])
    (national,) = pages(seen["gb18030"])
    assert squeezed_page.body == b"<p>page</p>"
    assert in_chunks.body == b"<p>one</p><p>two</p>"
    assert "人民政府" in national.body.decode("gb18030")


def test_half_a_chunked_page_keeps_its_first_half(seen: dict[str, Bundle]) -> None:
    (fetch,) = pages(seen["chunkcut"])
    assert fetch.body.startswith(b"<p>first half")
