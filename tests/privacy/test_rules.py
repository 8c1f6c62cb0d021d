"""Every rule finds its own example and leaves its counter-example alone; its data are in order."""

import pytest

from tests.privacy.finding import all_of
from xuncha.engine.domain.words import Band, TextErrorKind
from xuncha.engine.extract.lexicon import pattern, rows
from xuncha.engine.proofread.privacy.rules import PrivacyRule, privacy_rules
from xuncha.engine.proofread.privacy.surroundings import Label

RULES = list(privacy_rules().values())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_finds_its_example_and_not_its_counter_example(rule: PrivacyRule) -> None:
    (found,) = [one for one in all_of(rule.positive) if one.rule == rule.id]
    assert (found.kind, found.band) == (TextErrorKind.PRIVACY, rule.band)
    assert found.suggestion != found.text
    assert rule.id not in [one.rule for one in all_of(rule.negative)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_names_its_source_and_its_reason(rule: PrivacyRule) -> None:
    assert rule.source
    assert rule.why
    assert (rule.confidence >= 0.9) == (rule.band is Band.A)


@pytest.mark.parametrize("text", ["护照号码：E12345678", "台胞证号：12345678"])
def test_documents_are_never_certain(text: str) -> None:
    assert {one.band for one in all_of(text)} == {Band.B}


def test_a_home_is_told_down_to_its_township_only() -> None:
    (found,) = all_of("家庭住址：西宁市湟中区某某镇3号楼2单元501室。")
    assert found.suggestion == "西宁市湟中区某某镇****"


def test_every_word_is_an_expression_of_a_known_group() -> None:
    groups = {group for group, _ in rows("privacy_words", 2)}
    asked = {"unit", "figures", "person", "name", "contact", "post", "holder", "column", "duty"}
    assert groups == {*map(str, Label), *asked}
    for group in groups:
        assert pattern("privacy_words", group).search("") is None


def test_every_shape_of_a_document_belongs_to_a_rule() -> None:
    assert {rule for rule, *_ in rows("privacy_documents", 4)} <= set(privacy_rules())
