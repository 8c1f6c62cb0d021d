"""Messengers on loopback that keep what they receive and answer well or in named bad ways."""

import json
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

HOST = "messenger.example"
"""The name the fakes are known by; it is pinned to loopback in the settings of a test."""
Answer = Callable[["Received"], tuple[int, Any]]


@dataclass
class Received:
    """One request: its path, its query, its headers, its body as text and as JSON."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: str

    @property
    def said(self) -> Any:
        return json.loads(self.body)


@dataclass
class Fake:
    """A running messenger and everything it received."""

    answer: Answer
    port: int = 0
    received: list[Received] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def wire(self) -> str:
        """Everything that ever went out to it, in one text."""
        return "\n".join(f"{one.path} {one.query} {one.body}" for one in self.received)


def accepting(asked: Received) -> tuple[int, Any]:
    """Takes everything; gives a token to who asks for one."""
    token = {"access_token": "token-1"} if asked.path.endswith("gettoken") else {}
    return 200, {"errcode": 0, "errmsg": "ok", "code": 0, **token}


def busy(_: Received) -> tuple[int, Any]:
    """Too many messages."""
    return 429, {}


def limited(_: Received) -> tuple[int, Any]:
    """Says in its own way that there are too many messages."""
    return 200, {"errcode": 45009}


def unknown_robot(_: Received) -> tuple[int, Any]:
    """Knows no such robot."""
    return 200, {"errcode": 93000, "errmsg": "invalid webhook url, key=secret-in-the-reply"}


def redirecting(_: Received) -> tuple[int, Any]:
    """Sends the message, and the key, elsewhere."""
    return 307, {}


def babbling(_: Received) -> tuple[int, Any]:
    """Answers with the page of a gateway."""
    return 200, "<html>"


def nested(_: Received) -> tuple[int, Any]:
    """JSON too deep for any reader."""
    return 200, "[" * 60_000


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    fake: Fake

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        asked = Received(parts.path, query, dict(self.headers.items()), body)
        self.fake.received.append(asked)
        status, said = self.fake.answer(asked)
        payload = (said if isinstance(said, str) else json.dumps(said)).encode()
        self.send_response(status)
        if status == 307:
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def messenger(answer: Answer = accepting) -> Iterator[Fake]:
    """A running messenger over HTTP."""
    fake = Fake(answer)
    handler = type("Handler", (_Handler,), {"fake": fake})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        fake.port = server.server_address[1]
        with _running(server):
            yield fake


@dataclass
class Relay:
    """A running mail relay. ``refuses`` is the command it answers with ``code``; ``drops_data``:
    it hangs up when it has the whole mail."""

    refuses: str = ""
    code: int = 550
    drops_data: bool = False
    port: int = 0
    mails: list[tuple[str, bytes]] = field(default_factory=list)


class _Smtp(socketserver.StreamRequestHandler):
    relay: Relay

    def handle(self) -> None:
        self._say(220)
        recipient = ""
        for raw in self.rfile:
            line = raw.decode().strip()
            verb = line.split(" ")[0].upper()
            if verb == self.relay.refuses:
                self._say(self.relay.code)
                continue
            if verb == "RCPT":
                recipient = line.partition("<")[2].partition(">")[0]
            if verb == "DATA":
                self._say(354)
                mail = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.relay.mails.append((recipient, mail))
                if self.relay.drops_data:
                    return
            self._say(221 if verb == "QUIT" else 250)
            if verb == "QUIT":
                return

    def _say(self, code: int) -> None:
        self.wfile.write(f"{code} ok\r\n".encode())


@contextmanager
def mail_relay(relay: Relay | None = None) -> Iterator[Relay]:
    """A running mail relay without encryption."""
    relay = relay or Relay()
    handler = type("Handler", (_Smtp,), {"relay": relay})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        relay.port = server.server_address[1]
        with _running(server):
            yield relay


@contextmanager
def _running(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join(5)
