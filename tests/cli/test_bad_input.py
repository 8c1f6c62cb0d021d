"""Wrong usage and unreadable input: exit 2, one clear Chinese line, never a traceback."""

import os
import subprocess
import sys

import pytest

from tests.flow.conftest import RUN
from xuncha.cli.given import history_of

CALLS = {
    "an unknown command": ["nosuch"],
    "a missing argument": ["examine"],
    "an unknown option": ["verify", ".", "--nosuch"],
    "a value of the wrong type": ["examine", "http://a.example/", "--max-pages", "many"],
    "an address that is none": ["examine", "ht!tp:/x"],
    "a map without a port": ["examine", "http://a.example/", "--map", "a.example=1.2.3.4"],
    "a moment that is none": ["examine", "http://a.example/", "--as-of", "gestern"],
    "a history that is missing": ["examine", "http://a.example/", "--history", "/nowhere.json"],
    "an unknown rulebook": ["examine", "http://a.example/", "--rulebook", "nope"],
    "a page that is missing": ["extract", "/nowhere.html", "--url", "http://a.example/"],
    "a bundle that is missing": ["verify", "/nowhere"],
    "outcomes that are missing": ["judge", "/nowhere.json", "--rulebook", "qinghai"],
    "a text that is missing": ["proofread", "/nowhere.txt"],
    "an unknown scenario": ["demo", "--scenario", "nope", "--no-serve", "--out", "{tmp}"],
    "an extra argument": ["examine", "http://a.example/", "b", "c"],
    "an option without its value": ["examine", "http://a.example/", "--map"],
    "a word that is not listed": ["examine", "http://a.example/", "--level", "village"],
    "a port that is none": ["demo", "--port", "99999"],
    "an address with half a bracket": ["examine", "http://[::1"],
    "an address with an empty label": ["examine", "http://a..example/"],
    "an address of dots": ["examine", "http://.../"],
    "an address without letters": ["examine", "http://-.example/"],
    "an address with a wrong port": ["examine", "http://a.example:99999/"],
    "an address of a page with half a bracket": ["extract", "{tmp}/file", "--url", "http://["],
    "a map with a superscript port": ["examine", "http://a/", "--map", "a=127.0.0.1:²"],
    "a map whose name is an address": ["examine", "http://a/", "--map", "http://a=127.0.0.1:1"],
    "a map with a blank in the name": ["examine", "http://a/", "--map", "a b=127.0.0.1:1"],
    "a map to a name": ["examine", "http://a/", "--map", "a=localhost:1"],
    "a moment before all time": ["examine", "http://a/", "--as-of", "0001-01-01"],
    "control characters in an address": ["examine", "http://a\n\tb\x1b[31m/"],
    "a number of 5000 digits": ["judge", "{tmp}/digits.json", "--rulebook", "national-2019"],
    "a number of 401 digits": ["judge", "{tmp}/big.json", "--rulebook", "national-2019"],
    "nesting without end": ["judge", "{tmp}/deep.json", "--rulebook", "national-2019"],
    "a rulebook nested without end": ["rulebook", "show", "{tmp}/deep.toml"],
    "a rulebook with an endless number": ["rulebook", "show", "{tmp}/digits.toml"],
    "an endless rulebook": ["rulebook", "check", "{tmp}/endless.toml"],
    "an unwritable folder": ["examine", "http://a.example/", "--out", "{tmp}/file/below"],
}


FILING = (
    '{{"target":{{"kind":"site","level":"city","portal":true,"services":true}},'
    '"outcomes":[{{"indicator":"D-1.7","outcome":"hit","count":{count}}}]}}'
)
FILES = {
    "file": "",
    "digits.json": FILING.format(count="9" * 5000),
    "big.json": FILING.format(count=10**400),
    "deep.json": "[" * 200_000,
    "deep.toml": "a = " + "[" * 100_000,
    "digits.toml": "a = " + "9" * 5000,
    "endless.toml": "a = 1\n" * 400_000,
}


@pytest.fixture
def files(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("what", CALLS)
def test_it_is_one_clear_line(what, tmp_path):
    call = [part.format(tmp=tmp_path) for part in CALLS[what]]
    done = subprocess.run([*RUN, *call], capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stdout + done.stderr
    lines = [line for line in done.stderr.splitlines() if "样例网站" not in line]
    assert len(lines) == 1, done.stderr
    assert any("\u4e00" <= character <= "\u9fff" for character in lines[0])
    assert done.stdout == ""


def test_a_history_with_a_wrong_row_names_the_row(tmp_path):
    path = tmp_path / "history.json"
    path.write_text('{"probes": [{"at": "2026-10-01T00:00:00+08:00", "total_ms": "long"}]}')
    call = ["examine", "http://a.example/", "--history", str(path)]
    done = subprocess.run([*RUN, *call], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "probes.0" in done.stderr


@pytest.mark.parametrize(
    ("call", "line"),
    [
        (["examine"], "缺少参数 URL（网站首页地址）；用 xuncha examine --help 查看用法"),
        (["judge", "x"], "缺少选项 --rulebook（指标集名称，或 .toml 文件路径）；"),
        (
            ["examine", "http://a/", "--max-pages", "many"],
            "选项 --max-pages（最多访问的页数）的值“many”不对：应为整数，不小于 1；",
        ),
        (["proofread", "--band", "C"], "不对：可选 A、B；"),
        (["examine", "a", "b", "c"], "多出了参数 b c；"),
        (["examine", "a", "--map"], "选项 --map 后面缺少值；"),
        (["rulebook", "nosuch"], "没有命令 nosuch；用 xuncha rulebook --help"),
    ],
)
def test_a_wrong_call_names_the_option_and_what_it_takes(call, line):
    done = subprocess.run([*RUN, *call], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert line in done.stderr


def run_with(code, call, env=None):
    """The command line after some lines of code of our own, as a process."""
    code = f"import sys; from xuncha.cli.main import app, run\n{code}\nrun()"
    command = [sys.executable, "-c", code, *call]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=env)


def test_a_fault_of_ours_is_one_line_with_the_details_in_a_file(tmp_path):
    code = "@app.command('break')\ndef break_it(): raise ZeroDivisionError('inner detail')"
    done = run_with(code, ["break"], os.environ | {"XUNCHA_HOME": str(tmp_path)})
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "程序内部出错（ZeroDivisionError）" in done.stderr
    log = tmp_path / "xuncha-errors.log"
    assert str(log) in done.stderr
    assert "inner detail" in log.read_text("utf-8")


def test_the_log_of_the_program_stays_out_of_the_results():
    code = (
        "import structlog\n@app.command('log')\n"
        "def log(): structlog.get_logger().error('check.crashed'); print('{}')"
    )
    done = run_with(code, ["log"])
    assert (done.returncode, done.stdout) == (0, "{}\n")
    assert "check.crashed" in done.stderr


def test_a_time_of_a_history_without_an_offset_is_chinese_time(tmp_path):
    path = tmp_path / "history.json"
    row = '{"at": "2026-10-01T08:00:00%s", "failure": null, "status": 200, "total_ms": 5}'
    path.write_text(f'{{"probes": [{row % ""}, {row % "+08:00"}, {row % "Z"}]}}')
    naive, chinese, utc = (probe.at for probe in history_of(path).probes)
    assert naive == chinese
    assert (utc - naive).total_seconds() == 8 * 3600
