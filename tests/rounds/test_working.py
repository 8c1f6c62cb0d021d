"""``xuncha work`` does what a clerk asked for: visits, judges, and looks again on request."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.acquire.zoo import Zoo, answer
from tests.rounds.test_jobs import looked_at  # noqa: F401
from xuncha.engine.acquire.render.settings import load_render_settings
from xuncha.engine.bundle.verify import verify
from xuncha.flow import working
from xuncha.flow.conducting import straight
from xuncha.flow.rendering import Browsing
from xuncha.flow.running import running
from xuncha.flow.workplace import Workplace
from xuncha.office.casework import freezing
from xuncha.office.jobs import asking
from xuncha.office.jobs.models import Worker
from xuncha.office.jobs.states import JobKind, JobState

HOST = "qs.example"
CODE = "1100000001"
HOME_PAGE = (
    "<html><head><title>青石市政府网</title></head><body><ul>"
    "<li><a href='/yw/1.html'>青石市召开春耕工作会议</a> 2026-09-18</li>"
    "<li><a href='/yw/2.html'>市领导调研项目建设</a> 2026-09-17</li></ul></body></html>"
)


class Installation:
    """One home with its own records, and the processes that work on it."""

    def __init__(self, home: Path, zoo: Zoo) -> None:
        self.home = home
        self.zoo = zoo

    def clerk(self, act: str) -> dict:
        return json.loads(self._run("-m", "tests.rounds.clerk", act).splitlines()[-1])

    def work(self) -> None:
        pin = f"{HOST}=127.0.0.1:{self.zoo.port}"
        start = "from xuncha.cli.main import run; run()"
        self._run("-c", start, "work", "--once", "--no-render", "--map", pin)

    def _run(self, *arguments: str) -> str:
        plain = {k: v for k, v in os.environ.items() if not k.startswith("XUNCHA_")}
        done = subprocess.run(
            [sys.executable, *arguments],
            env=plain | {"XUNCHA_HOME": str(self.home)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def installation(tmp_path):
    with Zoo() as zoo:
        yield Installation(tmp_path, zoo)


@pytest.fixture
def worker(tmp_path):
    use = Browsing(None, load_render_settings("sample"), "没有浏览器")
    return working.Worker.named(Workplace(tmp_path), use, straight)


def test_a_worker_judges_what_was_asked_for_and_tells_how_far_it_came(
    looked_at,  # noqa: F811
    keeper,
    worker,
):
    job = asking.ask(looked_at, JobKind.JUDGE, keeper)
    assert working.work_once(worker)
    job.refresh_from_db()
    assert (job.state, job.fault) == (JobState.DONE, "")
    assert (job.step, job.done, job.total) == ("判定", 5, 5)
    assert not freezing.left_open(looked_at)[0].blocks
    assert not working.work_once(worker)


def test_a_worker_is_told_of_from_the_first_moment_until_it_ends(
    looked_at,  # noqa: F811
    keeper,
    worker,
    monkeypatch,
):
    seen = []

    def look(_worker, _job):
        seen.append(Worker.objects.filter(name=worker.name).exists())

    monkeypatch.setattr(working, "_do", look)
    asking.ask(looked_at, JobKind.JUDGE, keeper)
    working.work_all(worker)
    assert seen == [True]
    assert not Worker.objects.filter(name=worker.name).exists()


def test_what_stops_a_job_stands_on_it_as_one_line(looked_at, keeper, worker):  # noqa: F811
    job = asking.ask(looked_at, JobKind.JUDGE, keeper)
    with running(looked_at, worker.workplace):
        working.work_once(worker)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "另一个进程正在执行这轮检查" in job.fault


def test_a_fault_of_ours_ends_the_job_with_one_line_and_not_the_worker(
    looked_at,  # noqa: F811
    keeper,
    worker,
    monkeypatch,
):
    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(working, "judge", broken)
    job = asking.ask(looked_at, JobKind.JUDGE, keeper)
    assert working.work_once(worker)
    job.refresh_from_db()
    assert job.fault == working.BROKEN
    assert "Traceback" not in job.fault


def test_a_worker_that_is_stopped_takes_no_job_and_leaves_no_name(looked_at, keeper, worker):  # noqa: F811
    asking.ask(looked_at, JobKind.JUDGE, keeper)
    stop = threading.Event()
    stop.set()
    working.work(worker, stop)
    assert asking.open_job(looked_at).state == JobState.WAITING
    assert not Worker.objects.exists()


@pytest.mark.drill
def test_a_round_asked_for_in_the_browser_is_visited_judged_and_looked_at_again(installation):
    zoo = installation.zoo
    zoo.show(HOST, "/", answer("<p>403</p>", 403))
    asked = installation.clerk("open")
    assert (asked["round"], asked["job"][1]) == ("draft", "waiting")

    installation.work()
    blind = installation.clerk("retry")
    assert blind["job"] == ["visit", "done", "", True]
    assert (blind["round"], blind["verdicts"], blind["workers"]) == ("reviewing", 1, 0)
    assert blind["visit"][0] == "forbidden"
    assert blind["outcomes"] == [["W-V3", "unable"]]

    zoo.show(HOST, "/", answer(HOME_PAGE))
    for number in (1, 2):
        zoo.show(HOST, f"/yw/{number}.html", answer("<h1>青石市召开会议</h1><p>2026-09-18</p>"))
    installation.work()
    seen = installation.clerk("tell")
    assert seen["job"][:3] == ["retry", "done", ""]
    assert seen["round"] == "reviewing"
    assert seen["visit"][0] == ""
    assert seen["outcomes"] == [["W-V3", "clear"]]

    folder = installation.home / "rounds" / str(seen["pk"])
    former = folder / "former-bundles" / f"{CODE}.1"
    for bundle in (former, folder / "bundles" / CODE):
        assert verify(bundle).broken == ()
