"""The sample server answers on loopback by host name."""

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from xuncha.sample.pack import read_pack
from xuncha.sample.truth import Truth


@pytest.fixture(scope="module")
def port(hamlet: Path) -> Iterator[int]:
    command = [sys.executable, "-m", "xuncha.sample.serve", str(hamlet), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())["port"]
        process.terminate()


def ask(port: int, host: str, path: str = "/", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Host": host, **headers})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, dict(response.getheaders()), body


def test_every_host_answers_with_its_own_bytes(port: int, hamlet: Path) -> None:
    web = read_pack(hamlet)
    for host, pages in web.items():
        for path, page in list(pages.items())[:40]:
            if path == "*":
                continue
            status, _, body = ask(port, host, path)
            assert (status, body) == (page.status, page.body), (host, path)


def test_gzip_is_sent_when_asked_for_on_part_of_the_sites(port: int, hamlet: Path) -> None:
    packed = 0
    for host, pages in read_pack(hamlet).items():
        path = next(p for p, page in pages.items() if page.body and p != "*")
        _, headers, body = ask(port, host, path, **{"Accept-Encoding": "gzip"})
        if headers.get("Content-Encoding") == "gzip":
            packed += 1
            body = gzip.decompress(body)
        assert body == pages[path].body
    assert 0 < packed < len(read_pack(hamlet))


def test_an_unknown_host_gets_no_answer(port: int) -> None:
    with pytest.raises((HTTPException, OSError)):
        ask(port, "nobody.example")


def test_one_connection_serves_many_requests(port: int, hamlet: Path) -> None:
    host = json.loads((hamlet / "hosts.json").read_text())[0]
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    for _ in range(3):
        connection.request("GET", "/nowhere", headers={"Host": host})
        response = connection.getresponse()
        response.read()
        assert response.status == 404
    connection.close()


def test_a_wall_answers_whatever_is_asked_with_a_challenge(port: int, hamlet_truth: Truth) -> None:
    code = hamlet_truth.hand_looks[0].target
    column = hamlet_truth.target(code).columns[0]
    host, _, path = column.url.removeprefix("http://").partition("/")
    assert ask(port, host)[0] == 200
    status, _, body = ask(port, host, "/" + path)
    assert status == 468
    assert b"$_ts" in body


def test_a_folder_without_a_sample_is_refused_in_one_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "xuncha.sample.serve", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "没有样例网页" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


SERVE = [sys.executable, "-m", "xuncha.sample.serve"]


def test_told_to_follow_it_ends_with_the_process_that_started_it(hamlet: Path) -> None:
    command = [*SERVE, str(hamlet), "--follow-parent"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        port = json.loads(process.stdout.readline())["port"]
        with pytest.raises((HTTPException, OSError)):
            ask(port, "nobody.example")
        assert process.poll() is None
        process.stdin.close()
        process.wait(timeout=20)


def test_not_told_so_it_serves_on_without_standard_input(hamlet: Path) -> None:
    with subprocess.Popen(
        [*SERVE, str(hamlet)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        port = json.loads(process.stdout.readline())["port"]
        host = json.loads((hamlet / "hosts.json").read_text())[0]
        for _ in range(3):
            assert ask(port, host, "/nowhere")[0] == 404
        assert process.poll() is None
        process.terminate()
