"""Every check against its case files: result, count and the set of findings."""

import pytest

from tests.checks.case_files import FOLDER, cases_of, read_case
from xuncha.engine.checks.frame.declaration import HEADINGS, load_checks, sections
from xuncha.engine.domain.words import Result

ALL = [path for slug in load_checks() for path in cases_of(slug)]


@pytest.mark.parametrize("path", ALL, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_a_case_gives_the_outcome_stored_beside_it(path):
    case = read_case(path)
    loaded = load_checks()[path.parent.name]
    params = loaded.params_from("W-X", case.params, case.limit)
    outcome = loaded.run(case.facts, case.history, params, case.as_of)
    assert outcome.result == case.expect["result"], outcome.reason
    assert case.name.startswith(case.expect["result"])
    if "count" in case.expect:
        assert outcome.count == case.expect["count"]
    assert [f.title for f in outcome.findings] == case.expect.get("findings", [])
    assert len({f.fingerprint for f in outcome.findings}) == len(outcome.findings)
    if outcome.result == "unable":
        assert outcome.unable_class is not None
        assert outcome.reason


@pytest.mark.parametrize("slug", list(load_checks()))
def test_a_check_has_two_hits_two_clears_and_a_near_miss(slug):
    names = [path.stem for path in cases_of(slug)]
    found = ("suspect",) if load_checks()[slug].check.only_proposes else ("hit",)
    assert sum(name.startswith(found) for name in names) >= 2
    innocent = "unable" if load_checks()[slug].check.never_clears else "clear"
    assert sum(name.startswith(innocent) for name in names) >= 2
    assert any("near-miss" in name for name in names if name.startswith(innocent))


@pytest.mark.parametrize("slug", [s for s, one in load_checks().items() if one.check.only_proposes])
def test_a_check_that_only_proposes_never_gives_a_hit(slug):
    for path in cases_of(slug):
        case = read_case(path)
        params = load_checks()[slug].params_from("W-X", case.params, 0)
        outcome = load_checks()[slug].run(case.facts, case.history, params, case.as_of)
        assert outcome.result is not Result.HIT
        assert outcome.count == 0


@pytest.mark.parametrize("slug", [s for s, one in load_checks().items() if one.check.never_clears])
def test_a_check_that_never_clears_says_unable_where_it_finds_nothing(slug):
    assert not [path for path in cases_of(slug) if path.stem.startswith("clear")]


@pytest.mark.parametrize("slug", list(load_checks()))
def test_a_check_explains_itself_under_the_five_headings(slug):
    loaded = load_checks()[slug]
    found = sections(loaded.page)
    assert tuple(found) == HEADINGS
    assert all(found.values())


def test_every_folder_of_cases_belongs_to_a_check():
    assert {path.name for path in FOLDER.iterdir()} == set(load_checks())


def test_a_row_whose_params_do_not_fit_the_check_is_named():
    loaded = load_checks()["home-still"]
    with pytest.raises(Exception, match="days"):
        loaded.params_from("W-V3", {"weeks": 2}, 1)
