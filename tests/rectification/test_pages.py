"""The pages of rectification: the office's, and those of the bodies it writes to."""

import io
import re
from contextlib import nullcontext

import openpyxl
import pytest
from django.urls import reverse

from tests.rectification.conftest import NOW, PORTAL, answer_all, unit_user
from tests.rectification.test_answering import pdf
from tests.rectification.test_publishers import bundle_of
from xuncha.engine.second_look import Seen
from xuncha.flow.working import Worker, work_once
from xuncha.flow.workplace import Workplace
from xuncha.office.jobs import asking
from xuncha.office.papers.checking import check_draft
from xuncha.office.rectification import answering, files, forwarding, second_looks
from xuncha.office.rectification.answering import Said
from xuncha.office.rectification.models import (
    Contest,
    EvidenceFile,
    Order,
    Reply,
    SeenPublisher,
)
from xuncha.office.rectification.states import ItemState, OrderState, Says
from xuncha.web.views import orders as views


def text_of(response):
    return response.content.decode()


def at(client, user):
    client.force_login(user)
    return client


def test_a_round_is_previewed_and_drawn_from_its_page(client, judged, inspector, city):
    page = reverse("round-orders", args=[judged.pk])
    text = text_of(at(client, inspector).get(page))
    assert "青石市人民政府" in text
    assert "2 个单位，7 项" in text
    done = client.post(page, {"kind": "slip", "bodies": [city.pk], "draw": "1"}, follow=True)
    assert "已拟制 1 份" in text_of(done)
    assert Order.objects.get().state == OrderState.DRAFTED


def test_orders_to_many_bodies_are_drawn_by_the_worker_and_the_page_tells_how_far(
    client, judged, inspector, city, home, monkeypatch
):
    monkeypatch.setattr(views, "BODIES_AT_ONCE", 0)
    page = reverse("round-orders", args=[judged.pk])
    asked = {"kind": "slip", "bodies": [city.pk], "draw": "1"}
    said = at(client, inspector).post(page, asked, follow=True)
    assert "已排队：由执行程序拟制 1 个单位的整改单" in text_of(said)
    assert "没有执行程序在运行" in text_of(said)
    assert said.headers["Refresh"]
    assert not Order.objects.exists()
    again = client.post(page, asked, follow=True)
    assert "正在拟制整改单" in text_of(again)
    worker = Worker.named(Workplace(home), None, nullcontext)
    assert work_once(worker)
    assert not work_once(worker)
    assert Order.objects.get().drawn_by == inspector
    job = asking.last_job(judged)
    assert (job.state, job.done, job.total) == ("done", 1, 1)
    assert "Refresh" not in client.get(page).headers


def test_who_wrote_the_pages_of_many_sites_is_read_by_the_worker(
    client, judged, inspector, county, home, monkeypatch
):
    portal = judged.targets.get(code=PORTAL)
    bundle_of(portal, home / "bundles", "白溪县")
    page = reverse("round-orders", args=[judged.pk])
    monkeypatch.setattr(views, "SITES_AT_ONCE", 0)
    said = at(client, inspector).post(page, {"publishers": "1"}, follow=True)
    assert "已排队：由执行程序读取" in text_of(said)
    assert "没有执行程序在运行" in text_of(said)
    assert said.headers["Refresh"]
    assert not SeenPublisher.objects.exists()
    worker = Worker.named(Workplace(home), None, nullcontext)
    assert work_once(worker)
    assert SeenPublisher.objects.get().body.name == "白溪县人民政府"
    after = client.get(page)
    assert "Refresh" not in after.headers
    assert "拟制预览" in text_of(after)


def test_nothing_is_drawn_without_a_body_or_a_kind(client, judged, inspector):
    page = reverse("round-orders", args=[judged.pk])
    said = at(client, inspector).post(page, {"kind": "slip", "draw": "1"}, follow=True)
    assert "没有选择单位" in text_of(said)
    said = client.post(page, {"kind": "nonsense", "draw": "1"}, follow=True)
    assert "没有选择文书种类" in text_of(said)
    assert not Order.objects.exists()


