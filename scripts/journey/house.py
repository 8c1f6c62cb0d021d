"""The office the journey happens in: a round waiting for decisions, served on loopback."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from xuncha.cli.sample_web import build_sample, served
from xuncha.engine.domain.fetches import HostMap

SCENARIO = "hamlet"
KEEPER = "anquan"
LOOPBACK = "127.0.0.1"
TRIES, PAUSE_S = 150, 0.2
CLI = "from xuncha.cli.main import run; run()"


def build(out: Path) -> str:
    """The sample office up to where people decide, and a security administrator; his one-time
    password, as ``xuncha register office`` prints it."""
    demo = ("demo", "--scenario", SCENARIO, "--by-hand", "--render", "--no-serve")
    _xuncha(out, *demo, "--out", out)
    return open_tenant(out, SCENARIO, build_sample(SCENARIO, out).scenario.office, KEEPER)


def open_tenant(out: Path, code: str, name: str, keeper: str) -> str:
    """An office with its security administrator; his one-time password."""
    said = _xuncha(out, "register", "office", code, name, "--admin", keeper)
    return re.search(r"一次性口令：(\S+)", said)[1]


@contextmanager
def serving(out: Path) -> Iterator[str]:
    """The address of the office while the block runs."""
    with socket.socket() as free:
        free.bind((LOOPBACK, 0))
        port = free.getsockname()[1]
    bind = f"{LOOPBACK}:{port}"
    command = ["-m", "gunicorn", "xuncha.web.wsgi:application", "--bind", bind, "--threads", "4"]
    with (
        (out / "server.log").open("w") as log,
        subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, *command], env=_environment(out), stdout=log, stderr=log
        ) as process,
    ):
        try:
            _wait_for(f"http://{bind}/login/", process)
            yield f"http://{bind}"
        finally:
            process.terminate()


def work_once(out: Path) -> None:
    """What clerks asked for in the browser, done by the worker on the sample web."""
    with served(build_sample(SCENARIO, out)) as pins:
        _xuncha(out, "work", "--once", "--no-render", *_maps(pins))


@contextmanager
def working(out: Path) -> Iterator[None]:
    """The worker beside the block, on the sample web, until what waits is done."""
    with served(build_sample(SCENARIO, out)) as pins:
        command = [sys.executable, "-c", CLI, "work", "--once", "--no-render", *_maps(pins)]
        with (
            (out / "worker.log").open("w") as log,
            subprocess.Popen(  # noqa: S603 - our own interpreter
                command, env=_environment(out), stdout=log, stderr=log
            ),
        ):
            yield


def _maps(pins: HostMap) -> list[str]:
    return [f"--map={host}={at}:{port}" for host, at, port in pins.entries]


def _xuncha(out: Path, *arguments: object) -> str:
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", CLI, *map(str, arguments)],
        env=_environment(out),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"xuncha {arguments[0]} 没有完成：\n{done.stdout}{done.stderr}")
    return done.stdout


def _environment(out: Path) -> dict[str, str]:
    return {**os.environ, "XUNCHA_HOME": str(out)}


def _wait_for(address: str, process: subprocess.Popen) -> None:
    for _ in range(TRIES):
        if process.poll() is not None:
            break
        try:
            with urlopen(address):  # noqa: S310 - our own loopback address
                return
        except URLError:
            time.sleep(PAUSE_S)
    raise SystemExit("办公页面没有启动")
