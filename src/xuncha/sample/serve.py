"""Serves a sample web on loopback: ``python -m xuncha.sample.serve FOLDER --port 0``.

Prints one line of JSON ``{"port": n, "hosts": n}`` and serves until it is ended; with
``--follow-parent`` also until its standard input closes, as it does when the process that started
it is gone. Routing goes by the Host header; a connection that asks for an unknown host is closed.
"""

import argparse
import asyncio
import gzip
import json
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from xuncha.sample.errors import SampleError
from xuncha.sample.pack import Page, read_pack

Web = dict[str, dict[str, Page]]
REASONS = {200: "OK", 301: "Moved Permanently", 302: "Found", 404: "Not Found", 468: "Blocked"}
MAX_HEAD = 65536
CHUNK = 8192


def head_lines(page: Page) -> bytes:
    """Status line and stored headers."""
    reason = REASONS.get(page.status, "Unknown")
    lines = [f"HTTP/1.1 {page.status} {reason}", *(f"{n}: {v}" for n, v in page.headers)]
    return ("\r\n".join(lines) + "\r\n").encode()


def chunked(body: bytes) -> bytes:
    """The body in chunked transfer coding."""
    parts = [body[i : i + CHUNK] for i in range(0, len(body), CHUNK)]
    return b"".join(b"%x\r\n%b\r\n" % (len(p), p) for p in parts) + b"0\r\n\r\n"


def answer(page: Page, accepts_gzip: bool, keeps: bool, is_head: bool) -> bytes:
    """The whole response."""
    body, extra = page.body, b"" if keeps else b"Connection: close\r\n"
    if accepts_gzip and "gzip" in page.transfer and body:
        body = gzip.compress(body, 1, mtime=0)
        extra += b"Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n"
    if "chunked" in page.transfer:
        extra += b"Transfer-Encoding: chunked\r\n"
        body = chunked(body)
    else:
        extra += b"Content-Length: %d\r\n" % len(body)
    return head_lines(page) + extra + b"\r\n" + (b"" if is_head else body)


MISSING = Page(404, (("Content-Type", "text/html"),), frozenset(), b"<h1>404</h1>")
NOT_ALLOWED = Page(405, (("Content-Type", "text/html"),), frozenset(), b"<h1>405</h1>")


class Connection(asyncio.Protocol):
    """One keep-alive connection; requests may be pipelined."""

    def __init__(self, web: Web) -> None:
        """Answer from ``web``."""
        self.web = web
        self.buffer = b""
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to write."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every complete request in the buffer."""
        self.buffer += data
        while b"\r\n\r\n" in self.buffer and not self.transport.is_closing():
            head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
            self.request(head.decode("latin-1"))
        if len(self.buffer) > MAX_HEAD:
            self.transport.close()

    def request(self, head: str) -> None:
        """One request without a body; POST is refused."""
        first, *rest = head.split("\r\n")
        words = first.split(" ")
        if len(words) != 3:
            self.transport.close()
            return
        method, target, version = words
        headers = {
            name.strip().lower(): value.strip()
            for name, _, value in (line.partition(":") for line in rest)
        }
        host, path = self.locate(target, headers.get("host", ""))
        pages = self.web.get(host)
        if pages is None:
            self.transport.close()
            return
        page = (pages.get(path) or pages.get("*", MISSING)).shown_to(headers)
        keeps = headers.get("connection", "").lower() != "close" and version == "HTTP/1.1"
        if method not in {"GET", "HEAD"}:
            page, keeps = NOT_ALLOWED, False
        accepts = "gzip" in headers.get("accept-encoding", "")
        self.transport.write(answer(page, accepts, keeps, method == "HEAD"))
        if not keeps:
            self.transport.close()

    @staticmethod
    def locate(target: str, host: str) -> tuple[str, str]:
        """(host, path with query) of a request line, absolute form included."""
        if target.startswith("http://"):
            host, _, path = target.removeprefix("http://").partition("/")
            target = "/" + path
        return host.partition(":")[0].lower().rstrip("."), target.partition("#")[0]


async def serve(web: Web, port: int, ready: Callable[[int], None]) -> None:
    """Serve until cancelled; ``ready`` is told the port."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(web), "127.0.0.1", port, backlog=1024)
    ready(server.sockets[0].getsockname()[1])
    async with server:
        await server.serve_forever()


def _follow_parent() -> None:
    """End at once when standard input closes; unbuffered, so that nothing is held at exit."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(0)


def main(arguments: list[str] | None = None) -> int:
    """The command; 2 when the folder holds no sample web."""
    parser = argparse.ArgumentParser(prog="python -m xuncha.sample.serve")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--follow-parent", action="store_true")
    chosen = parser.parse_args(arguments)
    if chosen.follow_parent:
        threading.Thread(target=_follow_parent, daemon=True).start()
    try:
        web = read_pack(chosen.folder)
    except SampleError as error:
        print(error, file=sys.stderr)
        return 2

    def ready(port: int) -> None:
        print(json.dumps({"port": port, "hosts": len(web)}), flush=True)

    try:
        asyncio.run(serve(web, chosen.port, ready))
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
