# ruff: noqa: E501 (markup stands as a page has it)
"""Messages and consultations: what rows and the pages behind them tell, and what they do not."""

from datetime import date

from tests.services.pages import HOST, TODAY, Pages, column, sheet
from xuncha.engine.extract.services.consultations import read_consultations
from xuncha.engine.extract.services.messages import read_messages

TABLE = """<table><tr><th>编号</th><th>标题</th><th>来信时间</th><th>回复单位</th><th>回复时间</th><th>状态</th></tr>
<tr><td>101</td><td><a href="/m1.html">关于城北小区供暖问题的咨询</a></td><td>2026-10-08</td><td>县住建局</td><td>2026-10-12</td><td>已办结</td></tr>
<tr><td>102</td><td><a href="/m2.html">关于学区划分范围的咨询信件</a></td><td>2026-10-20</td><td></td><td></td><td>办理中</td></tr></table>"""


def messages(markup: str, pages: Pages | None = None, *, only_telling: bool = False):
    return read_messages(
        column("县长信箱"), sheet(markup), pages or Pages(), only_telling=only_telling
    )


def calls(markup: str, pages: Pages | None = None):
    return read_consultations(column("意见征集"), sheet(markup), pages or Pages(), TODAY)


def test_a_table_is_read_by_its_head():
    found = messages(TABLE)
    first, second = found.items
    assert (first.title, first.received, first.answered) == (
        "关于城北小区供暖问题的咨询",
        date(2026, 10, 8),
        date(2026, 10, 12),
    )
    assert (first.unit, first.is_answered) == ("县住建局", True)
    assert (second.received, second.answered, second.is_answered) == (
        date(2026, 10, 20),
        None,
        False,
    )
    assert (found.newest_answer, found.answered, found.unanswered, found.untold) == (
        date(2026, 10, 12),
        1,
        1,
        0,
    )


def test_a_list_is_read_by_labels_in_its_rows():
    rows = "".join(
        f'<li><a href="/m{n}.html">咨询办理居住证需要哪些材料{n}</a><p><span>写信时间：2026-09-0{n}</span><span>答复时间：2026-09-1{n}</span><span>答复部门：县公安局</span></p></li>'
        for n in (1, 2, 3)
    )
    found = messages(f"<ul>{rows}</ul>")
    assert [item.answered for item in found.items] == [
        date(2026, 9, 11),
        date(2026, 9, 12),
        date(2026, 9, 13),
    ]
    assert {item.unit for item in found.items} == {"县公安局"}


def test_a_date_nobody_labels_is_neither_receipt_nor_answer():
    rows = "".join(
        f'<li><a href="/m{n}.html">关于道路维修的咨询信件第{n}封</a><i>[已回复]</i><span>2026-09-0{n}</span></li>'
        for n in (1, 2, 3)
    )
    found = messages(f"<ul>{rows}</ul>")
    assert {(item.received, item.answered, item.is_answered) for item in found.items} == {
        (None, None, True)
    }
    assert found.newest_answer is None


def test_the_page_behind_a_message_tells_what_the_list_does_not():
    page = "<h1>关于道路维修的咨询</h1><p>来信时间：2026-09-01 10:20</p><p>来信内容</p><p>请问何时维修？</p><p>回复单位：县交通局</p><p>回复时间：2026-09-04</p><p>回复内容</p><p>您好，已安排本月维修。</p>"
    rows = "".join(
        f'<li><a href="/m{n}.html">关于道路维修的咨询信件第{n}封</a><i>已回复</i></li>'
        for n in (1, 2)
    )
    found = messages(f"<ul>{rows}</ul>", Pages(m1=page))
    first, second = found.items
    assert (first.received, first.answered, first.unit) == (
        date(2026, 9, 1),
        date(2026, 9, 4),
        "县交通局",
    )
    assert (second.received, second.answered) == (None, None)


def test_an_answer_before_its_question_is_not_believed():
    found = messages(TABLE.replace("2026-10-12", "2026-10-01"))
    assert (found.items[0].received, found.items[0].answered) == (None, None)
    assert found.items[0].is_answered is True


def test_a_news_list_is_no_list_of_messages():
    rows = "".join(
        f'<li><a href="/x{n}.html">我县召开重点工作推进会议第{n}次</a><span>2026-09-0{n}</span></li>'
        for n in (1, 2, 3)
    )
    assert messages(f"<ul>{rows}</ul>", only_telling=True) is None


def test_telephone_numbers_of_writers_are_hidden():
    found = messages(TABLE.replace("供暖问题", "供暖13812345678"))
    assert "138****5678" in found.items[0].title


def test_a_call_is_read_with_its_period_and_state():
    rows = """<li><a href="/c1.html">关于《某县养犬管理办法》公开征求意见的公告</a><span>征集时间：2026-11-01 至 2026-11-30</span></li>
<li><a href="/c2.html">关于《某县停车管理办法》公开征求意见的公告</a><span>征集时间：2026-09-01 至 2026-09-30</span><a href="/f2.html">结果反馈</a></li>"""
    first, second = calls(f"<ul>{rows}</ul>").items
    assert (first.opened, first.closed, first.is_open) == (
        date(2026, 11, 1),
        date(2026, 11, 30),
        True,
    )
    assert (second.is_open, second.has_feedback) == (False, True)
    assert first.has_feedback is None


def test_an_announced_result_belongs_to_the_call_of_its_subject():
    rows = """<li><a href="/c1.html">关于《某县养犬管理办法（征求意见稿）》公开征求意见的公告</a><span>截止时间：2026-10-30</span></li>
<li><a href="/c3.html">关于《某县停车管理办法》公开征求意见的公告</a><span>截止时间：2026-10-30</span></li>
<li><a href="/f1.html">《某县养犬管理办法（征求意见稿）》意见征集结果反馈</a><span>截止时间：2026-10-30</span></li>"""
    first, second = calls(f"<ul>{rows}</ul>").items
    assert (first.has_feedback, second.has_feedback) == (True, None)


def test_a_visited_call_without_a_result_has_none():
    page = (
        "<h1>关于养犬管理办法征求意见的公告</h1><p>开始时间：2026-09-01</p><p>截止时间：2026-09-30</p><p>"
        + "公告正文。" * 40
        + "</p>"
    )
    rows = f'<li><a href="{HOST}/c1.html">关于养犬管理办法征求意见的公告</a><i>已结束</i></li><li><a href="/c9.html">关于停车管理办法征求意见的公告</a><i>进行中</i></li>'
    first, second = calls(f"<ul>{rows}</ul>", Pages(c1=page)).items
    assert (first.opened, first.closed, first.has_feedback) == (
        date(2026, 9, 1),
        date(2026, 9, 30),
        False,
    )
    assert (second.is_open, second.has_feedback) == (True, None)


def test_boxes_in_boxes_hold_no_rows_and_cost_no_more_than_a_page():
    deep = "<div><p>答复时间：2026-10-12</p>" * 12_000
    assert messages(deep, only_telling=True) is None


def test_a_list_behind_a_long_page_keeps_its_head():
    before = "<div>" + "<p>说明</p>" * 500 + "</div>"
    assert [row.unit for row in messages(before + TABLE).items] == ["县住建局", ""]
