"""The storeys and the wall hold, and a planted violation is noticed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PLANTED = {
    "a check that goes out": ("engine/checks/home_still.py", "import xuncha.engine.acquire.gate"),
    "an engine that knows Django": ("engine/judge/verdict.py", "import django.db"),
    "an engine that reads the records": ("engine/examine.py", "import xuncha.office.casework"),
    "a register that asks casework": ("office/registry/scope.py", "import xuncha.office.casework"),
    "a step that draws pages": ("flow/judging.py", "import xuncha.web.urls"),
    "a sample that knows what finds": (
        "sample/__init__.py",
        "import xuncha.engine.proofread.check",
    ),
}


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    code = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", code, "--no-cache"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_no_module_imports_from_above_or_beside():
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("what", PLANTED)
def test_a_planted_violation_is_noticed(what, tmp_path):
    place, line = PLANTED[what]
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    module = tmp_path / "src" / "xuncha" / place
    module.write_text(module.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    done = lint_imports(tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout
