"""A body signs for an order, answers item by item, hands in, and closes nothing by doing so."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.rectification.conftest import NOW, answer_all
from xuncha.office.people import audit
from xuncha.office.people.models import AuditRecord
from xuncha.office.rectification import answering, extending, files, reviewing
from xuncha.office.rectification.answering import Said
from xuncha.office.rectification.errors import OrderError, ReplyError
from xuncha.office.rectification.models import Contest, EvidenceFile, Order
from xuncha.office.rectification.states import ItemState, OrderState, Says

PDF = b"%PDF-1.7 sealed report"
LATER = NOW + timedelta(hours=2)
FIXED = Said(Says.FIXED, "已改正")


def pdf(name="整改报告.pdf", body=PDF):
    return SimpleUploadedFile(name, body, content_type="application/pdf")


def states(order):
    return sorted(order.items.values_list("state", flat=True))


def test_an_order_is_signed_for_once_and_then_answered(to_bureau, bureau_clerk):
    assert answering.receive(to_bureau, bureau_clerk, at=NOW)
    assert not answering.receive(to_bureau, bureau_clerk, at=NOW)
    [item] = answering.open_items(to_bureau)
    answering.reply(item, FIXED, bureau_clerk, at=NOW)
    item.refresh_from_db()
    assert item.state == ItemState.OPEN  # a reply nobody handed in answers nothing
    done = answering.submit(to_bureau, bureau_clerk, at=LATER)
    assert (done.answered, done.lacking) == (1, 0)
    to_bureau.refresh_from_db()
    assert to_bureau.state == OrderState.ANSWERED
    assert to_bureau.answered_at == LATER
    assert states(to_bureau) == ["answered"]


def test_nothing_is_answered_before_it_is_signed_for(to_bureau, bureau_clerk):
    [item] = answering.open_items(to_bureau)
    with pytest.raises(OrderError, match="还没有签收"):
        answering.reply(item, FIXED, bureau_clerk, at=NOW)


def test_another_body_answers_nothing(to_bureau, clerk):
    with pytest.raises(OrderError, match="不是下发给您单位"):
        answering.receive(to_bureau, clerk, at=NOW)


def test_the_office_may_record_what_a_body_without_a_login_said(to_bureau, inspector):
    answering.receive(to_bureau, inspector, at=NOW)
    assert to_bureau.events.get(kind="received").on_behalf


def test_a_part_can_be_handed_in_and_the_rest_stays_asked(to_city, clerk):
    answering.receive(to_city, clerk, at=NOW)
    items = answering.open_items(to_city)
    answering.reply(items[:2], FIXED, clerk, at=NOW)
    done = answering.submit(to_city, clerk, at=LATER)
    assert (done.answered, done.lacking) == (2, 4)
    to_city.refresh_from_db()
    assert to_city.state == OrderState.RECEIVED
    with pytest.raises(ReplyError, match="4 项没有填报"):
        answering.submit(to_city, clerk, at=LATER)


def test_a_contest_needs_its_grounds_and_more_time_its_day(to_city, clerk):
    answering.receive(to_city, clerk, at=NOW)
    items = answering.open_items(to_city)
    with pytest.raises(ReplyError, match="申诉须写明理由"):
        answering.reply(items[0], Said(Says.CONTEST), clerk, at=NOW)
    with pytest.raises(ReplyError, match="没有填写希望延期到哪一天"):
        answering.reply(items[0], Said(Says.NEEDS_TIME, "采购中"), clerk, at=NOW)


def test_needing_time_asks_for_an_extension_and_keeps_the_item_open(to_city, clerk, reviewer):
    answering.receive(to_city, clerk, at=NOW)
    items = answering.open_items(to_city)
    wanted = date(2024, 10, 31)
    answering.reply(items[:1], Said(Says.NEEDS_TIME, "系统改造", wanted), clerk, at=NOW)
    answering.reply(items[1:], FIXED, clerk, at=NOW)
    answering.submit(to_city, clerk, at=LATER)
    assert extending.open_ask(to_city).due_on == wanted
    to_city.refresh_from_db()
    assert to_city.state == OrderState.RECEIVED
    extending.grant(to_city, wanted, reviewer, at=LATER)
    to_city.refresh_from_db()
    assert (to_city.due_on, to_city.first_due_on) == (wanted, date(2024, 10, 11))
    assert extending.open_ask(to_city) is None


def test_an_extension_can_be_refused_and_is_asked_once_at_a_time(to_city, clerk, reviewer):
    extending.ask(to_city, date(2024, 11, 1), "人手不足", clerk, at=NOW)
    with pytest.raises(OrderError, match="已经申请延期"):
        extending.ask(to_city, date(2024, 11, 2), "人手不足", clerk, at=NOW)
    with pytest.raises(OrderError, match="理由"):
        extending.refuse(to_city, " ", reviewer, at=NOW)
    extending.refuse(to_city, "期限已够", reviewer, at=NOW)
    assert extending.open_ask(to_city) is None
    assert to_city.due_on == date(2024, 10, 11)


def test_files_are_taken_for_what_they_are(to_city, clerk, home):
    answering.receive(to_city, clerk, at=NOW)
    item = answering.open_items(to_city)[0]
    uploads = files.read_files([pdf("../../改正截图.pdf")])
    answering.reply(item, Said(Says.FIXED, "", uploads=uploads), clerk, at=NOW)
    row = EvidenceFile.objects.get()
    assert (row.name, row.content_type) == ("改正截图.pdf", "application/pdf")
    assert files.opened(row, clerk) == PDF
    next(home.rglob(row.sha256)).write_bytes(b"tampered")
    assert files.opened(row, clerk) is None


@pytest.mark.parametrize("body", [b"<script>alert(1)</script>", b"PK\x03\x04", b""])
def test_other_files_are_refused_by_name(body):
    with pytest.raises(ReplyError, match="不是 PDF、PNG 或 JPEG"):
        files.read_files([pdf("报告.docx", body)])


def test_too_large_and_too_many_files_are_refused_together():
    big = pdf("大.pdf", PDF)
    big.size = 11 * 1024 * 1024
    with pytest.raises(ReplyError) as told:
        files.read_files([big, *[pdf() for _ in range(6)]])
    assert len(told.value.faults) == 2


def test_a_sealed_scan_closes_nothing(to_bureau, bureau_clerk, reviewer, home):
    answering.receive(to_bureau, bureau_clerk, at=NOW)
    [item] = answering.open_items(to_bureau)
    answering.reply(item, FIXED, bureau_clerk, at=NOW)
    answering.submit(to_bureau, bureau_clerk, sealed=files.read_files([pdf()]), at=LATER)
    assert to_bureau.files.get().is_sealed
    with pytest.raises(OrderError, match="还没有复查结果"):
        reviewing.strike_off(to_bureau, [item.pk], reviewer)


def test_an_answer_sent_back_must_be_given_anew(to_bureau, bureau_clerk, inspector):
    answer_all(to_bureau, bureau_clerk)
    [item] = to_bureau.items.all()
    assert reviewing.send_back(to_bureau, [item.pk], "没有附截图", inspector, at=LATER) == 1
    to_bureau.refresh_from_db()
    assert to_bureau.state == OrderState.RETURNED
    [asked] = answering.open_items(to_bureau)
    assert asked.fresh is None
    with pytest.raises(ReplyError, match="没有填报"):
        answering.submit(to_bureau, bureau_clerk, at=LATER)


def test_a_contest_is_opened_when_it_is_handed_in(to_city, clerk):
    answering.receive(to_city, clerk, at=NOW)
    items = answering.open_items(to_city)
    answering.reply(items[0], Said(Says.CONTEST, "系引用原文"), clerk, at=NOW)
    assert not Contest.objects.exists()
    done = answering.submit(to_city, clerk, at=NOW)
    [contest] = done.contests
    assert contest.due_on == date(2024, 9, 26)  # three working days
    contest.item.refresh_from_db()
    assert contest.item.state == ItemState.CONTESTED


def test_drafts_are_seen_by_nobody_they_are_addressed_to(drafts, clerk, inspector):
    assert not Order.objects.visible_to(clerk).exists()
    assert Order.objects.visible_to(inspector).count() == 2


def test_a_body_sees_its_own_orders_and_those_below_it_alone(
    to_city, to_bureau, clerk, bureau_clerk, neighbour
):
    assert list(Order.objects.visible_to(clerk)) == [to_city]
    assert list(Order.objects.visible_to(bureau_clerk)) == [to_bureau]
    assert not Order.objects.visible_to(neighbour).exists()


def test_who_answers_for_a_body_outside_the_tree_sees_nothing(to_city, clerk, city):
    type(city).objects.filter(pk=city.pk).update(territory_path="")
    clerk.body.refresh_from_db()
    assert not Order.objects.visible_to(clerk).exists()


def test_the_audit_chain_holds_through_it_all(to_bureau, bureau_clerk, office):
    answer_all(to_bureau, bureau_clerk)
    assert audit.verify(office) is None


def test_who_put_a_file_there_and_who_else_opened_it_stands_in_the_audit(
    client, to_bureau, bureau_clerk, inspector, home
):
    answering.receive(to_bureau, bureau_clerk, at=NOW)
    [item] = answering.open_items(to_bureau)
    said = Said(Says.FIXED, "已改正", uploads=files.read_files([pdf()]))
    answering.reply(item, said, bureau_clerk, at=NOW)
    row = to_bureau.files.get()
    client.force_login(bureau_clerk)
    assert client.get(reverse("unit-file", args=[to_bureau.pk, row.pk])).status_code == 200
    client.force_login(inspector)
    assert client.get(reverse("order-file", args=[to_bureau.pk, row.pk])).status_code == 200
    acts = AuditRecord.objects.filter(act__startswith="file.").order_by("seq")
    assert [(one.act, one.actor, one.detail["sha256"]) for one in acts] == [
        ("file.kept", bureau_clerk, row.sha256),
        ("file.read", inspector, row.sha256),
    ]
