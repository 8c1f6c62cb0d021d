"""An old name is judged by the day the text came out, and by what the sentence speaks of."""

from datetime import date

import pytest

from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.findings import TextFinding
from xuncha.engine.proofread.names.entries import Name, NameKind
from xuncha.engine.proofread.names.layer import layer_of, shipped_names

BEFORE, AFTER = date(2015, 5, 1), date(2024, 5, 1)


def found(text: str, published: date | None, band: Band = Band.B) -> list[TextFinding]:
    return list(shipped_names().findings(text, published, band))


def test_an_old_organ_in_a_text_of_its_time_is_right() -> None:
    assert found("由国家旅游局负责解释。", BEFORE) == []


def test_an_old_organ_in_a_later_text_is_doubted_and_the_new_one_named() -> None:
    (one,) = found("由国家旅游局负责解释。", AFTER)
    assert (one.suggestion, one.band) == ("文化和旅游部", Band.B)
    assert "2018年3月17日" in one.why


def test_it_is_certain_where_readers_are_sent_there_today() -> None:
    (one,) = found("请到西宁市卫生和计划生育委员会办理，联系电话见后。", AFTER, Band.A)
    assert (one.suggestion, one.band) == ("卫生健康委员会", Band.A)


def test_without_a_day_of_publication_nothing_is_dated() -> None:
    assert found("由国家旅游局负责解释。", None) == []


@pytest.mark.parametrize(
    "text",
    [
        "时任国家旅游局局长李某出席",
        "原国家卫生和计划生育委员会印发",
        "他曾在国家质量监督检验检疫总局工作",
        "2016年，国家旅游局印发了这份通知",
        "根据国家旅游局《旅行社条例实施细则》办理",
        "国家旅游局令第30号",
        "牌匾上写着“国家旅游局”几个字",
        "湟中县（现湟中区）的堆绣很有名",
        "国家旅游局并入文化和旅游部",
        "省文化部门和农业部门共同负责",
    ],
)
def test_where_the_past_is_spoken_of_an_old_name_is_right(text: str) -> None:
    assert found(text, AFTER) == []


def test_a_law_that_was_replaced_is_named_with_the_one_that_holds() -> None:
    (one,) = found("依据《中华人民共和国合同法》签订。", AFTER)
    assert (one.text, one.suggestion, one.band) == ("合同法", "民法典", Band.B)


def test_a_region_that_was_renamed_is_doubted() -> None:
    (one,) = found("襄樊市将举办龙舟赛。", AFTER)
    assert one.suggestion == "襄阳市"


def test_an_office_can_bring_names_of_its_own() -> None:
    own = layer_of(
        [
            Name("河湟谷地灌溉管理所", NameKind.ORGAN, None, date(2020, 1, 1), "河湟水务中心"),
            Name("河湟水务服务中心", NameKind.ORGAN),
        ]
    )
    (slip,) = own.findings("到河湟水服务中心缴费", None, Band.A)
    assert slip.suggestion == "河湟水务服务中心"
    (old,) = own.findings("到河湟谷地灌溉管理所缴费", AFTER, Band.B)
    assert old.suggestion == "河湟水务中心"
    assert list(own.findings("到西宁市教局缴费", AFTER, Band.B)) == []
