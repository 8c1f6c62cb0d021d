"""A closed round judged again gives the same bytes, whatever its office did since."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.flow.comparing import document_bytes
from tests.flow.conftest import Demo, surroundings


def lived_on(hamlet: Demo, home: Path, *more: str) -> dict:
    """What became of the round of ``hamlet`` in a copy of its records that lived on."""
    if os.environ.get("XUNCHA_TEST_DATABASE_URL"):
        pytest.skip("记录在 PostgreSQL 上时没有复制数据库，本项只在 SQLite 上跑")
    shutil.copytree(hamlet.out, home, ignore=shutil.ignore_patterns("sample", "rounds"))
    given = [str(hamlet.out / "sample"), hamlet.result["files"]["bundles"], str(home)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.flow.rejudging", *given, *more],
        env=surroundings(home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_closed_round_judged_again_keeps_every_row_and_every_byte(hamlet: Demo, tmp_path) -> None:
    again = lived_on(hamlet, tmp_path / "home")
    assert (again["changed"], again["same"]) == (0, True)
    written = document_bytes(hamlet.result).values()
    assert again["documents"] == [hashlib.sha256(one).hexdigest() for one in written]


@pytest.mark.drill
def test_the_bundles_of_a_closed_round_read_again_give_what_is_stored(
    hamlet: Demo, tmp_path: Path
) -> None:
    assert lived_on(hamlet, tmp_path / "home", "--read")["reread"] == []
