"""A bundle gives back what the visit saw, decoded, failures included."""

import gzip
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.bundle.conftest import AS_OF, PLAN, SETTINGS, exchange
from xuncha.engine.bundle.errors import BundleError
from xuncha.engine.bundle.exchange import Truncation
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.bundle.writer import BundleWriter
from xuncha.engine.domain.fetches import Fetch
from xuncha.engine.domain.words import UnableClass

Opener = Callable[[], BundleWriter]


def one_fetch(open_writer: Opener, payload: bytes, **changes: object) -> Fetch:
    """What comes back of one recorded answer."""
    writer = open_writer()
    writer.record(exchange("/p", payload, **changes))
    (fetch,) = Bundle.open(writer.finish(AS_OF)).fetches()
    return fetch


def test_plan_settings_and_moment_come_back_as_they_were(bundle_folder: Path) -> None:
    bundle = Bundle.open(bundle_folder)
    assert (bundle.plan, bundle.settings, bundle.as_of) == (PLAN, SETTINGS, AS_OF)


def test_answers_come_in_file_order_and_failed_looks_follow(bundle_folder: Path) -> None:
    home, old, new, slow = Bundle.open(bundle_folder).fetches()
    assert home.body.startswith(b"<title>home</title>")
    assert (home.status, home.failure, home.fetched_at) == (200, None, AS_OF)
    assert old.redirects_to == new.url == "http://a.example/new?a=1"
    assert (slow.status, slow.failure, slow.record) == (None, UnableClass.TIMEOUT, "")


def test_a_body_is_found_again_by_its_reference(bundle_folder: Path) -> None:
    reference = [fetch.record for fetch in Bundle.open(bundle_folder).fetches()][2]
    assert Bundle.open(bundle_folder).body_of(reference).decode("gb18030") == "<p>第二页</p>"
    with pytest.raises(BundleError, match="没有记录"):
        Bundle.open(bundle_folder).body_of("sha256:00")


@pytest.mark.parametrize(
    ("encoding", "payload"),
    [
        ("gzip", gzip.compress(b"<p>page</p>", mtime=0)),
        ("gzip", gzip.compress(b"<p>pa", mtime=0) + gzip.compress(b"ge</p>", mtime=0)),
        ("deflate", zlib.compress(b"<p>page</p>")),
        ("deflate", zlib.compress(b"<p>page</p>")[2:-4]),
        ("gzip", b"<p>page</p>"),
        ("", b"<p>page</p>"),
    ],
)
def test_content_encodings_are_undone(open_writer: Opener, encoding: str, payload: bytes) -> None:
    fetch = one_fetch(open_writer, payload, response_headers=(("content-encoding", encoding),))
    assert (fetch.body, fetch.failure) == (b"<p>page</p>", None)


@pytest.mark.parametrize("cut", [slice(0, 40), slice(0, -8)])
def test_a_broken_gzip_stream_is_unreadable_not_empty(open_writer: Opener, cut: slice) -> None:
    payload = gzip.compress(bytes(range(256)) * 3)[cut]
    fetch = one_fetch(open_writer, payload, response_headers=(("Content-Encoding", "gzip"),))
    assert fetch.failure is UnableClass.UNREADABLE
    assert fetch.failure_reason


def test_a_page_that_unpacks_past_the_limit_is_cut(open_writer: Opener) -> None:
    payload = gzip.compress(b"0" * 5_000_000, mtime=0)
    fetch = one_fetch(open_writer, payload, response_headers=(("Content-Encoding", "gzip"),))
    assert fetch.failure is UnableClass.TOO_LARGE
    assert len(fetch.body) == SETTINGS.page_max_bytes


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (200, None),
        (404, None),
        (410, None),
        (400, UnableClass.FORBIDDEN),
        (401, UnableClass.LOGIN),
        (403, UnableClass.FORBIDDEN),
        (412, UnableClass.WAF),
        (429, UnableClass.THROTTLED),
        (500, UnableClass.SERVER_ERROR),
        (503, UnableClass.SERVER_ERROR),
        (521, UnableClass.WAF),
    ],
)
def test_a_status_says_what_the_look_was_worth(
    open_writer: Opener, status: int, failure: UnableClass | None
) -> None:
    assert one_fetch(open_writer, b"x", status=status).failure is failure


