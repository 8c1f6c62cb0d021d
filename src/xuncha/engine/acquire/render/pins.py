"""Names a browser may know: each resolved and vetted by the gate before the page, and pinned.

A browser looks names up by itself and follows redirects unseen. So it is told every address with
``--host-resolver-rules`` when it starts, and that nothing else exists; address literals and
``localhost`` go through the same rules.
"""

import socket
from collections.abc import Callable
from urllib.parse import urlsplit

from xuncha.engine.acquire.gate import Gate, host_of

Resolve = Callable[[str, int], list[str]]
NOT_PINNED = "主机未经核准，浏览器不能访问"
DEFAULT_PORTS = {"http": 80, "https": 443}


def system_addresses(host: str, port: int) -> list[str]:
    """The addresses of a name as this machine's resolver tells; empty when it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(str(one[4][0]) for one in found))


class Pins:
    """The names of one browser. ``limit`` bounds how many it may be told."""

    def __init__(self, gate: Gate, limit: int, resolve: Resolve = system_addresses) -> None:
        """Nothing pinned yet."""
        self._gate = gate
        self._limit = limit
        self._resolve = resolve
        self._places: dict[str, str] = {}
        self._refused: dict[str, str] = {}

    def admit(self, url: str) -> str:
        """Pin the host of an address; the Chinese reason where it may not be, empty when pinned."""
        ruling = self._gate.rule_url(url)
        if not ruling.allowed:
            return ruling.reason
        if ruling.host in self._places:
            return ""
        if ruling.host not in self._refused and len(self._places) >= self._limit:
            return f"页面引用的主机超过 {self._limit} 个"
        if ruling.host not in self._refused:
            place, reason = self._place_of(ruling.host, url)
            if place:
                self._places[ruling.host] = place
                return ""
            self._refused[ruling.host] = reason
        return self._refused[ruling.host]

    def _place_of(self, host: str, url: str) -> tuple[str, str]:
        """The vetted place of a host as the browser is told it, or why there is none."""
        pin = self._gate.pin_of(host)
        if pin is not None:
            return f"{_bracketed(pin[0])}:{pin[1]}", ""
        parts = urlsplit(url)
        port = parts.port or DEFAULT_PORTS.get(parts.scheme, 80)
        addresses = self._resolve(host, port)
        rulings = [self._gate.rule_address(host, one, port) for one in addresses]
        refused = next((one.reason for one in rulings if not one.allowed), "")
        if refused or not addresses:
            return "", refused or "域名无法解析"
        return _bracketed(min(addresses, key=lambda one: ":" in one)), ""

    def refusal(self, url: str) -> str:
        """Why the browser may not ask for an address now; empty when its host is pinned."""
        try:
            host = host_of(url)
        except ValueError:
            return "网址写法不合规"
        ruling = self._gate.rule_url(url)
        if not ruling.allowed:
            return ruling.reason
        return "" if host in self._places else NOT_PINNED

    def __len__(self) -> int:
        """How many names are pinned."""
        return len(self._places)

    def rules(self) -> str:
        """The names as Chromium's ``--host-resolver-rules``; everything else is not found."""
        told = [f"MAP {host} {place}" for host, place in sorted(self._places.items())]
        return ",".join([*told, "MAP * ~NOTFOUND"])


def _bracketed(address: str) -> str:
    return f"[{address}]" if ":" in address else address
