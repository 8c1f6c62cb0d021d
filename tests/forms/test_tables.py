"""A form filled in as a table: hundreds of targets alike, all rows or none."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from tests.forms.conftest import ACCOUNT, SEEN, hand_in
from xuncha.engine.domain.words import Result
from xuncha.office.casework import verdicts
from xuncha.office.casework.frozen import book_of
from xuncha.office.forms.definition import load_forms
from xuncha.office.forms.errors import AnswerError
from xuncha.office.forms.models import Answer
from xuncha.office.forms.reach import RoundForm, form_of
from xuncha.office.forms.tables import columns_of, table_of, take_in, takes_table

KEY = "account-interaction"


@pytest.fixture
def used(inspection):
    return form_of(inspection, KEY)


def filled_in(inspection, used, tmp_path, rows):
    """The downloaded table with cells written into it: code → header → text."""
    book = load_workbook(io.BytesIO(table_of(inspection, used)))
    sheet = book["核查表"]
    headers = {cell.value: cell.column for cell in sheet[1]}
    numbers = {sheet.cell(n, 1).value: n for n in range(2, sheet.max_row + 1)}
    for code, cells in rows.items():
        for header, text in cells.items():
            number = numbers.setdefault(code, sheet.max_row + 1)
            sheet.cell(number, 1, code)
            sheet.cell(number, headers[header], text)
    path = tmp_path / "填好.xlsx"
    book.save(path)
    return path


def channels(*works):
    names = ("评论", "私信或发消息（含自动回复）", "菜单、留言板或链接")
    return {f"{name}：测试结果": one for name, one in zip(names, works, strict=False)}


def result(inspection, code):
    target = inspection.targets.get(code=code)
    rulings = verdicts.judged_outcomes(target, book_of(inspection))
    return next((one.result for one in rulings if one.indicator == "N-V3.1"), None)


@pytest.mark.parametrize("name", [one.name for one in load_forms()])
def test_no_two_columns_of_a_form_are_called_the_same(name):
    form = next(one for one in load_forms() if one.name == name)
    headers = [one.header for one in columns_of(RoundForm(name, form, ()))]
    assert len(headers) == len(set(headers))


def test_a_table_has_a_row_for_each_target_nobody_answered_for(inspection, used, account, reviewer):
    hand_in(account, KEY, {"e.0.title": "评论", "e.0.works": "yes"}, reviewer)
    book = load_workbook(io.BytesIO(table_of(inspection, used)))
    assert [row[0].value for row in book["核查表"].iter_rows(min_row=2)] == ["A0", "A2"]
    assert book["核查表"].data_validations.count


def test_each_filled_row_becomes_an_answer_and_empty_rows_stay_open(
    inspection, used, reviewer, tmp_path
):
    works = channels("没有这一渠道", "能用")
    broken = channels("没有这一渠道", "有，不能用", "没有这一渠道") | {"依据链接": SEEN}
    path = filled_in(inspection, used, tmp_path, {"A0": works, "A2": broken})
    assert take_in(inspection, used, path, reviewer) == ("A0", "A2")
    found = [result(inspection, code) for code in ("A0", "A1", "A2")]
    assert found == [Result.CLEAR, None, Result.HIT]


def test_one_wrong_row_keeps_every_row_out_and_is_named(inspection, used, reviewer, tmp_path):
    rows = {"A0": channels("能用"), "A1": channels("能行"), "Z9": channels("能用")}
    path = filled_in(inspection, used, tmp_path, rows)
    with pytest.raises(AnswerError) as caught:
        take_in(inspection, used, path, reviewer)
    assert "第 3 行：“评论：测试结果”的“能行”不是给出的选项" in str(caught.value)
    assert "“Z9”" in str(caught.value)
    assert not Answer.objects.exists()


def test_a_found_problem_in_a_table_needs_its_evidence_too(inspection, used, reviewer, tmp_path):
    rows = {"A0": channels("没有这一渠道", "没有这一渠道", "没有这一渠道")}
    with pytest.raises(AnswerError, match=r"第 2 行.*依据"):
        take_in(inspection, used, filled_in(inspection, used, tmp_path, rows), reviewer)


def test_what_somebody_filled_in_meanwhile_is_not_overwritten(
    inspection, used, account, reviewer, tmp_path
):
    path = filled_in(inspection, used, tmp_path, {ACCOUNT: channels("能用")})
    hand_in(account, KEY, {"unable": "login", "note": "要求实名"}, reviewer)
    with pytest.raises(AnswerError, match="已由李审填写"):
        take_in(inspection, used, path, reviewer)


def test_a_form_with_a_sample_for_each_target_takes_no_table(inspection, reviewer, tmp_path):
    search = form_of(inspection, "search-test")
    assert not takes_table(search)
    with pytest.raises(AnswerError, match="逐个填写"):
        take_in(inspection, search, tmp_path / "x.xlsx", reviewer)


def test_a_table_is_downloaded_and_uploaded_on_the_page(
    client, inspection, used, reviewer, reader, tmp_path
):
    table, page = (reverse(name, args=[inspection.pk, KEY]) for name in ("form-table", "form"))
    client.force_login(reader)
    assert client.get(table).status_code == 403
    client.force_login(reviewer)
    assert client.get(table).content.startswith(b"PK")
    path = filled_in(inspection, used, tmp_path, {"A0": channels("能用")})
    sent = {"table": "", "file": SimpleUploadedFile("填好.xlsx", path.read_bytes())}
    assert "已登记 1 个对象" in client.post(page, sent, follow=True).content.decode()
    broken = {"table": "", "file": SimpleUploadedFile("坏.xlsx", b"PK not a workbook")}
    assert "已损坏" in client.post(page, broken, follow=True).content.decode()
