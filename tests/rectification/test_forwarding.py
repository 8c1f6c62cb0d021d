"""A city sends items on to its counties, gathers what they answer, and hands it in as one."""

from datetime import date, timedelta

import pytest

from tests.rectification.conftest import NOW, answer_all
from tests.rectification.test_answering import pdf
from xuncha.office.rectification import answering, files, forwarding, reviewing
from xuncha.office.rectification.answering import Said
from xuncha.office.rectification.errors import OrderError
from xuncha.office.rectification.models import Order
from xuncha.office.rectification.papers import paper_of
from xuncha.office.rectification.states import ItemState, OrderState, Says

LATER = NOW + timedelta(hours=3)


@pytest.fixture
def below(county, to_city, clerk):
    """Two items of the city's order, sent on to its county."""
    answering.receive(to_city, clerk, at=NOW)
    chosen = [one.pk for one in answering.open_items(to_city)[:2]]
    return forwarding.forward(to_city, chosen, county, clerk, at=NOW)


def test_a_forwarded_order_reaches_the_county_and_shows_who_sent_it(below, to_city, county_clerk):
    assert list(Order.objects.visible_to(county_clerk)) == [below]
    assert below.number == f"{to_city.number}转1"
    assert below.due_on == to_city.due_on
    assert paper_of(below).through == "青石市人民政府"
    assert to_city.events.get(kind="forwarded").count == 2


def test_only_bodies_below_are_forwarded_to_and_nothing_twice(
    below, to_city, clerk, bureau, county
):
    chosen = [one.pk for one in answering.open_items(to_city)]
    with pytest.raises(OrderError, match="不是“青石市人民政府”的下级"):
        forwarding.forward(to_city, chosen, bureau, clerk, at=NOW)
    with pytest.raises(OrderError, match="2 项已经转办"):
        forwarding.forward(to_city, chosen, county, clerk, at=NOW)
    more = forwarding.forward(to_city, chosen[2:3], county, clerk, at=NOW)
    assert more == below
    assert below.items.count() == 3


def test_the_county_gets_no_longer_than_the_city(to_city, county, clerk):
    answering.receive(to_city, clerk, at=NOW)
    chosen = [answering.open_items(to_city)[0].pk]
    with pytest.raises(OrderError, match="晚于本单期限"):
        forwarding.forward(to_city, chosen, county, clerk, due_on=date(2024, 11, 1), at=NOW)


def test_what_the_county_answers_is_the_citys_once_it_gathers_it(
    below, to_city, clerk, county_clerk, home
):
    answering.receive(below, county_clerk, at=NOW)
    items = answering.open_items(below)
    said = Said(Says.FIXED, "县里已改", uploads=files.read_files([pdf()]))
    answering.reply(items, said, county_clerk, at=NOW)
    assert forwarding.gather(to_city, clerk, at=LATER) == 0  # not handed in yet
    answering.submit(below, county_clerk, at=LATER)
    assert forwarding.gather(to_city, clerk, at=LATER) == 2
    assert forwarding.gather(to_city, clerk, at=LATER) == 0
    rest = [one for one in answering.open_items(to_city) if one.fresh is None]
    answering.reply(rest, Said(Says.FIXED, "市里已改"), clerk, at=LATER)
    done = answering.submit(to_city, clerk, at=LATER)
    assert (done.answered, done.lacking) == (6, 0)
    texts = {one.reply for one in paper_of(to_city).items}
    assert texts == {"县里已改", "市里已改"}
    passed = to_city.items.first().replies.get()
    assert files.opened(passed.files.get(), clerk).startswith(b"%PDF-")


def test_the_city_returns_what_its_county_answered_badly(below, clerk, county_clerk, inspector):
    answer_all(below, county_clerk)
    rows = list(below.items.values_list("pk", flat=True))
    with pytest.raises(OrderError, match="由下发单位办理"):
        reviewing.send_back(below, rows, "没有说明", county_clerk, at=LATER)
    assert reviewing.send_back(below, rows, "没有说明", clerk, at=LATER) == 2
    below.refresh_from_db()
    assert below.state == OrderState.RETURNED


def test_a_contest_from_below_is_opened_when_the_city_hands_it_in(
    below, to_city, clerk, county_clerk
):
    answer_all(below, county_clerk, Says.CONTEST, "引用原文")
    assert set(below.items.values_list("state", flat=True)) == {ItemState.ANSWERED}
    forwarding.gather(to_city, clerk, at=LATER)
    done = answering.submit(to_city, clerk, at=LATER)
    assert len(done.contests) == 2
    assert {one.item.order_id for one in done.contests} == {to_city.pk}


def test_a_forwarded_order_taken_back_frees_its_items(below, to_city, county, clerk):
    forwarding.take_again(below, clerk, "改由市里办理", at=LATER)
    below.refresh_from_db()
    assert below.state == OrderState.WITHDRAWN
    chosen = [one.pk for one in answering.open_items(to_city)[:2]]
    assert forwarding.forward(to_city, chosen, county, clerk, at=LATER).pk != below.pk


def test_a_county_does_not_touch_the_citys_own_order(below, to_city, county_clerk):
    with pytest.raises(OrderError, match="不是下发给您单位"):
        forwarding.gather(to_city, county_clerk)
