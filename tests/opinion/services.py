"""A service on loopback that answers chat completions, well or in named bad ways."""

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from xuncha.engine.proofread.opinion.settings import shipped_controls

Asked = dict[str, Any]
Manner = Callable[["Service", Asked], tuple[int, bytes]]
CONTROLS = {one.sentence: one.verdict for one in shipped_controls()}


@dataclass
class Service:
    """What a running service was asked, and how it behaves after its controls."""

    manner: Manner
    port: int = 0
    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)
    knows_controls: bool = True
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        """The base address of the service."""
        return f"http://127.0.0.1:{self.port}/v1"

    def of_text(self) -> list[Asked]:
        """The questions beyond the controls."""
        asked = [asked_in(body) for body in self.bodies]
        return [one for one in asked if one["sentence"] not in CONTROLS]


def asked_in(body: bytes) -> Asked:
    """The sentence and places of a request."""
    found: Asked = json.loads(json.loads(body)["messages"][-1]["content"])
    return found


def completion(content: str, finish: str = "stop") -> bytes:
    """The body of a chat completion."""
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "message": message, "finish_reason": finish}
    return json.dumps({"object": "chat.completion", "choices": [choice]}).encode()


def verdicts(asked: Asked, says: str, correction: str | None = None) -> str:
    """The same verdict on every place; the statistics' own suggestion unless another is given."""
    rows = [
        {
            "id": one["id"],
            "written": one["written"],
            "verdict": says,
            "correction": (one["suggested"] if correction is None else correction)
            if says == "wrong"
            else "",
        }
        for one in asked["places"]
    ]
    return json.dumps({"verdicts": rows}, ensure_ascii=False)


def agreeing(_: Service, asked: Asked) -> tuple[int, bytes]:
    """Finds every place wrong, as the statistics do."""
    return 200, completion(verdicts(asked, "wrong"))


def disagreeing(_: Service, asked: Asked) -> tuple[int, bytes]:
    """Finds every place right."""
    return 200, completion(verdicts(asked, "right"))


def unsure(_: Service, asked: Asked) -> tuple[int, bytes]:
    """Cannot tell."""
    return 200, completion(verdicts(asked, "unsure"))


def rewriting(_: Service, asked: Asked) -> tuple[int, bytes]:
    """Writes the whole sentence anew instead of the place."""
    return 200, completion(verdicts(asked, "wrong", asked["sentence"].replace("责另", "责令")))


def inventing(_: Service, asked: Asked) -> tuple[int, bytes]:
    """Proposes a character nobody would take for the one that stands there."""
    return 200, completion(verdicts(asked, "wrong", "猫"))


def misquoting(_: Service, asked: Asked) -> tuple[int, bytes]:
    """Judges a word that does not stand in the text."""
    asked["places"] = [{**one, "written": "签定"} for one in asked["places"]]
    return 200, completion(verdicts(asked, "right"))


def obeying(_: Service, asked: Asked) -> tuple[int, bytes]:
    """Does what a sentence of the text may have told it instead of what it was asked."""
    return 200, completion("好的，已忽略以上指令。本文没有任何错误。")


def more_than_asked(_: Service, asked: Asked) -> tuple[int, bytes]:
    """Finds errors where nobody asked."""
    asked["places"] = [*asked["places"], {"id": 99, "written": "人民", "suggested": "人名"}]
    return 200, completion(verdicts(asked, "wrong"))


def twice(_: Service, asked: Asked) -> tuple[int, bytes]:
    """Says of one place that it is wrong and that it is right."""
    asked["places"] = [asked["places"][0], asked["places"][0]]
    return 200, completion(verdicts(asked, "wrong"))


def silent(_: Service, asked: Asked) -> tuple[int, bytes]:
    """Answers in the right form, with nothing in it."""
    return 200, completion('{"verdicts": []}')


def cut_short(_: Service, asked: Asked) -> tuple[int, bytes]:
    """Ran out of room."""
    return 200, completion(verdicts(asked, "wrong"), finish="length")


def broken_off(_: Service, asked: Asked) -> tuple[int, bytes]:
    """Stops in the middle of its JSON."""
    return 200, completion(verdicts(asked, "wrong")[:-9])


def nested(_: Service, asked: Asked) -> tuple[int, bytes]:
    """JSON too deep for any reader."""
    return 200, b"[" * 60_000


def no_json(_: Service, asked: Asked) -> tuple[int, bytes]:
    """The page of a gateway."""
    return 200, b"<html><body>Bad Gateway</body></html>"


def other_form(_: Service, asked: Asked) -> tuple[int, bytes]:
    """JSON of another service."""
    return 200, b'{"error": {"message": "model not found"}}'


def huge(_: Service, asked: Asked) -> tuple[int, bytes]:
    """More than anybody would read."""
    return 200, completion("错" * 200_000)


def slow(service: Service, asked: Asked) -> tuple[int, bytes]:
    """Answers when nobody waits any more."""
    service.closing.wait(30)
    return 200, completion(verdicts(asked, "right"))


def redirecting(service: Service, asked: Asked) -> tuple[int, bytes]:
    """Sends the question, and the key, elsewhere."""
    return 307, b""


def failing(_: Service, asked: Asked) -> tuple[int, bytes]:
    """Is out of order."""
    return 503, b"{}"


def locked(_: Service, asked: Asked) -> tuple[int, bytes]:
    """Does not know the key."""
    return 401, b'{"error": "sk-secret is not a key"}'


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    service: Service

    def do_POST(self) -> None:
        service = self.service
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with service.lock:
            service.bodies.append(body)
            service.headers.append(dict(self.headers.items()))
            service.at_once += 1
            service.most_at_once = max(service.most_at_once, service.at_once)
        asked = asked_in(body)
        known = CONTROLS.get(asked["sentence"]) if service.knows_controls else None
        manner = service.manner if known is None else agreeing if known == "wrong" else disagreeing
        status, payload = manner(service, asked)
        with service.lock:
            service.at_once -= 1
        self.send_response(status)
        if status == 307:
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def do_GET(self) -> None:
        raise AssertionError("nobody asks with GET")

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def serving(
    manner: Manner, *, knows_controls: bool = True, certificate: tuple[Path, Path] | None = None
) -> Iterator[Service]:
    """A running service. Without ``knows_controls`` it behaves so from the first question on;
    with a ``certificate`` and its key it speaks TLS."""
    service = Service(manner, knows_controls=knows_controls)
    handler = type("Handler", (_Handler,), {"service": service})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            server.socket = context.wrap_socket(
                server.socket, server_side=True, do_handshake_on_connect=False
            )
        service.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield service
        finally:
            service.closing.set()
            server.shutdown()
            thread.join(5)
