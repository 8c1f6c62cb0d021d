# ruff: noqa: E501 (markup stands as a page has it)
"""Publication dates where they really stand, and the dates beside them that are none."""

from datetime import date

import pytest

from xuncha.engine.domain.words import DateKind, PageKind
from xuncha.engine.extract.page import read_page

AS_OF = date(2026, 11, 22)
TITLE = "关于做好冬季供暖工作的通知"
TEXT = (
    "为进一步做好冬季供暖有关工作，现将具体事项通知如下，请各单位认真贯彻执行，并及时报告进展情况。"
)
PARAGRAPHS = f"<p>{TEXT}</p><p>一、{TEXT}</p><p>二、{TEXT}</p>"


def read(top: str = "", *, source: str = "", end: str = "", below: str = "", tag: str = ""):
    text = f"""<html><head><title>{tag or TITLE}</title></head><body>{top}<h1>{TITLE}</h1><div class=ly>{source}</div>
    <div class=con>{PARAGRAPHS}{end}</div>{below}<div class=footer>主办：平溪县人民政府办公室</div></body></html>"""
    return read_page(
        text.encode(),
        "http://www.pingxi.gov.cn/page/x",
        content_type="",
        as_of=AS_OF,
        kind=PageKind.ARTICLE,
    )


ROWS = "".join(
    f"<li><a href=/a/{n}.html>平溪县第{n}批政务服务事项实现一网通办</a><em>发布时间：2026-11-{n:02}</em></li>"
    for n in range(1, 6)
)
SPLIT_ROWS = "".join(
    f"<li><a href=/a/{n}.html>平溪县第{n}批政务服务事项实现一网通办</a><p>发布时间：2026-11-{n:02}</p></li>"
    for n in range(1, 6)
)


@pytest.mark.parametrize(
    "top",
    [
        "<div>本页生成于 2026年11月18日 11:20</div>", "<p>本页面由系统生成于2026-11-18</p>", "<div>2026年11月22日 星期日 农历十月十四</div>",
        "<div>2026年11月22日（星期日）天气：晴</div>", "<div>今天是2026年11月22日</div>", f"<ul>{ROWS}</ul>", f"<ul>{SPLIT_ROWS}</ul>",
    ],
)  # fmt: skip
def test_what_stands_above_the_title_publishes_nothing(top):
    assert read(top).publish_date is None


@pytest.mark.parametrize("below", [f"<ul>{ROWS}</ul>", f"<ul>{SPLIT_ROWS}</ul>"])
def test_labelled_dates_of_a_list_below_the_text_publish_nothing(below):
    assert read(below=below).publish_date is None


@pytest.mark.parametrize(
    "end",
    [
        "<p>平溪县人民政府</p><p>2024年7月8日</p>", "<p>平溪县人民政府办公室</p><p>二〇二四年七月八日</p>", "<p>（此件公开发布）</p><p>2024 年 7 月 8 日</p>",
        "<p>平溪县水务局</p><p>2024年7月8日</p><p>责任编辑：王文</p>", "<p>平溪县水务局</p><p>2024-07-08</p>",
    ],
)  # fmt: skip
def test_a_signing_date_alone_publishes_nothing(end):
    facts = read(end=end)
    assert facts.publish_date is None
    assert {one.kind for one in facts.dates} == {DateKind.SIGNED}


@pytest.mark.parametrize(
    "below",
    [
        "<div class=bottom-info><p>发布日期：2024年7月10日</p><p>责任编辑：王文</p></div>", "<div><p>2024年7月10日</p><p>责任编辑：王文</p></div>",
        "<div class=bottom><p>2024年7月10日</p><p>编辑：王文</p></div>", "<p>（发布时间：2024-07-10 08:00）</p>", "<p>录入时间：2024/7/10 11:13:05</p>",
    ],
)  # fmt: skip
def test_a_publication_date_below_the_signature_is_read(below):
    end = "<p>平溪县水务局</p><p>2024年7月8日</p>"
    assert read(end=end, below=below).publish_date == date(2024, 7, 10)


@pytest.mark.parametrize(
    "source",
    [
        "发文时间：2024-07-10 10:20", "来源：平溪县水务局　发文时间：2024-07-10", "<p>相关文件：平溪县供暖办法（2020-06-09发布）</p><p>时间：2024年07月10日</p>",
        "<span>2024</span> <span>07/ 10</span> <span>16:23:31</span> 来源：新华网", "发信站: BBS 水木清华站 (Wed Jul 10 22:10:21 2024)", "posted @ 2024-07-10 08:00 王文 阅读(12)",
        "<a href=http://www.pingxi.gov.cn/>http://www.pingxi.gov.cn/</a> 2024-07-10 13:03:17", "2024年07月10日 <a href=/old/>查看旧版(2007年11月18号以前的报纸)</a>",
    ],
)  # fmt: skip
def test_the_line_below_the_title_is_read_however_it_is_set(source):
    assert read(source=source).publish_date == date(2024, 7, 10)


def test_an_issue_date_with_its_weekday_is_a_newspapers_publication_date():
    assert read("<p>第A01版：头版</p><p>2022年02月12日 星期六</p>").publish_date == date(
        2022, 2, 12
    )


def test_an_issued_date_beside_the_documents_number_publishes_nothing():
    facts = read(
        "<table><tr><td>文号：平政发〔2024〕1号</td><td>发文日期：2024年7月8日</td></tr></table>"
    )
    assert facts.publish_date is None


def test_replies_do_not_outdate_the_entry():
    below = "<h3>评论</h3><p>王文</p><p>发表于 2025-09-19 07:32</p><p>写得很好，支持一下。</p>"
    assert read(source="2024-07-10 08:00", below=below).publish_date == date(2024, 7, 10)


def test_the_day_of_the_visit_does_not_outdate_a_labelled_line_below_the_title():
    top = "<h1>平溪县水务局</h1><div>通知公告</div><div>2026年11月22日 星期日 农历十月十四</div>"
    facts = read(top, source="日　期：2017/6/18 18:47:05 来源：平溪县水务局")
    assert facts.publish_date == date(2017, 6, 18)