@pytest.mark.parametrize(
    ("truncated", "failure"),
    [
        (Truncation.LENGTH, UnableClass.TOO_LARGE),
        (Truncation.DISCONNECT, UnableClass.RESET),
        (Truncation.TIME, UnableClass.TIMEOUT),
    ],
)
def test_an_answer_cut_short_is_a_failed_look_with_what_was_seen(
    open_writer: Opener, truncated: Truncation, failure: UnableClass
) -> None:
    fetch = one_fetch(open_writer, b"<p>half", truncated=truncated)
    assert (fetch.failure, fetch.body) == (failure, b"<p>half")
    assert fetch.record.startswith("sha256:")


@pytest.mark.parametrize(
    ("page", "target"),
    [
        (b'<meta http-equiv="refresh" content="0;url=/index/">', "http://a.example/index/"),
        (b'<META HTTP-EQUIV=Refresh CONTENT="2; URL=http://b.example/">', "http://b.example/"),
        (b'<meta http-equiv="refresh" content="300;url=/p2">', ""),
        (b'<meta http-equiv="refresh" content="0;url=/p">', ""),
        (b"<p>no</p>", ""),
    ],
)
def test_an_immediate_meta_refresh_is_a_redirect(
    open_writer: Opener, page: bytes, target: str
) -> None:
    assert one_fetch(open_writer, page).redirects_to == target


def test_a_location_in_raw_chinese_bytes_becomes_an_address(open_writer: Opener) -> None:
    location = "/政务".encode().decode("latin-1")
    fetch = one_fetch(open_writer, b"", status=301, response_headers=(("Location", location),))
    assert fetch.redirects_to == "http://a.example/%E6%94%BF%E5%8A%A1"


def test_an_answer_without_any_header_is_still_an_answer(open_writer: Opener) -> None:
    fetch = one_fetch(open_writer, b"hi", response_headers=())
    assert (fetch.status, fetch.headers, fetch.body) == (200, (), b"hi")


@pytest.mark.parametrize("status", [0, 199, 999])
def test_a_status_nobody_defined_is_unreadable(open_writer: Opener, status: int) -> None:
    assert one_fetch(open_writer, b"x", status=status).failure is UnableClass.UNREADABLE


def test_an_uploaded_resource_comes_back_with_its_notes(open_writer: Opener) -> None:
    writer = open_writer()
    notes = (("content-type", "text/csv"), ("export-sha256", "ab"))
    reference = writer.resource("urn:xuncha:export:x", notes, b"a,b\r\n1,2\r\n", AS_OF)
    (fetch,) = Bundle.open(writer.finish(AS_OF)).fetches()
    assert (fetch.status, fetch.failure, fetch.record) == (None, None, reference)
    assert fetch.body == b"a,b\r\n1,2\r\n"
    assert fetch.header("Export-SHA256") == "ab"


def test_the_address_is_that_of_the_registered_host(open_writer: Opener) -> None:
    writer = open_writer()
    elsewhere = replace(exchange("/x", b"x", address="5.6.7.8"), url="http://b.example/x")
    writer.record(elsewhere)
    writer.record(exchange("/", b"untold", address=""))
    writer.record(exchange("/a", b"home", address="1.2.3.4"))
    assert Bundle.open(writer.finish(AS_OF)).address() == "1.2.3.4"


def test_a_visit_without_any_answer_tells_no_address(open_writer: Opener) -> None:
    assert Bundle.open(open_writer().finish(AS_OF)).address() == ""


def test_a_folder_that_is_no_bundle_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="不是完整的取证包"):
        Bundle.open(tmp_path)
