# ruff: noqa: E501 (tables of cases)
"""From the wire to the row: what could not be looked at is neither a fault nor a pass."""

import pytest

from tests.examine.conftest import ROWS
from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.arrivals import same_site


def test_a_sound_site_is_clear_in_every_row(looked):
    assert looked["good"].results == ["clear"] * 4


@pytest.mark.parametrize("name", ["undated", "carousel", "headline"])
def test_fresh_news_that_the_home_page_shows_without_dates_are_updates(looked, name):
    assert looked[name].outcomes["W-V3"].result == "clear"


@pytest.mark.parametrize("name", ["unknown", "loaded"])
def test_an_old_block_beside_news_nobody_could_date_is_no_fault(looked, name):
    assert looked[name].outcomes["W-V3"].result == "unable"


def test_a_site_without_any_update_is_hit(looked):
    assert looked["still"].outcomes["W-V3"].result == "hit"
    assert looked["still"].outcomes["W-V4.1"].result == "hit"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("maint", UnableClass.UNREADABLE), ("empty", UnableClass.UNREADABLE), ("bare", UnableClass.UNREADABLE), ("nginx", UnableClass.UNREADABLE),
        ("busy", UnableClass.UNREADABLE), ("geo", UnableClass.FORBIDDEN), ("soft404", UnableClass.NOT_FOUND),
        ("shell", UnableClass.NEEDS_RENDERING), ("jsaway", UnableClass.NEEDS_RENDERING),
    ],
)  # fmt: skip
def test_a_home_page_that_shows_nothing_of_the_site_is_no_result(looked, name, wanted):
    assert looked[name].facts.unable is wanted
    assert looked[name].results == ["unable"] * 4


@pytest.mark.parametrize("name", ["elsewhere", "parked"])
def test_a_home_page_of_another_site_is_not_judged(looked, name):
    assert looked[name].results == ["unable"] * 4
    assert all("http://good.example/" in looked[name].outcomes[row].reason for row in ROWS)


def test_a_home_page_under_www_is_the_same_site(looked):
    assert looked["moved"].results == ["clear"] * 4


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://www.pingxi.gov.cn/", "https://pingxi.gov.cn/", True), ("http://zwgk.pingxi.gov.cn/", "http://www.pingxi.gov.cn/", True),
        ("http://a.b.pingxi.gov.cn/", "http://zwgk.pingxi.gov.cn/", True), ("http://www.pingxi.gov.cn/", "http://www.lantian.gov.cn/", False),
        ("http://www.gov.cn/", "http://www.pingxi.gov.cn/", False), ("http://www.pingxi.com/", "http://new.pingxi.com/", True),
        ("http://a.pingxi.com/", "http://b.pingxi.com/", False), ("http://10.0.0.1/", "http://10.0.0.2/", False),
    ],
)  # fmt: skip
def test_one_site_is_one_host_or_hosts_of_one_body(one, other, same):
    assert same_site(one, other) is same
    assert same_site(other, one) is same


@pytest.mark.parametrize(
    ("name", "words"), [("colhome", "首页"), ("colsame", "首页"), ("colother", "其他栏目")]
)
def test_a_column_whose_address_leads_elsewhere_in_the_site_is_not_seen(looked, name, words):
    columns = [
        c for c in looked[name].facts.columns if name != "colother" or c.plan.name != "本地要闻"
    ]
    assert {column.unable for column in columns} == {UnableClass.UNREADABLE}
    assert all(words in column.reason for column in columns)


def test_a_column_that_moved_to_its_index_file_is_itself(looked):
    assert looked["colslash"].results == ["clear"] * 4


def test_columns_that_are_plainly_empty_are_blank(looked):
    assert looked["colblank"].outcomes["W-V4.3"].result == "hit"


@pytest.mark.parametrize(
    ("name", "wanted"), [("colframe", "needs_rendering"), ("colwall", "forbidden")]
)
def test_columns_that_load_their_lists_or_refuse_us_are_not_blank(looked, name, wanted):
    assert looked[name].outcomes["W-V4.3"].result == "unable"
    assert looked[name].outcomes["W-V4.3"].unable_class == wanted


def test_an_old_block_beside_a_loaded_list_does_not_make_columns_still(looked):
    assert looked["colside"].outcomes["W-V4.1"].result == "unable"
    assert looked["colside"].outcomes["W-V4.1"].unable_class == "needs_rendering"


def test_a_fresh_list_beside_a_loaded_one_stays_fresh(looked):
    assert looked["colmore"].outcomes["W-V4.1"].result == "clear"
