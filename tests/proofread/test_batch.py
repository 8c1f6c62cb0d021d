"""Looking at many texts at once passes over none that has something."""

from datetime import date

import pytest

from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.batch import Batch
from xuncha.engine.proofread.check import shipped_layers
from xuncha.engine.proofread.figures.catalogue import figure_rules
from xuncha.engine.proofread.findings import SiftingLayer
from xuncha.engine.proofread.lexicon import load_lexicon

DAY = date(2024, 6, 1)
SLIPS_IN_NAMES = (
    "青海省人民政办公厅印发通知。",
    "由生态环境境部负责。",
    "根据《中华人民共和国环境保户法》的规定",
    "四川省西宁市",
    "国家食品药品监督管理总局发布公告。",
    "青海省海东市平安区市场监督管局",
)


def texts() -> list[str]:
    lexicon = load_lexicon()
    rules = [one.rule for one in (*lexicon.words, *lexicon.phrases, *lexicon.patterns)]
    told = [*rules, *(one.rule for one in lexicon.pairs), *figure_rules().values()]
    examples = [text for rule in told for text in (rule.positive, rule.negative)]
    return [*dict.fromkeys(examples), *SLIPS_IN_NAMES, "", "第一段\n第二段（未完", "（一）（二"]


@pytest.mark.parametrize("band", Band)
def test_every_text_with_a_finding_is_worth_a_look(band: Band) -> None:
    every = texts()
    for layer in shipped_layers():
        assert isinstance(layer, SiftingLayer)
        worth = layer.worth(Batch(every, [DAY] * len(every)), band)
        missed = [
            text
            for number, text in enumerate(every)
            if number not in worth and list(layer.findings(text, DAY, band))
        ]
        assert missed == []


def test_a_text_is_told_by_its_number_at_either_edge() -> None:
    batch = Batch(["甲", "", "乙丙"])
    assert batch.whole == "甲\n\n乙丙\n"
    assert [batch.number(batch.whole.index(one)) for one in "甲乙丙"] == [0, 2, 2]
    assert batch.begin(2) == 3
