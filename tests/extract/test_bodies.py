# ruff: noqa: E501 (markup stands as a page has it)
"""Bodies: attachments, tables of names and short texts stay; footers, neighbours and source lines go."""

from datetime import date

import pytest

from xuncha.engine.domain.words import PageKind
from xuncha.engine.extract.page import read_page

TITLE = "平溪县水务局二〇二四年重点工作计划"
TEXT = "县水务局有关负责人介绍，今年以来全县新建改建供水工程四十六处，受益群众三万余人，比去年增加两成。"


def read(body: str, *, before: str = "", after: str = "", kind: PageKind | None = None, url=""):
    text = f"""<html><head><title>{TITLE}_平溪县水务局</title></head><body><table><tr><td><a href=/>首页</a> <a href=/1/>动态</a></td></tr></table>{before}
    <p>{TITLE}</p><p>发布时间：2024-07-10 来源：县水务局</p>{body}{after}</body></html>"""
    return read_page(
        text.encode(),
        url or "http://slj.pingxi.gov.cn/page/x",
        content_type="",
        as_of=date(2026, 11, 22),
        kind=kind,
    )


LINKS = "".join(
    f"<p><a href=f{n}.pdf>{name}</a></p>"
    for n, name in enumerate(("附件1：报名表.docx", "2.项目清单.xlsx", "附件3：评分标准"))
)


@pytest.mark.parametrize("box", ["<div class=TRS_Editor>", "<div>", "<div class=box7>"])
def test_a_body_of_one_line_and_attachments_is_kept(box):
    body = read(f"{box}<p>详见附件。</p>{LINKS}</div>", kind=PageKind.ARTICLE).body
    for wanted in ("详见附件。", "附件1：报名表.docx", "2.项目清单.xlsx", "附件3：评分标准"):
        assert wanted in body
    assert "来源" not in body


@pytest.mark.parametrize(
    "cell", ["<td>{}</td>", "<td><p>{}</p></td>", "<td><p><span>{}</span></p></td>"]
)
def test_a_table_of_names_is_kept_whole(cell):
    rows = "".join(
        "<tr>"
        + "".join(cell.format(one) for one in (n, f"王{n}", "第一小学", 2024773000 + n))
        + "</tr>"
        for n in range(60)
    )
    body = read(f"<div><p>{TEXT}</p><table>{rows}</table><p>特此公示。</p></div>").body
    for wanted in (TEXT, "王0", "王59", "2024773059", "特此公示。"):
        assert wanted in body


@pytest.mark.parametrize(
    "after",
    [
        "<p>版权所有 平溪县水务局 地址：平溪县人民路一号 电话：0979-1234567</p>", "<p>主办单位：平溪县水务局 最佳分辨率 800×600</p>",
        "<p>·上一篇文章：<a href=1.htm>关于开展安全检查的通知</a></p><p>·下一篇文章：<a href=2.htm>召开会议</a></p>", "<p>【相关文档】</p><p><a href=1.htm>关于开展安全检查</a></p>",
        "<p>平溪水务网版权与免责声明：</p><p>① 凡本网注明“来源：平溪水务网”的所有作品，版权均属于本网。</p>", "<p>文章录入：admin 责任编辑：admin</p>",
    ],
)  # fmt: skip
def test_what_follows_the_text_of_a_page_without_boxes_is_no_body(after):
    paragraphs = [f"第{n}，{TEXT}" for n in range(4)]
    facts = read("<br>".join(paragraphs), after=after)
    assert [block.text for block in facts.blocks] == paragraphs


def test_a_source_line_inside_the_editors_box_is_no_body_and_a_first_day_is():
    inside = f"<div class=TRS_Editor><p>2024-07-10 13:48 来源：县水务局 浏览量：</p><p>2024年7月9日</p><p>{TEXT}</p></div>"
    assert [block.text for block in read(inside).blocks] == ["2024年7月9日", TEXT]


def test_paragraphs_below_a_title_make_an_article_beside_a_list_with_dates():
    rows = "".join(
        f"<li><a href=/a/{n}.html>平溪县第{n}批政务服务事项实现一网通办</a><em>2026-11-{n:02}</em></li>"
        for n in range(1, 9)
    )
    text = f"<html><head><title>{TITLE}_平溪县水务局</title></head><body><ul>{rows}</ul><h1>{TITLE}</h1><p>{TEXT}</p><p>{TEXT}</p></body></html>"
    facts = read_page(
        text.encode(), "http://slj.pingxi.gov.cn/page/x", content_type="", as_of=date(2026, 11, 22)
    )
    assert facts.kind is PageKind.ARTICLE
    assert facts.publish_date is None


def test_paragraphs_with_a_few_links_are_an_article_and_no_list():
    linked = "".join(f"<p><a href=/{n}.html>平溪水务第{n}期简报</a>{TEXT}</p>" for n in range(3))
    assert read(linked + f"<p>{TEXT}</p>").kind is PageKind.ARTICLE
