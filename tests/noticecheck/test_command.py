"""``xuncha notice check`` as contracts.md has it."""

import json
from pathlib import Path

import pytest
from docx import Document
from typer.testing import CliRunner

from xuncha.cli.notice import app
from xuncha.engine.noticecheck.reading import OPERAND

NOTICE = Path(__file__).resolve().parents[3] / "shared/corpus/notices/qinghai-2024q3-as-found.txt"


def _figures(file: Path) -> list[dict[str, str]]:
    result = CliRunner().invoke(app, ["check", str(file), "--json"])
    assert result.exit_code == 0, result.output
    found: list[dict[str, str]] = json.loads(result.stdout)["figures"]
    return found


@pytest.mark.skipif(not NOTICE.is_file(), reason=f"no corpus at {NOTICE}")
def test_the_damaged_notice_is_mended_first_and_its_open_list_is_a_hint() -> None:
    found = [(one["what"], one["stated"], one["verdict"]) for one in _figures(NOTICE)]
    assert [one for one in found if one[0] not in ("个数", OPERAND)] == [
        ("政府网站合格率", "97.04%", "agrees"),
        ("政务新媒体合格率", "97.76%", "agrees"),
        ("政府网站合格率", "97.04%", "agrees"),
        ("名单", "10个", "hint"),
    ]
    assert {verdict for what, _, verdict in found if what == "个数"} == {"agrees"}


def test_a_table_of_a_word_file_is_reckoned_row_by_row(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("检查政府网站9家，不合格1家，合格率88.89%。")
    rows = [
        ("地区", "检查数", "不合格数", "合格率"),
        ("甲县", "4", "1", "75%"),
        ("乙县", "3", "0", "90%"),
        ("丙县", "2", "0", "100%"),
        ("合计", "9", "2", "88.89%"),
    ]
    table = document.add_table(rows=0, cols=4)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    file = tmp_path / "通报.docx"
    document.save(str(file))
    found = [(one["what"], one["stated"], one["verdict"]) for one in _figures(file)]
    assert [one for one in found if one[0] != OPERAND] == [
        ("政府网站合格率", "88.89%", "agrees"),
        ("合格率", "75%", "agrees"),
        ("合格率", "90%", "differs"),
        ("合格率", "100%", "agrees"),
        ("检查数", "9", "agrees"),
        ("不合格数", "2", "differs"),
        ("合格率", "88.89%", "differs"),
    ]


def test_people_see_what_differs_first(tmp_path: Path) -> None:
    file = tmp_path / "通报.txt"
    file.write_text("检查网站50家，不合格1家，合格率98%。\n检查网站8家，不合格1家，合格率90%。")
    result = CliRunner().invoke(app, ["check", str(file)])
    assert result.output.splitlines()[0].startswith(
        "[不符] 第 2 行 政府网站合格率 90%（7÷8=87.5%）"
    )


def test_a_picture_is_refused_in_one_chinese_line(tmp_path: Path) -> None:
    file = tmp_path / "扫描件.jpg"
    file.write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4)
    result = CliRunner().invoke(app, ["check", str(file)])
    assert "认不出这是什么文件" in str(result.exception)
