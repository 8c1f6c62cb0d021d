# ruff: noqa: E501 (markup stands as a page has it)
"""Dates: every form is read, each by its kind, and only a publication date is one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha.engine.domain.words import DateKind, DatePlace, PageKind
from xuncha.engine.extract.numerals import fold, url_date, written_dates
from xuncha.engine.extract.page import read_page

AS_OF = date(2026, 11, 22)
DAYS = st.dates(date(1995, 1, 1), date(2030, 12, 31))
SENTENCES = (
    "为进一步做好有关工作，现将具体事项通知如下，请各单位认真贯彻执行，并及时报告进展情况。" * 4
)


def article(
    source: str, *, body: str = SENTENCES, head: str = "", tail: str = "", url: str = "a/x.html"
):
    text = f"""<html><head><meta charset=utf-8><title>关于做好供暖工作的通知_平溪县人民政府</title>{head}</head><body>
    <div class=header>今天是2026年11月22日</div><h1>关于做好供暖工作的通知</h1><div class=info>{source}</div>
    <div class=con><p>{body}</p><p>{SENTENCES}</p></div>{tail}
    <div class=footer>版权所有 平溪县人民政府 页面生成时间：2026-11-21</div></body></html>"""
    return read_page(
        text.encode(),
        f"http://www.pingxi.gov.cn/{url}",
        content_type="",
        as_of=AS_OF,
        kind=PageKind.ARTICLE,
    )


def spoken(day: date) -> str:
    digits = "〇一二三四五六七八九"

    def number(value: int) -> str:
        tens, units = divmod(value, 10)
        return ("" if not tens else "十" if tens == 1 else digits[tens] + "十") + (
            digits[units] if units else ""
        )

    return f"{''.join(digits[int(n)] for n in str(day.year))}年{number(day.month)}月{number(day.day)}日"


FORMS = {
    "iso": lambda d: f"{d}",
    "slashes": lambda d: f"{d.year}/{d.month}/{d.day}",
    "dots": lambda d: f"{d:%Y.%m.%d}",
    "chinese": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "blanks": lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    "words": spoken,
    "wide": lambda d: str(d).translate(str.maketrans("0123456789-", "０１２３４５６７８９－")),
    "glued clock": lambda d: f"{d}08:30:00",
    "english": lambda d: f"{d:%B} {d.day}, {d.year}",
    "tibetan": lambda d: f"{d.year}ལོའི་ཟླ་{d.month}པའི་ཚེས་{d.day}",
    "uyghur": lambda d: f"{d.year}-يىلى {d.month}-ئاينىڭ {d.day}-كۈنى",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@given(day=DAYS)
def test_every_way_to_write_a_day_reads_as_that_day(form, day):
    assert [one.value for one in written_dates(form(day))] == [day]


@given(text=st.text(max_size=300))
def test_any_text_at_all_is_read_without_a_fault(text):
    assert len(fold(text)) == len(text)
    for one in written_dates(text):
        assert 0 <= one.start < one.end <= len(text)


@given(text=st.text(alphabet="0123456789-/.年月日: 一二十〇", max_size=60))
def test_what_is_read_out_of_figures_is_written_there(text):
    for one in written_dates(text):
        assert one.value.day < 10 or str(one.value.day) in fold(text) or "十" in text


@pytest.mark.parametrize(
    "path",
    ["/202410/t20241016_1.html", "/art/2024/10/16/art_1_2.html", "/content/2024-10/16/content_7.htm",
     "/2024-10/16/c_112.htm", "/xw/2024/1016/55.html"],
)  # fmt: skip
def test_addresses_of_the_cms_families_name_their_day(path):
    found = url_date(path)
    assert found is not None
    assert found.value == date(2024, 10, 16)


@pytest.mark.parametrize(
    "path", ["/info/1001/2345.htm", "/content/post_8812345.html", "/col/col12345/index.html"]
)
def test_addresses_without_a_day_name_none(path):
    assert url_date(path) is None


@pytest.mark.parametrize(
    "source",
    [
        "发布时间：2024-10-16 09:21　来源：县府办", "发布日期∶2024年10月16日", "【发布时间:2024-10-16】",
        "<span>发布日期：</span><span>2024-10-16</span>", "来源：县府办  2024-10-16 10:00  浏览次数：12",
        "时间：２０２４－１０－１６ 来源：本站", "<td>发布日期：</td><td>2024年10月16日</td>", "2024-10-16",
        "二〇二四年十月十六日", "发 布 时 间：2024-10-16", "信息来源:水务局 发布时间:2024.10.16 字体:大 中 小",
    ],
)  # fmt: skip
def test_the_line_under_the_title_gives_the_publication_date(source):
    assert article(source).publish_date == date(2024, 10, 16)


@pytest.mark.parametrize(
    "label", ["成文日期", "印发日期", "发文日期", "生成日期", "施行日期", "截止日期", "有效期至"]
)
def test_a_date_of_another_kind_is_not_the_publication_date(label):
    facts = article(f"{label}：2024-10-01")
    assert facts.publish_date is None
    assert DateKind.PUBLISHED not in {one.kind for one in facts.dates}


def test_the_published_date_is_chosen_beside_the_signing_date():
    facts = article("<li>成文日期：2024年10月10日</li><li>发布日期：2024年10月16日</li>")
    assert facts.publish_date == date(2024, 10, 16)
    kinds = {one.kind: one.value for one in facts.dates if one.place is DatePlace.LABEL}
    assert kinds[DateKind.SIGNED] == date(2024, 10, 10)


def test_a_publication_date_below_the_text_counts():
    assert article("", tail="<div>发布日期：2024-10-16</div>").publish_date == date(2024, 10, 16)


def test_a_page_without_a_visible_date_falls_back_to_its_address_then_to_its_label():
    head = '<meta name="PubDate" content="2024-10-20 08:00">'
    assert article("", url="202410/t20241016_1.html", head=head).publish_date == date(2024, 10, 16)
    assert article("", head=head).publish_date == date(2024, 10, 20)
    assert article("").publish_date is None


def test_a_label_that_lies_is_reported_by_its_distance():
    facts = article("发布时间：2021-09-06", head='<meta name="pubdate" content="2023-11-10 01:00">')
    assert facts.publish_date == date(2021, 9, 6)
    assert facts.disagreement_days == (date(2023, 11, 10) - date(2021, 9, 6)).days


def test_a_date_after_the_day_of_reading_is_not_a_publication_date():
    assert article("发布时间：2027-01-01").publish_date is None


@pytest.mark.parametrize(
    "tail",
    ["<ul class=list><li><a href=b.html>全县召开秋粮收购工作会议</a><span>2026-11-20</span></li></ul>",
     "<div class=sidebar><p>发布时间：2026-11-20</p></div>"],
)  # fmt: skip
def test_dates_of_other_pages_beside_the_text_are_not_taken(tail):
    assert article("", tail=tail).publish_date is None


def test_a_meeting_time_in_the_text_is_no_publication_date():
    assert article("", body="会议时间：2024年3月1日").publish_date is None


def test_what_a_caller_does_with_the_dates_of_a_text_changes_no_later_reading():
    text = "发布日期：２０２４年３月１日"
    first = written_dates(text)
    first.clear()
    assert [one.value for one in written_dates(text)] == [date(2024, 3, 1)]
