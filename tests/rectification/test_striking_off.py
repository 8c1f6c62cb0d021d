"""The newest look is held against each item; a person strikes off what it found gone."""

from datetime import timedelta

import pytest

from tests.office.results import wording_outcome
from tests.rectification.conftest import BUREAU, NOW, PORTAL, answer_all, take_in
from tests.rectification.test_publishers import PAGE
from xuncha.engine.bundle.exchange import Exchange
from xuncha.engine.bundle.writer import BundleWriter
from xuncha.engine.second_look import Seen
from xuncha.flow.second_look import look_again
from xuncha.office.casework import rounds
from xuncha.office.casework.frozen import plan_of, settings_of
from xuncha.office.rectification import reviewing, second_looks
from xuncha.office.rectification.errors import OrderError
from xuncha.office.rectification.models import SecondLook
from xuncha.office.rectification.papers import paper_of
from xuncha.office.rectification.states import ItemState, OrderState

ANSWERED = NOW + timedelta(days=3)
AGAIN = NOW + timedelta(days=20)


@pytest.fixture
def answered(to_bureau, bureau_clerk):
    answer_all(to_bureau, bureau_clerk, at=ANSWERED)
    return to_bureau


def later_round(judged, order, user, *, wrongs=(), at=AGAIN, pages=None, home=None):
    """A round after with these wrong words on the bureau's site, and a bundle with these pages."""
    fields = {name: getattr(order, name) for name in order.__slots__}
    wanted = type(order)(**{**fields, "title": f"复查 {at:%m-%d}", "as_of": at})
    later = rounds.open_round(judged.office, wanted, user)
    target = take_in(later, BUREAU, wording_outcome(BUREAU, list(wrongs)))
    if pages is not None:
        target.visit.bundle_path = str(bundle(later, target, home / f"b{later.pk}", pages, at))
        target.visit.save()
    return later


def bundle(inspection, target, folder, pages, at):
    with BundleWriter(
        folder, plan_of(target), settings_of(inspection), at, started_at=at
    ) as writer:
        headers = (("Content-Type", "text/html; charset=utf-8"),)
        for url, (status, body) in pages.items():
            writer.record(Exchange(url, (), status, headers, body.encode(), at))
        return writer.finish(at)


def html(text):
    return f"<html><head><title>文章</title></head><body><h1>文章</h1><p>{text}</p></body></html>"


ROWS = "".join(f'<li><a href="/n{n}.html">要闻第{n}条消息</a> 2024-10-1{n}</li>' for n in range(6))
HOME = f"<html><head><title>首页</title></head><body><ul>{ROWS}</ul></body></html>"


def newest(order):
    return SecondLook.objects.filter(item__order=order).last()


def test_without_a_look_since_the_answer_nothing_is_said(answered, judged, order, reviewer):
    assert look_again(answered, at=AGAIN).unlooked == 1
    later_round(judged, order, reviewer, at=ANSWERED - timedelta(hours=1))
    report = look_again(answered, at=AGAIN)
    assert (report.looked, report.unlooked) == (0, 1)


def test_what_a_later_round_still_shows_is_not_repaired(answered, judged, order, reviewer):
    later = later_round(judged, order, reviewer, wrongs=["错字丙"])
    report = look_again(answered, at=AGAIN)
    assert report.seen == {Seen.STILL: 1}
    look = newest(answered)
    assert (look.round, look.finding.title) == (later, "“错字丙”")
    assert look.is_machine
    [item] = answered.items.all()
    assert item.state == ItemState.ANSWERED  # the machine proposes
    with pytest.raises(OrderError, match="复查结果是“仍在”"):
        reviewing.strike_off(answered, [item.pk], reviewer)
    reviewing.put_back(answered, [item.pk], "复查仍在", reviewer)
    item.refresh_from_db()
    assert item.state == ItemState.STILL


def test_the_same_look_twice_is_kept_once(answered, judged, order, reviewer):
    later_round(judged, order, reviewer, wrongs=["错字丙"])
    look_again(answered, at=AGAIN)
    report = look_again(answered, at=AGAIN)
    assert report.seen == {Seen.STILL: 1}
    assert SecondLook.objects.count() == 1
    assert answered.events.filter(kind="looked").count() == 1


def test_a_later_round_without_its_bundle_says_nothing_of_a_page(answered, judged, order, reviewer):
    later_round(judged, order, reviewer)
    assert look_again(answered, at=AGAIN).seen == {Seen.UNREACHABLE: 1}


def test_a_repaired_page_is_struck_off_by_a_person(answered, judged, order, reviewer, home):
    pages = {PAGE: (200, html("前文改正后文"))}
    later_round(judged, order, reviewer, pages=pages, home=home)
    assert look_again(answered, at=AGAIN).seen == {Seen.FIXED: 1}
    [item] = answered.items.all()
    assert reviewing.strike_off(answered, [item.pk], reviewer, at=AGAIN) == 1
    answered.refresh_from_db()
    assert answered.state == OrderState.CLOSED
    line = paper_of(answered).items[0]
    assert (line.state, line.seen) == ("已销号", "已改正")


