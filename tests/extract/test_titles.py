# ruff: noqa: E501 (markup stands as a page has it)
"""Titles: the article's own words, without site and column, wherever the page shows them."""

from datetime import date

import pytest

from xuncha.engine.domain.words import PageKind
from xuncha.engine.extract.page import read_page
from xuncha.engine.extract.titletag import TitleTag

TITLE = "平溪县全面完成农村供水保障任务"
SITE = "平溪县水务局"
TEXT = "县水务局有关负责人介绍，今年以来全县新建改建供水工程四十六处，受益群众三万余人。"


def title_of(shown: str, tag: str, top: str = "", source: str = "发布时间：2024-07-10") -> str:
    text = f"""<html><head><title>{tag}</title></head><body><div class=logo>{SITE}</div>
    <ul class=nav><li><a href=/>首页</a></li><li><a href=/gzdt/>工作动态</a></li></ul>{top}{shown}<p>{source}</p>
    <div><p>{TEXT}</p><p>{TEXT}</p></div><div class=footer>版权所有：{SITE}</div></body></html>"""
    facts = read_page(
        text.encode(),
        "http://slj.pingxi.gov.cn/page/x",
        content_type="",
        as_of=date(2026, 11, 22),
        kind=PageKind.ARTICLE,
    )
    return facts.title


TAGS = [
    "{t}", "{t}_{s}", "{t}-{c}-{s}", "{s} - {c} - {t}", "{s} {t}", "{t} {s}", "{s} {c} {t}", "{s}>{c}>{t}", "{t} >> {c} >> {s}", "{t}－{c}－{s}", "{s}——{c}——{t}",
    "{t} · {s}", "{t}—{c}", "{c}--{t}", "{t}--{c}--{s}", "{t}|{c}|{s}", "{s}", "", "{c}_{s}",
]  # fmt: skip


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize(
    "shown",
    ["<h1>{t}</h1>", "<span id=lblTitle>{t}</span><br>", "<table><tr><td align=center><b>{t}</b></td></tr></table>", "<p>标题：{t}</p>"],
)  # fmt: skip
def test_the_title_is_what_the_page_shows_above_its_source_line(shown, tag):
    tag = tag.format(t=TITLE, s=SITE, c="工作动态")
    assert title_of(shown.format(t=TITLE), tag) == TITLE


@pytest.mark.parametrize("tag", ["{t}_{c}_{s}", "{s} {t}", "{s} - {c} - {t}", "{t}－{c}－{s}"])
def test_a_title_set_as_a_picture_comes_from_the_title_tag(tag):
    tag = tag.format(t=TITLE, s=SITE, c="公示公告")
    assert title_of(f'<p><img src=t.jpg alt="{TITLE}"></p>', tag) == TITLE


def test_years_joined_by_a_dash_stay_together():
    planned = "平溪县公共租赁住房发展规划（2016—2021年）"
    assert title_of("", f"{planned}——政策文件——{SITE}") == planned


def test_a_name_of_the_site_in_a_heading_is_no_title():
    assert title_of(f"<h2>{TITLE}</h2>", f"{TITLE} - {SITE}", top=f"<h1>{SITE}</h1>") == TITLE


def test_a_heading_above_the_text_is_the_title_where_the_tag_names_the_site_in_any_language():
    shown = "<h1>Хянган хотын 188 өрх шинэ байранд оров</h1>"
    read = title_of(shown, "Ордос ардын засгийн газар", source="")
    assert read == "Хянган хотын 188 өрх шинэ байранд оров"


def test_a_page_without_any_name_takes_none_from_its_comments():
    shown = f"<p>{TEXT}</p><p>{TEXT}</p><p>评论</p><h4>#re: 很高兴 2024-07-11 12:46</h4><p>欢迎欢迎，热烈欢迎</p><h4>#re: 很高兴 2024-07-11 12:53</h4>"
    assert title_of(shown, "", source="") == ""


@pytest.mark.parametrize(
    ("tag", "bare"),
    [
        (
            "棱镜|数据业大整顿：爬虫与现金贷共生共荣_财经_腾讯网",
            "棱镜|数据业大整顿：爬虫与现金贷共生共荣",
        ),
        ("关于成立供水领导小组办公室的通知_平溪县人民政府", "关于成立供水领导小组办公室的通知"),
        ("1-10月平溪县固定资产投资结构趋稳趋优", "1-10月平溪县固定资产投资结构趋稳趋优"),
        ("海姑娘今年又来了 | blog.wenxuecity.com", "海姑娘今年又来了"),
        ("平溪县人民政府", "平溪县人民政府"),
    ],
)
def test_names_of_site_and_column_are_taken_off_the_title_tag(tag, bare):
    assert TitleTag(tag, "", lambda text: False).bare == bare
