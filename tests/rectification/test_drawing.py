"""Orders are drawn up of what counts, to whom it concerns, and never twice."""

from datetime import date

import pytest

from tests.office.results import summary, wording_outcome
from tests.rectification.conftest import NOW, PORTAL, SIGNED, TODAY, judge_all, previewed, take_in
from xuncha.engine.domain.words import Result
from xuncha.office.casework import carry_over, decisions, rounds
from xuncha.office.casework.decisions import Look
from xuncha.office.casework.errors import IntakeError
from xuncha.office.casework.taking_in import forget, store_target
from xuncha.office.people import audit
from xuncha.office.people.models import AuditRecord
from xuncha.office.rectification import answering, drawing, forwarding, issuing
from xuncha.office.rectification.errors import OrderError
from xuncha.office.rectification.models import Order, OrderItem, SeenPublisher
from xuncha.office.rectification.papers import paper_of
from xuncha.office.rectification.states import ItemState, OrderState, PaperKind
from xuncha.office.registry.models import Body
from xuncha.office.registry.trees import rebuild


def shares(inspection):
    return {one.name: one for one in previewed(inspection).shares}


def test_what_was_confirmed_goes_to_the_sponsor_and_nothing_else(judged):
    found = shares(judged)
    assert found["青石市人民政府"].items == 6
    assert found["青石市人民政府"].vetoes == 5
    assert found["呼兰省财政厅"].items == 1
    assert not Order.objects.exists()


def test_an_item_goes_to_the_publisher_its_page_names(judged, bureau):
    finding = judged.targets.get(code=PORTAL).findings.get(title="“错字甲”")
    SeenPublisher.objects.create(finding=finding, name="省财政厅", body=bureau)
    found = shares(judged)
    assert found["青石市人民政府"].items == 5
    assert found["呼兰省财政厅"].by_publisher == 1


def test_drawing_twice_makes_nothing_twice(judged, drafts, inspector):
    assert {one.items.count() for one in drafts.values()} == {6, 1}
    again = drawing.draw(
        judged, PaperKind.SLIP, [o.addressee_id for o in drafts.values()], inspector
    )
    assert again == []
    assert Order.objects.count() == 2
    assert not previewed(judged).shares


def test_what_is_confirmed_later_joins_the_draft_that_waits(judged, drafts, reviewer, inspector):
    late = judged.targets.get(code=PORTAL).findings.get(title="“错字乙”")
    decisions.confirm(late, reviewer, "属实")
    [share] = previewed(judged).shares
    assert share.drafted
    [order] = drawing.draw(judged, PaperKind.SLIP, [share.body], inspector)
    assert order == drafts["青石市人民政府"]
    assert order.items.count() == 7


def test_what_was_dismissed_or_seen_to_be_in_order_is_no_item(judged, reviewer):
    portal = judged.targets.get(code=PORTAL)
    decisions.dismiss(portal.findings.get(title="“错字甲”"), reviewer, "引文")
    decisions.look_by_hand(portal, Look("W-V4.3", Result.CLEAR, "栏目都有内容"), reviewer)
    assert "青石市人民政府" not in shares(judged)


def test_what_people_saw_without_a_finding_is_one_item(judged, reviewer, second, inspector, bureau):
    site = judged.targets.get(code="1100000002")
    look = Look("W-V3", Result.HIT, "首页一直没有更新")
    decisions.look_by_hand(site, look, reviewer)
    assert shares(judged)["呼兰省财政厅"].items == 1
    decisions.look_by_hand(site, look, second)
    judge_all(judged)
    assert shares(judged)["呼兰省财政厅"].items == 2
    [order] = drawing.draw(judged, PaperKind.SLIP, [bureau.pk], inspector)
    item = order.items.get(indicator="W-V3")
    assert item.look is not None
    assert item.is_veto
    assert item.title == "首页一直没有更新"