def test_a_deleted_page_is_told_apart(answered, judged, order, reviewer, home):
    pages = {PAGE: (404, html("没有找到"))}
    later_round(judged, order, reviewer, pages=pages, home=home)
    assert look_again(answered, at=AGAIN).seen == {Seen.DELETED: 1}


def test_what_was_repaired_and_is_there_again_has_reappeared(
    answered, judged, order, reviewer, home
):
    later_round(judged, order, reviewer, pages={PAGE: (200, html("改正"))}, home=home)
    look_again(answered, at=AGAIN)
    once_more = AGAIN + timedelta(days=30)
    later_round(judged, order, reviewer, wrongs=["错字丙"], at=once_more)
    assert look_again(answered, at=once_more).seen == {Seen.REAPPEARED: 1}
    assert look_again(answered, at=once_more).seen == {Seen.REAPPEARED: 1}
    assert SecondLook.objects.count() == 2


def test_a_fresh_visit_is_read_before_a_later_round(answered, judged, order, reviewer, home):
    later_round(judged, order, reviewer, wrongs=["错字丙"])
    [item] = answered.items.all()
    at = AGAIN + timedelta(days=1)
    pages = {item.target.url: (200, HOME), PAGE: (200, html("前文改正后文"))}
    folder = home / "fresh"
    bundle(judged, item.target, folder, pages, at)
    report = look_again(answered, bundles=folder, at=at)
    assert report.seen == {Seen.FIXED: 1}
    look = newest(answered)
    assert look.round is None
    assert look.bundle.endswith(BUREAU)
    assert look.manifest_digest.startswith("sha256:")


def test_a_person_may_look_instead_and_says_what_was_seen(answered, reviewer, inspector):
    items = list(answered.items.all())
    with pytest.raises(OrderError, match="权限"):
        second_looks.look_by_person(items, Seen.FIXED, "已看", inspector)
    with pytest.raises(OrderError, match="须写明"):
        second_looks.look_by_person(items, Seen.FIXED, "", reviewer)
    second_looks.look_by_person(items, Seen.FIXED, "打开原页面，已改为“安装”", reviewer)
    reviewing.strike_off(answered, [items[0].pk], reviewer)
    answered.refresh_from_db()
    assert answered.state == OrderState.CLOSED


def test_striking_off_can_be_taken_back(answered, reviewer):
    items = list(answered.items.all())
    second_looks.look_by_person(items, Seen.FIXED, "已改", reviewer)
    reviewing.strike_off(answered, [items[0].pk], reviewer)
    reviewing.put_back(answered, [items[0].pk], "看错了页面", reviewer)
    items[0].refresh_from_db()
    answered.refresh_from_db()
    assert items[0].state == ItemState.STILL
    assert answered.state == OrderState.RETURNED


def test_what_was_put_back_wants_a_look_of_its_own(answered, reviewer):
    items = list(answered.items.all())
    steps = [ANSWERED + timedelta(days=days) for days in (1, 2, 3, 4)]
    second_looks.look_by_person(items, Seen.FIXED, "已改", reviewer, at=steps[0])
    reviewing.strike_off(answered, [items[0].pk], reviewer, at=steps[1])
    reviewing.put_back(answered, [items[0].pk], "看错了页面", reviewer, at=steps[2])
    with pytest.raises(OrderError, match="还没有复查结果"):
        reviewing.strike_off(answered, [items[0].pk], reviewer, at=steps[3])
    second_looks.look_by_person(items, Seen.FIXED, "再看已改", reviewer, at=steps[3])
    assert reviewing.strike_off(answered, [items[0].pk], reviewer, at=steps[3]) == 1


def test_a_look_before_the_answer_holds_nothing_to_be_unrepaired(to_bureau, bureau_clerk, reviewer):
    items = list(to_bureau.items.all())
    before = ANSWERED - timedelta(days=1)
    second_looks.look_by_person(items, Seen.STILL, "仍在", reviewer, at=before)
    answer_all(to_bureau, bureau_clerk, at=ANSWERED)
    with pytest.raises(OrderError, match="没有已销号的"):
        reviewing.put_back(to_bureau, [items[0].pk], "仍在", reviewer, at=AGAIN)


def test_an_item_nobody_answered_may_be_found_repaired_all_the_same(
    to_bureau, judged, order, reviewer, home
):
    pages = {PAGE: (200, html("改正"))}
    later_round(judged, order, reviewer, pages=pages, home=home)
    assert look_again(to_bureau, at=AGAIN).seen == {Seen.FIXED: 1}
    [item] = to_bureau.items.all()
    reviewing.strike_off(to_bureau, [item.pk], reviewer)
    item.refresh_from_db()
    assert item.state == ItemState.STRUCK


def test_portal_items_are_untouched_by_a_look_at_another_site(
    to_city, judged, order, reviewer, home
):
    later_round(judged, order, reviewer, pages={PAGE: (200, html("改正"))}, home=home)
    assert look_again(to_city, at=AGAIN).looked == 0
    assert to_city.items.first().target.code == PORTAL
