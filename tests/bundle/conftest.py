"""A small real bundle, written by the writer itself."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from xuncha.engine.bundle.exchange import Exchange
from xuncha.engine.bundle.journal import Decision, LogEntry
from xuncha.engine.bundle.writer import BundleWriter
from xuncha.engine.domain.fetches import VisitSettings
from xuncha.engine.domain.targets import SitePlan
from xuncha.engine.domain.words import Level, UnableClass

AS_OF = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
PLAN = SitePlan(
    "6300000001", "测试网", "http://a.example/", Level.CITY, is_portal=True, has_services=True
)
SETTINGS = VisitSettings(
    user_agent="xuncha-test",
    delay_s=0,
    requests_per_host=2,
    timeout_s=5,
    page_max_bytes=100_000,
    site_max_bytes=10_000_000,
    site_max_pages=50,
    site_max_seconds=60,
    max_depth=3,
    articles_per_column=2,
    list_pages_per_column=1,
    retries=0,
    obeys_robots=True,
)
REQUEST = (("Host", "a.example"), ("User-Agent", "xuncha-test"))


def exchange(path: str, payload: bytes, **changes: object) -> Exchange:
    """An answered request for a page of the test site."""
    fields: dict[str, object] = {
        "url": f"http://a.example{path}",
        "request_headers": REQUEST,
        "status": 200,
        "response_headers": (("Content-Type", "text/html"),),
        "payload": payload,
        "fetched_at": AS_OF,
        "address": "203.0.113.5",
    }
    return Exchange(**{**fields, **changes})  # type: ignore[arg-type]


@pytest.fixture
def open_writer(tmp_path: Path) -> Callable[[], BundleWriter]:
    """Opens a writer for the test site under ``tmp_path``."""
    return lambda: BundleWriter(tmp_path, PLAN, SETTINGS, AS_OF, started_at=AS_OF)


@pytest.fixture
def bundle_folder(open_writer: Callable[[], BundleWriter]) -> Path:
    """A complete bundle: two pages, a redirect, a failed look."""
    writer = open_writer()
    writer.record(exchange("/", b"<title>home</title>" + b"x" * 500))
    writer.record(exchange("/old", b"", status=302, response_headers=(("Location", "/new?a=1"),)))
    writer.record(exchange("/new?a=1", "<p>第二页</p>".encode("gb18030")))
    writer.note(
        LogEntry("http://a.example/slow", Decision.FAILED, "超时", AS_OF, UnableClass.TIMEOUT)
    )
    return writer.finish(AS_OF)
