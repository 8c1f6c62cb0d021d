"""How many attachments of each kind are read a second: ``python -m benchmarks.attachments``.

Files of a usual size (200 paragraphs, 2,000 rows) are written here; DOC, XLS, ODS, RTF and PDF
need LibreOffice. Two columns: the reader alone by its processor time, and the way a visit goes, a
child for each file, by the clock on the wall (beside other work that says little).
"""

import io
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from docx import Document
from openpyxl import Workbook
from rich.console import Console
from rich.table import Table

from xuncha.engine.acquire.settings import load_settings
from xuncha.engine.extract.attachments.process import AttachmentReader
from xuncha.engine.extract.attachments.reading import read_file

PARAGRAPH = (
    "各县区人民政府、市直各部门要高度重视，加强组织领导，压实工作责任，确保任务按期完成。" * 2
)
ROUNDS = 10
TURNED = {"pdf": "docx", "doc": "docx", "rtf": "docx", "xls": "xlsx", "ods": "xlsx"}


def main() -> None:
    """Print the table."""
    limits = load_settings("default").attachments
    assert limits is not None
    table = Table(title="附件读取：每秒个数")
    for head in ("格式", "字节", "字数", "直接读（处理器时间）", "经隔离进程（钟面时间）"):
        table.add_column(head, justify="left" if head == "格式" else "right")
    with AttachmentReader(limits) as reader:
        for kind, data in _files().items():
            name = f"a.{kind}"
            found = read_file(data, name, limits)
            alone = _rate(lambda: read_file(data, name, limits), time.process_time)  # noqa: B023
            apart = _rate(lambda: reader.read(data, name), time.perf_counter)  # noqa: B023
            characters = sum(len(block.text) for block in found.blocks)
            row = (f"{len(data):,}", f"{characters:,}", f"{alone:.0f}", f"{apart:.0f}")
            table.add_row(kind, *row)
    Console(width=100).print(table)


def _rate(read: Callable[[], object], clock: Callable[[], float]) -> float:
    read()
    start = clock()
    for _ in range(ROUNDS):
        read()
    return ROUNDS / (clock() - start)


def _files() -> dict[str, bytes]:
    document, book = Document(), Workbook()
    for number in range(200):
        document.add_paragraph(f"第{number}条 {PARAGRAPH}")
    for number in range(2000):
        book.active.append([number, f"张三{number}", "青石市财政局", "2026-09-01", 3.5 * number])
    made = {"docx": _bytes(document), "xlsx": _bytes(book)}
    made["txt"] = "\n".join(f"第{n}条 {PARAGRAPH}" for n in range(200)).encode("gb18030")
    program = shutil.which("soffice")
    if program is None:
        return made
    with tempfile.TemporaryDirectory() as folder:
        for to, source in TURNED.items():
            path = Path(folder) / f"a.{source}"
            path.write_bytes(made[source])
            home = f"-env:UserInstallation=file://{folder}/profile"
            command = [program, home, "--headless", "--convert-to", to, "--outdir", folder]
            subprocess.run([*command, str(path)], check=True, capture_output=True)  # noqa: S603
            made[to] = path.with_suffix(f".{to}").read_bytes()
    return made


def _bytes(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


if __name__ == "__main__":
    main()