def test_an_approver_issues_and_a_refusal_keeps_what_was_typed(client, drafts, approver, second):
    order = drafts["青石市人民政府"]
    check_draft(order, second)
    page = reverse("order", args=[order.pk])
    said = {"issue": "1", "signatory": "", "due_on": "2099-01-05", "text": "请尽快", "mark": "呼整"}
    refused = at(client, approver).post(page, said)
    assert refused.status_code == 422
    for kept in ("没有填写签发人", "2099-01-05", "请尽快", 'value="呼整"'):
        assert kept in text_of(refused)
    done = client.post(page, {**said, "signatory": "赵"}, follow=True)
    order.refresh_from_db()
    assert order.number.startswith("呼整〔")
    assert order.number in text_of(done)


def test_who_may_not_issue_sees_no_button_and_is_refused(client, drafts, inspector):
    page = reverse("order", args=[drafts["青石市人民政府"].pk])
    assert 'name="issue"' not in text_of(at(client, inspector).get(page))
    refused = client.post(page, {"issue": "1", "signatory": "孙", "due_on": "2099-01-05"})
    assert "没有“签发整改单”的权限" in text_of(refused)


def test_a_leader_reads_orders_and_changes_nothing(client, to_city, office):
    reader = type(to_city.drawn_by).objects.create_user("ld", office, name="领导", role="reader")
    page = reverse("order", args=[to_city.pk])
    assert at(client, reader).get(page).status_code == 200
    assert client.post(page, {"withdraw": "1", "reason": "x"}).status_code == 403


def test_a_unit_works_through_its_order_on_its_own_pages(client, to_bureau, bureau_clerk, home):
    page = reverse("unit-order", args=[to_bureau.pk])
    assert to_bureau.number in text_of(at(client, bureau_clerk).get(reverse("unit")))
    assert "先签收" in text_of(client.get(page))
    client.post(page, {"receive": "1"})
    [item] = to_bureau.items.all()
    form = reverse("unit-item", args=[to_bureau.pk, item.pk])
    text = text_of(client.get(form))
    assert "错字丙" in text
    assert "前文" in text
    done = client.post(
        form, {"says": "fixed", "text": "已改", "files": [pdf("截图.pdf")]}, follow=True
    )
    assert "已保存" in text_of(done)
    assert "已填 1 / 1 项" in text_of(client.get(page))
    done = client.post(page, {"submit": "1", "sealed": [pdf()]}, follow=True)
    assert "已提交 1 项" in text_of(done)
    to_bureau.refresh_from_db()
    assert to_bureau.state == OrderState.ANSWERED
    for row in EvidenceFile.objects.all():
        got = client.get(reverse("unit-file", args=[to_bureau.pk, row.pk]))
        assert got.content.startswith(b"%PDF-")
        assert "attachment" in got.headers["Content-Disposition"]
        assert got.headers["X-Content-Type-Options"] == "nosniff"


def test_a_refused_reply_loses_nothing_typed(client, to_bureau, bureau_clerk):
    answering.receive(to_bureau, bureau_clerk, at=NOW)
    [item] = to_bureau.items.all()
    form = reverse("unit-item", args=[to_bureau.pk, item.pk])
    said = {"says": "needs_time", "text": "系统改造中", "wanted_on": ""}
    refused = at(client, bureau_clerk).post(form, said)
    assert refused.status_code == 422
    assert "没有填写希望延期到哪一天" in text_of(refused)
    assert "系统改造中" in text_of(refused)
    assert "checked" in text_of(refused)
    assert not Reply.objects.exists()


def test_many_items_are_answered_at_once(client, to_city, clerk):
    answering.receive(to_city, clerk, at=NOW)
    page = reverse("unit-order", args=[to_city.pk])
    picked = [one.pk for one in answering.open_items(to_city)]
    done = at(client, clerk).post(
        page, {"reply": "1", "items": picked, "says": "deleted"}, follow=True
    )
    assert "已填报 6 项" in text_of(done)
    assert "没有选择事项" in text_of(client.post(page, {"reply": "1", "says": "fixed"}))


def test_a_city_forwards_gathers_and_submits_as_one(client, to_city, clerk, county, county_clerk):
    answering.receive(to_city, clerk, at=NOW)
    page = reverse("unit-order", args=[to_city.pk])
    picked = [one.pk for one in answering.open_items(to_city)]
    said = {"forward": "1", "items": picked, "body": county.pk, "due_on": "", "note": "请速办"}
    assert "已转办给白溪县" in text_of(at(client, clerk).post(page, said, follow=True))
    below = to_city.forwarded.get()
    answer_all(below, county_clerk, at=below.issued_at)
    assert "已汇总下级答复 6 项" in text_of(client.post(page, {"gather": "1"}, follow=True))
    assert "已提交 6 项" in text_of(client.post(page, {"submit": "1"}, follow=True))


