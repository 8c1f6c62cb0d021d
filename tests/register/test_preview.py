"""A register file is looked at before it changes anything, and does then what was looked at."""

import pytest

from tests.office.uploads import CODE, SOUND, register_xlsx, sound_with
from xuncha.office.people.models import AuditRecord
from xuncha.office.registry import uploads
from xuncha.office.registry.errors import RegistryError, StaleError, UploadError
from xuncha.office.registry.exporting import register_xlsx as written
from xuncha.office.registry.imports import import_register
from xuncha.office.registry.models import Account, Body, Column, LifecycleEvent, Site
from xuncha.office.registry.previewing import confirm, preview
from xuncha.office.registry.words import LifecycleKind, UploadPurpose, UploadState


@pytest.fixture
def stored(office, keeper, tmp_path):
    import_register(office, register_xlsx(tmp_path / "before.xlsx", SOUND), keeper)
    return office


@pytest.fixture
def renamed(tmp_path):
    """The sound register with the first site renamed, a new account, and one account left out."""
    site = list(SOUND["网站"][0])
    site[1] = "青石市人民政府网"
    accounts = [
        SOUND["账号"][0],
        ("A9", "青石新号", "微博", "发布", "C", "市级", "上传", "", "正常运行"),
        ("A10", "坏行", "微博", "发布", "没有的单位", "市级", "上传", "", "正常运行"),
    ]
    rows = sound_with(网站=[tuple(site), SOUND["网站"][1]], 账号=accounts)
    return register_xlsx(tmp_path / "after.xlsx", rows)


def test_a_preview_names_what_is_new_changed_refused_and_missing(stored, keeper, renamed):
    seen = preview(stored, renamed, keeper)
    assert [change.key for change in seen.created] == ["A9"]
    (change,) = seen.updated
    assert (change.key, change.row) == (CODE, 2)
    assert change.cells == (("网站名称", "青石市政府网", "青石市人民政府网"),)
    assert [(fault.sheet, fault.row) for fault in seen.report.faults] == [("账号", 4)]
    assert [(one.sheet, one.key) for one in seen.missing] == [("账号", "A2")]


def test_a_preview_changes_nothing(stored, keeper, renamed):
    acts = AuditRecord.objects.count()
    preview(stored, renamed, keeper)
    assert Site.objects.get(code=CODE).name == "青石市政府网"
    assert not Account.objects.filter(code="A9").exists()
    assert AuditRecord.objects.count() == acts


def test_what_was_previewed_is_done_and_a_changed_name_enters_the_life_of_the_site(
    stored, keeper, renamed
):
    confirm(stored, renamed, keeper, preview(stored, renamed, keeper).seal)
    site = Site.objects.get(code=CODE)
    assert site.name == "青石市人民政府网"
    (event,) = LifecycleEvent.objects.filter(site=site)
    assert event.kind == LifecycleKind.CHANGED
    assert event.before == {"网站名称": "青石市政府网"}
    assert event.after == {"网站名称": "青石市人民政府网"}
    assert event.reason == "导入文件“after.xlsx”"


def test_a_register_changed_since_the_preview_is_not_overwritten(stored, keeper, renamed):
    seal = preview(stored, renamed, keeper).seal
    Site.objects.filter(code=CODE).update(name="别人刚改的名字")
    with pytest.raises(StaleError):
        confirm(stored, renamed, keeper, seal)
    assert Site.objects.get(code=CODE).name == "别人刚改的名字"
    assert not Account.objects.filter(code="A9").exists()


def test_a_change_beside_name_address_and_sponsor_is_an_audit_row_with_both_values(
    stored, keeper, tmp_path
):
    site = list(SOUND["网站"][0])
    site[8] = "乙"
    rows = {"网站": [tuple(site)]}
    import_register(stored, register_xlsx(tmp_path / "platform.xlsx", rows), keeper)
    row = AuditRecord.objects.get(act="registry.changed")
    assert row.detail["changes"] == {"平台": ["甲", "乙"]}
    assert not LifecycleEvent.objects.exists()


def test_the_register_taken_out_and_in_again_changes_nothing(stored, keeper, tmp_path):
    path = tmp_path / "out.xlsx"
    path.write_bytes(written(stored))
    seen = preview(stored, path, keeper)
    assert not seen.changes_anything
    assert seen.report.faults == ()
    assert seen.missing == ()
    total = sum(model.objects.count() for model in (Body, Site, Column, Account))
    assert seen.report.unchanged == total


def test_a_name_that_begins_like_a_formula_leaves_as_text(stored, keeper, tmp_path):
    from openpyxl import load_workbook

    Site.objects.filter(code=CODE).update(name="=1+1")
    path = tmp_path / "out.xlsx"
    path.write_bytes(written(stored))
    cell = load_workbook(path)["网站"]["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_only_who_keeps_the_register_takes_a_file_in(stored, leader, renamed):
    with pytest.raises(RegistryError, match="没有维护台账的权限"):
        preview(stored, renamed, leader)


def test_a_second_upload_takes_the_place_of_the_first(keeper, home):
    first = uploads.keep(UploadPurpose.REGISTER, uploads.Sent("甲.csv", b"a"), keeper)
    second = uploads.keep(UploadPurpose.REGISTER, uploads.Sent("../乙.csv", b"b"), keeper)
    first.refresh_from_db()
    assert first.state == UploadState.DROPPED
    assert uploads.waiting_of(keeper, UploadPurpose.REGISTER) == second
    assert uploads.path_of(second).read_bytes() == b"b"
    assert uploads.path_of(second).name == "乙.csv"
    with pytest.raises(UploadError):
        uploads.path_of(first)


def test_a_file_changed_on_disk_is_not_taken_in(keeper, home):
    row = uploads.keep(UploadPurpose.REGISTER, uploads.Sent("甲.csv", b"a"), keeper)
    uploads.path_of(row).write_bytes(b"other")
    with pytest.raises(UploadError, match="已改变"):
        uploads.path_of(row)


def test_an_empty_file_is_refused_with_one_line(keeper, home):
    with pytest.raises(UploadError, match="文件是空的"):
        uploads.keep(UploadPurpose.REGISTER, uploads.Sent("空.xlsx", b""), keeper)


def test_a_long_chinese_name_is_kept_by_its_end(keeper, home):
    name = "台" * 200 + "账.xlsx"
    row = uploads.keep(UploadPurpose.REGISTER, uploads.Sent(name, b"a"), keeper)
    assert uploads.path_of(row).name.endswith("账.xlsx")
