"""One phrase on a thousand pages is one finding with a thousand places."""

from datetime import UTC, date, datetime

import pytest

from xuncha.engine.checks import wording
from xuncha.engine.checks.wording import Params
from xuncha.engine.domain.addresses import wording_key
from xuncha.engine.domain.facts import AccountFacts, Post
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import fingerprint_of
from xuncha.engine.domain.own_words import Allowance, OwnWord, OwnWords
from xuncha.engine.domain.targets import AccountPlan
from xuncha.engine.domain.words import (
    AccountFunction,
    AllowanceScope,
    Band,
    Level,
    Result,
)
from xuncha.engine.judge.ruling import weigh
from xuncha.engine.rulebook.load import load_rulebook

AS_OF = datetime(2024, 9, 20, 4, tzinfo=UTC)
OWN = OwnWords(words=(OwnWord("政务云系统", "政务云平台", "统一名称", band=Band.A),), digest="own")


def outcome(*texts, own=OWN, code="A1"):
    plan = AccountPlan(code, "某发布", "微博", AccountFunction.PUBLISH, Level.CITY, "http://f.cn/1")
    posts = tuple(
        Post("通知", text, f"http://f.cn/{number:04}", AS_OF, "订阅", "sha256:ab")
        for number, text in enumerate(texts)
    )
    facts = AccountFacts(plan, AS_OF, None, "", posts, "sha256:ab")
    return wording.run(facts, History(own=own), Params("N-N1", "A", 1), AS_OF)


def test_one_phrase_on_a_thousand_pages_is_one_finding_with_a_thousand_places():
    seen = outcome(*["请在政务云系统上申报。"] * 1000)
    (finding,) = seen.findings
    assert finding.count == len(finding.evidence) == 1000
    assert len({piece.url for piece in finding.evidence}) == 1000
    assert (seen.count, seen.count_with_open, seen.result) == (1000, 1000, Result.HIT)


def test_a_writing_on_one_page_keeps_the_identity_it_had():
    (finding,) = outcome("请在政务云系统上申报。").findings
    key = wording_key("http://f.cn/0000", "政务云系统")
    assert (finding.count, finding.key) == (1, key)
    assert finding.fingerprint == fingerprint_of("wording", "A1", key)


def test_a_cluster_is_known_by_its_first_page_whatever_order_the_pages_come_in():
    (finding,) = outcome("无", "用政务云系统。", "用政务云系统。").findings
    assert finding.key == wording_key("http://f.cn/0001", "政务云系统")


def test_the_same_words_twice_on_a_page_are_counted_once():
    (finding,) = outcome("用政务云系统。再用政务云系统。").findings
    assert finding.count == 1


def test_short_words_among_other_neighbours_are_other_findings():
    seen = outcome("双方签定协议。", "双方签定协议。", "乡镇分别签定责任书。")
    assert sorted(finding.count for finding in seen.findings) == [1, 2]
    assert seen.count == 3
    assert len({finding.fingerprint for finding in seen.findings}) == 2
    assert len({finding.cluster_key for finding in seen.findings}) == 1


def test_targets_share_the_cluster_key_and_not_the_fingerprint():
    (one,), (other,) = (outcome("双方签定协议。", code=code).findings for code in ("A1", "A2"))
    assert one.cluster_key == other.cluster_key
    assert one.fingerprint != other.fingerprint


def test_a_dismissed_cluster_leaves_nothing_open_and_a_confirmed_one_counts_every_page():
    row = load_rulebook("qinghai").row("N-N1")
    seen = outcome("双方签定协议。", "双方签定协议。", "双方签定协议。")
    (finding,) = seen.findings
    dismissed = weigh(row, seen, {finding.fingerprint: False})
    assert (dismissed.result, dismissed.count) == (Result.CLEAR, 0)
    confirmed = weigh(row, seen, {finding.fingerprint: True})
    assert (confirmed.result, confirmed.count, confirmed.confirmed) == (Result.HIT, 3, True)


def test_what_an_allowance_leaves_out_is_told_and_can_be_opened():
    allowance = Allowance("政务云系统", AllowanceScope.OFFICE, "项目专名", "李审", date(2024, 1, 1))
    own = OwnWords(words=OWN.words, allowances=(allowance,), digest="allowed")
    seen = outcome(*["在政务云系统上申报。"] * 7, own=own)
    assert (seen.findings, seen.count, seen.result) == ((), 0, Result.CLEAR)
    assert seen.reason.endswith("因白名单略去 7 处")
    (left,) = seen.left_out
    assert (left.text, left.count) == ("政务云系统", 7)
    assert left.reason == "白名单“政务云系统”（李审：项目专名）"
    assert [piece.url for piece in left.evidence][:2] == ["http://f.cn/0000", "http://f.cn/0001"]


@pytest.mark.parametrize(
    ("text", "word"),
    [("全市贯彻布署会精神。", "布署"), ("双方签定协议。", "签定")],
)
def test_a_finding_names_the_whole_word_it_stands_in(text, word):
    (finding,) = outcome(text).findings
    assert word in finding.word
    assert finding.observed in finding.word
