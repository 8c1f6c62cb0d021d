"""Rounds in the browser: opened from the last one, started, watched, tried again, frozen."""

import hashlib
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.rounds.test_jobs import BLIND, looked_at  # noqa: F401
from tests.web.conftest import judge_all
from xuncha.engine.extract.export import HEADER
from xuncha.engine.rulebook.load import load_rulebook
from xuncha.flow.letters import REQUIRED
from xuncha.office.casework import rounds
from xuncha.office.casework.models import Round
from xuncha.office.casework.states import RoundState
from xuncha.office.jobs import asking, leasing
from xuncha.office.jobs.models import Job
from xuncha.office.jobs.states import JobKind, JobState
from xuncha.office.people.models import AuditRecord


def text_of(response, status=200):
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def sent():
    """A form as the browser sends it."""
    return {
        "rulebook": "qinghai",
        "title": "2024年第四季度检查",
        "period": "2024年第四季度",
        "as_of": "2024-12-20T12:00",
        "row": ["W-V3", "W-V4.3"],
        "delay_s": "1",
        "site_max_pages": "500",
        "site_max_seconds": "3600",
        "timeout_s": "30",
    }


def test_a_new_round_starts_from_the_last_one(page, inspection):
    text = text_of(page.get(reverse("round-new")))
    assert inspection.title in text
    assert 'value="W-V3" checked' in text
    assert 'value="W-V1.1" checked' not in text


def test_the_scope_is_shown_before_anything_is_opened(page, register, sent):
    text = text_of(page.post(reverse("round-new"), sent | {"check": "1"}))
    assert "本轮网站" in text
    assert not Round.objects.exists()


def test_a_round_is_opened_as_it_was_looked_at(page, register, sent):
    page.post(reverse("round-new"), sent | {"open": "1"})
    inspection = Round.objects.get()
    assert inspection.rows_in_force == ["W-V3", "W-V4.3"]
    assert inspection.targets.count() == 5
    assert inspection.as_of.isoformat() == "2024-12-20T04:00:00+00:00"
    assert inspection.visit_settings["site_max_pages"] == 500


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "没有填写检查名称"),
        ({"as_of": "明天"}, "不是时间"),
        ({"row": []}, "没有勾选实施的指标"),
        ({"delay_s": "0.01"}, "请填 0.5 到 60"),
        ({"site_max_pages": "许多"}, "不是数"),
    ],
)
def test_a_form_with_a_fault_keeps_what_was_typed(page, register, sent, wrong, said):
    response = page.post(reverse("round-new"), sent | wrong | {"open": "1"})
    text = text_of(response, 422)
    assert said in text
    assert 'value="2024年第四季度"' in text
    assert not Round.objects.exists()


def test_a_title_taken_by_another_round_is_one_line(page, inspection, sent):
    response = page.post(reverse("round-new"), sent | {"title": inspection.title, "open": "1"})
    assert "已有同名检查" in text_of(response, 422)


def test_a_round_is_started_and_watched(page, inspection):
    url = reverse("round-run", args=[inspection.pk])
    assert "没有执行程序在运行" in text_of(page.get(url))
    page.post(url, {"visit": "1"})
    job = Job.objects.get()
    assert job.kind == JobKind.VISIT
    leasing.note_worker("a", timezone.now())
    leasing.lease_next("a", timezone.now(), 60)
    leasing.note_step(job, "访问网站和账号", 5, "个")
    leasing.note_done(job, 3)
    response = page.get(url)
    assert "3 / 5 个" in text_of(response)
    assert response.headers["Refresh"] == "5"
    assert "Refresh" not in page.get(url, {"still": "1"}).headers


def test_why_work_ended_early_is_told_and_it_may_be_started_again(page, inspection, keeper):
    job = asking.ask(inspection, JobKind.VISIT, keeper)
    leasing.lease_next("a", timezone.now(), 60)
    leasing.end(job, "a", "磁盘空间不足；位置：/data；处理办法：清理后再次开始", timezone.now())
    text = text_of(page.get(reverse("round-run", args=[inspection.pk])))
    assert "磁盘空间不足" in text
    assert "开始访问" in text


def test_waiting_work_is_cancelled(page, inspection, keeper):
    job = asking.ask(inspection, JobKind.VISIT, keeper)
    page.post(reverse("round-run", args=[inspection.pk]), {"cancel": "1"})
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_an_unseen_target_is_tried_again_from_the_list(page, looked_at):  # noqa: F811
    url = reverse("unseen", args=[looked_at.pk])
    assert "重新访问这 1 个" in text_of(page.get(url))
    retry = reverse("round-retry", args=[looked_at.pk])
    assert "已安排重新访问 1 个对象" in text_of(page.post(retry, {"code": BLIND}, follow=True))
    assert "正在重新访问" in text_of(page.post(retry, {"unable_class": "waf"}, follow=True))


