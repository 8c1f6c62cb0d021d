"""Real office files, written by libraries and turned into old formats by LibreOffice."""

import io
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from xuncha.engine.acquire.settings import load_settings
from xuncha.engine.domain.attachments import AttachmentLimits
from xuncha.engine.extract.attachments.process import AttachmentReader

LIMITS = load_settings("default").attachments
assert LIMITS is not None
TITLE = "青石市人民政府关于印发重点工作任务的通知"
PARAGRAPHS = tuple(
    f"第{n}条 各县区人民政府、市直各部门要高度重视，加强组织领导，压实工作责任，确保任务按期完成。"
    for n in range(1, 8)
)
ROWS = (("姓名", "单位", "金额"), ("张三", "青石市财政局", 1200), ("李四", "青石市教育局", 3.5))


def bounds(**changed: float) -> AttachmentLimits:
    """The default limits with some changed."""
    assert LIMITS is not None
    return replace(LIMITS, **changed)  # type: ignore[arg-type]


def docx(*paragraphs: str, title: str = TITLE) -> bytes:
    """A Word document with a title, paragraphs and a small table."""
    document = Document()
    for text in (title, *(paragraphs or PARAGRAPHS)):
        document.add_paragraph(text)
    table = document.add_table(2, 2)
    for row in range(2):
        for column in range(2):
            table.cell(row, column).text = f"甲{row}乙{column}"
    return saved(document)


def xlsx(rows: tuple[tuple[object, ...], ...] = ROWS, name: str = "名单") -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    return saved(book)


def pdf(*pages: str, password: str = "") -> bytes:
    """A PDF; a page is its lines, an empty page shows a drawing without text."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    lock = StandardEncryption(password, canPrint=0) if password else None
    canvas = Canvas(out, pagesize=A4, encrypt=lock, invariant=True)
    for page in pages:
        canvas.setFont("STSong-Light", 12)
        if not page:
            canvas.rect(100, 100, 300, 500, fill=1)
        for number, line in enumerate(page.splitlines()):
            canvas.drawString(60, 780 - 20 * number, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def saved(document: object) -> bytes:
    """The bytes of a document or workbook."""
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


@pytest.fixture(scope="session")
def office_file(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes, str, str], bytes]:
    """Turns a file into another format with LibreOffice, each once a session."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("本机没有 LibreOffice，不能生成旧格式文件")
    made: dict[tuple[bytes, str], bytes] = {}
    folder = tmp_path_factory.mktemp("office")

    def turned(data: bytes, ending: str, to: str) -> bytes:
        if (data, to) not in made:
            source = folder / f"{len(made)}.{ending}"
            source.write_bytes(data)
            home = f"-env:UserInstallation=file://{folder}/profile"
            command = [program, home, "--headless", "--convert-to", to, "--outdir", str(folder)]
            subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=120)
            made[data, to] = source.with_suffix(f".{to}").read_bytes()
        return made[data, to]

    return turned


@pytest.fixture(scope="session")
def reader() -> Iterator[AttachmentReader]:
    """A running reader with the default limits."""
    with AttachmentReader(bounds()) as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A place for files of one test."""
    return tmp_path
