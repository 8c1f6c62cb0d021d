"""A probe says whether a page opened, how fast, and whose fault it is when not."""

import errno
import socket
from datetime import UTC, datetime

import pytest

from tests.acquire.conftest import SETTINGS, article_page
from tests.acquire.zoo import (
    CAPTCHA_PAGE,
    WAF_PAGE,
    Exhibit,
    Zoo,
    answer,
    chunk_cut,
    drop,
    huge,
    nonsense,
    redirect,
    slow,
)
from xuncha.engine.acquire import failures
from xuncha.engine.acquire.failures import failure_of_errno, name_failure
from xuncha.engine.acquire.gate import Gate
from xuncha.engine.acquire.probe import probe
from xuncha.engine.domain.fetches import HostMap, ProbeRow
from xuncha.engine.domain.words import SITE_FAULTS, UnableClass

NOW = datetime(2026, 9, 20, 8, 0, tzinfo=UTC)


def look(zoo: Zoo, exhibit: Exhibit, timeout_s: float = 2.0) -> ProbeRow:
    """One probe of a host that shows one thing."""
    zoo.show("a.example", "/", exhibit)
    return probe("http://a.example/", Gate(zoo.host_map), timeout_s, NOW, SETTINGS)


def test_a_page_that_opens_has_a_status_and_its_times(zoo: Zoo) -> None:
    row = look(zoo, answer(article_page("首页")))
    assert (row.at, row.failure, row.status) == (NOW, None, 200)
    assert row.tls_ms is None
    assert row.address == "127.0.0.1"
    assert row.connect_ms is not None
    assert row.first_byte_ms is not None
    assert row.total_ms >= row.first_byte_ms


@pytest.mark.parametrize(
    ("exhibit", "failure"),
    [
        (answer("no", 500), UnableClass.SERVER_ERROR),
        (drop(), UnableClass.RESET),
        (chunk_cut(), UnableClass.RESET),
        (answer("no", 403), UnableClass.FORBIDDEN),
        (answer("no", 429), UnableClass.THROTTLED),
        (answer("no", 404), UnableClass.NOT_FOUND),
        (answer(WAF_PAGE), UnableClass.WAF),
        (answer(WAF_PAGE, 503), UnableClass.WAF),
        (answer(CAPTCHA_PAGE), UnableClass.CAPTCHA),
        (nonsense(), UnableClass.UNREADABLE),
        (redirect("/"), UnableClass.UNREADABLE),
        (answer("nowhere to go", 302), UnableClass.UNREADABLE),
        (redirect("http://127.0.0.1/"), UnableClass.GUARD),
        (redirect("http://unmapped.example/"), UnableClass.GUARD),
        (huge(3_000_000), None),
        (answer(article_page("首页")), None),
    ],
)
def test_a_failure_gets_its_class(zoo: Zoo, exhibit: Exhibit, failure: UnableClass | None) -> None:
    assert look(zoo, exhibit).failure is failure


def test_slower_than_the_limit_is_a_timeout_and_a_fault_of_the_site(zoo: Zoo) -> None:
    row = look(zoo, slow(5.0), timeout_s=0.3)
    assert row.failure is UnableClass.TIMEOUT
    assert row.failure in SITE_FAULTS
    assert 300 <= row.total_ms < 2000


def test_the_limit_holds_for_the_whole_chain_of_redirects(zoo: Zoo) -> None:
    zoo.show("a.example", "/slow", slow(5.0))
    row = look(zoo, redirect("/slow"), timeout_s=0.3)
    assert row.failure is UnableClass.TIMEOUT


def test_a_redirect_is_followed_to_the_page(zoo: Zoo) -> None:
    zoo.show("a.example", "/index/", answer(article_page("首页")))
    row = look(zoo, redirect("/index/"))
    assert (row.failure, row.status) == (None, 200)


def test_nobody_listening_is_refused(zoo: Zoo) -> None:
    gate = Gate(HostMap((("a.example", "127.0.0.1", 1),)))
    row = probe("http://a.example/", gate, 2.0, NOW, SETTINGS)
    assert (row.failure, row.status, row.first_byte_ms) == (UnableClass.REFUSED, None, None)


def test_plain_http_behind_https_is_a_failed_handshake(zoo: Zoo) -> None:
    zoo.show("a.example", "/", answer("x"))
    row = probe("https://a.example/", Gate(zoo.host_map), 2.0, NOW, SETTINGS)
    assert row.failure is UnableClass.TLS


def test_without_a_host_map_loopback_is_refused_at_the_socket(zoo: Zoo) -> None:
    """The name resolves to this machine only when the socket is opened: the gate still sees it."""
    zoo.show(socket.gethostname(), "/", answer("inside"))

    class Trusting(Gate):
        """A gate that lets every name through, so that only the socket is judged."""

        def rule_url(self, url: str):  # type: ignore[no-untyped-def]
            return Gate(zoo.host_map).rule_url("http://a.example/")

    zoo.show("a.example", "/", answer("x"))
    row = probe(f"http://127.0.0.1:{zoo.port}/", Trusting(), 2.0, NOW, SETTINGS)
    assert row.failure is UnableClass.GUARD
    assert zoo.asked == []


@pytest.mark.parametrize("number", [errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH])
def test_our_own_network_down_is_not_the_sites_fault(number: int) -> None:
    found = failure_of_errno(number)
    assert found.unable is UnableClass.LOCAL_NETWORK
    assert found.unable not in SITE_FAULTS


def test_a_name_without_an_answer_is_ours_while_we_have_no_route(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(failures, "has_route", lambda: False)
    assert name_failure("a.invalid").unable is UnableClass.LOCAL_NETWORK


@pytest.mark.parametrize(
    ("answered", "unable"),
    [
        (socket.EAI_NONAME, UnableClass.NAME),
        (socket.EAI_AGAIN, UnableClass.LOCAL_NETWORK),
    ],
)
def test_no_such_name_is_the_sites_and_a_silent_resolver_is_ours(
    monkeypatch: pytest.MonkeyPatch, answered: int, unable: UnableClass
) -> None:
    def resolve(*_: object) -> None:
        raise socket.gaierror(answered, "")

    monkeypatch.setattr(failures, "has_route", lambda: True)
    monkeypatch.setattr(failures.socket, "getaddrinfo", resolve)
    assert name_failure("a.invalid").unable is unable