def test_a_unit_sees_nothing_of_another_and_cannot_guess_it(
    client, to_city, to_bureau, drafts, clerk, bureau_clerk, home
):
    answering.receive(to_city, clerk, at=NOW)
    item = answering.open_items(to_city)[0]
    said = Said(Says.FIXED, "", uploads=files.read_files([pdf()]))
    answering.reply(item, said, clerk, at=NOW)
    file = EvidenceFile.objects.get()
    hidden = [
        reverse("unit-order", args=[to_city.pk]),
        reverse("unit-item", args=[to_city.pk, item.pk]),
        reverse("unit-file", args=[to_city.pk, file.pk]),
        reverse("unit-file", args=[to_bureau.pk, file.pk]),
        reverse("unit-item", args=[to_bureau.pk, item.pk]),
        reverse("unit-picture", args=[to_city.pk, item.pk]),
        reverse("unit-record", args=[to_city.pk, item.pk, 0]),
    ]
    at(client, bureau_clerk)
    for address in hidden:
        assert client.get(address).status_code == 404, address
        assert client.post(address, {"receive": "1"}).status_code in (404, 405), address
    shown = text_of(client.get(reverse("unit")))
    assert to_city.number not in shown
    assert "青石市" not in shown
    for address in (reverse("orders"), reverse("order", args=[to_bureau.pk]), reverse("contests")):
        assert client.get(address).status_code == 403, address


def test_a_draft_is_no_page_of_the_body_it_is_for(client, drafts, clerk):
    page = reverse("unit-order", args=[drafts["青石市人民政府"].pk])
    assert at(client, clerk).get(page).status_code == 404


def test_a_clerk_of_another_office_answers_for_a_city_and_reads_no_drafts(
    client, to_city, drafts, other_office, city
):
    """The city has an office of its own: its inspector answers the province for the city."""
    user = unit_user(other_office, city, "cityclerk", "市检")
    user.role = "inspector"
    user.save()
    assert at(client, user).get(reverse("unit-order", args=[to_city.pk])).status_code == 200
    assert client.get(reverse("order", args=[to_city.pk])).status_code == 404
    assert to_city.number not in text_of(client.get(reverse("orders")))
    client.post(reverse("unit-order", args=[to_city.pk]), {"receive": "1"})
    to_city.refresh_from_db()
    assert to_city.state == OrderState.RECEIVED


def test_another_office_finds_no_order(client, to_city, neighbour):
    assert at(client, neighbour).get(reverse("order", args=[to_city.pk])).status_code == 404
    assert to_city.number not in text_of(client.get(reverse("orders")))


def contest_of(order, user):
    answering.receive(order, user, at=NOW)
    for item in answering.open_items(order):
        answering.reply(item, Said(Says.CONTEST, "系引用原文"), user, at=NOW)
    made = answering.submit(order, user, at=NOW).contests
    return max(made, key=lambda one: one.item.is_veto)


def test_a_contest_is_ruled_on_its_page_by_another_person(
    client, to_bureau, bureau_clerk, reviewer, second, judged
):
    contest = contest_of(to_bureau, bureau_clerk)
    page = reverse("contest", args=[contest.pk])
    assert "您认定过这条问题" in text_of(at(client, reviewer).get(page))
    at(client, second)
    assert "系引用原文" in text_of(client.get(reverse("contests")))
    refused = client.post(page, {"state": "upheld", "reason": ""})
    assert refused.status_code == 422
    done = client.post(page, {"state": "upheld", "reason": "确系引用"}, follow=True)
    assert "已裁定“申诉成立”" in text_of(done)
    assert Contest.objects.get().state == "upheld"


def test_an_approver_signs_the_overrule_on_the_contest_page(
    client, to_city, judged, clerk, approver, reviewer
):
    contest = contest_of(to_city, clerk)
    page = reverse("contest", args=[contest.pk])
    assert 'name="overrule"' not in text_of(at(client, reviewer).get(page))
    done = at(client, approver).post(page, {"overrule": "1", "reason": "证据充分"}, follow=True)
    assert "定稿时这项否决照常计入" in text_of(done)
    assert "申诉仍须裁定" in text_of(done)


