"""Where the responses of a fake web lie: ``web/index.tsv`` and ``web/bodies.bin``.

A line of the index is host, path with query, status, headers as JSON, transfer, offset, length.
The path ``*`` answers everything the host has no other page for. Two more fields, a request header
and a pattern, make the line the answer for those visitors alone whose header the pattern meets.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from xuncha.sample.errors import SampleError

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is meant: a request header, its name in lower case, in which ``pattern`` is found."""

    header: str
    pattern: str

    def is_met(self, headers: Mapping[str, str]) -> bool:
        """Whether a request with these headers, names in lower case, is meant; case is free."""
        return re.search(self.pattern, headers.get(self.header, ""), re.IGNORECASE) is not None


@dataclass(frozen=True, slots=True)
class Page:
    """One stored response; ``transfer`` holds ``gzip``, ``chunked``, both or nothing.

    ``others`` are the answers some visitors get instead; the first that is met counts.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    transfer: frozenset[str]
    body: bytes
    others: tuple[tuple[Visitor, "Page"], ...] = ()

    def shown_to(self, headers: Mapping[str, str]) -> "Page":
        """What a visitor with these request headers, names in lower case, is answered."""
        return next((page for visitor, page in self.others if visitor.is_met(headers)), self)


class PackWriter:
    """Writes responses one after the other."""

    def __init__(self, folder: Path) -> None:
        """Start a pack in ``folder/web``."""
        self.folder = folder / "web"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.bodies = (self.folder / "bodies.bin").open("wb")
        self.index: list[str] = []
        self.hosts: dict[str, None] = {}
        self.offset = 0

    def __enter__(self) -> Self:
        """Use as ``with PackWriter(folder) as pack``."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write the index."""
        self.bodies.close()
        (self.folder / "index.tsv").write_text("".join(self.index), encoding="utf-8")

    def add(
        self, host: str, path: str, status: int, headers: Headers, body: bytes, transfer: str = ""
    ) -> None:
        """Store one response."""
        row = (host, path, str(status), json.dumps(list(headers), ensure_ascii=False), transfer)
        self.index.append("\t".join((*row, str(self.offset), str(len(body)))) + "\n")
        self.bodies.write(body)
        self.offset += len(body)
        self.hosts.setdefault(host)

    def add_page(self, host: str, path: str, page: Page) -> None:
        """Store a page with what it shows to some visitors."""
        transfer = " ".join(sorted(page.transfer))
        self.add(host, path, page.status, page.headers, page.body, transfer)
        for visitor, other in page.others:
            transfer = " ".join(sorted(other.transfer))
            self.add(host, path, other.status, other.headers, other.body, transfer)
            row = self.index[-1].rstrip("\n")
            self.index[-1] = "\t".join((row, visitor.header, visitor.pattern)) + "\n"


def read_pack(folder: Path) -> dict[str, dict[str, Page]]:
    """host → path → response; raises ``SampleError`` where the folder holds no pack."""
    index = folder / "web" / "index.tsv"
    if not index.is_file():
        raise SampleError(f"文件夹中没有样例网页；位置：{folder}；处理办法：先运行 build 生成样例")
    bodies = (folder / "web" / "bodies.bin").read_bytes()
    web: dict[str, dict[str, Page]] = {}
    for line in index.read_text(encoding="utf-8").splitlines():
        host, path, status, headers, transfer, offset, length, *visitor = line.split("\t")
        start = int(offset)
        page = Page(
            int(status),
            tuple((n, v) for n, v in json.loads(headers)),
            frozenset(transfer.split()),
            bodies[start : start + int(length)],
        )
        pages = web.setdefault(host, {})
        if visitor:
            usual = pages[path]
            pages[path] = replace(usual, others=(*usual.others, (Visitor(*visitor), page)))
        else:
            pages[path] = page
    return web
