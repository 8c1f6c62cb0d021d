"""What unrelated sites write alike is proposed as a term."""

from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.check import proofread_all
from xuncha.engine.proofread.findings import Passage
from xuncha.engine.proofread.statistics.harvest import harvest
from xuncha.engine.proofread.statistics.suspects import shipped_statistics

SLIP = "由县级以上人民政府主管部门责另改正。"


def test_a_writing_suspected_on_three_sites_is_proposed():
    sites = {"a": [SLIP], "b": ["可以由主管部门责另改正，并处罚款。"], "c": ["", SLIP]}
    assert harvest(shipped_statistics(), sites) == {"责另"}


def test_one_site_however_often_it_writes_so_proposes_nothing():
    assert harvest(shipped_statistics(), {"a": [SLIP] * 5, "b": [SLIP]}) == frozenset()


def test_a_proposed_term_is_not_suspected_when_taken():
    sites = {name: [SLIP] for name in "abc"}
    terms = harvest(shipped_statistics(), sites)
    assert shipped_statistics().suspects([SLIP], terms=terms) == [()]
    passages = [Passage(SLIP, None)]
    assert [one.text for one in proofread_all(passages, band=Band.A)[0]] == ["另"]
    assert proofread_all(passages, band=Band.A, terms=terms) == [()]
