# ruff: noqa: E501 (markup stands as a page has it)
"""Column kinds by name, and columns found from a home page's menu."""

from datetime import date

import pytest

from xuncha.engine.domain.words import ColumnKind, PageKind
from xuncha.engine.extract.columns import discover_columns, kind_of
from xuncha.engine.extract.page import read_page

HOME = "http://www.pingxi.gov.cn/"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("平溪要闻", ColumnKind.NEWS), ("部门动态", ColumnKind.NEWS), ("图片新闻", ColumnKind.NEWS),
        ("通知公告", ColumnKind.NOTICE), ("公示公告", ColumnKind.NOTICE), ("政策文件", ColumnKind.POLICY),
        ("规范性文件", ColumnKind.POLICY), ("政策解读", ColumnKind.INTERPRETATION), ("人事任免", ColumnKind.PERSONNEL),
        ("规划计划", ColumnKind.PLAN), ("政府信息公开指南", ColumnKind.DISCLOSURE), ("财政预决算", ColumnKind.DISCLOSURE),
        ("办事指南", ColumnKind.SERVICE), ("县长信箱", ColumnKind.INTERACTION), ("征集调查", ColumnKind.INTERACTION),
        ("机构职能", ColumnKind.ABOUT), ("走进平溪", ColumnKind.ABOUT), ("专题专栏", ColumnKind.SPECIAL),
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


def test_columns_come_from_the_menu_and_nothing_else_does():
    menu = """<div class=nav><ul><li><a href="/">首页</a></li><li><a href="/xwzx/">新闻中心</a><ul><li>
    <a href="/xwzx/pxyw/index.html">平溪要闻</a></li><li><a href="xwzx/tzgg/">通知公告</a></li></ul></li>
    <li><a href="/zwgk/">政务公开</a></li><li><a href="http://www.else.gov.cn/">政务服务</a></li>
    <li><a href="/login">登录</a></li><li><a href="/wza/">无障碍</a></li><li><a href="/en/">English</a></li></ul></div>
    <div class=news><a href="/xwzx/tzgg/">通知公告</a><ul><li><a href="/xwzx/202611/t20261101_5.html">供暖工作启动</a>
    <span>2026-11-01</span></li></ul></div>"""
    facts = read_page(
        menu.encode(), HOME, content_type="", as_of=date(2026, 11, 22), kind=PageKind.HOME
    )
    columns = discover_columns(facts, HOME)
    assert [(one.name, one.level, one.kind) for one in columns] == [
        ("新闻中心", 1, ColumnKind.NEWS), ("平溪要闻", 2, ColumnKind.NEWS), ("通知公告", 2, ColumnKind.NOTICE),
        ("政务公开", 1, ColumnKind.DISCLOSURE),
    ]  # fmt: skip
    assert all(one.has_duty is None for one in columns)
    assert columns[2].url == "http://www.pingxi.gov.cn/xwzx/tzgg/"
