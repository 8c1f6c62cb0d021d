"""``xuncha lm train`` in a process of its own."""

import subprocess
import sys

from xuncha.engine.proofread.statistics.model import read_model


def _train(*arguments):
    command = [sys.executable, "-c", "from xuncha.cli.main import run; run()", "lm", "train"]
    return subprocess.run([*command, *map(str, arguments)], capture_output=True, text=True)


def test_a_folder_of_text_becomes_a_model(tmp_path):
    (tmp_path / "a.txt").write_text("为了规范口岸开放，制定本条例。\n" * 3, encoding="utf-8")
    done = _train(tmp_path, "--out", tmp_path / "m.lm")
    assert done.returncode == 0
    assert "45 字" in done.stdout
    assert "a.txt" in done.stderr
    assert read_model(tmp_path / "m.lm").recipe.characters == 45


def test_a_folder_that_is_not_there_is_one_line(tmp_path):
    done = _train(tmp_path / "no", "--out", tmp_path / "m.lm")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "训练文本的目录不存在" in done.stderr


def test_a_place_that_cannot_be_written_is_one_line(tmp_path):
    (tmp_path / "a.txt").write_text("口岸\n", encoding="utf-8")
    done = _train(tmp_path, "--out", tmp_path / "no" / "m.lm")
    assert done.returncode == 2
    assert "模型写不出" in done.stderr
    assert "Traceback" not in done.stderr
