"""The scenario ``hamlet``, run once for all tests that look at a whole round."""

import hashlib
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


def surroundings(out: Path) -> dict[str, str]:
    """The environment of a demonstration below ``out``: records on SQLite there, or in a database
    of its own on the PostgreSQL the tests were given."""
    plain = {k: v for k, v in os.environ.items() if not k.startswith("XUNCHA_")}
    server = os.environ.get("XUNCHA_TEST_DATABASE_URL", "")
    return plain | {"XUNCHA_HOME": str(out)} | (_database(server, out) if server else {})


def _database(server: str, out: Path) -> dict[str, str]:
    import psycopg

    name = f"demo_{hashlib.sha256(str(out).encode()).hexdigest()[:16]}"
    with psycopg.connect(server, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,))
        if known.fetchone() is None:
            connection.execute(f'CREATE DATABASE "{name}"')
    return {"XUNCHA_DATABASE_URL": f"{server.rpartition('/')[0]}/{name}"}


def run_demo(out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """``xuncha demo`` on ``hamlet``."""
    command = [*RUN, "demo", "--scenario", "hamlet", "--no-serve", "--out", str(out), "--json"]
    return subprocess.run(
        [*command, *more], env=surroundings(out), capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="session")
def hamlet(tmp_path_factory) -> Demo:
    """The scenario run from an empty folder to its documents."""
    out = tmp_path_factory.mktemp("hamlet") / "out"
    done = run_demo(out)
    assert done.returncode == 0, done.stderr
    return Demo(out, json.loads(done.stdout))
