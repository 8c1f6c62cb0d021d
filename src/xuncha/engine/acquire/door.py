"""The gate built into Twisted: names answered and connections vetted inside the reactor.

A mapped host resolves to a token address of the reserved block 240.0.0.0/4, one per host, which
the wrapped ``connectTCP`` turns into the mapped address and port. Every other address is judged
there too, at the moment of connecting.
"""

import ipaddress
from collections.abc import Sequence
from typing import Any

from twisted.internet.address import IPv4Address
from twisted.internet.interfaces import IHostnameResolver, IHostResolution
from zope.interface import implementer  # type: ignore[import-untyped] # ships no types

from xuncha.engine.acquire.errors import GateRefusedError
from xuncha.engine.acquire.gate import Gate

FIRST_TOKEN = int(ipaddress.IPv4Address("240.0.0.1"))


@implementer(IHostResolution)
class _Resolution:
    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Nothing is pending: the answer was given at once."""


@implementer(IHostnameResolver)
class Door:
    """Guards one reactor. ``hang_in`` it before the first request."""

    def __init__(self, gate: Gate) -> None:
        """Guard by the policy of ``gate``."""
        self._gate = gate
        self._token_by_host: dict[str, str] = {}
        self._host_by_token: dict[str, str] = {}
        self._reactor: Any = None
        self._connect: Any = None
        self._resolver: Any = None

    def hang_in(self, reactor: Any) -> None:
        """Put the guard into a reactor, for the life of the process."""
        self._reactor = reactor
        self._connect = reactor.connectTCP
        self._resolver = reactor.nameResolver
        reactor.connectTCP = self.connect
        reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802 - Twisted's interface
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """A mapped name's token, nothing for an unmapped one, the real answer with an open gate."""
        if not self._gate.is_closed:
            return self._resolver.resolveHostName(
                resolutionReceiver, hostName, portNumber, addressTypes, transportSemantics
            )
        resolution = _Resolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)
        if self._gate.pin_of(hostName) is not None:
            token = self._token_of(hostName)
            resolutionReceiver.addressResolved(IPv4Address("TCP", token, portNumber))
        resolutionReceiver.resolutionComplete()
        return resolution

    def connect(self, host: str, port: int, *args: Any, **kwargs: Any) -> Any:
        """Connect to an address the gate allows; GateRefusedError for any other."""
        pin = self._gate.pin_of(self._host_by_token.get(host, host))
        if pin is not None:
            return self._connect(pin[0], pin[1], *args, **kwargs)
        ruling = self._gate.rule_address(host, host, port)
        if not ruling.allowed:
            raise GateRefusedError(ruling.reason)
        return self._connect(host, port, *args, **kwargs)

    def _token_of(self, host: str) -> str:
        name = host.lower().rstrip(".")
        if name not in self._token_by_host:
            token = str(ipaddress.IPv4Address(FIRST_TOKEN + len(self._token_by_host)))
            self._token_by_host[name] = token
            self._host_by_token[token] = name
        return self._token_by_host[name]
