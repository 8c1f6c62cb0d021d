"""CAS: a service ticket, checked at the server for exactly the address it was given for."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from urllib.parse import urlencode
from xml.etree.ElementTree import ParseError

import cas
from requests import Session
from requests.exceptions import RequestException

from xuncha.office.people.errors import OutsideRefusedError, OutsideUnableError
from xuncha.office.people.outside.calls import origin_of, restrict
from xuncha.office.people.outside.installation import Installation
from xuncha.office.people.outside.journey import Journey, Proof


class CasService:
    """The CAS server an installation names."""

    def __init__(self, known: Installation, back: str) -> None:
        """``back`` is the address the server sends people to."""
        self._known, self._back = known, back
        self._server = f"{known.cas_url.rstrip('/')}/"

    def begin(self, journey: Journey) -> str:
        """The address of the server's sign-in page; the state is part of the service's address,
        so that a ticket is good for this journey alone."""
        with self._client(journey) as client:
            return str(client.get_login_url())

    def finish(self, journey: Journey, answer: dict[str, str], now: datetime) -> Proof:
        """Who the ticket of this answer was given to; it is good once."""
        if not answer.get("ticket"):
            raise OutsideRefusedError
        with self._client(journey) as client:
            user, attributes, _ = client.verify_ticket(answer["ticket"])
        named = self._known.cas_attribute
        name = (attributes or {}).get(named) if user and named else user
        if not isinstance(name, str) or not name.strip():
            raise OutsideRefusedError
        return Proof(name.strip())

    def leave(self, hint: str) -> str:
        """Where the server ends its own session."""
        return f"{self._server}logout"

    @contextmanager
    def _client(self, journey: Journey) -> Iterator[cas.CASClientBase]:
        known = self._known
        with Session() as session:
            restrict(session, {origin_of(known.cas_url)}, known.trusted)
            if journey.afresh:
                session.params = {"renew": "true"}
            try:
                yield cas.CASClient(
                    version=known.cas_protocol,
                    service_url=f"{self._back}?{urlencode({'state': journey.state})}",
                    server_url=self._server,
                    renew=journey.afresh,
                    verify_ssl_certificate=known.trusted,
                    session=session,
                )
            except (RequestException, ParseError, LookupError, ValueError, AttributeError) as fault:
                raise OutsideUnableError from fault
