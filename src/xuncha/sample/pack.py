"""Where the responses of a fake web lie: ``web/index.tsv`` and ``web/bodies.bin``.

A line of the index is host, path with query, status, headers as JSON, transfer, offset, length.
The path ``*`` answers everything the host has no other page for.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from xuncha.sample.errors import SampleError

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Page:
    """One stored response; ``transfer`` holds ``gzip``, ``chunked``, both or nothing."""

    status: int
    headers: tuple[tuple[str, str], ...]
    transfer: frozenset[str]
    body: bytes


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


def read_pack(folder: Path) -> dict[str, dict[str, Page]]:
    """host → path → response; raises ``SampleError`` where the folder holds no pack."""
    index = folder / "web" / "index.tsv"
    if not index.is_file():
        raise SampleError(f"文件夹中没有样例网页；位置：{folder}；处理办法：先运行 build 生成样例")
    bodies = (folder / "web" / "bodies.bin").read_bytes()
    web: dict[str, dict[str, Page]] = {}
    for line in index.read_text(encoding="utf-8").splitlines():
        host, path, status, headers, transfer, offset, length = line.split("\t")
        start = int(offset)
        page = Page(
            int(status),
            tuple((n, v) for n, v in json.loads(headers)),
            frozenset(transfer.split()),
            bodies[start : start + int(length)],
        )
        web.setdefault(host, {})[path] = page
    return web
