"""The files a clerk has: a page saved from a site, a PDF, old text; and those nobody can read."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document

from tests.flow.conftest import RUN

TEXT = "检查政府网站134个，不合格8个，合格率94.3%。"
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>情况通报</title></head><body>
<div class="nav"><a href="/">首页</a>共检查政府网站999个，不合格1个，合格率10%</div>
<div class="article"><h1>关于第三季度检查情况的通报</h1><div class="content">
<p>各县（市、区）人民政府，市政府各部门：</p>
<p>现将第三季度政府网站检查情况通报如下，请各地各部门认真抓好整改落实。</p>
<p>检查政府网站134个，不合格8个，合格率94.3%。</p>
<table><tr><td>地区</td><td>检查数</td><td>不合格数</td><td>合格率</td></tr>
<tr><td>甲县</td><td>4</td><td>1</td><td>75%</td></tr>
<tr><td>乙县</td><td>3</td><td></td><td>100%</td></tr>
<tr><td>丙县</td><td>3</td><td>1</td><td>90%</td></tr></table>
</div></div></body></html>"""


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    program = [*RUN, "notice", "check", *words]
    return subprocess.run(program, capture_output=True, text=True, check=False)


def _said(file: Path) -> list[tuple[str, str]]:
    done = _run(str(file), "--json")
    assert done.returncode == 0, done.stderr
    return [(one["stated"], one["verdict"]) for one in json.loads(done.stdout)["figures"]]


def _refused(file: Path) -> str:
    done = _run(str(file), "--json")
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "处理办法" in done.stderr
    return done.stderr


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_of_any_usual_charset_is_read(tmp_path: Path, charset: str) -> None:
    file = tmp_path / "通报.txt"
    file.write_bytes(TEXT.encode(charset))
    assert _said(file) == [("94.3%", "differs")]


def test_of_a_saved_page_the_body_is_read_with_its_tables(tmp_path: Path) -> None:
    file = tmp_path / "通报.html"
    file.write_text(PAGE, encoding="utf-8")
    assert _said(file) == [
        ("94.3%", "differs"),
        ("75%", "agrees"),
        ("100%", "unchecked"),
        ("90%", "differs"),
    ]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice")
def test_a_pdf_with_blanks_beside_its_digits_is_read_with_its_tables(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph(TEXT)
    rows = ("地区 检查数 不合格数 合格率", "甲县 4 1 75%", "乙县 3 1 90%", "合计 7 2 71.43%")
    table = document.add_table(rows=0, cols=4)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row.split(), strict=True):
            cell.text = text
    document.save(str(tmp_path / "notice.docx"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "notice.docx"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        env={**os.environ, "HOME": str(tmp_path)},
    )
    said = _said(tmp_path / "notice.pdf")
    assert said[:3] == [("94.3%", "differs"), ("75%", "agrees"), ("90%", "differs")]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("通报.pdf", b"%PDF-1.7\nbroken"),
        ("通报.docx", b"PK\x03\x04 cut off"),
        ("通报.docx", "不是文档".encode()),
        ("通报.bin", bytes(range(256)) * 8),
        ("通报.txt", b""),
        ("通报.txt", b" \r\n\t\n"),
        ("通报.zip", b"PK\x05\x06" + bytes(18)),
        ("通报.htm", b"<html><body></body></html>"),
        ("通报.txt", ("检查" * 600_000).encode()),
        ("通报.txt", b"a" * 21_000_000),
    ],
    ids=["pdf", "torn", "named", "bytes", "empty", "blank", "archive", "page", "long", "huge"],
)
def test_a_file_without_a_notice_is_refused_in_one_line(
    tmp_path: Path, name: str, data: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    _refused(file)


def test_a_missing_file_and_a_folder_are_refused_in_one_line(tmp_path: Path) -> None:
    assert "打不开" in _refused(tmp_path / "无.txt")
    assert "打不开" in _refused(tmp_path)
