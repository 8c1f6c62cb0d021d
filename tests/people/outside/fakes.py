"""An OpenID issuer and a CAS server on loopback, over TLS, that keep what they receive."""

import base64
import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

from tests.people.outside.certificates import Certificate

CLIENT, SECRET = "xuncha", "a secret of the client"
BY_HEADER = "client_secret_basic"
Reply = tuple[int, str, dict[str, str]]


@dataclass
class Asked:
    """One request: its path, its query or form, its headers."""

    path: str
    said: dict[str, str]
    headers: dict[str, str]


@dataclass
class Server:
    """A running server; ``answer`` gives status, body and headers for a request."""

    answer: Callable[[Asked], Reply]
    url: str = ""
    asked: list[Asked] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        return [one.path for one in self.asked]


@dataclass
class Issuer:
    """An OpenID issuer. ``person`` is who signs in there; ``twist`` changes the claims of a token,
    ``metadata`` what it says of itself, ``alg`` how a token is signed, and ``shown`` the key it
    shows instead of the one it signs with, ``told`` what it tells of the person elsewhere."""

    now: Callable[[], datetime]
    person: str = "li"
    url: str = ""
    key: ECKey | OctKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "one"}))
    shown: dict[str, Any] | None = None
    twist: Callable[[dict[str, Any]], dict[str, Any]] = lambda claims: claims
    metadata: dict[str, Any] = field(default_factory=dict)
    alg: str = "ES256"
    told: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def sign_in(self, place: str) -> dict[str, str]:
        """What the browser brings back from the issuer's page at this address."""
        said = _query(urlsplit(place).query)
        code = f"code-{len(self.codes)}"
        self.codes[code] = said
        return {"code": code, "state": said["state"]}

    def answer(self, asked: Asked) -> Reply:
        if asked.path.endswith("/openid-configuration"):
            places = {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/keys",
                "end_session_endpoint": f"{self.url}/leave",
            }
            return _json({**places, **self.metadata})
        if asked.path.endswith("/keys"):
            return _json({"keys": [self.shown or self.key.as_dict(private=False)]})
        if asked.path.endswith("/token"):
            return self._token(asked)
        if asked.path.endswith("/person"):
            known = asked.headers.get("Authorization") == "Bearer opaque"
            return _json(self.told) if known else _json({}, status=401)
        return 404, "", {}

    def _token(self, asked: Asked) -> Reply:
        begun = self.codes.pop(asked.said.get("code", ""), None)
        ways = self.metadata.get("token_endpoint_auth_methods_supported", [BY_HEADER])
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        verifier = hashlib.sha256(asked.said.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).rstrip(b"=").decode()
        sound = (
            begun is not None
            and (
                asked.headers.get("Authorization") == f"Basic {basic}"
                if BY_HEADER in ways
                else (asked.said.get("client_id"), asked.said.get("client_secret"))
                == (CLIENT, SECRET)
            )
            and begun["code_challenge"] == challenge
            and begun["redirect_uri"] == asked.said.get("redirect_uri")
        )
        if not sound or begun is None:
            return _json({"error": "invalid_grant"}, status=400)
        at = int(self.now().timestamp())
        claims = {
            "iss": self.url,
            "sub": f"number-of-{self.person}",
            "aud": CLIENT,
            "exp": at + 300,
            "iat": at,
            "nonce": begun["nonce"],
            "preferred_username": self.person,
        }
        header = {"alg": self.alg, "kid": "one"}
        token = jwt.encode(header, self.twist(claims), self.key, algorithms=[self.alg])
        return _json({"access_token": "opaque", "token_type": "Bearer", "id_token": token})


@dataclass
class CasServer:
    """A CAS server. ``person`` is who signs in there."""

    person: str = "li"
    url: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    tickets: dict[str, str] = field(default_factory=dict)
    garbage: str = ""

    def sign_in(self, place: str) -> dict[str, str]:
        """What the browser brings back from the server's page at this address."""
        service = _query(urlsplit(place).query)["service"]
        ticket = f"ST-{len(self.tickets)}"
        self.tickets[ticket] = service
        return {**_query(urlsplit(service).query), "ticket": ticket}

    def answer(self, asked: Asked) -> Reply:
        if not asked.path.endswith("erviceValidate"):
            return 404, "", {}
        if self.garbage:
            return 200, self.garbage, {}
        service = self.tickets.pop(asked.said.get("ticket", ""), None)
        if service is None or service != asked.said.get("service"):
            told = "<cas:authenticationFailure code='INVALID_TICKET'>no</cas:authenticationFailure>"
        else:
            more = "".join(
                f"<cas:{name}>{escape(value)}</cas:{name}>"
                for name, value in self.attributes.items()
            )
            told = (
                f"<cas:authenticationSuccess><cas:user>{escape(self.person)}</cas:user>"
                f"<cas:attributes>{more}</cas:attributes></cas:authenticationSuccess>"
            )
        body = f"<cas:serviceResponse xmlns:cas='http://www.yale.edu/tp/cas'>{told}"
        return 200, f"{body}</cas:serviceResponse>", {"Content-Type": "text/xml"}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_said: Server

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self._reply(Asked(parts.path, _query(parts.query), dict(self.headers.items())))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._reply(Asked(urlsplit(self.path).path, _query(body), dict(self.headers.items())))

    def _reply(self, asked: Asked) -> None:
        self.server_said.asked.append(asked)
        status, body, headers = self.server_said.answer(asked)
        payload = body.encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def running(answer: Callable[[Asked], Reply], shown: Certificate) -> Iterator[Server]:
    """A running server of these answers."""
    said = Server(answer)
    handler = type("Handler", (_Handler,), {"server_said": said})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        said.url = f"https://localhost:{server.server_address[1]}"
        server.socket = shown.context.wrap_socket(server.socket, server_side=True)
        with serving(server):
            yield said


@contextmanager
def serving(server: Any) -> Iterator[None]:
    """A server at work in a thread of its own."""
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join(5)


def refresh(place: str) -> Reply:
    """Sends whoever asks elsewhere."""
    return 302, "", {"Location": place}


def _query(text: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(text).items()}


def _json(said: Any, status: int = 200) -> Reply:
    return status, json.dumps(said), {"Content-Type": "application/json"}
