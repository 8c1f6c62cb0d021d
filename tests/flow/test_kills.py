"""Killed in any step and run again, a round ends as if nothing had happened."""

import json
import signal
import subprocess
import sys
import threading

import pytest

from tests.acquire.test_shard import children_of, is_alive
from tests.flow.comparing import document_bytes, figures_of
from tests.flow.conftest import run_demo, surroundings
from xuncha.engine.acquire.render.browser import find_browser
from xuncha.engine.bundle.verify import verify

ONE_DATABASE = pytest.mark.one_database

KILLING = """
import os, signal, sys
from importlib import import_module
module, name, times = sys.argv.pop(1).split(":")
owner = import_module(module)
*owners, name = name.split(".")
for inner in owners:
    owner = getattr(owner, inner)
original, left = getattr(owner, name), [int(times)]
def killing(*given, **named):
    left[0] -= 1
    if left[0] < 0:
        os.killpg(0, signal.SIGKILL)
    return original(*given, **named)
setattr(owner, name, killing)
"""

MOMENTS = {
    "starting to visit": "xuncha.flow.visiting:visit_shard:0",
    "visiting": "xuncha.flow.visiting:_Worker._note:20",
    "taking in": "xuncha.office.casework.taking_in:store_target:30",
    "judging": "xuncha.office.casework.verdicts:store:25",
    "reviewing": "xuncha.office.casework.decisions:confirm:20",
    "writing": "xuncha.office.notices.annexes:write_xlsx:0",
}


def run_and_kill(out, moment: str, *more: str) -> int:
    """Run the demonstration in a process group of its own that kills itself at the moment."""
    head = "from xuncha.office.opening import set_up; set_up()"
    code = head + KILLING + "from xuncha.cli.main import run; run()"
    arguments = ["demo", "--scenario", "hamlet", "--no-serve", "--out", str(out), "--json"]
    return subprocess.run(
        [sys.executable, "-c", code, moment, *arguments, *more],
        env=surroundings(out),
        capture_output=True,
        start_new_session=True,
        check=False,
    ).returncode


MARKS = {"taking in": ONE_DATABASE}
"""The moment at which most is half done; other moments, some at random, are left to the drill."""


@pytest.mark.parametrize(
    "moment", [pytest.param(one, marks=MARKS.get(one, pytest.mark.drill)) for one in MOMENTS]
)
def test_killed_while(moment, hamlet, tmp_path):
    out = tmp_path / "out"
    assert run_and_kill(out, MOMENTS[moment]) == -signal.SIGKILL
    done = run_demo(out)
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert figures_of(result) == figures_of(hamlet.result)
    assert document_bytes(result) == document_bytes(hamlet.result)


SERVING = """
import signal, sys
from pathlib import Path
from xuncha.cli.sample_web import build_sample, served
with served(build_sample("hamlet", Path(sys.argv[1]))):
    print("serving", flush=True)
    signal.pause()
"""


def test_the_server_of_the_sample_does_not_outlive_the_demonstration(tmp_path):
    command = [sys.executable, "-c", SERVING, str(tmp_path / "out")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as demo:
        assert demo.stdout.readline() == "serving\n"
        (server,) = children_of(demo.pid)
        demo.kill()
    gone = threading.Event()
    for _ in range(100):
        if not is_alive(server):
            break
        gone.wait(0.05)
    assert not is_alive(server)


RENDERING = {
    "rendering": "xuncha.flow.rendering:_noting:0",
    "half rendered": "xuncha.engine.bundle.reader:Bundle.next_part:30",
    "picturing": "xuncha.flow.rendering:render_bundles:0",
}


@pytest.mark.drill
@pytest.mark.parametrize("moment", RENDERING)
def test_killed_while_a_browser_is_at_work(moment, tmp_path):
    if find_browser() is None:
        pytest.skip("本机没有 Chromium，渲染没有测试")
    whole, out = run_demo(tmp_path / "whole", "--render"), tmp_path / "out"
    assert run_and_kill(out, RENDERING[moment], "--render") == -signal.SIGKILL
    done = run_demo(out, "--render")
    assert (whole.returncode, done.returncode) == (0, 0), done.stderr
    result, wanted = json.loads(done.stdout), json.loads(whole.stdout)
    assert figures_of(result) == figures_of(wanted)
    assert document_bytes(result) == document_bytes(wanted)
    bundles = (path.parent for path in out.glob("rounds/*/bundles/*/manifest.json"))
    assert all(verify(bundle).broken == () for bundle in bundles)
