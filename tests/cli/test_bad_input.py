"""Wrong usage and unreadable input: exit 2, one clear Chinese line, never a traceback."""

import subprocess

import pytest

from tests.flow.conftest import RUN

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
    "an unwritable folder": ["examine", "http://a.example/", "--out", "{tmp}/file/below"],
}


@pytest.mark.parametrize("what", CALLS)
def test_it_is_one_clear_line(what, tmp_path):
    (tmp_path / "file").write_text("")
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
