"""``xuncha assess``."""

import json

import pytest
import typer
from typer.testing import CliRunner

from tests.assess.conftest import BUREAU, REGION
from xuncha.cli import assess as command
from xuncha.office.assess.errors import AssessError

app = typer.Typer()
app.command()(command.assess)


@pytest.fixture(autouse=True)
def _open(monkeypatch):
    monkeypatch.setattr(command, "open_office", lambda: None)


def run(*words):
    return CliRunner().invoke(app, list(words), catch_exceptions=False)


def test_every_region_gets_its_report(register, tmp_path):
    said = json.loads(run("2024", "--out", str(tmp_path), "--json").output)
    assert {one["region"] for one in said["regions"]} == {REGION, BUREAU}
    assert len(said["files"]) == len(list(tmp_path.iterdir())) == 4


def test_without_json_each_region_is_a_line(register, tmp_path):
    output = run("2024", "--out", str(tmp_path)).output
    assert f"{REGION}：考核结论：" in output


def test_a_year_that_cannot_be_is_refused(register, tmp_path):
    with pytest.raises(AssessError, match="1999"):
        run("1999", "--out", str(tmp_path))
