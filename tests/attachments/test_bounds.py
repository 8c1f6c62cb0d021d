"""Files made to harm their reader: each costs one answer and nothing else."""

import io
import os
import signal
import zipfile

import pytest

from tests.attachments.conftest import PARAGRAPHS, bounds, docx, pdf
from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.attachments.process import AttachmentReader
from xuncha.engine.extract.attachments.reading import READERS, read_file


def repacked(member: str, content: bytes) -> bytes:
    """A Word document with one member replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx())) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            new.writestr(info, content if info.filename == member else old.read(info))
    return out.getvalue()


def test_a_bomb_is_not_unpacked(reader) -> None:
    bomb = repacked("word/document.xml", b" " * 60_000_000)
    found = reader.read(bomb, "a.docx")
    assert found.unable is UnableClass.TOO_LARGE
    assert "异常庞大" in found.reason


def test_entities_are_refused_before_anything_expands(reader) -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    found = reader.read(repacked("word/document.xml", laughs), "a.docx")
    assert found.unable is UnableClass.UNREADABLE
    assert "声明" in found.reason


def test_a_file_too_large_is_not_even_handed_over() -> None:
    with AttachmentReader(bounds(max_bytes=100)) as small:
        assert small.read(b"x" * 101, "a.pdf").unable is UnableClass.TOO_LARGE


def test_a_sheet_with_a_cell_in_the_last_corner_does_not_eat_the_memory() -> None:
    sheet = (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
        'main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">'
        '<c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    from tests.attachments.conftest import xlsx

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx())) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            text = sheet.encode() if "sheet1.xml" in info.filename else old.read(info)
            new.writestr(info, text)
    with AttachmentReader(bounds(seconds=5.0)) as careful:
        found = careful.read(out.getvalue(), "a.xlsx")
        assert found.unable in (UnableClass.TOO_LARGE, UnableClass.TIMEOUT, UnableClass.UNREADABLE)
        assert careful.read(docx(), "b.docx").unable is None


@pytest.fixture
def hostile(monkeypatch):
    """The child in a reader whose PDF part misbehaves in a named way."""
    from xuncha.engine.extract.attachments import worker

    def go(act, **limits):
        monkeypatch.setitem(READERS, "pdf", act)
        answer = worker._in_a_child(pdf("文字。"), "a.pdf", bounds(**limits))
        return worker.TEXT_JSON.validate_json(answer)

    return go


def test_a_file_that_never_ends_is_killed(hostile) -> None:
    def forever(_data, _into):
        while True:
            pass

    found = hostile(forever, seconds=1.0)
    assert (found.unable, found.reason) == (UnableClass.TIMEOUT, "文件在 1 秒内没有读完")


def test_a_file_that_sleeps_is_killed(hostile) -> None:
    import threading

    found = hostile(lambda _data, _into: threading.Event().wait(), seconds=0.2)
    assert found.unable is UnableClass.TIMEOUT


def test_a_file_that_wants_all_memory_is_refused(hostile) -> None:
    def greedy(_data, into):
        into.add("x" * (into.limits.memory_bytes * 2), "")

    found = hostile(greedy)
    assert found.unable is UnableClass.TOO_LARGE
    assert "内存" in found.reason


def test_a_reader_that_dies_answers_for_its_file(hostile) -> None:
    found = hostile(lambda _data, _into: os.kill(os.getpid(), signal.SIGUSR1))
    assert found.unable is UnableClass.UNREADABLE


def test_a_library_that_raises_the_unforeseen_answers_for_its_file(hostile) -> None:
    def stumble(_data, _into):
        raise RecursionError

    assert hostile(stumble).unable is UnableClass.UNREADABLE


def test_a_file_cannot_write_files(hostile, folder) -> None:
    def scribble(_data, _into):
        (folder / "x").write_bytes(b"x")

    assert hostile(scribble).unable is UnableClass.UNREADABLE
    assert not (folder / "x").exists() or (folder / "x").stat().st_size == 0


def test_after_a_killed_process_the_next_file_is_read() -> None:
    with AttachmentReader(bounds()) as running:
        assert running.read(docx(), "a.docx").unable is None
        assert running._process is not None
        running._process.kill()
        running._process.wait()
        assert running.read(docx(), "a.docx").unable is None


def test_the_process_says_the_same_as_the_reader_itself_every_time(reader) -> None:
    files = {"a.docx": docx(), "b.pdf": pdf("\n".join(PARAGRAPHS))}
    for name, data in files.items():
        answers = [reader.read(data, name) for _ in range(2)]
        assert answers == [read_file(data, name, bounds())] * 2


def test_a_file_of_countless_lines_is_read_to_a_bound() -> None:
    with AttachmentReader(bounds()) as reader:
        found = reader.read(b"a\n" * 900_000, "a.txt")
    assert (found.unable, len(found.blocks)) == (UnableClass.TOO_LARGE, 100_000)
    assert "行数超过" in found.reason


def test_a_directory_without_end_is_not_even_listed(monkeypatch) -> None:
    def opened(*_: object) -> None:
        raise AssertionError

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for number in range(10_001):
            new.writestr(str(number), b"")
    monkeypatch.setattr(zipfile, "ZipFile", opened)
    found = read_file(out.getvalue(), "a.docx", bounds())
    assert (found.unable, found.reason) == (UnableClass.TOO_LARGE, "文件内部条目过多，没有打开")
