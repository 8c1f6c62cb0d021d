"""Dates that cannot be, and all that only looks like one."""

from datetime import date

import pytest

from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.figures.dates import date_findings


def found(text: str, published: date | None = None) -> list[tuple[str, str, Band]]:
    return [(one.text, one.rule, one.band) for one in date_findings(text, published)]


@pytest.mark.parametrize(
    ("text", "wrong", "rule"),
    [
        ("截至2月30日完成", "2月30日", "date-no-such-day"),
        ("2023年2月29日印发", "2023年2月29日", "date-no-such-day"),
        ("二〇二三年二月二十九日", "二〇二三年二月二十九日", "date-no-such-day"),
        ("二○二三年六月三十一日", "二○二三年六月三十一日", "date-no-such-day"),
        ("于二月三十日施行", "二月三十日", "date-no-such-day"),
        ("２０２４年５月３２日", "２０２４年５月３２日", "date-no-such-day"),
        ("2024 年 2 月 30 日", "2024 年 2 月 30 日", "date-no-such-day"),
        ("发布日期：2023-02-30", "2023-02-30", "date-no-such-day"),
        ("更新于2023.2.30", "2023.2.30", "date-no-such-day"),
        ("2023/13/01 10:20", "2023/13/01", "date-no-such-month"),
        ("自2024年13月1日起", "2024年13月1日", "date-no-such-month"),
        ("13月份完成", "13月份", "date-no-such-month"),
        ("2024年9月30日（星期二）召开", "2024年9月30日（星期二）", "date-weekday"),
        ("2024年9月29日周一上午", "2024年9月29日周一", "date-weekday"),
        ("2024年9月8日周五起施行", "2024年9月8日周五", "date-weekday"),
        ("2024年9月8日星期五将货物售出", "2024年9月8日星期五", "date-weekday"),
        ("2015年3月10日周三完成勘查", "2015年3月10日周三", "date-weekday"),
        ("开标时间：26时30分", "26时30分", "date-no-such-time"),
        ("我局于9：75收到", "9：75", "date-no-such-time"),
        ("5月10日至5月3日公示", "5月10日至5月3日", "date-range-backwards"),
        ("2024年5月10日－2024年5月3日", "2024年5月10日－2024年5月3日", "date-range-backwards"),
        ("2024年至2023年", "2024年至2023年", "date-range-backwards"),
        ("2024年5月至2023年3月", "2024年5月至2023年3月", "date-range-backwards"),
        ("5月8日25时召开", "25时", "date-no-such-time"),
        ("上午9:75开始", "9:75", "date-no-such-time"),
        ("9时75分", "9时75分", "date-no-such-time"),
        ("上午15时召开", "上午15时", "date-morning"),
        ("20244年5月1日", "20244年", "date-odd-year"),
        ("第五季度完成", "第五季度", "date-no-such-quarter"),
        ("星期八上午", "星期八", "date-no-such-weekday"),
    ],
)
def test_a_date_that_cannot_be_is_certain(text: str, wrong: str, rule: str) -> None:
    assert (wrong, rule, Band.A) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "农历二月三十日祭祖",
        "农历2月30日祭祖",
        "光绪二十年二月三十日",
        "民国2月30日",
        "回历1445年2月30日",
        "每月31日前报送",
        "自受理之日起30日内",
        "占2/30，第13.1节，版本2.30，V2023.13.1",
        "第十三条和第十三个月",
        "第13月份工资",
        "截止时间为2026年1 0月21日15时",
        "1 0月份工作安排",
        "GB/T 2024—2023年版",
        "2023—2024学年",
        "每年11月15日至次年3月15日供暖",
        "2023年11月1日至3月31日",
        "5月10日至5月9日",
        "公元前221年至公元前206年",
        "十二月三十一日",
        "2024年2月29日",
        "2024年9月30日（星期一）",
        "2024年9月30日（周一至周五）",
        "用时26时30分，共30时5分",
        "师生比不低于1:80，按1:75的比例配备",
        "2024年9月29日周三强到任",
        "软件版本2016.13.2",
        "比例为24:70，温度达到30时停机",
        "中午12:30，24时前，24:00",
        "电话0971-2023-13-45",
        "连续第五季度增长",
    ],
)
def test_what_only_looks_like_a_wrong_date_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_the_weekday_of_the_date_is_suggested() -> None:
    (one,) = date_findings("2024年9月30日（周二）", None)
    assert one.suggestion == "2024年9月30日（周一）"


def test_a_code_in_the_form_of_a_date_is_doubtful() -> None:
    assert found("编号：2023-02-30") == [("2023-02-30", "date-no-such-day", Band.B)]
    assert found("每年5月10日至5月3日")[0][2] is Band.B


def test_what_is_said_to_have_happened_cannot_lie_after_publication() -> None:
    text = "项目已于2025年3月1日完工"
    assert found(text, date(2024, 5, 1)) == [("2025年3月1日", "date-to-come", Band.B)]
    assert found(text, date(2025, 5, 1)) == []
    assert found(text, None) == []


def test_the_reason_counts_the_days_of_the_month() -> None:
    (one,) = date_findings("2023年2月29日", None)
    assert "2023年2月只有28天，没有29日" in one.why
    (other,) = date_findings("2024年9月30日（星期二）", None)
    assert "2024年9月30日是星期一，文中写星期二" in other.why
