"""The register in the browser: lists, one row, changes by hand and by file, reconciliation."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.office.uploads import CODE, SOUND, register_xlsx, sound_with
from xuncha.office.registry import lifecycle
from xuncha.office.registry.imports import import_register
from xuncha.office.registry.lifecycle import EventOrder
from xuncha.office.registry.models import (
    Account,
    Body,
    Column,
    ColumnProposal,
    LifecycleEvent,
    RegisterUpload,
    Site,
)
from xuncha.office.registry.words import LifecycleKind, UploadState

LONG_AGO = EventOrder(LifecycleKind.CLOSED, date(2020, 1, 1), document="呼政办函〔2020〕1号")


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("tree", ["territory", "system"])
def test_both_trees_show_bodies_with_what_hangs_below_them(page, register, tree):
    text = text_of(page.get(reverse("register"), {"tree": tree}))
    assert "呼兰省人民政府" in text
    if tree == "territory":
        assert "网站 2，账号 3，下级单位 2" in text


def test_an_empty_register_says_what_to_do(page, office):
    assert reverse("register-import") in text_of(page.get(reverse("register")))


@pytest.mark.parametrize(
    ("sort", "wanted", "named", "left_out"),
    [
        ("sites", {"words": "财政"}, "呼兰省财政厅网", "青石市政府网"),
        ("sites", {"body": "C"}, "青石市政府网", "呼兰省财政厅网"),
        ("accounts", {"words": "A1"}, "青石发布1", "青石发布2"),
        ("columns", {"words": "通知0"}, "通知0", "通知1"),
        ("bodies", {"level": "city"}, "青石市人民政府", "呼兰省财政厅"),
    ],
)
def test_a_list_is_filtered(page, register, sort, wanted, named, left_out):
    text = text_of(page.get(reverse("register-rows", args=[sort]), wanted))
    assert named in text
    assert left_out not in text


def test_a_list_is_filtered_by_where_targets_stand_today(page, account, keeper):
    lifecycle.record(account, LONG_AGO, keeper)
    url = reverse("register-rows", args=["accounts"])
    assert account.name in text_of(page.get(url, {"status": "closed"}))
    assert account.name not in text_of(page.get(url, {"status": "running"}))


def test_an_unknown_sort_or_row_is_not_found(page, register):
    assert page.get(reverse("register-rows", args=["houses"])).status_code == 404
    assert page.get(reverse("register-row", args=["sites", "9999999999"])).status_code == 404
    assert page.get(reverse("register-row", args=["columns", "x"])).status_code == 404


def test_a_body_opens_by_a_code_with_a_slash(page, register, keeper):
    Body.objects.filter(code="D").update(code="省/财政")
    url = reverse("register-row", args=["bodies", "省/财政"])
    assert "呼兰省财政厅" in text_of(page.get(url))
    assert "修改" in text_of(page.get(reverse("register-edit", args=["bodies", "省/财政"])))


@pytest.mark.parametrize(
    ("sort", "key"), [("bodies", "C"), ("sites", "1100000001"), ("accounts", "A1")]
)
def test_a_row_is_shown_once_with_its_history_last(page, register, sort, key):
    text = text_of(page.get(reverse("register-row", args=[sort, key])))
    assert text.count("<h1>") == 1
    assert text.count("登记内容") == 1
    assert text.index("登记内容") < text.index("操作记录")


def test_a_permit_recorded_in_the_browser_shows_with_its_document(page, site):
    url = reverse("register-row", args=["sites", site.code])
    sent = {
        "kind": "offline", "since": "2024-09-10", "until": "2024-09-25",
        "document": "呼政办函〔2024〕9号", "why": "机房改造",
    }  # fmt: skip
    text = text_of(page.post(url, sent, follow=True))
    assert "呼政办函〔2024〕9号" in text
    assert "机房改造" in text


def test_a_refused_permit_comes_back_with_what_was_typed(page, site):
    url = reverse("register-row", args=["sites", site.code])
    sent = {"kind": "offline", "since": "2024-09-10", "document": "呼政办函〔2024〕9号"}
    response = page.post(url, sent)
    assert response.status_code == 422
    text = response.content.decode()
    assert "没有填写止期" in text
    assert 'value="呼政办函〔2024〕9号"' in text


def test_an_event_is_withdrawn_with_its_reason(page, site, keeper):
    event = lifecycle.record(site, LONG_AGO, keeper)
    url = reverse("register-row", args=["sites", site.code])
    text = text_of(page.post(url, {"withdraw": event.pk, "reason": "登记错了网站"}, follow=True))
    assert "登记错了网站" in text
    assert LifecycleEvent.objects.filter(withdraws=event).exists()


def test_an_edit_with_a_fault_keeps_what_was_typed_and_says_where(page, site):
    url = reverse("register-edit", args=["sites", site.code])
    response = page.post(url, {"网站名称": "新名字", "网址": "qs", "主办单位编码": "C"})
    assert response.status_code == 422
    text = response.content.decode()
    assert 'value="新名字"' in text
    assert "不是网址" in text
    site.refresh_from_db()
    assert site.name == "青石市政府网"


def test_a_new_account_is_added_in_the_browser(page, register):
    sent = {
        "账号编码": "A7", "账号名称": "青石财政", "平台": "微博", "功能": "发布",
        "主办单位编码": "呼兰省财政厅", "层级": "省级", "采集方式": "上传", "运行状态": "正常运行",
    }  # fmt: skip
    page.post(reverse("register-add", args=["accounts"]), sent)
    assert Account.objects.get(code="A7").body.code == "D"


def test_a_file_is_looked_at_and_then_taken_in(page, office, keeper, tmp_path):
    import_register(office, register_xlsx(tmp_path / "a.xlsx", SOUND), keeper)
    site = list(SOUND["网站"][0])
    site[1] = "青石市人民政府网"
    path = register_xlsx(tmp_path / "b.xlsx", sound_with(网站=[tuple(site)]))
    url = reverse("register-import")
    upload = SimpleUploadedFile("b.xlsx", path.read_bytes())
    text = text_of(page.post(url, {"file": upload}, follow=True))
    assert "青石市人民政府网" in text
    assert Site.objects.get(code=CODE).name == "青石市政府网"
    seal = text.split('name="seal" value="')[1].split('"')[0]
    page.post(url, {"confirm": "1", "seal": seal})
    assert Site.objects.get(code=CODE).name == "青石市人民政府网"
    assert RegisterUpload.objects.get().state == UploadState.TAKEN


def test_a_file_nobody_can_read_is_one_line_on_the_page(page, office):
    upload = SimpleUploadedFile("x.xlsx", b"no workbook")
    text = text_of(page.post(reverse("register-import"), {"file": upload}, follow=True))
    assert "不是 XLSX 文件" in text


def test_no_file_chosen_says_so(page, office):
    text = text_of(page.post(reverse("register-import"), {}, follow=True))
    assert "文件是空的" in text


def test_a_proposal_is_accepted_once(page, site):
    column = site.columns.first()
    proposal = ColumnProposal.objects.create(
        column=column, subject="address", name="通知公告", url="http://qs.example/new/",
        kind="notice", confidence=0.9, reason="栏目已改名", seen_on=date(2024, 9, 20),
    )  # fmt: skip
    url = reverse("register-proposals")
    assert "栏目已改名" in text_of(page.get(url))
    page.post(url, {"proposal": proposal.pk, "accept": "1"})
    column.refresh_from_db()
    assert (column.name, column.url) == ("通知公告", "http://qs.example/new/")
    assert "状态不能" in text_of(
        page.post(url, {"proposal": proposal.pk, "decline": "1"}, follow=True)
    )


def test_an_export_is_reconciled_taken_over_and_put_away(page, register):
    rows = "网站标识码,网站名称,运行状态\n1100000001,青石市新名网,正常运行\n"
    url = reverse("reconcile")
    upload = SimpleUploadedFile("导出.csv", rows.encode())
    assert "青石市新名网" in text_of(page.post(url, {"file": upload}, follow=True))
    listed = page.get(reverse("reconcile-changes"))
    assert listed.headers["Content-Type"].startswith("application/vnd.openxml")
    page.post(url, {"take": "1", "code": ["1100000001"]})
    assert Site.objects.get(code="1100000001").name == "青石市新名网"
    assert "还没有上传导出表" in text_of(page.post(url, {"discard": "1"}, follow=True))


def test_who_only_reads_sees_the_register_and_changes_nothing(client, leader, site, home):
    client.force_login(leader)
    url = reverse("register-row", args=["sites", site.code])
    text = text_of(client.get(url))
    assert "登记开通" not in text
    assert client.post(url, {"kind": "closed"}).status_code == 403
    assert client.get(reverse("register-edit", args=["sites", site.code])).status_code == 403


def test_a_neighbour_finds_neither_row_nor_upload(client, neighbour, site, keeper, home):
    client.force_login(neighbour)
    assert client.get(reverse("register-row", args=["sites", site.code])).status_code == 404
    text = text_of(client.get(reverse("register-rows", args=["sites"])))
    assert site.name not in text


@pytest.mark.parametrize("sort", ["bodies", "sites", "columns", "accounts"])
def test_a_list_asks_the_database_as_often_for_many_rows_as_for_few(page, site, account, sort):
    def asked():
        with CaptureQueriesContext(connection) as caught:
            page.get(reverse("register-rows", args=[sort]))
        return len(caught)

    asked()
    few = asked()
    made = range(40)
    Body.objects.bulk_create(
        Body(office=site.office, code=f"X{n}", name=f"局{n}", level="city", category="other")
        for n in made
    )
    for model, row in ((Site, site), (Account, account), (Column, site.columns.first())):
        fields = {f.attname: getattr(row, f.attname) for f in model._meta.fields if f.name != "id"}
        key = "url" if model is Column else "code"
        value = "http://qs.example/{}/" if model is Column else "11000001{:02}"
        model.objects.bulk_create(model(**fields | {key: value.format(n)}) for n in made)
    assert asked() == few
