"""Requests to the configured identity service: its hosts alone, bounded, never sent on."""

import time
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from requests import PreparedRequest, Response, Session
from requests.adapters import HTTPAdapter
from requests.exceptions import RequestException

TIMEOUT_S = 10
"""How long a service inside one's own walls may take before a person is told to try again."""
BODY_MAX_BYTES = 1 << 20
"""Metadata, key sets and answers about one person are some kilobytes."""


class OutsideCallError(RequestException):
    """A request that was not made, or whose reply was not read to its end."""


class _OnlyTo(HTTPAdapter):
    """Sends to some hosts and to no other."""

    def __init__(self, origins: Iterable[tuple[str, int]]) -> None:
        self._origins = frozenset(origins)
        super().__init__(max_retries=0)

    def send(self, request: PreparedRequest, *_: Any, **given: Any) -> Response:
        """The response, its body bounded in bytes and time."""
        if origin_of(str(request.url)) not in self._origins:
            raise OutsideCallError("host is not configured")
        given |= {"stream": True, "timeout": TIMEOUT_S, "proxies": {}}
        response = super().send(request, **given)
        response.raw = _Bounded(response.raw)
        return response


class _Bounded:
    """A body that ends in OutsideCallError when it grows or lasts too long."""

    def __init__(self, raw: Any) -> None:
        self._raw, self._left, self._until = raw, BODY_MAX_BYTES, time.monotonic() + TIMEOUT_S

    def read(self, amount: int) -> bytes:
        """The next bytes; empty at the end."""
        piece = bytes(self._raw.read1(min(amount, self._left + 1)))
        self._left -= len(piece)
        if self._left < 0 or time.monotonic() > self._until:
            raise OutsideCallError("reply is too large or too slow")
        return piece

    def close(self) -> None:
        """Let the connection go."""
        self._raw.close()

    def release_conn(self) -> None:
        """Give the connection back to the pool."""
        self._raw.release_conn()


def origin_of(url: str) -> tuple[str, int]:
    """Host and port of an encrypted address; no host for any other one."""
    try:
        parts = urlsplit(url)
        port = parts.port or 443
    except ValueError:
        return "", 0
    return ((parts.hostname or "").lower(), port) if parts.scheme == "https" else ("", 0)


def restrict(session: Session, origins: Iterable[tuple[str, int]], trusted: str | bool) -> None:
    """Let a session reach these hosts and ports alone, over TLS whose certificate is checked;
    redirects, proxies and what the machine's environment says are not followed."""
    session.trust_env = False
    session.max_redirects = 0
    session.verify = trusted
    session.headers["Accept-Encoding"] = "identity"
    session.adapters.clear()
    session.mount("https://", _OnlyTo(origins))
