"""Scrapy's downloader as a transport: one request in, one exchange or failure out.

Slots per host, delays, keep-alive, TLS and time limits are Scrapy's. Its middlewares are left out:
redirects, robots, retries and decoding are decided in the open by ``lookout``, where the gate sees
every hop and the bundle keeps every answer undecoded.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, StopDownload
from scrapy.http import Response

from xuncha.engine.acquire.breakdowns import TRANSPORT_ERRORS, failure_of
from xuncha.engine.acquire.failures import Failed, name_failure
from xuncha.engine.bundle.exchange import Exchange, Headers, Truncation
from xuncha.engine.domain.fetches import VisitSettings

Clock = Callable[[], datetime]
RECEIVED = "received_bytes"
LIMIT = "most_bytes"
ACCEPTED = (
    ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    ("Accept-Language", "zh-CN,zh;q=0.9"),
    ("Accept-Encoding", "gzip, deflate"),
)


def scrapy_settings(settings: VisitSettings) -> dict[str, Any]:
    """Scrapy's settings for a shard: politeness as asked for, nothing that adds requests."""
    return {
        "CONCURRENT_REQUESTS": 0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": settings.requests_per_host,
        "DOWNLOAD_DELAY": settings.delay_s,
        "DOWNLOAD_DELAY_JITTER": 0,
        "DOWNLOAD_MAXSIZE": 0,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_FAIL_ON_DATALOSS": False,
        "DNS_TIMEOUT": settings.timeout_s,
        "REACTOR_THREADPOOL_MAXSIZE": 32,
        "DOWNLOADER_MIDDLEWARES_BASE": {},
        "SPIDER_MIDDLEWARES_BASE": {},
        "EXTENSIONS_BASE": {},
        "TELNETCONSOLE_ENABLED": False,
        "LOG_ENABLED": False,
    }


class Transport:
    """Sends requests through the downloader of a running crawler."""

    def __init__(self, crawler: Crawler, settings: VisitSettings, now: Clock) -> None:
        """Use ``crawler``'s downloader under the limits of ``settings``."""
        self._crawler = crawler
        self._settings = settings
        self._now = now
        self._places: dict[str, asyncio.Semaphore] = {}
        crawler.signals.connect(self._count, signal=signals.bytes_received)

    async def ask(self, url: str, max_bytes: int | None = None) -> Exchange | Failed:
        """The answer to one GET, undecoded, cut at ``max_bytes`` (the page limit where none is
        given); never raises for a site."""
        host = urlsplit(url).hostname or ""
        # Scrapy counts a request against its host's slot only once it has begun, so requests
        # handed in together would all pass at once: the host's places are counted here.
        if host not in self._places:
            self._places[host] = asyncio.Semaphore(max(1, self._settings.requests_per_host))
        async with self._places[host]:
            return await self._send(url, host, max_bytes or self._settings.page_max_bytes)

    async def _send(self, url: str, host: str, limit: int) -> Exchange | Failed:
        engine = self._crawler.engine
        assert engine is not None
        headers = (("User-Agent", self._settings.user_agent), *ACCEPTED)
        meta = {"download_timeout": self._settings.timeout_s, RECEIVED: 0, LIMIT: limit}
        request = Request(url, headers=dict(headers), dont_filter=True, meta=meta)
        try:
            response = await engine.download_async(request)
        except CannotResolveHostError:
            return await asyncio.to_thread(name_failure, host)
        except TRANSPORT_ERRORS as error:
            return failure_of(error)
        sent = (("Host", urlsplit(request.url).netloc), *headers)
        return self._exchange(url, sent, response, limit)

    def _count(self, data: bytes, request: Request, **_: object) -> None:
        request.meta[RECEIVED] += len(data)
        if request.meta[RECEIVED] > request.meta[LIMIT]:
            raise StopDownload(fail=False)

    def _exchange(self, url: str, sent: Headers, response: Response, limit: int) -> Exchange:
        truncated = None
        if "download_stopped" in response.flags:
            truncated = Truncation.LENGTH
        elif "dataloss" in response.flags:
            truncated = Truncation.DISCONNECT
        return Exchange(
            url=url,
            request_headers=sent,
            status=response.status,
            response_headers=_pairs(response),
            payload=response.body[:limit],
            fetched_at=self._now(),
            address=str(response.ip_address or ""),
            truncated=truncated,
        )


def _pairs(response: Response) -> Headers:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )
