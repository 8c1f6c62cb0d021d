"""The saved government pages of the shared corpus, served on loopback under their own hosts."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ENTRY_PATH = "/saved.html"
CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "pages"
LINK = '<li><a href="{path}">{title}</a><span>{day}</span></li>'
ENTRY = (
    "<html><head><meta charset='utf-8'><title>{host}</title></head>"
    "<body><ul>{links}</ul></body></html>"
)


@dataclass(frozen=True)
class SavedSite:
    """The saved pages of one host: path → bytes. ``/`` is a saved home page where there is one.

    ``ENTRY_PATH`` (and ``/`` elsewhere) is an entry of ours that lists the saved pages: it leads to
    them, nothing is read from it.
    """

    host: str
    pages: dict[str, bytes]
    labels: list[dict]


def saved_sites() -> list[SavedSite]:
    """Every host of the government pages, in order."""
    labels = json.loads((CORPUS / "labels.json").read_text("utf-8"))
    hosts: dict[str, list[dict]] = {}
    for label in labels:
        if label["government"]:
            hosts.setdefault(label["site"].split(" ")[0], []).append(label)
    return [_site(host, found) for host, found in sorted(hosts.items())]


def _site(host: str, labels: list[dict]) -> SavedSite:
    pages = {f"/{label['file']}": (CORPUS / label["file"]).read_bytes() for label in labels}
    links = "".join(
        LINK.format(path=f"/{x['file']}", title=x.get("title", ""), day=x["publish_date"])
        for x in labels
        if x["kind"] == "article"
    )
    pages[ENTRY_PATH] = ENTRY.format(host=host, links=links).encode()
    home = next((label for label in labels if label["kind"] == "home"), None)
    pages["/"] = pages[f"/{home['file']}"] if home else pages[ENTRY_PATH]
    return SavedSite(host, pages, labels)


@contextmanager
def served(sites: list[SavedSite]) -> Iterator[int]:
    """Serve the sites by host name; the port."""
    by_host = {site.host: site.pages for site in sites}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            pages = by_host.get((self.headers.get("Host") or "").split(":")[0], {})
            body = pages.get(self.path)
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
