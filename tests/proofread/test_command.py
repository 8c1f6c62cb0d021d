"""``xuncha proofread`` as contracts.md has it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from xuncha.cli.proofread import proofread
from xuncha.engine.domain.errors import InputError

app = typer.Typer()
app.command()(proofread)
KEYS = {"line", "start", "end", "text", "suggestion", "kind", "rule", "band", "confidence", "why"}


def lines(text: str, *options: str) -> list[dict[str, object]]:
    result = CliRunner().invoke(app, ["-", "--json", *options], input=text)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.output.splitlines()]


def test_each_finding_is_one_json_line_with_the_fixed_keys() -> None:
    first, second = lines("没有问题。\n双方签定协议。\n于9月31日前。\n")
    assert set(first) == KEYS
    assert (first["line"], first["start"], first["end"], first["suggestion"]) == (2, 2, 4, "签订")
    assert (second["line"], second["kind"], second["suggestion"]) == (3, "number", None)


def test_band_b_means_a_and_b() -> None:
    text = "基本帐户签定。"
    assert [one["text"] for one in lines(text)] == ["签定"]
    assert [one["text"] for one in lines(text, "--band", "B")] == ["帐户", "签定"]


def test_the_day_of_publication_is_an_option() -> None:
    text = "国土资源部"
    assert lines(text, "--band", "B") == []
    assert len(lines(text, "--band", "B", "--published", "2024-05-01")) == 1


def test_windows_line_ends_and_a_byte_order_mark_do_not_move_places(tmp_path: Path) -> None:
    file = tmp_path / "稿.txt"
    file.write_bytes("\ufeff签定。\r\n签定。\r\n".encode())
    result = CliRunner().invoke(app, [str(file), "--json"])
    assert [json.loads(line)["start"] for line in result.output.splitlines()] == [0, 0]


@pytest.mark.parametrize(
    ("name", "content"), [("missing", None), ("picture.png", b"\x89PNG\r\n\x1a\n\xff\xff\xff")]
)
def test_an_unreadable_file_gives_one_line(
    tmp_path: Path, name: str, content: bytes | None
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(InputError) as caught:
        CliRunner().invoke(app, [str(file)], catch_exceptions=False)
    assert "处理办法" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_draft_saved_as_gbk_is_read(tmp_path: Path) -> None:
    file = tmp_path / "稿.txt"
    file.write_bytes("双方签定协议。".encode("gb18030"))
    result = CliRunner().invoke(app, [str(file), "--json"])
    assert [json.loads(line)["text"] for line in result.output.splitlines()] == ["签定"]


def test_a_command_that_checks_no_text_loads_neither_dictionary_nor_arrays() -> None:
    asked = "import sys, xuncha.cli.main; print({'numpy', 'rjieba'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, text=True)
    assert done.stdout == "set()\n"
