"""What Scrapy and Twisted raise, as failures."""

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)
from service_identity.exceptions import VerificationError
from twisted.internet.error import ConnectError, ConnectionClosed
from twisted.web.client import ResponseFailed

from xuncha.engine.acquire.errors import GateRefusedError
from xuncha.engine.acquire.failures import Failed, failed, failure_of_errno
from xuncha.engine.domain.words import UnableClass

TRANSPORT_ERRORS = (
    GateRefusedError,
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ConnectError,
    ConnectionClosed,
    SSL.Error,
    VerificationError,
    OSError,
)


def failure_of(error: BaseException) -> Failed:
    """The class of a transport error that Scrapy or Twisted raised."""
    if isinstance(error, GateRefusedError):
        return failed(UnableClass.GUARD, str(error))
    if isinstance(error, CannotResolveHostError):
        return failed(UnableClass.NAME)
    if isinstance(error, DownloadTimeoutError | DownloadCancelledError | TimeoutError):
        return failed(UnableClass.TIMEOUT)
    if isinstance(error, DownloadConnectionRefusedError | ConnectionRefusedError):
        return failed(UnableClass.REFUSED)
    if isinstance(error, SSL.Error | VerificationError):
        return failed(UnableClass.TLS)
    if isinstance(error, ConnectError | OSError) and not isinstance(error, ConnectionClosed):
        return failure_of_errno(_number_of(error))
    return _of_reasons(error)


def _of_reasons(error: BaseException) -> Failed:
    """The class of an answer that broke off, from the reasons Twisted lists."""
    cause = error.__cause__ if isinstance(error.__cause__, ResponseFailed) else error
    reasons = [reason.value for reason in getattr(cause, "reasons", None) or ()]
    if any(isinstance(reason, SSL.Error | VerificationError) for reason in reasons):
        return failed(UnableClass.TLS)
    if not reasons or any(isinstance(reason, ConnectionClosed) for reason in reasons):
        return failed(UnableClass.RESET)
    # Anything else is Twisted's HTTP parser giving up on what it was told.
    return failed(UnableClass.UNREADABLE, "服务器的回答不是合规的 HTTP")


def _number_of(error: BaseException) -> int:
    number = getattr(error, "osError", None) or getattr(error, "errno", None)
    return number if isinstance(number, int) else 0
