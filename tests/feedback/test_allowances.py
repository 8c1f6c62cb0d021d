"""What an office allows is left out after all layers, and stays countable."""

from datetime import date

from xuncha.engine.domain.own_words import Allowance, Leader, OwnTerm, OwnWords
from xuncha.engine.domain.words import AllowanceScope, Band, TextErrorKind
from xuncha.engine.proofread import allowances
from xuncha.engine.proofread.findings import Passage, TextFinding
from xuncha.engine.proofread.leaders import OTHER_PERSON, SLIP

TEXT = "征稽人员依法办事，征收稽核分开。"
DAY = date(2024, 9, 30)


def finding(text, wrong, rule="stat-character"):
    start = text.index(wrong)
    kind = TextErrorKind.TYPO
    return TextFinding(start, start + len(wrong), wrong, "集", kind, rule, Band.A, 0.9, "")


def allowance(text, scope=AllowanceScope.OFFICE, **where):
    return Allowance(text, scope, "机构通称", "李审", date(2024, 1, 1), **where)


def sift(*rows, target="A", terms=(), text=TEXT, wrong="稽", published=DAY):
    own = OwnWords(allowances=rows, terms=terms, digest=repr((rows, terms)))
    found = (finding(text, wrong),)
    return allowances.apply([Passage(text, published)], [found], own, target)


def test_a_finding_under_an_allowed_word_is_left_out_with_the_reason():
    sifted = sift(allowance("征稽"))
    assert sifted.kept == [()]
    ((one,),) = sifted.allowed
    assert one.finding.text == "稽"
    assert one.reason == "白名单“征稽”（李审：机构通称）"


def test_an_allowed_word_elsewhere_in_the_text_covers_nothing():
    text = "征稽处的稽错误，双方签定协议。"
    sifted = sift(allowance("征稽"), text=text, wrong="签定")
    assert len(sifted.kept[0]) == 1
    assert sifted.allowed == [()]


def test_an_allowance_for_one_target_holds_there_alone():
    row = allowance("征稽", AllowanceScope.TARGET, target="A")
    assert sift(row, target="A").kept == [()]
    assert len(sift(row, target="B").kept[0]) == 1


def test_an_allowance_for_one_rule_holds_for_that_one_alone():
    assert sift(allowance("征稽", AllowanceScope.RULE, rule="stat-character")).kept == [()]
    assert len(sift(allowance("征稽", AllowanceScope.RULE, rule="other")).kept[0]) == 1


def test_allowed_words_of_a_list_hold_by_the_day_of_publication():
    term = OwnTerm("征稽", since=date(2024, 1, 1))
    assert sift(terms=(term,)).kept == [()]
    assert len(sift(terms=(term,), published=date(2023, 12, 31)).kept[0]) == 1


def test_nothing_but_the_list_of_leaders_finds_anything_in_a_listed_name():
    text = "省长吴晓岚出席。"
    own = OwnWords(leaders=(Leader("省长", "吴晓岚", date(2021, 8, 1)),), digest="leaders")
    for rule, kept in (("stat-character", 0), (SLIP, 1), (OTHER_PERSON, 1)):
        found = (finding(text, "晓岚", rule),)
        sifted = allowances.apply([Passage(text, DAY)], [found], own)
        assert len(sifted.kept[0]) == kept
    wider = (finding(text, "吴晓岚出席"),)
    assert len(allowances.apply([Passage(text, DAY)], [wider], own).kept[0]) == 1


def test_without_allowances_nothing_is_left_out():
    sifted = sift()
    assert len(sifted.kept[0]) == 1
    assert sifted.allowed == [()]
