"""Published tools on given pages, one tool a process: ``python -m benchmarks.reading.tools NAME``.

Runs in the environment of the dependency group ``compare`` and imports nothing of ours. Reads
``{"warm": [page…], "pages": [page…]}`` from standard input, writes ``{"read": [[date, title,
body]…], "failed": n, "seconds": CPU seconds, "version": text}`` to the file named second.
Each tool is called as its README says. A page on which a tool raises or which takes it longer than
GUARD_S counts as not read.
"""

import json
import logging
import signal
import socket
import sys
import time
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

Reading = tuple[str | None, str | None, str | None]
Tool = Callable[[str], Reading]

GUARD_S = 30.0
"""Wall seconds a tool gets for a page: a hundred times what the slowest needs."""


def _day(value: Any) -> str | None:
    """The day of a date, a time or a text that starts with one."""
    return str(value)[:10].replace("/", "-") if value else None


def _htmldate(**options: bool) -> Tool:
    from htmldate import find_date

    return lambda text: (find_date(text, original_date=True, **options), None, None)


def _trafilatura(**options: bool) -> Tool:
    from trafilatura import bare_extraction

    def read(text: str) -> Reading:
        found = bare_extraction(text, with_metadata=True, **options)
        return (found.date, found.title, found.text) if found else (None, None, None)

    return read


def _gne() -> Tool:
    from gne import GeneralNewsExtractor

    def read(text: str) -> Reading:
        found = GeneralNewsExtractor().extract(text)
        return _day(found["publish_time"]), found["title"], found["content"]

    return read


def _readability() -> Tool:
    from lxml import html as lxml_html
    from readability import Document

    def read(text: str) -> Reading:
        document = Document(text)
        return None, document.short_title(), lxml_html.fromstring(document.summary()).text_content()

    return read


def _resiliparse() -> Tool:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    def read(text: str) -> Reading:
        tree = HTMLTree.parse(text)
        return None, tree.title, extract_plain_text(tree, main_content=True)

    return read


def _newspaper() -> Tool:
    import newspaper

    def read(text: str) -> Reading:
        found = newspaper.Article("http://www.example.cn/page/x", language="zh", fetch_images=False)
        found.download(input_html=text)
        found.parse()
        return _day(found.publish_date), found.title, found.text

    return read


def _goose() -> Tool:
    from goose3 import Goose
    from goose3.text import StopWordsChinese

    goose = Goose({"stopwords_class": StopWordsChinese})

    def read(text: str) -> Reading:
        found = goose.extract(raw_html=text)
        return _day(found.publish_date), found.title, found.cleaned_text

    return read


TOOLS: dict[str, tuple[str, str, Callable[[], Tool]]] = {
    # name: (distribution, what it gives of date title body, how to start it)
    "htmldate": ("htmldate", "d", _htmldate),
    "htmldate fast": ("htmldate", "d", lambda: _htmldate(extensive_search=False)),
    "trafilatura": ("trafilatura", "dtb", _trafilatura),
    "trafilatura fast": ("trafilatura", "dtb", lambda: _trafilatura(fast=True)),
    "GNE": ("gne", "dtb", _gne),
    "readability": ("readability-lxml", "tb", _readability),
    "resiliparse": ("resiliparse", "tb", _resiliparse),
    "newspaper4k": ("newspaper4k", "dtb", _newspaper),
    "goose3": ("goose3", "dtb", _goose),
}


class TooSlowError(Exception):
    """A tool took longer than GUARD_S for one page."""


def _stop(*_: object) -> None:
    raise TooSlowError


def _no_network(*_: object) -> None:
    """Stands for every way out: newspaper4k asks for the pictures of a page."""
    raise OSError("reading a saved page goes nowhere")


def guarded(tool: Tool, text: str) -> Reading | None:
    """What a tool reads of a page; None when it raised or took too long."""
    signal.setitimer(signal.ITIMER_REAL, GUARD_S)
    try:
        return tool(text)
    except Exception:  # noqa: BLE001 - any failure of a foreign tool is a page it did not read
        return None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def main() -> int:
    """Read all pages with the tool named; 3 when it is not installed."""
    name, out = sys.argv[1], Path(sys.argv[2])
    logging.disable(logging.CRITICAL)
    signal.signal(signal.SIGALRM, _stop)
    socket.getaddrinfo = socket.socket.connect = _no_network  # type: ignore[assignment]
    distribution, _, start = TOOLS[name]
    try:
        tool = start()
    except ImportError:
        return 3
    given = json.load(sys.stdin)
    for text in given["warm"]:
        guarded(tool, text)
    read, failed = [], 0
    started = time.process_time()
    for text in given["pages"]:
        result = guarded(tool, text)
        failed += result is None
        read.append(result or (None, None, None))
    seconds = time.process_time() - started
    answer = {"read": read, "failed": failed, "seconds": seconds}
    answer["version"] = metadata.version(distribution)
    out.write_text(json.dumps(answer, ensure_ascii=True), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