def test_a_row_below_its_limit_asks_for_repair_and_is_no_veto(judged, reviewer):
    portal = judged.targets.get(code=PORTAL)
    decisions.dismiss(portal.findings.filter(indicator="W-V4.3").first(), reviewer, "有内容")
    judge_all(judged)
    found = shares(judged)["青石市人民政府"]
    assert (found.items, found.vetoes) == (5, 0)


def test_a_round_nobody_judged_gives_no_orders(inspection, inspector):
    with pytest.raises(OrderError, match="还没有判定完"):
        drawing.draw(inspection, PaperKind.SLIP, [], inspector)


def test_who_only_reads_draws_nothing(judged, neighbour, city):
    with pytest.raises(OrderError, match="权限"):
        drawing.draw(judged, PaperKind.SLIP, [city.pk], neighbour)


def test_targets_without_a_sponsor_are_told_and_not_lost(judged):
    judged.targets.filter(code=PORTAL).update(sponsor=None)
    found = previewed(judged)
    assert found.homeless == 6
    assert found.homeless_targets == ("青石市政府网",)


def test_a_number_is_given_at_issuing_and_series_are_kept_by_kind_and_year(drafts, approver):
    city, bureau = drafts["青石市人民政府"], drafts["呼兰省财政厅"]
    assert city.number == ""
    issuing.issue(bureau, SIGNED, approver, at=NOW)
    issuing.issue(city, SIGNED, approver, at=NOW)
    assert bureau.number.endswith("〔2024〕1号")
    assert city.number.endswith("〔2024〕2号")
    assert issuing.issue(city, SIGNED, approver, at=NOW) is False
    assert city.due_on == date(2024, 10, 11)  # ten working days over the national holiday


def test_a_deadline_that_is_past_is_refused_and_one_chosen_is_kept(drafts, approver):
    order = drafts["青石市人民政府"]
    with pytest.raises(OrderError, match="早于今天"):
        issuing.issue(order, issuing.Signature("赵", date(2024, 9, 1)), approver, at=NOW)
    issuing.issue(order, issuing.Signature("赵", date(2024, 9, 30)), approver, at=NOW)
    assert order.due_on == date(2024, 9, 30)


def test_only_an_approver_issues(drafts, inspector):
    with pytest.raises(OrderError, match="签发"):
        issuing.issue(drafts["青石市人民政府"], SIGNED, inspector, at=NOW)


def test_a_withdrawn_order_frees_its_items(judged, to_city, approver):
    issuing.withdraw(to_city, approver, "误发")
    assert to_city.state == OrderState.WITHDRAWN
    assert shares(judged)["青石市人民政府"].items == 6


def test_items_can_be_taken_out_of_a_draft_only(drafts, to_city, inspector):
    draft = drafts["呼兰省财政厅"]
    [item] = draft.items.all()
    assert issuing.remove_items(draft, [item.pk], inspector, "已改正") == 1
    with pytest.raises(OrderError, match="已送达"):
        issuing.remove_items(to_city, [to_city.items.first().pk], inspector, "")


def next_round(judged, order, user, wrongs):
    """The round after with these wrong words on the portal, the first ``confirmed`` of them."""
    later = rounds.open_round(
        judged.office,
        type(order)(**{**_fields(order), "title": "2024年第四季度检查", "as_of": NOW}),
        user,
    )
    portal = take_in(later, PORTAL, wording_outcome(PORTAL, wrongs))
    for code in later.targets.exclude(code=PORTAL).values_list("code", flat=True):
        take_in(later, code)
    carry_over.link(later)
    for finding in portal.findings.all():
        decisions.confirm(finding, user, "属实")
    judge_all(later)
    for state in ("visiting", "judging", "reviewing"):
        rounds.move(later, type(rounds.RoundState.DRAFT)(state), user)
    return later


def _fields(order):
    return {name: getattr(order, name) for name in order.__slots__}


