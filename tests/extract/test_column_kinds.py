# ruff: noqa: E501 (tables of cases)
"""What kind a column is, by its name, label, groups and items, and how sure that is."""

import pytest

from xuncha.engine.domain.words import ColumnKind
from xuncha.engine.extract.columnkinds import kind_of

NOTICES = [
    "关于开展消防安全检查的通知",
    "关于停水的公告",
    "关于做好防汛工作的通知",
    "道路封闭施工通告",
]
NEWS = ["我县召开经济工作会议", "县委书记到企业调研", "全县春耕工作全面启动", "新教学楼建成启用"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("平溪要闻", ColumnKind.NEWS), ("部门动态", ColumnKind.NEWS), ("图片新闻", ColumnKind.NEWS),
        ("通知公告", ColumnKind.NOTICE), ("公示公告", ColumnKind.NOTICE), ("政策文件", ColumnKind.POLICY),
        ("规范性文件", ColumnKind.POLICY), ("政策解读", ColumnKind.INTERPRETATION), ("人事任免", ColumnKind.PERSONNEL),
        ("规划计划", ColumnKind.PLAN), ("政府信息公开指南", ColumnKind.DISCLOSURE), ("财政预决算", ColumnKind.DISCLOSURE),
        ("行政处罚公示", ColumnKind.DISCLOSURE), ("办事指南", ColumnKind.SERVICE), ("县长信箱", ColumnKind.INTERACTION),
        ("征集调查", ColumnKind.INTERACTION), ("机构职能", ColumnKind.ABOUT), ("走进平溪", ColumnKind.ABOUT), ("专题专栏", ColumnKind.SPECIAL),
    ],
)  # fmt: skip
def test_a_columns_name_says_its_kind(name, kind):
    found, confidence = kind_of(name)
    assert found is kind
    assert confidence >= 0.6


def test_an_unknown_name_is_other_without_confidence():
    assert kind_of("杏花春雨") == (ColumnKind.OTHER, 0.0)


def test_the_column_type_helps_but_does_not_overrule_the_name():
    assert kind_of("杏花春雨", "工作动态")[0] is ColumnKind.NEWS
    assert kind_of("通知公告", "工作动态")[0] is ColumnKind.NOTICE
    assert kind_of("工作动态", "工作动态")[1] > kind_of("工作动态")[1]


def test_items_say_the_kind_of_a_column_whose_name_says_nothing():
    assert kind_of("杏花春雨", titles=NOTICES)[0] is ColumnKind.NOTICE
    assert kind_of("杏花春雨", titles=NEWS)[0] is ColumnKind.NEWS
    assert kind_of("杏花春雨", titles=NEWS[:2]) == (ColumnKind.OTHER, 0.0)


def test_items_of_another_kind_lower_the_confidence_and_keep_a_plain_name():
    kind, confidence = kind_of("政策文件", titles=NEWS)
    assert kind is ColumnKind.POLICY
    assert confidence < kind_of("政策文件")[1]


def test_label_and_items_together_outweigh_a_name_of_several_kinds():
    assert kind_of("考试录用信息")[0] is ColumnKind.PERSONNEL
    assert kind_of("考试录用信息", "通知公告", (), NOTICES)[0] is ColumnKind.NOTICE
    assert kind_of("通知公告", "工作动态", (), NEWS)[0] is ColumnKind.NOTICE


def test_a_column_of_a_special_topic_is_special_whatever_its_name():
    assert kind_of("工作动态", groups=("专题专栏",))[0] is ColumnKind.SPECIAL
    assert kind_of("工作动态", groups=("新闻中心",))[0] is ColumnKind.NEWS


def test_the_group_tells_the_kind_where_nothing_else_does():
    kind, confidence = kind_of("杏花春雨", groups=("新闻中心",))
    assert kind is ColumnKind.NEWS
    assert confidence < 0.7
