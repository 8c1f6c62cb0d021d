"""``xuncha extract`` on a file that is no page."""

import json

import pytest
from typer.testing import CliRunner

from tests.attachments.conftest import PARAGRAPHS, docx, pdf, xlsx
from xuncha.cli.main import app

URL = "http://www.a.gov.cn/f/a"
KEYS = {
    "kind",
    "charset",
    "language",
    "title",
    "publish_date",
    "dates",
    "disagreement_days",
    "body",
    "labels",
    "items",
    "newest",
    "blank",
    "needs_rendering",
}


def extracted(path, *more):
    result = CliRunner().invoke(app, ["extract", str(path), "--url", URL, *more])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.docx", docx(), PARAGRAPHS[0]),
        ("a.xlsx", xlsx(), "青石市财政局"),
        ("a.pdf", pdf("全文如下。"), "全文如下。"),
        ("a.txt", "说明文字。".encode("gb18030"), "说明文字。"),
    ],
)
def test_the_text_of_a_file_is_its_body(folder, name, data, words) -> None:
    path = folder / name
    path.write_bytes(data)
    found = json.loads(extracted(path, "--json"))
    assert found.keys() >= KEYS
    assert found["kind"] == "attachment"
    assert found["language"] == "zh"
    assert words in found["body"]
    assert found["unable"] is None
    assert words in extracted(path)


def test_a_file_nobody_can_read_says_why_and_is_no_error(folder) -> None:
    path = folder / "a.pdf"
    path.write_bytes(pdf(""))
    found = json.loads(extracted(path, "--json"))
    assert (found["unable"], found["body"]) == ("scanned", "")
    assert "扫描件，没有文字层" in extracted(path)


def test_a_page_is_read_as_a_page_whatever_its_name(folder) -> None:
    path = folder / "a.doc"
    path.write_text("<html><body><h1>标题</h1></body></html>", encoding="utf-8")
    assert json.loads(extracted(path, "--json"))["kind"] != "attachment"
