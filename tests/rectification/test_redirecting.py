"""An order that went to the wrong body is replaced by one to the right body, signed anew."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.rectification.conftest import NOW, SIGNED, answer_all
from xuncha.office.papers import checking, signing
from xuncha.office.people.models import AuditRecord
from xuncha.office.rectification import answering, drawing, issuing, redirecting
from xuncha.office.rectification.errors import OrderError
from xuncha.office.rectification.models import Order
from xuncha.office.rectification.states import OrderState, PaperKind

LATER = NOW + timedelta(days=2)
WHY = "该网站已移交青石市"


@pytest.fixture
def proposed(to_bureau, city, inspector):
    return redirecting.propose(to_bureau, city, inspector, WHY, at=LATER)


def test_until_it_is_signed_the_first_order_stands(
    to_bureau, proposed, bureau_clerk, clerk, judged, city, inspector
):
    assert (proposed.state, proposed.number, proposed.due_on) == ("drafted", "", None)
    assert answering.receive(to_bureau, bureau_clerk, at=LATER)
    assert proposed not in Order.objects.visible_to(clerk)
    assert not drawing.draw(judged, PaperKind.SLIP, [proposed.addressee_id], inspector)
    with pytest.raises(OrderError, match="已有改送草稿"):
        redirecting.propose(to_bureau, city, inspector, WHY)


def test_signed_the_new_order_replaces_the_first(
    to_bureau, proposed, second, approver, bureau_clerk, clerk, home
):
    checking.check_draft(proposed, second, at=LATER)
    signing.sign(proposed, SIGNED, approver, at=LATER)
    to_bureau.refresh_from_db()
    assert to_bureau.state == OrderState.WITHDRAWN
    assert set(to_bureau.items.values_list("state", flat=True)) == {"withdrawn"}
    assert proposed.serial == to_bureau.serial + 1
    assert proposed.due_on > to_bureau.due_on
    assert proposed.items.get().finding_id == to_bureau.items.get().finding_id
    events = to_bureau.events.order_by("-id")
    assert [one.note for one in events[:2]] == [f"另发{proposed.number}", WHY]
    assert AuditRecord.objects.filter(act="order.redirect_proposed").exists()
    assert list(Order.objects.visible_to(clerk)) == [proposed]
    assert not Order.objects.visible_to(bureau_clerk).exists()
    assert answering.receive(proposed, clerk, at=LATER)


def test_only_an_approver_sends_it_and_only_who_drafts_proposes_it(
    to_bureau, proposed, inspector, city, clerk
):
    with pytest.raises(OrderError, match="权限"):
        issuing.issue(proposed, SIGNED, inspector, at=LATER)
    with pytest.raises(OrderError):
        redirecting.propose(to_bureau, city, clerk, WHY)


def test_what_was_handed_back_is_redirected_too(to_bureau, bureau_clerk, inspector, city, approver):
    answering.hand_back(to_bureau, bureau_clerk, WHY, at=NOW)
    with pytest.raises(OrderError, match="理由"):
        redirecting.propose(to_bureau, city, inspector, " ")
    made = redirecting.propose(to_bureau, city, inspector, WHY, at=LATER)
    issuing.issue(made, SIGNED, approver, at=LATER)
    to_bureau.refresh_from_db()
    assert to_bureau.state == OrderState.WITHDRAWN


def test_what_the_body_answered_meanwhile_is_not_taken_from_it(
    to_bureau, proposed, bureau_clerk, inspector, approver, city
):
    answer_all(to_bureau, bureau_clerk, at=LATER)
    with pytest.raises(OrderError, match="已答复，不能改送"):
        issuing.issue(proposed, SIGNED, approver, at=LATER)
    proposed.refresh_from_db()
    assert (proposed.state, proposed.number) == ("drafted", "")
    issuing.withdraw(proposed, inspector, "单位已答复", at=LATER)
    with pytest.raises(OrderError, match="不能改送"):
        redirecting.propose(to_bureau, city, inspector, WHY)


def test_an_order_is_never_replaced_by_one_that_lost_an_item(drafts, bureau, inspector, approver):
    order = drafts["青石市人民政府"]
    issuing.issue(order, SIGNED, approver, at=NOW)
    made = redirecting.propose(order, bureau, inspector, WHY, at=LATER)
    assert made.items.count() > 1
    with pytest.raises(OrderError, match="改送草稿不能删减"):
        issuing.remove_items(made, [made.items.first().pk], inspector, "先不要求", at=LATER)
    made.items.filter(pk=made.items.first().pk).update(state="withdrawn")
    with pytest.raises(OrderError, match="有变化"):
        issuing.issue(made, SIGNED, approver, at=LATER)
    order.refresh_from_db()
    assert order.state == OrderState.ISSUED


def test_an_order_goes_to_its_own_addressee_again_only_once_it_was_handed_back(
    to_bureau, bureau, bureau_clerk, inspector
):
    with pytest.raises(OrderError, match="就是发给该单位的"):
        redirecting.propose(to_bureau, bureau, inspector, WHY, at=LATER)
    answering.hand_back(to_bureau, bureau_clerk, WHY, at=NOW)
    assert redirecting.propose(to_bureau, bureau, inspector, WHY, at=LATER)


def test_a_proposal_taken_back_leaves_the_first_order_and_may_be_made_again(
    to_bureau, proposed, inspector, city
):
    issuing.withdraw(proposed, inspector, "核实后不需要", at=LATER)
    to_bureau.refresh_from_db()
    assert to_bureau.state == OrderState.ISSUED
    assert redirecting.propose(to_bureau, city, inspector, WHY).replaces == to_bureau


def test_the_pages_of_both_orders_name_each_other(
    client, to_bureau, inspector, approver, city, neighbour
):
    client.force_login(inspector)
    address = reverse("order", args=[to_bureau.pk])
    text = client.get(address).content.decode()
    assert "送错了单位，改送" in text
    assert f'<option value="{city.pk}"' in text
    assert f'<option value="{to_bureau.addressee_id}"' not in text
    said = {"readdress": "1", "body": city.pk, "reason": WHY}
    text = client.post(address, said, follow=True).content.decode()
    made = Order.objects.get(replaces=to_bureau)
    assert f'href="{reverse("order", args=[made.pk])}"' in text
    assert WHY in client.get(reverse("order", args=[made.pk])).content.decode()
    issuing.issue(made, SIGNED, approver, at=LATER)
    assert "见 <a" in client.get(address).content.decode()
    client.force_login(neighbour)
    assert client.post(address, said).status_code == 404
