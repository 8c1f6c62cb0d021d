"""A column the register exempts leaves the local count alone: the national list keeps it."""

import pytest

from tests.checks.case_files import read_case
from xuncha.engine.checks.frame.declaration import load_checks
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.words import Result
from xuncha.engine.examine import measure
from xuncha.engine.rulebook.load import load_rulebook

ROW = "W-V4.3"
SITE = """
as_of = 2026-09-30T09:00:00+08:00
params = { limit = 5 }
expect = {}

[[columns]]
name = "空栏"
times = 3
blank = true

[[columns]]
name = "免栏"
times = 2
blank = true
exempt_reason = "机构改革"
exempt_by = "省政府办公厅"
exempt_until = 2026-12-31
"""


@pytest.fixture
def case(tmp_path):
    path = tmp_path / "site.toml"
    path.write_text(SITE, encoding="utf-8")
    return read_case(path)


def outcome(case, book, text_rows=(ROW,)):
    looked = measure(case.facts, load_rulebook(book), text_rows, History(), case.as_of)
    return looked.outcomes[0]


def test_a_local_book_leaves_it_out_and_tells_the_national_count_beside(case):
    here = outcome(case, "example-province")
    assert (here.result, here.count) == (Result.CLEAR, 3)
    assert "豁免栏目未计（省内豁免，国办口径仍计）" in here.reason
    there = here.unexempted
    assert (there.result, there.count, len(there.findings)) == (Result.HIT, 5, 5)
    assert "省内豁免，国办口径仍计" in there.reason


def test_the_national_book_knows_no_exemption_of_a_column(case):
    there = outcome(case, "national-2019")
    assert (there.result, there.count, there.unexempted) == (Result.HIT, 5, None)
    assert "豁免" not in there.reason


def test_an_exemption_that_changes_nothing_is_not_told(case):
    assert outcome(case, "example-province", ("W-V3",)).unexempted is None


def test_every_check_that_asks_for_exemptions_says_so():
    for slug, loaded in load_checks().items():
        asks = "view_column" in loaded.run.__globals__
        asks |= "since_of" in getattr(loaded.run.__globals__.get("columns_still"), "__dict__", ())
        assert loaded.check.knows_exemptions == asks, slug
