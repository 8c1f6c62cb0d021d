"""The scenario ``outage``: nine hours, a hundred sites of one platform, one decision, no veto."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.flow.conftest import run_demo
from xuncha.sample.build import Build
from xuncha.sample.probes import probe_rows
from xuncha.sample.scenario import scenario


def test_a_hundred_sites_are_down_together_for_nine_hours():
    build = Build(scenario("outage"))
    failed: dict[str, int] = {}
    for row in probe_rows(build.plan, build.sites):
        failed[row[0]] = failed.get(row[0], 0) + (row[2] == "失败")
    on_the_platform = {site.code for site in build.sites.values() if site.family == "jiyue"}
    assert len(on_the_platform) == 100
    assert all(failed[code] >= 8 for code in on_the_platform)
    assert build.outages()[0].targets == tuple(
        site.code for site in build.sites.values() if site.code in on_the_platform
    )


@pytest.mark.drill
def test_an_outage_of_a_hundred_sites_is_decided_once_and_vetoes_nobody(tmp_path: Path):

    done = run_demo(tmp_path / "out", "--scenario", "outage")
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert (result["sites"]["unqualified"], result["sites"]["undecided"]) == (1, 0)
    assert result["truth"]["site-unreachable"]["wrong"] == 0
    with sqlite3.connect(tmp_path / "out" / "xuncha.sqlite3") as records:
        (decided,) = records.execute("SELECT count(*) FROM casework_incidentdecision").fetchone()
    assert decided == 1
