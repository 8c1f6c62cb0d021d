"""What the proofreader finds in a text, where, and what it leaves alone."""

from datetime import date
from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha.engine.domain.words import Band, TextErrorKind
from xuncha.engine.proofread.check import proofread
from xuncha.engine.proofread.findings import TextFinding


def sure(text: str) -> tuple[TextFinding, ...]:
    return proofread(text, band=Band.A, published=None)


def all_of(text: str, published: date | None = None) -> tuple[TextFinding, ...]:
    return proofread(text, band=Band.B, published=published)


def test_a_finding_gives_place_words_and_suggestion() -> None:
    (found,) = sure("会后双方签定协议。")
    assert (found.start, found.end, found.text, found.suggestion) == (4, 6, "签定", "签订")
    assert found.kind is TextErrorKind.TYPO
    assert found.band is Band.A
    assert 0.9 <= found.confidence < 1


def test_a_clean_text_gives_nothing() -> None:
    assert sure("各地区各部门要认真贯彻落实，按照职责分工抓好组织实施。") == ()
    assert sure("") == ()


@pytest.mark.parametrize(
    "text",
    [
        "公告由部门颁布署名后生效。",
        "通过抽签定出顺序。",
        "为了了解情况，调研组走访了三个乡镇。",
        "实现目的的途径有多种。",
        "等等……，不再列举。",
        "对《〈中华人民共和国宪法〉释义》的修订。",
        "他说：“好！”随后离开。",
        "人力资源社会保障等部门要加强协作。",
        "成都都市圈建设加快推进。",
        "2024年2月29日印发。",
        "全国人民代表大会常务委员会副委员长。",
        "省人民政府办公室转发省人民政府办公厅通知。",
        "投入资金1,234,567元，占比12.5%。",
        "会议时间：上午9:30。",
        "国务院国有资产监督管理委员会同意。",
        "海北藏族自治州和海南藏族自治州联合发文。",
        "编制国民经济和社会发展第十五个五年规划。",
        "县委理论学习中心组和局党委理论学习中心组集中学习。",
        "现就有关事项公告如下：",
    ],
)
def test_correct_official_text_is_not_flagged_with_certainty(text: str) -> None:
    assert sure(text) == ()


@pytest.mark.parametrize(
    ("text", "wrong", "right", "kind"),
    [
        ("中华人民共国成立以来", "中华人民共国", "中华人民共和国", "name"),
        ("按照国务办公厅要求", "国务办公厅", "国务院办公厅", "missing"),
        ("市人民政付印发", "人民政付", "人民政府", "typo"),
        ("省人大常务委会决定", "人大常务委会", "人大常务委员会", "missing"),
        ("各级各部门的的责任", "的的", "的", "extra"),
        ("认真贯撤落实", "贯撤", "贯彻", "typo"),
        ("供给侧结构型改革", "供给侧结构型改革", "供给侧结构性改革", "typo"),
        ("社会主义核心价直观", "社会主义核心价直观", "社会主义核心价值观", "typo"),
        ("工作已经完成。。", "。。", "。", "punctuation"),
        ("于9月31日前报送", "9月31日", "", "number"),
        ("增长百分之5%", "百分之5%", "", "number"),
        (
            "以习近平新时代中国特设社会主义思想为指导",
            "习近平新时代中国特设社会主义思想",
            "习近平新时代中国特色社会主义思想",
            "typo",
        ),
    ],
)
def test_a_slip_is_found_with_its_kind(text: str, wrong: str, right: str, kind: str) -> None:
    (found,) = sure(text)
    assert (found.text, found.suggestion, found.kind.value) == (wrong, right, kind)


def test_the_longest_of_overlapping_findings_stays() -> None:
    (found,) = sure("坚持依法制国方略")
    assert found.text == "依法制国"
    text = "推进全面依法制国"
    assert [one.text for one in sure(text)] == ["全面依法制国"]


def test_band_b_gives_the_doubtful_ones_too() -> None:
    text = "开立基本帐户，签定协议。"
    assert [one.text for one in sure(text)] == ["签定"]
    assert [one.text for one in all_of(text)] == ["帐户", "签定"]


def test_an_organ_is_judged_at_the_day_of_publication() -> None:
    text = "由国土资源部负责解释。"
    assert all_of(text, date(2017, 5, 1)) == ()
    (found,) = all_of(text, date(2024, 5, 1))
    assert found.suggestion == "自然资源部"
    assert found.band is Band.B


def test_a_dated_rule_says_nothing_of_a_text_without_a_day() -> None:
    assert all_of("由国土资源部负责解释。", None) == ()


def test_a_historical_mention_with_the_word_former_is_fine() -> None:
    assert all_of("由原国土资源部印发。", date(2024, 5, 1)) == ()


def test_the_last_character_of_a_phrase_is_never_suspected() -> None:
    assert sure("国务院办公地点。") == ()
    assert sure("中国特色社会主义事业。") == ()


def test_an_unpaired_mark_is_doubtful_and_placed() -> None:
    (found,) = all_of("根据条例》的规定。")
    assert (found.start, found.text, found.band) == (4, "》", Band.B)


def test_marks_pair_within_one_paragraph_only() -> None:
    assert len(all_of("按照《第一段\n第二段》执行")) == 2
    assert all_of("按照《第一段》\n《第二段》执行") == ()


def test_enumerators_with_one_bracket_are_fine() -> None:
    assert all_of("1）加强领导；2）落实责任。") == ()


@pytest.mark.parametrize(("year", "count"), [(2023, 1), (2024, 0), (2026, 1), (2000, 0)])
def test_the_29th_of_february_exists_in_leap_years_only(year: int, count: int) -> None:
    assert len(sure(f"{year}年2月29日印发。")) == count


@given(st.text(alphabet="的了，。、《》“”签定人民政府0123456789年月日%", max_size=60))
def test_findings_are_ordered_disjoint_and_quote_the_text(text: str) -> None:
    found = all_of(text, date(2024, 1, 1))
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        assert one.text != one.suggestion
    for before, after in pairwise(found):
        assert before.end <= after.start


@given(st.text(alphabet="的了，。签定布署按照人民政府工作会议", max_size=40))
def test_every_certain_finding_is_there_in_band_b(text: str) -> None:
    assert set(sure(text)) <= set(all_of(text))


def test_a_hostile_text_does_not_slow_down_out_of_proportion() -> None:
    begin = perf_counter()
    found = all_of("签定" * 20_000 + "《" * 20_000)
    assert len(found) == 30_000
    assert perf_counter() - begin < 20
