"""What sort of page a page is, told before or after its lists are looked at."""

from datetime import date

import pytest

from xuncha.engine.domain.words import PageKind
from xuncha.engine.extract.page import read_page

AS_OF = date(2026, 11, 22)
SENTENCE = "县水务局有关负责人介绍，今年以来全县新建改建供水工程四十六处，受益群众三万余人。"
MENU = "<div class=nav>" + "".join(f"<a href=/c{n}/>栏目{n}</a>" for n in range(8)) + "</div>"


def kind_of(body: str, *, url: str = "http://www.pingxi.gov.cn/xwzx/a.html") -> PageKind:
    markup = f"<html><head><title>供水工程</title></head><body>{MENU}{body}</body></html>"
    return read_page(markup.encode(), url, content_type="", as_of=AS_OF).kind


def rows(count: int, below: str = "", label: str = "") -> str:
    return (
        "<ul>"
        + "".join(
            f"<li><a href=/x/{n}.html>关于做好第{n}批供水工程验收工作的通知</a>"
            f"<span>{label}2026-10-{n + 1:02}</span>{below}</li>"
            for n in range(count)
        )
        + "</ul>"
    )


def paragraphs(count: int) -> str:
    return "".join(f"<p>第{n}项，{SENTENCE * 2}</p>" for n in range(count))


@pytest.mark.parametrize("count", [5, 30])
@pytest.mark.parametrize("source", ["", "<p>发布时间：2026-11-03 来源：县水务局</p>"])
def test_paragraphs_that_no_link_parts_are_an_article_whatever_list_stands_beside(count, source):
    text = f"<h1>全县推进供水工程建设</h1>{source}<div>{paragraphs(count)}</div>"
    assert kind_of(text + f"<div class=side><h3>最新</h3>{rows(12)}</div>") is PageKind.ARTICLE


@pytest.mark.parametrize("label", ["", "发布时间："])
@pytest.mark.parametrize("count", [1, 2, 4])
def test_rows_with_paragraphs_of_their_own_are_a_list(count, label):
    body = f"<h3>通知公告</h3>{rows(12, paragraphs(count), label)}"
    assert kind_of(body, url="http://www.pingxi.gov.cn/tzgg/") is PageKind.LIST


def test_an_introduction_above_a_list_leaves_it_a_list():
    body = f"<h3>通知公告</h3><div>{paragraphs(5)}</div>{rows(12)}"
    assert kind_of(body, url="http://www.pingxi.gov.cn/tzgg/index.html") is PageKind.LIST
