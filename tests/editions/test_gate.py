"""The gate: what it lets through, what stands instead, and that nothing goes past it."""

import pytest

from tests.editions.nothing import Nothing
from tests.editions.planted_round import every_section
from tests.editions.plants import plants
from xuncha.engine.domain.words import TextErrorKind
from xuncha.office.notices.editions import script_for, template_for
from xuncha.office.notices.gate import WITHHELD, InternalGate, PublicGate
from xuncha.office.notices.house_style import load_house_style
from xuncha.office.notices.script import Paragraph, ParagraphRank, Script
from xuncha.office.notices.signs import Sign
from xuncha.office.notices.template import load_template, template_names

OFFICE = "沱川省人民政府办公厅"


@pytest.fixture
def gate():
    return PublicGate(
        frozenset({OFFICE, "青岚发布"}), frozenset({"四个意思"}), frozenset({TextErrorKind.NAME})
    )


def test_a_template_and_a_script_pass_whole():
    template = template_for(every_section(iter(plants())), Nothing())
    assert {part.text + part.lead for one in template.chapters for part in one.parts} == {""}
    script = Script((Paragraph(ParagraphRank.TEXT, "一", "二"),), ())
    assert script_for(script, Nothing()).body == (Paragraph(ParagraphRank.TEXT, "", ""),)


@pytest.mark.parametrize(
    ("kind", "wrong", "right"),
    [("typo", "登陆", "登录"), ("typo", "贯策落实", "贯彻落实"), ("extra", "组织织", "组织")],
)
def test_an_ordinary_slip_is_printed(gate, kind, wrong, right):
    assert gate.slip(TextErrorKind(kind), wrong, right) == (wrong, right)


@pytest.mark.parametrize(
    ("kind", "wrong", "right"),
    [
        ("typo", "党中殃", "党中央"),
        ("typo", "习近评", "习近平"),
        ("typo", "张玮", "张伟"),
        ("typo", "四个意思", "四个意识"),
        ("name", "登陆", "登录"),
        ("typo", "630102199003072316", ""),
        ("typo", "这里有一整句原文在内", "别的话"),
        ("missing", "bet365.com", "bet.com"),
    ],
)
def test_of_any_other_slip_only_the_kind_is_printed(gate, kind, wrong, right):
    assert gate.slip(TextErrorKind(kind), wrong, right) == (WITHHELD, "")


@pytest.mark.parametrize(
    "text",
    [
        "由王晓梅同志负责。",
        "群众李永福来信反映。",
        "联系人：陈某。",
        "阿不都热合曼·买买提反映。",
        "电话０９７１－８４８２８８８。",
        "致电 139 1234 5678。",
        "一三九一二三四五六七八",
        "见www。bet365。com",
        "指向 xn--fiqs8s。",
        "打开 http%3A%2F%2Fa",
        "&#36213;",
        "增强“四个意思”。",
        "深入推进全面从严治当。",
        "台湾总统",
        "社会主乂核心价直观",
        "总书计指出。",
        "葡京.com",
        "bet365[.]com",
        "指向//bet365.example/x。",
        "Zhang Wei来信。",
        "微信号wxid_abc123。",
        "车牌青A12345。",
        "139****5678",
        "澳门威尼斯人娱乐城官网",
    ],
)
def test_a_sentence_that_tells_too_much_is_left_out(gate, text):
    assert gate.standing(f"认真整改。{text}") in ("认真整改。", "")
    assert gate.prose(text, released=True) == ""


@pytest.mark.parametrize(
    "text",
    [
        "把网民留言办理情况按月向社会公开，逐条回应。",
        "建立“日巡查、周通报、月考核”机制，全年整改问题三千余处。",
        "以习近平新时代中国特色社会主义思想为指导。",
        "落实党中央、国务院决策部署，办理人大代表建议。",
        "按照国办秘函〔2019〕19号要求，检查政府网站135个，合格率97.04%（131/135）。",
        "2026-10-12前报送，累计发布12345678条。",
    ],
)
def test_what_notices_say_is_let_through(gate, text):
    assert gate.prose(text, released=True) == text


def test_a_leader_in_a_formulation_is_not_barred_but_elsewhere():
    gate = PublicGate(frozenset(), frozenset({"习近平"}), frozenset())
    text = "以习近平新时代中国特色社会主义思想为指导。"
    assert gate.standing(f"{text}习近平来信。") == text


def test_prose_nobody_released_is_not_printed(gate):
    assert gate.prose("逐条回应网民留言。", released=False) == ""
    assert gate.left_out == {Sign.UNRELEASED: 1}


def test_one_name_has_one_stand_in_wherever_it_comes(gate):
    assert gate.name("王晓梅", "单位") == "某单位1"
    assert gate.name("李永福", "单位") == "某单位2"
    assert gate.name("王晓梅", "单位") == "某单位1"


@pytest.mark.parametrize(
    ("code", "is_printed"),
    [
        ("6300000001", True),
        ("bm12345678", True),
        ("XM630000000101", True),
        ("13912345678", False),
        ("0971-8482888", False),
        ("63010219900307231X", False),
        ("A13912345678", False),
        ("王晓梅", False),
    ],
)
def test_a_code_is_no_number_of_a_person(gate, code, is_printed):
    assert (gate.code(code) == code) is is_printed


@pytest.mark.parametrize(
    ("name", "is_printed"),
    [
        ("青岚发布", True),
        ("青岚市东乡人民政府", True),
        ("国务院办公厅", True),
        ("青岚市委党史研究室", True),
        ("国家税务总局青岚市税务局", True),
        ("教育局评国人民代表大会", False),
        ("东乡风采", False),
        ("教育局王晓梅", False),
        ("沱川省财政厅（联系人王晓梅）", False),
    ],
)
def test_a_name_is_the_registers_or_a_bodys(gate, name, is_printed):
    assert (gate.name(name, "单位") == name) is is_printed


def test_the_last_door_cuts_what_no_string_may_hold(gate):
    assert gate.last("检查正常。增强四个意思。") == "检查正常。"
    assert gate.last("13912345678") == "（不公开）"
    assert gate.last(gate.code("6300000001")) == "6300000001"


def test_the_internal_edition_masks_numbers_of_persons():
    assert InternalGate().quoted("电话13912345678") == "电话139****5678"


def test_what_the_house_ships_loses_nothing():
    gate = PublicGate(frozenset({OFFICE}), frozenset(), frozenset())
    for one in load_house_style("default").requirements:
        assert gate.standing(one.text) == one.text
    for template in map(load_template, template_names()):
        assert template_for(template, gate).chapters == template.chapters
    assert gate.left_out == {}
