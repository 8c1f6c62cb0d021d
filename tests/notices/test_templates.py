"""Templates: shipped ones work, an office's own may replace them, faults name file, line, key."""

from datetime import date

import pytest

from tests.notices.built_round import facts_of
from tests.notices.sample_notice import sample_notice
from xuncha.office.notices.annexes import write_xlsx
from xuncha.office.notices.errors import NoticeError
from xuncha.office.notices.gongwen import write_docx
from xuncha.office.notices.issuing import IssueOrder, kept_for
from xuncha.office.notices.script import compose, numeral, standard_script
from xuncha.office.notices.template import STANDARD, load_template, template_names, template_text

NO_ORDERS = "本轮检查没有下发整改单，整改及复查情况未写入"
"""The one thing the built province lacks."""
GOOD = """title = "本单位的通报"
valid_from = 2026-01-01

[percent]
decimals = 1
mode = "truncate"
never_full_with_failures = true

[[chapters]]
heading = "检查情况"
[[chapters.parts]]
section = "overall"
[[chapters.parts]]
lead = "说明"
text = "{期次}{地区}网站合格率为{网站合格率}。"
[[chapters.parts]]
section = "rates-by-group"
options = { by = "region" }
"""


def own(tmp_path, text):
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    return load_template("own", tmp_path)


@pytest.mark.django_db
@pytest.mark.parametrize("name", template_names())
def test_every_template_shipped_makes_a_whole_notice(name, province, department):
    facts = facts_of(department if name == "department-selfcheck" else province)
    script = compose(facts, load_template(name))
    assert script.body[0].text
    assert set(script.gaps) <= {NO_ORDERS}
    assert write_docx(facts.content, script).startswith(b"PK")
    assert write_xlsx(facts.content, script).startswith(b"PK")


@pytest.mark.django_db
def test_free_paragraphs_take_their_figures_from_the_round(facts, tmp_path):
    template = own(tmp_path, GOOD)
    content = facts.content
    script = compose(facts, template)
    assert f"（一）说明。{content.head.period}全省网站合格率为77.78%。" in [
        part.lead + part.text for part in script.body
    ]


def test_a_template_sets_its_own_percentage_style(tmp_path):
    house = own(tmp_path, GOOD).house_style()
    assert (house.percent.decimals, house.percent.mode) == (1, "truncate")
    assert house.requirements


def test_an_own_template_of_the_same_name_replaces_the_shipped_one(tmp_path):
    (tmp_path / f"{STANDARD}.toml").write_text(GOOD, encoding="utf-8")
    assert load_template(STANDARD, tmp_path).title == "本单位的通报"


@pytest.mark.parametrize(
    ("wrong", "right", "line", "said"),
    [
        ('section = "overall"', 'section = "overal"', 12, "没有“overal”"),
        ("{网站合格率}", "97.04%", 15, "百分比不得手工填写"),
        ("{网站合格率}", "{网站}", 15, "不认识的占位词“{网站}”"),
        ("{网站合格率}", "{网站合格率", 15, "花括号不成对"),
        ('by = "region"', 'by = "planet"', 18, "不是可用的词"),
        ('by = "region"', 'buy = "region"', 18, "不认识的键"),
        ('heading = "检查情况"', 'haeding = "检查情况"', 9, "没有填写"),
        ("decimals = 1", "decimals = 1.5", 5, "值不对"),
        ("2026-01-01", '2026-01-01\nstyle = "../x"', 3, "只能用小写字母"),
        ("[percent]", "[percent", 4, "语法错误"),
        ('lead = "说明"', 'lead = "说明"\nsection = "overall"', 13, "要么写 section，要么写 text"),
    ],
)
def test_a_fault_names_the_file_the_line_and_what_to_do(wrong, right, line, said, tmp_path):
    with pytest.raises(NoticeError) as fault:
        own(tmp_path, GOOD.replace(wrong, right))
    told = str(fault.value)
    assert "own.toml" in told
    assert f"第 {line} 行" in told
    assert said in told


def test_a_template_that_is_not_there_names_those_that_are():
    with pytest.raises(NoticeError, match="province-quarter"):
        load_template("nowhere")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "title"),
    [("city-quarter", "全市政府网站"), ("county-quarter", "全县政府网站")],
)
def test_a_template_brings_its_own_letterhead(name, title, province):
    day = date(2026, 10, 26)
    order = IssueOrder(name, template_text(name), "", day, day)
    assert title in kept_for(province.inspection, order).head.title


@pytest.mark.parametrize("name", ["../secret", "a/b", "", "中文"])
def test_a_name_never_leaves_the_folder_of_templates(name, tmp_path):
    with pytest.raises(NoticeError, match="模板名称"):
        load_template(name, tmp_path)


def test_the_standard_notice_needs_no_register():
    script = standard_script(sample_notice())
    assert [annex.number for annex in script.annexes] == [1, 2, 3, 4]
    assert script.gaps == ()


@pytest.mark.parametrize(("number", "said"), [(1, "一"), (10, "十"), (12, "十二"), (21, "二十一")])
def test_headings_are_numbered_past_ten(number, said):
    assert numeral(number) == said