def test_items_are_struck_off_from_the_order_page(client, to_bureau, bureau_clerk, reviewer):
    answer_all(to_bureau, bureau_clerk)
    [item] = to_bureau.items.all()
    page = reverse("order", args=[to_bureau.pk])
    refused = at(client, reviewer).post(page, {"strike_off": "1", "items": [item.pk]})
    assert "还没有复查结果" in text_of(refused)
    said = {"look_by_hand": "1", "items": [item.pk], "seen": "fixed", "reason": "已看原页面"}
    assert "可以销号" in text_of(client.post(page, said, follow=True))
    done = client.post(page, {"strike_off": "1", "items": [item.pk]}, follow=True)
    assert "已销号 1 项" in text_of(done)
    item.refresh_from_db()
    assert item.state == ItemState.STRUCK


def test_a_machine_look_without_a_newer_visit_says_so(client, to_bureau, bureau_clerk, reviewer):
    answer_all(to_bureau, bureau_clerk)
    page = reverse("order", args=[to_bureau.pk])
    said = text_of(at(client, reviewer).post(page, {"look": "1"}, follow=True))
    assert "1 项在答复之后还没有新的访问，没有结果" in said


def test_the_silent_are_listed_by_body(client, to_city, to_bureau, bureau_clerk, inspector):
    answer_all(to_bureau, bureau_clerk)
    text = text_of(at(client, inspector).get(reverse("orders-silent")))
    assert "青石市人民政府" in text
    assert "呼兰省财政厅" not in text


def test_home_counts_the_silent_as_their_list_does_and_leads_there(
    client, to_city, clerk, county, inspector
):
    answering.receive(to_city, clerk, at=NOW)
    items = [to_city.items.first().pk]
    forwarding.forward(to_city, items, county, clerk, at=NOW)
    client.force_login(inspector)
    text = client.get(reverse("home")).content.decode()
    [(address, count)] = re.findall(r'"([^"]*wants=overdue)"><b>(\d+)</b>', text)
    assert int(count) == 1  # the forwarded one is the city's matter
    assert to_city.number in client.get(address).content.decode()


def test_the_ledger_is_a_workbook_of_text(client, to_city, inspector, judged):
    judged.targets.filter(code=PORTAL).update(name="=cmd|' /C calc'!A0")
    got = at(client, inspector).get(reverse("orders-ledger"))
    book = openpyxl.load_workbook(io.BytesIO(got.content))
    assert book.sheetnames == ["整改单", "事项"]
    assert book["事项"].max_row == 8
    cells = [row[3] for row in book["事项"].iter_rows(min_row=2)]
    assert sum(cell.value.startswith("=cmd") for cell in cells) == 6
    assert {cell.data_type for cell in cells} == {"s"}


@pytest.mark.parametrize("name", ["orders", "orders-silent", "contests", "unit"])
def test_an_empty_page_says_what_to_do_next(client, judged, inspector, clerk, name):
    user = clerk if name == "unit" else inspector
    text = text_of(at(client, user).get(reverse(name)))
    assert 'class="empty"' in text


def test_pages_do_not_query_row_by_row(
    client, judged, to_city, to_bureau, inspector, clerk, reviewer, django_assert_max_num_queries
):
    answer_all(to_city, clerk)
    rows = list(to_city.items.all())
    second_looks.look_by_person(rows, Seen.FIXED, "已看", reviewer)
    pages = {
        reverse("orders"): inspector,
        reverse("order", args=[to_city.pk]): inspector,
        reverse("round-orders", args=[judged.pk]): inspector,
        reverse("unit"): clerk,
        reverse("unit-order", args=[to_city.pk]): clerk,
    }
    for address, user in pages.items():
        at(client, user)
        with django_assert_max_num_queries(32):
            assert client.get(address).status_code == 200


def test_a_forwarded_order_is_read_and_returned_by_who_forwarded_it(
    client, to_city, clerk, county, county_clerk
):
    answering.receive(to_city, clerk, at=NOW)
    chosen = [one.pk for one in answering.open_items(to_city)[:1]]
    below = forwarding.forward(to_city, chosen, county, clerk, at=NOW)
    answer_all(below, county_clerk)
    page = reverse("unit-order", args=[below.pk])
    picked = list(below.items.values_list("pk", flat=True))
    said = {"send_back": "1", "items": picked, "reason": "请附截图"}
    assert "已退回 1 项" in text_of(at(client, clerk).post(page, said, follow=True))
    assert 'name="send_back"' not in text_of(at(client, county_clerk).get(page))
