"""Requests to an identity service go to its hosts alone, are not sent on, and end."""

import pytest
from requests import Session
from requests.exceptions import TooManyRedirects

from tests.people.outside.fakes import refresh, running
from xuncha.office.people.outside.calls import (
    BODY_MAX_BYTES,
    OutsideCallError,
    origin_of,
    restrict,
)


def session_to(server, shown) -> Session:
    session = Session()
    restrict(session, [origin_of(server.url)], str(shown.file))
    return session


def test_another_host_or_port_is_never_asked(shown):
    with (
        running(lambda _: (200, "{}", {}), shown) as own,
        running(lambda _: (200, "{}", {}), shown) as other,
    ):
        session = session_to(own, shown)
        assert session.get(f"{own.url}/a").text == "{}"
        for place in (other.url, own.url.replace("localhost", "127.0.0.1")):
            with pytest.raises(OutsideCallError):
                session.get(place)
        assert (len(own.asked), other.asked) == (1, [])


def test_a_redirect_to_the_very_host_is_not_followed(shown):
    with running(lambda asked: refresh("/b"), shown) as own:
        with pytest.raises(TooManyRedirects):
            session_to(own, shown).get(f"{own.url}/a")
        assert [one.path for one in own.asked] == ["/a"]


@pytest.mark.parametrize(("size", "is_read"), [(BODY_MAX_BYTES, True), (BODY_MAX_BYTES + 1, False)])
def test_a_body_is_read_to_its_bound_and_no_further(shown, size, is_read):
    with running(lambda _: (200, "x" * size, {}), shown) as own:
        session = session_to(own, shown)
        if is_read:
            assert len(session.get(own.url).content) == size
        else:
            with pytest.raises(OutsideCallError):
                session.get(own.url)


@pytest.mark.parametrize("url", ["http://a.example", "ftp://a.example", "https://a.example:x", ""])
def test_what_is_not_encrypted_is_no_host(url):
    assert origin_of(url)[0] == ""
