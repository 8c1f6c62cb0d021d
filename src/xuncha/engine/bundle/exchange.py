"""One request with its answer, as it crossed the wire, before anything is decoded."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

Headers = tuple[tuple[str, str], ...]


class Purpose(StrEnum):
    """Why an address was asked for. Looks at a link, at a lead to a break-in, attachments and looks
    with other eyes are no pages of the visit."""

    PAGE = "page"
    LINK = "link"
    LINK_AGAIN = "link_again"
    ATTACHMENT = "attachment"
    AS_SEARCH_ENGINE = "as_search_engine"
    AS_PHONE = "as_phone"
    FROM_SEARCH = "from_search"
    LEAD = "lead"
    OVER_IPV6 = "over_ipv6"
    CERTIFICATE = "certificate"
    SEARCH = "search"


class Truncation(StrEnum):
    """Why a body ends early; the names WARC 1.1 gives (``WARC-Truncated``)."""

    LENGTH = "length"
    TIME = "time"
    DISCONNECT = "disconnect"


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its answer. Header text is latin-1, so every byte survives.

    ``payload`` is the body as transferred: chunk frames removed, content encoding kept.
    ``truncated`` None means the body is complete. ``address`` is the peer, empty when unknown.
    A look at a certificate has the server's own certificate (PEM) for its payload.
    """

    url: str
    request_headers: Headers
    status: int
    response_headers: Headers
    payload: bytes
    fetched_at: datetime
    address: str = ""
    truncated: Truncation | None = None
    method: str = "GET"
    purpose: Purpose = Purpose.PAGE