def test_the_same_item_still_there_is_told_from_its_kind_again(
    judged, to_city, order, reviewer, inspector, approver, city
):
    later = next_round(judged, order, reviewer, ["错字甲", "新错字"])
    [share] = previewed(later).shares
    assert (share.items, share.still, share.again) == (2, 1, 1)
    [again] = drawing.draw(later, PaperKind.SLIP, [city.pk], inspector, at=NOW)
    lines = {one.title: one for one in again.items.all()}
    assert (lines["“错字甲”"].origin, lines["“错字甲”"].streak) == ("still", 2)
    assert (lines["“新错字”"].origin, lines["“新错字”"].streak) == ("again", 2)
    before = to_city.items.get(title="“错字甲”")
    assert before.state == ItemState.OPEN
    issuing.issue(again, issuing.Signature("赵"), approver, at=NOW)
    before.refresh_from_db()
    assert before.state == ItemState.CARRIED
    assert to_city.events.filter(kind="carried").get().count == 1


def test_without_an_earlier_round_everything_is_new(drafts):
    assert set(OrderItem.objects.values_list("origin", "streak")) == {("new", 1)}


def test_the_paper_says_what_the_order_holds(to_city, clerk):
    paper = paper_of(to_city)
    assert paper.number == to_city.number
    assert paper.addressee == "青石市人民政府"
    assert paper.issued_on == TODAY
    assert paper.targets == 1
    assert [one.is_veto for one in paper.items] == [True] * 5 + [False]
    last = paper.items[-1]
    assert (last.found, last.suggestion, last.kind) == ("错字甲", "改正", "错别字")
    assert last.place == "http://qs.example/a.html"
    assert paper.open_items == 6


def test_every_act_is_in_the_audit_chain(to_city, office):
    acts = set(AuditRecord.objects.values_list("act", flat=True))
    assert {"order.drawn", "order.state"} <= acts
    assert audit.verify(office) is None


def test_results_an_order_holds_are_not_taken_in_anew(judged, to_city):
    account = judged.targets.filter(kind="account").first()
    outcome = account.outcomes.first()
    OrderItem.objects.create(
        order=to_city,
        target=account,
        indicator=outcome.indicator,
        outcome=outcome,
        title="长期不更新",
        opened_at=NOW,
    )
    with pytest.raises(IntakeError, match="整改单"):
        store_target(account, summary(), [])
    with pytest.raises(IntakeError, match="整改单"):
        forget(account)
    assert account.outcomes.exists()


def test_an_order_withdrawn_takes_back_whatever_was_forwarded_of_it(
    to_city, clerk, county, county_clerk, approver
):
    village = Body.objects.create(
        office=county.office,
        code="V",
        name="白溪县教育局",
        level="county",
        category="department",
        territory_parent=county,
    )
    rebuild(county.office)
    county.refresh_from_db()
    answering.receive(to_city, clerk, at=NOW)
    chosen = [answering.open_items(to_city)[0].pk]
    below = forwarding.forward(to_city, chosen, county, clerk, at=NOW)
    answering.receive(below, county_clerk, at=NOW)
    chosen = [answering.open_items(below)[0].pk]
    lowest = forwarding.forward(below, chosen, village, county_clerk, at=NOW)
    issuing.withdraw(to_city, approver, "误发", at=NOW)
    lowest.refresh_from_db()
    assert lowest.state == OrderState.WITHDRAWN
    assert not lowest.items.exclude(state=ItemState.WITHDRAWN).exists()


def test_an_order_issued_meanwhile_is_not_withdrawn_as_a_draft(drafts, inspector, approver):
    draft = drafts["青石市人民政府"]
    issuing.issue(Order.objects.get(pk=draft.pk), SIGNED, approver, at=NOW)
    assert draft.state == OrderState.DRAFTED
    with pytest.raises(OrderError, match="权限"):
        issuing.withdraw(draft, inspector, "误拟", at=NOW)
