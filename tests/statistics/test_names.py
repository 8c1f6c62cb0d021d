"""Where the statistics keep quiet: names by what stands beside them, and words never guessed at."""

import pytest

from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.statistics.codes import codes_of
from xuncha.engine.proofread.statistics.names import name_places, shipped_marks
from xuncha.engine.proofread.statistics.silence import is_silent
from xuncha.engine.proofread.statistics.suspects import shipped_statistics


def _is_name(text, written, meant):
    at = text.index(written)
    return shipped_marks().name_at(text, at, at + len(written), meant)


@pytest.mark.parametrize(
    ("text", "written", "meant"),
    [
        ("检查组对汀水治理工程的质量进行了检查。", "汀", "污"),
        ("槿原盛泰旅游开发有限公司新生产线", "盛泰", "生态"),
        ("翎蘅公路霜台镇段路面改造工程", "翎蘅", "另行"),
        ("孝南区朱湖办事处党委", "朱湖", "驻沪"),
        ("公示期内，周矶管理区有村民对补偿方案提出意见。", "矶", "期"),
        ("北戴河新区团林管理处辖区内的餐饮单位", "团", "园"),
        ("任命张建全为水利局副局长。", "建全", "健全"),
        ("局长欧阳治理主持会议。", "治", "自"),
        ("王建全，男，汉族。", "建", "健"),
        ("阿布都·热合曼在前进村办理。", "合曼", "合满"),
        ("与塔什库尔干的合作", "库尔", "酷儿"),
        ("放映了《汀州往事》。", "汀", "订"),
    ],
)
def test_a_name_is_told_by_what_stands_beside_it(text, written, meant):
    assert _is_name(text, written, meant)


@pytest.mark.parametrize(
    ("text", "written", "meant"),
    [
        ("环境保户部门应当加强监督。", "户", "护"),
        ("依昭有关规定办理。", "昭", "照"),
        ("设立有线责任公司的，应当登记。", "线", "限"),
        ("农民专业核作社", "核", "合"),
        ("广西壮族自冶区林业局", "冶", "治"),
        ("局长负则落实。", "则", "责"),
        ("依据《中华人民共和国劳动全同法》", "全", "合"),
        ("社会参与、全民付盖、普惠共享", "付", "覆"),
        ("由主管部门责另改正。", "另", "令"),
    ],
)
def test_an_ordinary_word_beside_a_generic_one_is_no_name(text, written, meant):
    assert not _is_name(text, written, meant)


def test_what_seems_a_name_is_never_shown_as_certain():
    texts = ["检查组对汀水治理工程的质量进行了检查。", "由环境保户部门责另改正。"]
    names, slips = shipped_statistics().suspects(texts)
    assert {one.band for one in names} <= {Band.B}
    assert Band.A in {one.band for one in slips}


def test_places_beside_dots_and_before_generic_words_are_known():
    text = "阿布都·热合曼说，在前进镇办理。"
    places = name_places(codes_of(text))
    assert places[:7].all()
    assert places[text.index("前") : text.index("镇") + 1].all()
    assert not places[text.index("办")]


def test_no_obscene_or_deadly_word_is_guessed_at_or_suggested():
    assert is_silent("实施奸淫的，处以刑罚", 2, 4, "检验")
    assert is_silent("应当检验的", 2, 4, "奸淫")
    assert is_silent("发生死王事故", 3, 4, "亡")
    assert not is_silent("依法签定合同", 3, 4, "订")


def test_a_character_that_may_be_written_in_two_ways_is_not_corrected():
    text = "查血黏度变化。"
    at = text.index("黏")
    assert is_silent(text, at, at + 1, "粘")
    assert not is_silent("粘摸", 1, 2, "膜")