def test_account_exports_are_taken_in_and_counted(page, inspection):
    url = reverse("round-run", args=[inspection.pk])
    assert "1 个账号按上传的导出文件查看，已有 0 个" in text_of(page.get(url))
    known = {HEADER[0]: "A0", "标题": "春耕", "正文": "正文"}
    cells = [known.get(head, "2024-09-18 08:00" if "时间" in head else "") for head in HEADER]
    rows = f"{','.join(HEADER)}\n{','.join(cells)}\n"
    upload = SimpleUploadedFile("导出.csv", rows.encode())
    assert "已收到“导出.csv”" in text_of(page.post(url, {"file": upload}, follow=True))
    assert "已有 1 个" in text_of(page.get(url))


def test_letters_of_sites_are_taken_where_a_row_in_force_reads_them(page, register, order, keeper):
    book = load_rulebook("national-2019-20261123")
    asking_for = replace(order, title="查留言", book=book, rows_in_force=("W-V5.2",))
    opened = rounds.open_round(register, asking_for, keeper)
    url = reverse("round-run", args=[opened.pk])
    assert "网站留言的后台导出，已有 0 个网站" in text_of(page.get(url))
    rows = f"{','.join(REQUIRED)}\n1100000001,,,,2023-09-01,2024-09-20\n1100000002,L1,昨日,,,\n"
    upload = SimpleUploadedFile("留言.csv", rows.encode())
    told = text_of(page.post(url, {"file": upload}, follow=True))
    assert "已收到“留言.csv”，含 1 个网站的留言" in told
    assert "第 3 行“收到日期”：“昨日”不是日期" in told
    assert "网站留言的后台导出，已有 1 个网站" in told


def test_an_export_of_the_same_name_replaces_none_without_trace(
    page, register, order, keeper, home
):
    book = load_rulebook("national-2019-20261123")
    asking_for = replace(order, title="查留言", book=book, rows_in_force=("W-V5.2",))
    opened = rounds.open_round(register, asking_for, keeper)
    url = reverse("round-run", args=[opened.pk])
    head = f"{','.join(REQUIRED)}\n"
    late = f"{head}1100000001,L1,2024-01-02,,2023-09-01,2024-09-20\n".encode()
    clean = f"{head}1100000001,,,,2023-09-01,2024-09-20\n".encode()
    page.post(url, {"file": SimpleUploadedFile("留言.csv", late)})
    told = text_of(page.post(url, {"file": SimpleUploadedFile("留言.csv", clean)}, follow=True))
    assert "取代了原来的同名文件“留言.csv”；原文件另存" in told
    rows = AuditRecord.objects.filter(act="file.kept").order_by("seq")
    first, second = (row.detail for row in rows)
    assert first["sha256"] == hashlib.sha256(late).hexdigest()
    assert second["replaces"] == first["sha256"]
    former = home / "rounds" / str(opened.pk) / "former-exports" / first["sha256"] / "留言.csv"
    assert former.read_bytes() == late


@pytest.mark.parametrize("name", ["x.exe", "空.csv", "坏.xlsx"])
def test_an_export_nobody_can_read_is_one_line_and_not_kept(page, inspection, home, name):
    url = reverse("round-run", args=[inspection.pk])
    upload = SimpleUploadedFile(name, b"" if name == "空.csv" else b"\x00\x01")
    text = text_of(page.post(url, {"file": upload}, follow=True))
    assert "note-error" in text
    assert not list((home / "rounds" / str(inspection.pk) / "exports").glob("*"))


def test_freezing_says_what_blocks_it_and_is_the_approvers(client, page, looked_at, approver):  # noqa: F811
    url = reverse("round-freeze", args=[looked_at.pk])
    text = text_of(page.get(url))
    assert "5 个对象没有判定" in text
    assert "定稿由签发人办理" in text
    assert page.post(url).status_code == 403
    judge_all(looked_at)
    client.force_login(approver)
    client.post(url)
    looked_at.refresh_from_db()
    assert looked_at.state == RoundState.FROZEN


def test_who_only_reads_watches_and_starts_nothing(client, inspection, leader, home):
    client.force_login(leader)
    url = reverse("round-run", args=[inspection.pk])
    assert "开始访问" not in text_of(client.get(url))
    assert client.post(url, {"visit": "1"}).status_code == 403
    assert client.get(reverse("round-new")).status_code == 403


def test_a_neighbour_finds_no_round(client, inspection, neighbour, home):
    client.force_login(neighbour)
    for name in ("round-run", "round-freeze"):
        assert client.get(reverse(name, args=[inspection.pk])).status_code == 404
    assert client.post(reverse("round-retry", args=[inspection.pk])).status_code == 404
