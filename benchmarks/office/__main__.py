"""How fast the pages of a large office answer, one core: ``python -m benchmarks.office``.

Builds 900 sites, 5,400 accounts, 8 rounds and 400,000 findings once (``--home``; kept for the next
run), opens every page there is as somebody who may, and prints the 95th percentile of the time
from request to answer, with the number of queries. ``--postgres URL`` builds on PostgreSQL
(``tests/postgres.sh start`` prints one), ``--small`` a small office for trying out.
"""

import argparse
import logging
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

SEED = 20261123
TIMES = 40
TIMES_OF_FILES = 3
LIMIT_MS = 300
FILES = {
    "assessed-document",
    "body-report",
    "draft-document",
    "form-table",
    "ledger-document",
    "orders-ledger",
    "register-export",
}
"""Whole tables and documents to download: timed and printed, not held to the limit of a page."""


def main() -> int:
    """Build where nothing is built yet, time, print; 1 when a page is over the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=Path("out/scale"))
    parser.add_argument("--postgres", default="")
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--only", default="", help="names of pages, by comma")
    parser.add_argument(
        "--cpu",
        action="store_true",
        help="processor time of this process and of its database server, on a busy machine",
    )
    said = parser.parse_args()
    os.environ["XUNCHA_HOME"] = str(said.home.absolute())
    if said.postgres:
        os.environ["XUNCHA_DATABASE_URL"] = said.postgres
    from xuncha.office.opening import open_office

    open_office()
    from benchmarks.office.building import Builder
    from benchmarks.office.pages import pages_of
    from benchmarks.office.size import FULL, SMALL
    from xuncha.office.people.models import Office

    office = Office.objects.filter(code="scale").first()
    if office is None:
        began = time.perf_counter()
        office = Builder(SMALL if said.small else FULL, SEED, _tell).build()
        _tell(f"用时 {time.perf_counter() - began:.0f} 秒")
    pages, left = pages_of(office)
    only = {name for name in said.only.split(",") if name}
    over = _time_all(
        [page for page in pages if not only or page.name in only],
        _processor_time() if said.cpu else time.perf_counter,
    )
    print(f"\n没有可打开内容的页面：{'、'.join(left) or '无'}")
    return 1 if over else 0


def _time_all(pages: list, clock: Callable[[], float]) -> int:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from xuncha.office.people.models import User
    from xuncha.web.settling import settle

    settle()
    logging.disable(logging.CRITICAL)
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    over = 0
    rows = []
    for page in pages:
        client = Client(raise_request_exception=False)
        client.force_login(User.objects.get(username=f"scale.{page.role.value}"))
        with CaptureQueriesContext(connection) as queries:
            status = client.get(page.url).status_code
            asked = len(queries)
        is_file = page.name in FILES
        times = 1 if status >= 400 else TIMES_OF_FILES if is_file else TIMES
        taken = [_once(client, page.url, clock) for _ in range(times)]
        worst = max(taken) if times < TIMES else statistics.quantiles(taken, n=20)[-1]
        over += (worst > LIMIT_MS and not is_file) or status >= 500
        rows.append((worst, page.name, statistics.median(taken), asked, status, is_file))
    print(f"{'页面':<24}{'p95 毫秒':>10}{'中位':>8}{'查询':>6}  状态")
    for worst, name, middle, count, status, is_file in sorted(rows, reverse=True):
        mark = "  文件" if is_file else "  超过" if worst > LIMIT_MS else ""
        print(f"{name:<26}{worst:>10.0f}{middle:>10.0f}{count:>8}  {status}{mark}")
    return over


def _processor_time() -> Callable[[], float]:
    """A clock of the processor time spent here and, on PostgreSQL, in the server's process."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return time.process_time
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        served = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    return lambda: time.process_time() + int(served.read_text().split()[0]) / 1e9


def _once(client: object, url: str, clock: Callable[[], float]) -> float:
    began = clock()
    response = client.get(url)  # type: ignore[attr-defined]
    if response.streaming:
        b"".join(response.streaming_content)
    return (clock() - began) * 1000


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
