"""The baseline of the whole-round benchmark: Scrapy fetching and lxml parsing, nothing else.

``baseline(urls, host_map)`` runs one plain crawler over the given pages in a process of its own
and says how many pages it read and how much CPU time that process used, start included.
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from typing import Any

from xuncha.engine.domain.fetches import HostMap

IN_FLIGHT = 64
PER_HOST = 8


def baseline(urls: Sequence[str], host_map: HostMap) -> tuple[int, float]:
    """(pages parsed, CPU seconds) of Scrapy and lxml over ``urls``, in a fresh process."""
    order = json.dumps({"urls": list(urls), "hosts": host_map.entries})
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    result = subprocess.run(  # noqa: S603 - our own interpreter on this file
        [sys.executable, __file__], input=order, capture_output=True, text=True, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)
    return int(result.stdout), used


def main() -> None:
    """Crawl what standard input orders; print the number of pages parsed."""
    import lxml.html
    import scrapy
    from scrapy.crawler import AsyncCrawlerProcess

    from xuncha.engine.acquire.door import Door
    from xuncha.engine.acquire.gate import Gate

    order = json.load(sys.stdin)
    host_map = HostMap(tuple((name, address, port) for name, address, port in order["hosts"]))
    pages = 0

    class PlainSpider(scrapy.Spider):
        """Fetches and parses, and keeps nothing."""

        name = "plain"

        async def start(self) -> AsyncIterator[Any]:
            from twisted.internet import reactor

            Door(Gate(host_map)).hang_in(reactor)
            for url in order["urls"]:
                yield scrapy.Request(url, dont_filter=True)

        def parse(self, response: Any) -> None:
            nonlocal pages
            if response.body:
                lxml.html.fromstring(response.body).xpath("//a/@href")
                pages += 1

    process = AsyncCrawlerProcess(
        {
            "CONCURRENT_REQUESTS": IN_FLIGHT,
            "CONCURRENT_REQUESTS_PER_DOMAIN": PER_HOST,
            "DOWNLOAD_DELAY": 0,
            "ROBOTSTXT_OBEY": False,
            "TELNETCONSOLE_ENABLED": False,
            "LOG_ENABLED": False,
        }
    )
    process.crawl(PlainSpider)
    process.start()
    sys.stdout.write(f"{pages}\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
