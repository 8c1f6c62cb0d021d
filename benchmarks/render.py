"""Pages a second through a real browser, and the memory it takes. ``python -m benchmarks.render``.

Needs a Chromium; every page is a list of 20 rows filled by ``fetch()``, served on loopback, so live
sites are slower by what their servers and networks take.
"""

import json
import sys
import tempfile
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from xuncha.engine.acquire.render.browser import NO_BROWSER, find_browser
from xuncha.engine.acquire.render.orders import RenderOrder
from xuncha.engine.acquire.render.process import render_bundles
from xuncha.engine.acquire.render.settings import load_render_settings
from xuncha.engine.acquire.settings import load_settings
from xuncha.engine.acquire.shard import ShardOrder, visit_shard
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.domain.fetches import HostMap
from xuncha.engine.domain.targets import ColumnPlan, SitePlan
from xuncha.engine.domain.words import ColumnKind, Level

AS_OF = datetime(2026, 9, 20, 16, 0, tzinfo=UTC)
PAGES = 40
ROWS = [
    {"t": f"我县召开第{n}次重点工作推进会议", "u": f"/a/{n}.html", "d": "2026-09-18"}
    for n in range(20)
]
PAGE = (
    "<html><head><meta charset=utf-8><title>通知公告</title></head><body><div class=main>"
    "<h2>通知公告</h2><ul id=list></ul><script>fetch('/api/list.json').then(function(r)"
    "{return r.json()}).then(function(d){document.getElementById('list').innerHTML=d.map("
    "function(r){return '<li><a href=\"'+r.u+'\">'+r.t+'</a><span>'+r.d+'</span></li>'})"
    ".join('')})</script></div></body></html>"
)


class _Web(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        is_data = self.path.startswith("/api/")
        body = (
            json.dumps(ROWS) if is_data else PAGE.replace("通知公告", f"栏目 {self.path}")
        ).encode()
        self.send_response(404 if self.path == "/robots.txt" else 200)
        self.send_header("Content-Type", "application/json" if is_data else "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Memory(threading.Thread):
    """Watches what the browser processes of this run hold, shared pages counted in parts."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self.is_over = False

    def run(self) -> None:
        while not self.is_over:
            self.peak = max(self.peak, sum(map(_share, Path("/proc").glob("[0-9]*"))))
            time.sleep(0.2)


def _share(process: Path) -> int:
    """The proportional share of memory of a browser process in bytes; 0 for any other."""
    try:
        if b"--host-resolver-rules" not in (process / "cmdline").read_bytes() and (
            b"--type=" not in (process / "cmdline").read_bytes()
        ):
            return 0
        lines = (process / "smaps_rollup").read_text("ascii", "replace").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def main() -> int:
    """Print the table; 0 also where there is no browser, which is said."""
    browser = find_browser()
    if browser is None:
        print(NO_BROWSER)
        return 0
    web = ThreadingHTTPServer(("127.0.0.1", 0), _Web)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    host = "a.example"
    columns = tuple(
        ColumnPlan(f"栏目{n}", f"http://{host}/{n}/", ColumnKind.NEWS, 1) for n in range(PAGES)
    )
    plan = SitePlan(
        host,
        host,
        f"http://{host}/",
        Level.CITY,
        is_portal=True,
        has_services=True,
        columns=columns,
    )
    hosts = HostMap(((host, "127.0.0.1", web.server_port),))
    limits = replace(load_render_settings("sample"), picture_of_home=False)
    with tempfile.TemporaryDirectory() as folder:
        visit_shard(ShardOrder((plan,), load_settings("sample"), hosts, AS_OF, Path(folder)))
        memory = _Memory()
        memory.start()
        started = time.perf_counter()
        render_bundles(RenderOrder((Path(folder) / host,), browser, limits, hosts))
        seconds = time.perf_counter() - started
        memory.is_over = True
        done = [one for one in Bundle.open(Path(folder) / host).renderings() if one.is_whole]
        size = sum(path.stat().st_size for path in (Path(folder) / host / "render").iterdir())
    print(f"渲染 {len(done)} 页，{seconds:.1f} 秒（含启动），每秒 {len(done) / seconds:.2f} 页；")
    print(
        f"其中每页静候 {limits.quiet_s:g} 秒；浏览器内存峰值（PSS）{memory.peak / 2**20:.0f} MiB；"
    )
    print(f"取证每页 {size / max(1, len(done)) / 1024:.1f} KiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
