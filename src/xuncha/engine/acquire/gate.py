"""The gate: one policy for every client that goes out.

Refused are names and addresses inside our own walls, odd spellings of them, other schemes than
http(s), and credentials in an address. With a host map every unmapped name is refused too, and the
mapped addresses are the only inside ones allowed. An address is judged at the moment of connecting,
so a name that changes its answer between two lookups gains nothing.
"""

import ipaddress
import re
import socket
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

from xuncha.engine.domain.fetches import HostMap

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f\x7f]")
ODD_IN_A_HOST = re.compile(r"[\x00-\x20\x7f\\%/?#@]")


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the gate says of an address, with the Chinese reason the decision log keeps."""

    allowed: bool
    host: str
    reason: str


class Gate:
    """The policy for one host map. Without entries the whole public net is open."""

    def __init__(self, host_map: HostMap | None = None) -> None:
        """Closed as soon as ``host_map`` has an entry."""
        entries = host_map.entries if host_map else ()
        self._pins = {_folded(name): (address, port) for name, address, port in entries}

    @property
    def is_closed(self) -> bool:
        """Whether unmapped names are refused."""
        return bool(self._pins)

    def pin_of(self, host: str) -> tuple[str, int] | None:
        """The (address, port) a host is mapped to; None when it is not mapped."""
        return self._pins.get(_folded(host))

    def rule_url(self, url: str) -> Ruling:
        """The ruling on an address before any name is looked up."""
        try:
            host = host_of(url)
            scheme = urlsplit(url).scheme.lower()
            has_login = "@" in urlsplit(url).netloc
        except ValueError:
            return Ruling(allowed=False, host="", reason="网址写法不合规")
        if scheme not in ("http", "https"):
            return Ruling(allowed=False, host=host, reason=f"不支持的协议 {scheme or '（空）'}")
        if has_login:
            return Ruling(allowed=False, host=host, reason="网址中带有用户名或密码")
        pin = self.pin_of(host)
        if pin is not None:
            return Ruling(allowed=True, host=host, reason=f"主机映射到 {pin[0]}:{pin[1]}")
        if self.is_closed:
            return Ruling(allowed=False, host=host, reason="主机不在映射表中")
        if _is_inside_name(host):
            return Ruling(allowed=False, host=host, reason="本机或内部网络的名称")
        literal = literal_of(host)
        if literal is not None:
            return self.rule_address(host, str(literal), urlsplit(url).port or 80)
        return Ruling(allowed=True, host=host, reason="公共网络上的主机")

    def rule_address(self, host: str, address: str, port: int) -> Ruling:
        """The ruling on the address a connection is about to be made to."""
        try:
            found = ipaddress.ip_address(address.partition("%")[0])
        except ValueError:
            return Ruling(allowed=False, host=host, reason=f"无法识别的地址 {address}")
        pin = self.pin_of(host)
        if pin is not None:
            matches = (found, port) == (ipaddress.ip_address(pin[0]), pin[1])
            reason = f"主机映射到 {pin[0]}:{pin[1]}"
            return Ruling(matches, host, reason if matches else f"{address} 不是映射的地址")
        if self.is_closed:
            return Ruling(allowed=False, host=host, reason="主机不在映射表中")
        if not is_public(found):
            return Ruling(allowed=False, host=host, reason=f"{address} 是内部网络地址")
        return Ruling(allowed=True, host=host, reason="公共网络上的主机")


def host_of(url: str) -> str:
    """The host of an address in lower case, full-width spellings folded; ValueError for an
    address two parsers could read in two ways."""
    parts = urlsplit(url.strip())
    place = parts.netloc.rpartition("@")[2]
    if CONTROL_CHARACTERS.search(url.strip()) or ODD_IN_A_HOST.search(place):
        raise ValueError(url)
    if not parts.hostname or parts.port == 0 or "\\" in parts.netloc:
        raise ValueError(url)
    folded = _folded(parts.hostname)
    if not folded or ODD_IN_A_HOST.search(folded):
        raise ValueError(url)
    return folded


def _folded(host: str) -> str:
    """One spelling of a host: full-width letters narrow, lower case, punycode; ValueError for a
    name that no name server could be asked for."""
    narrow = unicodedata.normalize("NFKC", host).replace("。", ".").lower().rstrip(".")
    return narrow if narrow.isascii() else narrow.encode("idna").decode()


def literal_of(host: str) -> IPAddress | None:
    """The address a host spells in any notation a C library accepts; None for a name."""
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except OSError:
        return None


def is_public(address: IPAddress) -> bool:
    """Whether an address lies on the public net; addresses that wrap another count as both."""
    wrapped = _wrapped(address)
    if wrapped is not None:
        return is_public(wrapped)
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not address.is_unspecified
        and not getattr(address, "is_site_local", False)
    )


def _wrapped(address: IPAddress) -> IPAddress | None:
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in NAT64:
        return ipaddress.IPv4Address(address.packed[-4:])
    return None


def _is_inside_name(host: str) -> bool:
    labels = host.split(".")
    return labels[-1] in ("localhost", "local", "internal", "localdomain") or (
        len(labels) == 1 and literal_of(host) is None
    )
