"""What a notice says of rectification is counted from the records, as of a day."""

from datetime import date, timedelta

from tests.rectification.conftest import NOW, TODAY, answer_all
from xuncha.engine.domain.words import TargetKind
from xuncha.engine.second_look import Seen
from xuncha.office.rectification import (
    answering,
    contests,
    extending,
    figures,
    reviewing,
    second_looks,
)
from xuncha.office.rectification.answering import Said
from xuncha.office.rectification.contests import Verdict
from xuncha.office.rectification.papers import self_check_of
from xuncha.office.rectification.states import ContestState, Says

DUE = date(2024, 10, 11)
LATE = NOW + timedelta(days=30)
YEAR = (date(2024, 1, 1), date(2024, 12, 31))


def of_body(found, name):
    return next(one for one in found if one.body == name)


def test_a_paper_is_told_as_it_stood_on_a_day(to_bureau, bureau_clerk, reviewer):
    answer_all(to_bureau, bureau_clerk, at=NOW + timedelta(days=2))
    [item] = to_bureau.items.all()
    at = NOW + timedelta(days=4)
    second_looks.look_by_person([item], Seen.FIXED, "已看", reviewer, at=at)
    reviewing.strike_off(to_bureau, [item.pk], reviewer, at=at)
    office = to_bureau.office_id
    [then] = figures.slips(office, *YEAR, TODAY + timedelta(days=1))
    assert (then.answered_on, then.closed_on) == (None, None)
    [now] = figures.slips(office, *YEAR, TODAY + timedelta(days=9))
    assert now.kind == "整改通知单"
    assert now.answered_on == TODAY + timedelta(days=2)
    assert now.closed_on == TODAY + timedelta(days=4)
    assert figures.slips(office, date(2024, 1, 1), date(2024, 9, 1), DUE) == ()


def test_drafts_are_no_papers(drafts):
    order = drafts["青石市人民政府"]
    assert figures.slips(order.office_id, *YEAR, date(2024, 12, 31)) == ()


def test_who_did_not_report_is_told_once_the_day_is_over(to_city, to_bureau, bureau_clerk):
    answer_all(to_bureau, bureau_clerk, at=LATE)
    office = to_city.office_id
    assert figures.non_reporters(office, *YEAR, DUE) == ()
    silent = figures.non_reporters(office, *YEAR, DUE + timedelta(days=1))
    assert {one.body for one in silent} == {"青石市人民政府", "呼兰省财政厅"}
    later = figures.non_reporters(office, *YEAR, date(2024, 12, 31))
    assert of_body(later, "呼兰省财政厅").answered_on is not None  # late
    assert of_body(later, "青石市人民政府").answered_on is None  # not at all


def test_an_extension_moves_the_day_from_when_it_was_granted(to_city, clerk, reviewer):
    until = date(2024, 11, 15)
    extending.ask(to_city, until, "系统改造", clerk, at=NOW)
    extending.grant(to_city, until, reviewer, at=LATE)
    office = to_city.office_id
    assert figures.slips(office, *YEAR, DUE)[0].due_on == DUE
    assert figures.slips(office, *YEAR, date(2024, 11, 1))[0].due_on == until
    assert figures.non_reporters(office, *YEAR, date(2024, 11, 1)) == ()


def test_items_add_up_before_and_after_the_second_look(to_city, judged, clerk, reviewer):
    answer_all(to_city, clerk)
    rows = list(to_city.items.order_by("id"))
    look = second_looks.look_by_person
    look(rows[:3], Seen.FIXED, "已改", reviewer, at=LATE)
    look(rows[3:4], Seen.STILL, "仍在", reviewer, at=LATE)
    look(rows[4:5], Seen.UNREACHABLE, "打不开", reviewer, at=LATE)
    first = figures.rectified(judged, TargetKind.SITE, TODAY)
    assert (first.items, first.unlooked, first.gone) == (6, 6, 0)
    after = figures.rectified(judged, TargetKind.SITE, date(2024, 12, 31))
    assert (after.gone, after.there, after.unseen, after.unlooked) == (3, 1, 1, 1)
    assert after.gone + after.there + after.unseen + after.unlooked == after.base
    assert after.targets_there == ("青石市政府网",)
    assert figures.rectified(judged, TargetKind.ACCOUNT, TODAY).items == 0


def test_contests_are_counted_with_what_was_ruled(to_bureau, judged, bureau_clerk, second):
    answering.receive(to_bureau, bureau_clerk, at=NOW)
    [item] = answering.open_items(to_bureau)
    answering.reply(item, Said(Says.CONTEST, "引用"), bureau_clerk, at=NOW)
    [contest] = answering.submit(to_bureau, bureau_clerk, at=NOW).contests
    assert figures.contested(judged, TODAY).open == 1
    said = Verdict(ContestState.UPHELD, "属实")
    contests.rule(contest, said, second, at=NOW + timedelta(days=1))
    told = figures.contested(judged, TODAY + timedelta(days=1))
    assert (told.opened, told.upheld, told.open, told.in_time) == (1, 1, 0, 1)
    assert figures.rectified(judged, TargetKind.SITE, date(2024, 12, 31)).lifted == 1


def test_a_body_s_own_report_counts_what_it_was_asked(to_city, judged, city, clerk):
    answer_all(to_city, clerk)
    report = self_check_of(city, judged)
    assert report.by_state == {"待复查": 6}
    assert sum(report.by_kind.values()) == 6
    assert [one.number for one in report.papers] == [to_city.number]
