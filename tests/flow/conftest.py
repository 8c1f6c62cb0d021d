"""The scenario ``hamlet``, run once for all tests that look at a whole round."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

RUN = [sys.executable, "-c", "from xuncha.cli.main import run; run()"]


@dataclass(frozen=True)
class Demo:
    """A finished demonstration: its folder and the JSON it printed."""

    out: Path
    result: dict


def run_demo(out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """``xuncha demo`` on ``hamlet``, records on SQLite below ``out``."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("XUNCHA_")}
    command = [*RUN, "demo", "--scenario", "hamlet", "--no-serve", "--out", str(out), "--json"]
    return subprocess.run(
        [*command, *more], env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="session")
def hamlet(tmp_path_factory) -> Demo:
    """The scenario run from an empty folder to its documents."""
    out = tmp_path_factory.mktemp("hamlet") / "out"
    done = run_demo(out)
    assert done.returncode == 0, done.stderr
    return Demo(out, json.loads(done.stdout))
