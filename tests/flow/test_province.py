"""The scenario ``notice``: the province of the notice this project starts from, over HTTP."""

import json
import subprocess

import pytest
from docx import Document

from tests.flow.conftest import RUN, surroundings

MOST_WRONG = 5

pytestmark = pytest.mark.drill


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    """The JSON of one whole round."""
    out = tmp_path_factory.mktemp("province") / "out"
    command = [*RUN, "demo", "--scenario", "notice", "--no-serve", "--out", str(out), "--json"]
    done = subprocess.run(
        command, env=surroundings(out), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_rates_are_those_of_the_notice(province):
    sites, accounts = province["sites"], province["accounts"]
    assert (sites["inspected"], sites["unqualified"], sites["undecided"]) == (135, 4, 0)
    assert sites["rate"] == "97.04%"
    assert (accounts["inspected"], accounts["unqualified"]) == (1163, 26)
    assert accounts["rate"] == "97.76%"


def test_wording_errors_are_named_on_every_target_that_has_some(province):
    assert (province["text_errors"]["sites"], province["text_errors"]["accounts"]) == (22, 21)
    assert province["carried_over"] == {"sites": 10, "accounts": 1}


def test_no_check_accuses_wrongly_and_only_wording_misses(province):
    for check, counts in province["truth"].items():
        assert counts["wrong"] <= MOST_WRONG, check
        if check != "wording":
            assert counts["found"] == counts["planted"], check


def test_the_notice_says_what_was_counted(province):
    paragraphs = Document(province["files"]["notice"]).paragraphs
    text = "".join(paragraph.text for paragraph in paragraphs)
    for figure in ("97.04%", "97.76%", "22个政府网站", "21个政务新媒体", "等10个政府网站"):
        assert figure in text, figure
