"""A small web on loopback whose animals misbehave in named ways."""

import asyncio
import gzip
import threading
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus

from xuncha.engine.domain.fetches import HostMap

Exhibit = Callable[[asyncio.StreamWriter], Awaitable[None]]
TLS_HANDSHAKE = b"\x16"
HTML = "text/html; charset=utf-8"


def answer(
    body: bytes | str, status: int = 200, content_type: str = HTML, **headers: str
) -> Exhibit:
    """A well-formed answer; ``headers`` names have underscores for dashes."""
    payload = body.encode() if isinstance(body, str) else body
    lines = [
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
        f"Content-Type: {content_type}",
        f"Content-Length: {len(payload)}",
        *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
    ]
    data = "\r\n".join(lines).encode("utf-8") + b"\r\n\r\n" + payload

    async def show(writer: asyncio.StreamWriter) -> None:
        writer.write(data)

    return show


def redirect(target: str, status: int = 302) -> Exhibit:
    """Sends the reader elsewhere."""
    return answer(b"", status, Location=target)


def squeezed(body: str) -> Exhibit:
    """A page compressed in transfer."""
    return answer(gzip.compress(body.encode(), mtime=0), Content_Encoding="gzip")


def broken_gzip() -> Exhibit:
    """Announces gzip and sends a stream that breaks in the middle."""
    data = gzip.compress(bytes(range(256)) * 40, mtime=0)
    return answer(data[:30] + b"\xff" * 60, Content_Encoding="gzip")


def gb18030_page(text: str) -> Exhibit:
    """A page in the national charset that does not say so in its header."""
    page = f'<html><head><meta charset="gb2312"><title>{text}</title></head><p>{text}</p>'
    return answer(page.encode("gb18030"), content_type="text/html")


def drop() -> Exhibit:
    """Closes the connection without a word."""

    async def show(writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()

    return show


def slow(seconds: float) -> Exhibit:
    """Answers too late."""

    async def show(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(seconds)
        await answer("<p>late</p>")(writer)

    return show


def chunk_cut() -> Exhibit:
    """Begins a chunked body and closes in the middle of a chunk."""

    async def show(writer: asyncio.StreamWriter) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
        writer.write(head + b"e\r\n<p>first half \r\nff\r\n<p>second")
        await writer.drain()
        writer.close()

    return show


def chunked(*parts: bytes) -> Exhibit:
    """A body in chunks, complete."""

    async def show(writer: asyncio.StreamWriter) -> None:
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        for part in (*parts, b""):
            writer.write(f"{len(part):x}\r\n".encode() + part + b"\r\n")

    return show


def huge(size: int) -> Exhibit:
    """Streams a page of ``size`` bytes, as far as anybody listens."""

    async def show(writer: asyncio.StreamWriter) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {size}\r\n\r\n"
        writer.write(head.encode())
        block = b"<p>0123456789abcdef</p>" * 3000
        sent = 0
        while sent < size:
            writer.write(block[: size - sent])
            await writer.drain()
            sent += len(block)

    return show


def nonsense(spoken: bytes = b"SSH-2.0-OpenSSH_9.2\r\n") -> Exhibit:
    """Speaks something that is not HTTP, or HTTP nobody should send, and closes."""

    async def show(writer: asyncio.StreamWriter) -> None:
        writer.write(spoken)
        await writer.drain()
        writer.close()

    return show


WAF_PAGE = (
    "<html><head><title>访问被拦截</title></head><body><h1>您的请求可能存在威胁，已被拦截！</h1>"
    "<p>Web应用防火墙：您的访问请求已被网站防火墙拦截，如有疑问请联系网站管理员。事件ID：7f3a</p></body></html>"
)
CAPTCHA_PAGE = (
    "<html><head><title>安全验证</title></head><body><h2>请完成安全验证</h2>"
    "<form><p>为了保护网站安全，请输入验证码后继续访问</p><input name='captcha'>"
    "<img src='/captcha.jpg' alt='验证码'></form></body></html>"
)


@dataclass
class Zoo:
    """Hosts with their pages, served on one loopback port chosen by the system."""

    pages: dict[str, dict[str, Exhibit]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    heads: list[bytes] = field(default_factory=list)
    port: int = 0
    busy: Counter[str] = field(default_factory=Counter)
    peak: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def show(self, host: str, path: str, exhibit: Exhibit) -> None:
        """Put something on show."""
        self.pages.setdefault(host, {})[path] = exhibit

    def asked_of(self, host: str) -> list[str]:
        """The paths a host was asked for, in order, without robots.txt."""
        return [path for name, path in self.asked if name == host and path != "/robots.txt"]

    @property
    def host_map(self) -> HostMap:
        """All hosts pinned to this server."""
        return HostMap(tuple((host, "127.0.0.1", self.port) for host in self.pages))

    def __enter__(self) -> "Zoo":
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(5)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    async def _open(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=512)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        self._server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                first = await reader.readexactly(1)
                if first == TLS_HANDSHAKE:
                    writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
                    return
                head = first + await reader.readuntil(b"\r\n\r\n")
                path = head.split(b" ", 2)[1].decode()
                host = head.lower().split(b"\r\nhost: ")[1].split(b"\r\n")[0].decode()
                host = host.partition(":")[0]
                self.asked.append((host, path))
                self.heads.append(head)
                exhibit = self.pages.get(host, {}).get(path) or answer("<p>none</p>", 404)
                self.busy[host] += 1
                self.peak[host] = max(self.peak[host], self.busy[host])
                try:
                    await exhibit(writer)
                    await writer.drain()
                finally:
                    self.busy[host] -= 1
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()
