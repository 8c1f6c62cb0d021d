"""Every rule of figures and form finds its example and leaves the other one alone."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.check import proofread
from xuncha.engine.proofread.figures.catalogue import FigureRule, figure_rules
from xuncha.engine.proofread.figures.layer import FIGURES
from xuncha.engine.proofread.findings import TextFinding

DAY = date(2024, 5, 1)
RULES = list(figure_rules().values())


def findings(text: str, published: date | None, band: Band) -> list[TextFinding]:
    return [one for layer in FIGURES for one in layer.findings(text, published, band)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_finds_its_positive_example_and_not_its_negative_one(rule: FigureRule) -> None:
    found = [one for one in findings(rule.positive, DAY, Band.B) if one.rule == rule.id]
    assert [(one.kind, one.band, one.confidence) for one in found] == [
        (rule.kind, rule.band, rule.confidence)
    ]
    assert list(findings(rule.negative, DAY, Band.B)) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_its_source_and_is_less_sure_in_doubt(rule: FigureRule) -> None:
    assert rule.source
    assert rule.doubt < 0.9 <= rule.confidence or (rule.band is Band.B and rule.confidence < 0.9)


def test_the_reason_ends_with_the_source() -> None:
    (one,) = findings("截至2月30日完成。", None, Band.A)
    assert one.why == "2月最多29天，没有30日（依据：GB/T 7408.1—2023《日期和时间 信息交换表示法》）"


def test_a_sentence_that_corrects_a_figure_leaves_doubt() -> None:
    (one,) = findings("将“2月30日”更正为“2月28日”。", None, Band.B)
    assert one.band is Band.B


@settings(deadline=None)  # the first call loads the lexicon
@given(
    st.text(
        alphabet="共其中合格不个家率0123456789.%由增加到年月日至（）一二三是，。；、\n", max_size=60
    )
)
def test_any_text_is_read_and_every_finding_quotes_it(text: str) -> None:
    for one in proofread(text, band=Band.B, published=DAY):
        assert text[one.start : one.end] == one.text
        assert one.start < one.end


@pytest.mark.parametrize(
    "text",
    [
        "1" * 60_000,
        "1," * 30_000,
        "2月30日" * 6_000,
        "于9:75" * 8_000,
        "1元、" * 15_000 + "共计1元",
    ],
    ids=["digits", "commas", "days", "clocks", "sums"],
)
def test_a_hostile_text_is_read_to_its_end(text: str) -> None:
    assert all(one.end <= len(text) for one in findings(text, DAY, Band.B))
