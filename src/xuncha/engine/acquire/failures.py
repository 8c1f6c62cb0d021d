"""Failures of a transport as classes of "could not look" (design.md's table)."""

import errno
import socket
from dataclasses import dataclass

from xuncha.engine.domain.words import LABELS, UnableClass

OWN_NETWORK_ERRNOS = frozenset(
    {errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH, errno.EADDRNOTAVAIL}
)
RETRIED = frozenset({UnableClass.REFUSED, UnableClass.RESET, UnableClass.TIMEOUT, UnableClass.NAME})


@dataclass(frozen=True, slots=True)
class Failed:
    """A look that brought no answer: its class and one Chinese reason."""

    unable: UnableClass
    reason: str


def failed(unable: UnableClass, reason: str = "") -> Failed:
    """A failure with the class's own label where there is nothing more to say."""
    return Failed(unable, reason or LABELS[unable])


def failure_of_errno(number: int) -> Failed:
    """The class of a connection the operating system could not make; 0 for no number."""
    if number in OWN_NETWORK_ERRNOS:
        return failed(UnableClass.LOCAL_NETWORK)
    if number == errno.ETIMEDOUT:
        return failed(UnableClass.TIMEOUT)
    if number == errno.ECONNREFUSED:
        return failed(UnableClass.REFUSED)
    return failed(UnableClass.RESET)


def has_route() -> bool:
    """Whether this machine has a way out at all. Nothing is sent: a datagram socket is only
    connected, to an address nobody owns."""
    for family, address in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as trial:
                trial.connect((address, 9))
                return True
        except OSError:
            continue
    return False


def name_failure(host: str) -> Failed:
    """Whose fault a name without an answer is: "no such name" is the site's, a resolver that does
    not answer or a machine without a route is ours. Looks the name up again, so it may block."""
    if not has_route():
        return failed(UnableClass.LOCAL_NETWORK, "本机没有可用的网络路由")
    try:
        socket.getaddrinfo(host, None)
    except socket.gaierror as error:
        if error.errno == socket.EAI_AGAIN:
            return failed(UnableClass.LOCAL_NETWORK, "域名服务器没有回答")
    except UnicodeError:
        return failed(UnableClass.NAME, "域名写法不合规")
    return failed(UnableClass.NAME)
