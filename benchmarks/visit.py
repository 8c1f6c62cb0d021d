"""How fast a shard is visited: pages and bundles per core-second beside the baseline.

Serves sites and feed accounts from a process of its own on loopback, visits them with
``visit_shard`` in two shards, then fetches the same pages with ``benchmarks.fetch.baseline``.
"""

import multiprocessing
import resource
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from tests.acquire.conftest import account, article_page, list_page, site
from tests.acquire.zoo import Zoo, answer

from benchmarks.fetch import baseline
from xuncha.engine.acquire.settings import load_settings
from xuncha.engine.acquire.shard import ShardOrder, split_by_host, visit_shard
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.domain.fetches import HostMap

SITES, ACCOUNTS, COLUMNS, ARTICLES, PLATFORMS = 135, 1163, 17, 2, 6
AS_OF = datetime(2026, 9, 20, 16, 0, tzinfo=UTC)
PADDING = "".join(f"<!-- {number:08d} 页面模板 -->" for number in range(400))


def serve(pipe: Connection) -> None:
    """Show the sites and feeds until told to stop."""
    zoo = Zoo()
    columns = [f"/c{column}/" for column in range(COLUMNS)]
    for number in range(SITES):
        host = f"s{number}.example"
        zoo.show(host, "/", answer(list_page(*(f"{path}0.html" for path in columns[:6]))))
        for path in columns:
            links = [f"{path}{item}.html" for item in range(15)]
            zoo.show(host, path, answer(list_page(*links) + PADDING))
            for link in links[:ARTICLES]:
                zoo.show(host, link, answer(article_page(f"{host}{link}") + PADDING))
    items = "".join(
        f"<item><title>第{n}条</title><link>http://p/{n}</link>"
        f"<pubDate>2026-09-{n:02d} 10:00:00</pubDate>"
        f"<description>{'正文' * 200}</description></item>"
        for n in range(1, 11)
    )
    for number in range(ACCOUNTS):
        feed = f'<rss version="2.0"><channel><title>账号{number}</title>{items}</channel></rss>'
        exhibit = answer(feed, content_type="application/rss+xml")
        zoo.show(f"p{number % PLATFORMS}.example", f"/{number}.xml", exhibit)
    with zoo:
        pipe.send(zoo.host_map)
        pipe.recv()


def main() -> None:
    """Print the table."""
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,))
    server.start()
    host_map: HostMap = ours.recv()
    columns = [f"/c{column}/" for column in range(COLUMNS)]
    plans = [
        *(site(f"s{number}.example", *columns) for number in range(SITES)),
        *(
            account(f"n{number}", f"http://p{number % PLATFORMS}.example/{number}.xml")
            for number in range(ACCOUNTS)
        ),
    ]
    settings = replace(load_settings("sample"), articles_per_column=ARTICLES)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        shards = split_by_host(plans, 2)
        orders = [ShardOrder(shard, settings, host_map, AS_OF, out) for shard in shards]
        started, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        with ThreadPoolExecutor(len(orders)) as threads:
            list(threads.map(visit_shard, orders))
        seconds, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        urls = [
            fetch.url
            for plan in plans
            for fetch in Bundle.open(out / plan.code).fetches()
            if fetch.status == 200
        ]
    pages, plain_cpu = baseline(urls, host_map)
    ours.send("stop")
    server.join()
    write = sys.stdout.write
    write(f"{'':24}{'pages':>8}{'CPU s':>8}{'pages/core-s':>14}{'wall s':>8}\n")
    write(f"{'visit, two shards':24}{len(urls):8}{cpu:8.1f}{len(urls) / cpu:14.0f}{seconds:8.1f}\n")
    write(f"{'Scrapy + lxml only':24}{pages:8}{plain_cpu:8.1f}{pages / plain_cpu:14.0f}\n")
    write(f"peak memory of one shard process: {after.ru_maxrss // 1024} MB\n")


if __name__ == "__main__":
    main()
