"""What the shipped statistics say of official sentences, with slips and without."""

import pytest

from xuncha.engine.domain.words import Band, TextErrorKind
from xuncha.engine.proofread.check import proofread_all
from xuncha.engine.proofread.findings import Passage
from xuncha.engine.proofread.statistics.edits import Sort
from xuncha.engine.proofread.statistics.reasons import reason_of
from xuncha.engine.proofread.statistics.suspect import Suspect
from xuncha.engine.proofread.statistics.suspects import shipped_statistics

CLEAN = "县级以上地方人民政府应当加强对安全生产工作的领导，建立健全安全生产责任制。"


def _found(text, terms=frozenset()):
    (suspects,) = shipped_statistics().suspects([text], terms=terms)
    return {(text[one.start : one.end], one.meant) for one in suspects}


@pytest.mark.parametrize(
    ("text", "wrong", "meant"),
    [
        ("县级以上地方人民政府应当加强对安全生产工做的领导。", "做", "作"),
        ("由县级以上人民政府主管部门责另改正。", "另", "令"),
        ("有关部门应当依法履行尖督管理职责。", "尖", "监"),
        ("应当及时向社会公公布有关信息。", "会公", "会"),
        ("应当及时向社会布公有关信息。", "布公", "公布"),
        ("县级以上人民府应当加强领导。", "民", "民政"),
        ("县级以上人民政府审计机关应当加强神迹监督。", "神迹", "审计"),
    ],
)
def test_a_slip_in_an_official_sentence_is_found_with_what_was_meant(text, wrong, meant):
    assert (wrong, meant) in _found(text)


def test_a_clean_sentence_raises_nothing():
    assert _found(CLEAN) == set()


def test_a_character_that_is_a_surname_and_little_else_is_only_doubted():
    (suspects,) = shipped_statistics().suspects(["本次展览展出崔护捐赠的手稿328件。"])
    assert {one.band for one in suspects} <= {Band.B}


def test_nothing_is_said_of_text_without_chinese():
    assert _found("The quick brown fox 123, <b>") == set()
    assert shipped_statistics().suspects([]) == []
    assert shipped_statistics().suspects(["", "\n"]) == [(), ()]


def test_what_is_said_of_a_text_does_not_depend_on_the_texts_beside_it():
    texts = ["由主管部门责另改正，并处罚款。", CLEAN, "😀由主管部门责另改正。"]
    together = shipped_statistics().suspects(texts)
    assert together == [shipped_statistics().suspects([text])[0] for text in texts]


def test_a_known_term_is_never_suspected():
    text = "由主管部门责另改正，并处罚款。"
    assert _found(text, frozenset({"责另"})) == set()
    assert _found(text, frozenset({"部门"})) != set()


def test_a_writing_the_document_keeps_to_is_only_doubted():
    text = "由主管部门责另改正，并处罚款。"
    once = shipped_statistics().suspects([text])
    often = shipped_statistics().suspects([text] * 3, ["a"] * 3)
    assert {one.band for found in once for one in found} == {Band.A}
    apart = shipped_statistics().suspects([text] * 3, ["a", "b", "c"])
    assert {one.band for found in often for one in found} == {Band.B}
    assert {one.band for found in apart for one in found} == {Band.A}


def _all(text, band):
    return proofread_all([Passage(text, None)], band=band)[0]


def test_findings_carry_a_reason_that_quotes_the_word():
    (found,) = _all("依照本条列的规定处罚。", Band.A)
    assert (found.text, found.suggestion) == ("列", "例")
    assert found.rule == "stat-character"
    assert found.kind is TextErrorKind.TYPO
    assert "条列" in found.why
    assert "条例" in found.why
    assert 0 < found.confidence <= 1


def test_exact_rules_speak_before_the_statistics():
    findings = _all("双方签定劳动合同。", Band.B)
    assert [one.rule.startswith("stat-") for one in findings] == [False]


def test_a_writing_in_short_quotes_is_only_doubted():
    assert _all("不得把“条例”写成“条列”。", Band.A) == ()


def test_many_texts_at_once_give_what_each_gives_alone():
    texts = ["依照本条列的规定处罚。", "双方签定劳动合同。", CLEAN]
    together = proofread_all([Passage(text, None) for text in texts], band=Band.B)
    assert together == [_all(text, Band.B) for text in texts]


def test_the_reason_of_a_character_too_many_names_it():
    text = "应当及时向社会公公布有关信息。"
    reason = reason_of(text, Suspect(6, 8, "会", Sort.EXTRA, Band.B, 0.9))
    assert reason.kind is TextErrorKind.EXTRA
    assert "社会公”疑似多字" in reason.why
