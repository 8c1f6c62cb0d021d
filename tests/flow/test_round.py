"""A whole round on ``hamlet``: its figures, its files, and that running again changes nothing."""

import json
from pathlib import Path

import pytest

from tests.flow.comparing import document_bytes, figures_of
from tests.flow.conftest import run_demo
from xuncha.engine.bundle.verify import verify
from xuncha.sample.truth import load

FLOORS = json.loads((Path(__file__).parents[1] / "floors.json").read_text(encoding="utf-8"))


def test_every_verdict_is_the_one_the_target_deserves(hamlet):
    truth = load(hamlet.out / "sample" / "truth.json")
    deserved = [target.verdict for target in truth.targets if target.kind == "site"]
    sites = hamlet.result["sites"]
    assert sites["inspected"] == len(deserved)
    assert sites["unqualified"] == deserved.count("unqualified")
    assert sites["undecided"] == 0
    accounts = [target.verdict for target in truth.targets if target.kind == "account"]
    assert hamlet.result["accounts"]["unqualified"] == accounts.count("unqualified")


def test_no_check_but_wording_misses_a_plant_and_none_cries_wolf(hamlet):
    for check, counts in hamlet.result["truth"].items():
        assert counts["wrong"] == 0, check
        if check not in ("wording", "columns-still", "core-columns-still"):
            assert counts["found"] == counts["planted"], check


def test_wording_errors_and_what_was_carried_over_are_named(hamlet):
    truth = load(hamlet.out / "sample" / "truth.json")
    kinds = {target.code: target.kind for target in truth.targets}
    planted = {(kinds[error.target], error.target) for error in truth.wording}
    carried = {(kinds[e.target], e.target) for e in truth.wording if e.carried_over}
    errors, over = hamlet.result["text_errors"], hamlet.result["carried_over"]
    assert errors["sites"] == sum(kind == "site" for kind, _ in planted)
    assert errors["accounts"] == sum(kind == "account" for kind, _ in planted)
    assert over["sites"] == sum(kind == "site" for kind, _ in carried)
    assert over["accounts"] == sum(kind == "account" for kind, _ in carried)


def test_what_is_alike_is_decided_at_once(hamlet):
    review = hamlet.result["review"]
    clusters = review["decisions"] - review["second_persons"]
    assert 0 < clusters <= FLOORS["review.hamlet.clusters_per_finding.most"] * review["findings"]


def test_every_bundle_verifies(hamlet):
    bundles = sorted(Path(hamlet.result["files"]["bundles"]).iterdir())
    assert len(bundles) == 72
    assert [path.name for path in bundles if verify(path).broken] == []


def test_running_again_in_the_same_folder_changes_nothing(hamlet):
    before = document_bytes(hamlet.result)
    again = run_demo(hamlet.out)
    assert again.returncode == 0, again.stderr
    assert figures_of(json.loads(again.stdout)) == figures_of(hamlet.result)
    assert document_bytes(json.loads(again.stdout)) == before


@pytest.mark.one_database
def test_a_second_run_elsewhere_gives_the_same_figures_and_the_same_documents(hamlet, tmp_path):
    other = run_demo(tmp_path / "other")
    assert other.returncode == 0, other.stderr
    result = json.loads(other.stdout)
    assert figures_of(result) == figures_of(hamlet.result)
    assert document_bytes(result) == document_bytes(hamlet.result)


def test_an_unwritable_folder_is_one_clear_line(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    done = run_demo(blocked / "out")
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "文件夹" in done.stderr
    assert "Traceback" not in done.stderr
