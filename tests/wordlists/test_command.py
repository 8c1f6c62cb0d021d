"""``xuncha wordlist check``: faults with their line, exit 1; unreadable files exit 2."""

import json
import subprocess
import sys

RUN = [sys.executable, "-c", "from xuncha.cli.main import run; run()", "wordlist", "check"]
ROW = ("政务云系统", "政务云平台", "统一名称")


def check(*arguments):
    return subprocess.run([*RUN, *map(str, arguments)], capture_output=True, text=True, check=False)


def test_a_sound_file_is_counted(sheet):
    done = check(sheet(ROW))
    assert (done.returncode, done.stderr) == (0, "")
    assert "“易错词”可用 1 条，有误 0 处" in done.stdout


def test_a_fault_is_one_line_with_its_place_and_remedy(sheet):
    done = check(sheet(ROW, ("一", "二", "三")))
    assert done.returncode == 1
    assert done.stderr.strip() == "“易错词”第 3 行“错误写法”：“一”太短，容易误伤；至少 2 个字"


def test_json_is_alone_on_stdout(sheet):
    done = check(sheet(ROW, ("一", "二", "三")), "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 1
    assert answer["lists"] == [{"list": "易错词", "rows": 1}]
    (fault,) = answer["faults"]
    assert (fault["row"], fault["column"]) == (3, "错误写法")


def test_a_file_that_is_missing_or_no_table_is_one_line(tmp_path, sheet):
    empty = tmp_path / "空.csv"
    empty.write_text("")
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    for path in (tmp_path / "无.csv", empty, broken):
        done = check(path)
        assert done.returncode == 2
        assert len(done.stderr.strip().splitlines()) == 1
        assert "处理办法" in done.stderr
