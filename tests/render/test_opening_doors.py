"""A site wholly built by script, through our own doors: ``xuncha examine`` and a round."""

import json
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.acquire.zoo import Zoo
from tests.flow.conftest import RUN, surroundings
from tests.office.conftest import office, order, register, reviewer  # noqa: F401
from tests.render import scripted
from tests.render.conftest import LIMITS
from xuncha.engine.domain.words import ColumnState, Result
from xuncha.flow.progress import SilentReporter
from xuncha.flow.rendering import Browsing, picture, render
from xuncha.flow.running import running
from xuncha.flow.taking_in import take_in
from xuncha.flow.uploads import Uploads
from xuncha.flow.visiting import WayOut, visit
from xuncha.flow.workplace import Workplace
from xuncha.office.casework import rounds
from xuncha.office.casework.models import Round
from xuncha.web import files

AS_OF = datetime(2026, 9, 20, 4, 0, tzinfo=UTC)
CODE, HOST = "1100000002", "cz.example"


@pytest.mark.drill
def test_examine_reads_a_site_built_by_script_and_finds_its_wrong_word(browser, tmp_path):
    with Zoo() as zoo:
        scripted.build(zoo, HOST)
        pins = [f"--map={host}={at}:{port}" for host, at, port in zoo.host_map.entries]
        call = ["examine", f"http://{HOST}/", *pins, "--json", "--out", str(tmp_path)]
        done = subprocess.run(
            [*RUN, *call, "--as-of", "2026-09-20", "--rulebook", "qinghai"],
            env=surroundings(tmp_path) | {"XUNCHA_BROWSER": str(browser)},
            capture_output=True,
            text=True,
        )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [column["name"] for column in found["columns"]] == [c[0] for c in scripted.COLUMNS]
    assert [column["newest"] for column in found["columns"]] == ["2026-09-11", "2026-08-11"]
    assert found["rendering"] == {"pages": 7, "reason": ""}
    quoted = [piece for row in found["outcomes"] for piece in row["evidence"]]
    wrong = [piece for piece in quoted if scripted.WRONG in piece["quote"]]
    assert wrong
    assert all("/art/" in piece["url"] and piece["record"] for piece in wrong)


@pytest.fixture
def inspection(register, order, reviewer):  # noqa: F811
    settings = replace(order.settings, site_max_pages=60, site_max_seconds=600.0)
    settings = replace(settings, page_max_bytes=300_000, site_max_bytes=10**8, timeout_s=5.0)
    given = replace(order, as_of=AS_OF, settings=settings)
    return rounds.open_round(register, given, reviewer)


@pytest.mark.django_db(transaction=True)
def test_a_round_reads_a_site_built_by_script_and_pictures_its_wrong_word(
    inspection: Round, browser: Path, tmp_path: Path
):
    workplace, silent = Workplace(tmp_path), SilentReporter()
    use = Browsing(browser, LIMITS)
    with Zoo() as zoo, running(inspection, workplace) as runner:
        scripted.build(zoo, HOST)
        way_out = WayOut(zoo.host_map, Uploads(None, {}, ()), inspection.targets.count())
        visit(inspection, workplace, way_out, runner, silent)
        assert render(inspection, workplace, zoo.host_map, use, silent) == ""
        asked = len(zoo.asked)
        assert render(inspection, workplace, zoo.host_map, use, silent) == ""
        assert len(zoo.asked) == asked
    take_in(inspection, workplace, silent)
    target = inspection.targets.get(code=CODE)
    columns = target.columns.order_by("url")
    assert {column.name: column.state for column in columns} == {
        name: ColumnState.FRESH for name, _, _ in scripted.COLUMNS
    }
    wording = target.outcomes.get(indicator="W-N1")
    assert wording.result == Result.HIT
    findings = list(target.findings.filter(indicator="W-N1"))
    assert {finding.observed for finding in findings} == {scripted.WRONG}
    assert picture(inspection, workplace, use, silent) == ""
    pictures = files.pictured(target.visit)
    assert all(pictures[one.fingerprint] for one in findings)
