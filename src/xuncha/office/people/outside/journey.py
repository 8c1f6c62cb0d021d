"""The way to an identity service and back: what is remembered of it, what it proves."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Protocol, Self

from django.utils.crypto import get_random_string

LASTS_S = 600
"""How long a person may take at the identity service."""
SECRET_LENGTH = 48
"""Letters and digits of a state, a nonce, a PKCE verifier (RFC 7636 asks for at least 43)."""


@dataclass(frozen=True, slots=True)
class Journey:
    """One begun sign-in, kept in the session of the browser that began it.

    ``afresh``: the person has to prove who it is again, though the service may remember.
    """

    door: str
    state: str
    nonce: str
    verifier: str
    began_s: int
    wanted: str
    afresh: bool

    @classmethod
    def begun(cls, door: str, now: datetime, wanted: str, *, afresh: bool) -> Self:
        """A new one with secrets of its own."""
        state, nonce, verifier = (get_random_string(SECRET_LENGTH) for _ in range(3))
        return cls(door, state, nonce, verifier, int(now.timestamp()), wanted, afresh)

    @classmethod
    def kept(cls, said: Any, door: str, now: datetime) -> Self | None:
        """The one a session holds, for this door and not too old; None for none."""
        try:
            journey = cls(**said)
        except TypeError:
            return None
        young = 0 <= int(now.timestamp()) - journey.began_s <= LASTS_S
        return journey if young and journey.door == door else None

    def to_session(self) -> dict[str, Any]:
        """What a session keeps."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Proof:
    """Who somebody is outside; ``hint`` is what the service wants to see when he leaves."""

    name: str
    hint: str = ""


class Service(Protocol):
    """An identity service people are sent to."""

    def begin(self, journey: Journey) -> str:
        """Where to send the person. OutsideUnable when the service cannot be asked."""

    def finish(self, journey: Journey, answer: dict[str, str], now: datetime) -> Proof:
        """Who came back with this answer. OutsideRefused when it proves nothing, OutsideUnable
        when the service cannot be asked."""

    def leave(self, hint: str) -> str:
        """Where the service ends its own session; empty where it offers no such place."""
