"""A whole round on the sample province: pages per core-second, beside fetching and parsing alone.

The round is everything ``xuncha demo`` does after the sample is built: registers in, visiting,
evidence, reading, checks, records, judging, documents. The baseline fetches the very same pages
with Scrapy and parses them with lxml, and does nothing else. CPU time of all processes is counted
but that of the server.
"""

import os
import resource
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from benchmarks.fetch import baseline
from xuncha.cli.sample_web import build_sample, served
from xuncha.engine.bundle.reader import Bundle
from xuncha.flow.progress import TerminalReporter

SCENARIO = "notice"


def cpu_seconds() -> float:
    """CPU time of this process and of all its finished children."""
    own, children = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def pages_in(bundles: Path) -> list[str]:
    """Every address answered with a page, robots files left out."""
    folders = sorted(path for path in bundles.iterdir() if path.is_dir())
    return sorted(
        {
            fetch.url
            for folder in folders
            for fetch in Bundle.open(folder).fetches()
            if fetch.status == 200 and not fetch.url.endswith("/robots.txt")
        }
    )


def measure(scenario: str, out: Path) -> str:
    """The table as text."""
    os.environ["XUNCHA_HOME"] = str(out)
    web = build_sample(scenario, out)
    from xuncha.office.opening import open_office

    open_office()
    from xuncha.cli.scenario_round import run_scenario

    with served(web) as host_map:

        @contextmanager
        def already_served(_web):
            yield host_map

        before = cpu_seconds()
        result = run_scenario(web, out, TerminalReporter(), already_served)
        used = cpu_seconds() - before
        urls = pages_in(Path(result["files"]["bundles"]))
        fetched, plain = baseline(urls, host_map)
    lines = [
        f"场景 {scenario}：{len(urls)} 页，整轮墙钟 {result['seconds']} 秒，{os.cpu_count()} 核",
        f"{'':<30}{'CPU 秒':>10}{'页/核秒':>10}",
        f"{'整轮（访问、取证、检测、入库、判定、通报）':<18}{used:>10.1f}{len(urls) / used:>10.0f}",
        f"{'Scrapy 抓取 + lxml 解析，别的不做':<21}{plain:>10.1f}{fetched / plain:>10.0f}",
    ]
    return "\n".join(lines)


def main() -> int:
    """Measure in a folder that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="xuncha-bench-") as folder:
        print(measure(SCENARIO, Path(folder)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
