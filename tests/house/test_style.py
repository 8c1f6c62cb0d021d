"""House rules a machine can see."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "xuncha"
MODULES = [path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts]
MAX_LINES = 500
MAX_CHECK_LINES = 150
OUTER = (
    "datetime.now(",
    "date.today(",
    "time.time(",
    "os.environ",
    "random.random",
    "urllib.request",
)
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "stuff", "base2"}


def test_no_module_grows_past_its_limit():
    long = {str(p): len(p.read_text("utf-8").splitlines()) for p in MODULES}
    assert {name: count for name, count in long.items() if count > MAX_LINES} == {}


def test_a_check_fits_on_its_page():
    checks = (SOURCE / "engine" / "checks").glob("*.py")
    long = {p.name: len(p.read_text("utf-8").splitlines()) for p in checks}
    assert {name: count for name, count in long.items() if count > MAX_CHECK_LINES} == {}


def test_names_say_something():
    assert [path for path in MODULES if path.stem in VAGUE] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_module_with_code_says_what_it_is_for(path):
    tree = ast.parse(path.read_text("utf-8"))
    assert not tree.body or ast.get_docstring(tree)


def test_nothing_is_left_to_do():
    marks = ("TO" + "DO", "FIX" + "ME", "X" + "XX:")
    assert [p for p in MODULES if any(mark in p.read_text("utf-8") for mark in marks)] == []


def test_the_engine_reads_no_clock_and_no_environment_outside_acquire():
    found = []
    for path in (SOURCE / "engine").rglob("*.py"):
        if "acquire" in path.parts:
            continue
        text = path.read_text("utf-8")
        found += [f"{path.name}: {word}" for word in OUTER if word in text]
    assert found == []
