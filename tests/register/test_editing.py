"""One row changed by hand goes through the same door as a row of a file."""

from datetime import date

import pytest

from xuncha.office.people.models import AuditRecord
from xuncha.office.registry.editing import Edit, save, shown
from xuncha.office.registry.errors import EditError, RegistryError
from xuncha.office.registry.models import Account, Body, Column, ColumnAddress, LifecycleEvent, Site

DAY = date(2024, 9, 20)


def edited(sheet, row, **cells):
    return Edit(sheet, shown(sheet, row) | cells, DAY, "呼政办函〔2024〕3号", "单位来函")


def test_saving_what_is_shown_changes_nothing(register, keeper, site, account):
    column = site.columns.first()
    body = Body.objects.get(code="C")
    for sheet, row in (("网站", site), ("账号", account), ("栏目", column), ("单位", body)):
        assert not save(register, edited(sheet, row), keeper, row)
    assert not AuditRecord.objects.filter(act__startswith="registry.").exists()


def test_a_new_address_is_an_event_with_its_document(register, keeper, site):
    assert save(register, edited("网站", site, 网址="http://www.qs.example/"), keeper, site)
    event = LifecycleEvent.objects.get(site=site)
    assert (event.since, event.document) == (DAY, "呼政办函〔2024〕3号")
    assert event.after == {"网址": "http://www.qs.example/"}


def test_a_sponsor_may_be_written_by_its_whole_name(register, keeper, site):
    save(register, edited("网站", site, 主办单位编码="呼兰省财政厅"), keeper, site)
    site.refresh_from_db()
    assert site.body.code == "D"


def test_every_fault_is_told_under_its_head_and_nothing_is_saved(register, keeper, site):
    edit = edited("网站", site, 网址="qs", 层级="最高级", 网站名称="新名")
    with pytest.raises(EditError) as fault:
        save(register, edit, keeper, site)
    assert {one.column for one in fault.value.faults} == {"网址", "层级"}
    site.refresh_from_db()
    assert site.name == "青石市政府网"


def test_a_row_keeps_its_code_whatever_is_sent(register, keeper, site):
    save(register, edited("网站", site, 网站标识码="1100000009", 平台="乙"), keeper, site)
    assert not Site.objects.filter(code="1100000009").exists()
    assert Site.objects.get(pk=site.pk).platform == "乙"


def test_a_new_column_address_and_name_together_keep_the_column_and_its_former_address(
    register, keeper, site
):
    column = site.columns.first()
    edit = edited("栏目", column, 栏目名称="公示公告", 栏目网址="http://qs.example/gs/")
    save(register, edit, keeper, column)
    assert site.columns.count() == 3
    assert ColumnAddress.objects.get(column=column).url == "http://qs.example/tz0/"


def test_a_column_does_not_take_the_address_of_another(register, keeper, site):
    first, second = site.columns.all()[:2]
    with pytest.raises(EditError, match="另一个栏目"):
        save(register, edited("栏目", first, 栏目网址=second.url), keeper, first)


def test_a_new_row_is_added_once(register, keeper):
    cells = {
        "账号编码": "A7", "账号名称": "青石财政", "平台": "微博", "功能": "发布",
        "主办单位编码": "D", "层级": "省级", "采集方式": "上传",
    }  # fmt: skip
    assert save(register, Edit("账号", cells, DAY), keeper)
    assert Account.objects.get(code="A7").status == "running"
    with pytest.raises(EditError, match="已在台账中"):
        save(register, Edit("账号", cells, DAY), keeper)


def test_an_exemption_without_its_approver_is_refused(register, keeper, site):
    column = site.columns.first()
    edit = edited("栏目", column, 豁免理由="本年无招标", 豁免起="2024-01-01", 豁免止="2024-12-31")
    with pytest.raises(EditError, match="豁免批准人"):
        save(register, edit, keeper, column)
    assert not Column.objects.exclude(exempt_reason="").exists()


def test_another_offices_clerk_changes_nothing(register, neighbour, site):
    with pytest.raises(RegistryError, match="不属于您所在的单位"):
        save(register, edited("网站", site, 平台="乙"), neighbour, site)
