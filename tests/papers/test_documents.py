"""What the papers say: every kind, every template, nothing left unfilled."""

import io
from dataclasses import replace

import docx
import pytest
from docx.enum.section import WD_ORIENT

from tests.papers.test_signing import said
from tests.rectification.conftest import NOW, answer_all
from xuncha.office.papers import ledger
from xuncha.office.papers.errors import PaperError
from xuncha.office.papers.forms import FORM_LABELS, PaperForm
from xuncha.office.papers.making import (
    document_of,
    file_name,
    self_check_document,
    self_check_sheet,
    sheet_of,
)
from xuncha.office.papers.sheet import sheet_of_order
from xuncha.office.papers.template import read_template, template_text
from xuncha.office.rectification.models import Order
from xuncha.office.rectification.papers import paper_of
from xuncha.office.rectification.states import Says

OUTGOING = (PaperForm.REMINDER, PaperForm.SLIP, PaperForm.SUPERVISION, PaperForm.TALK)
SET_BY_TEMPLATE = tuple(one for one in PaperForm if one is not PaperForm.LEDGER)
SOUND = """
title = "甲"
valid_from = 2026-01-01
confidence = "local"
source = "乙"
addressee = ""
signed_by = ""
signed_on = ""
"""


@pytest.mark.parametrize("form", SET_BY_TEMPLATE)
def test_every_template_that_ships_can_be_used_and_says_where_it_comes_from(form, home):
    template = read_template(form, template_text(form, home))
    assert template.source


@pytest.mark.parametrize("form", OUTGOING)
def test_an_outgoing_paper_says_to_whom_until_when_and_what(signed, form):
    text = said(document_of(signed, form))
    assert signed.number in text
    assert "青石市人民政府：" in text
    assert "2024年10月11日" in text
    assert "签发人：赵签发" in text
    for item in signed.items.all():
        assert item.title in text
    assert "{" not in text


@pytest.mark.parametrize("form", [*OUTGOING, PaperForm.RECEIPT, PaperForm.REPORT])
def test_a_paper_is_the_same_bytes_every_time(signed, form):
    assert document_of(signed, form) == document_of(signed, form)


def test_a_paper_names_the_evidence_of_its_items(signed):
    records = [one["record"] for item in signed.items.all() for one in item.finding.evidence]
    text = said(document_of(signed, PaperForm.SLIP))
    assert records
    assert all(record.partition(":")[2][:12] in text for record in records)


def test_a_draft_says_that_it_has_no_number_yet(draft):
    text = said(document_of(draft, PaperForm.SLIP))
    assert "签发后编号" in text
    assert "请于（签发时确定的期限）前完成整改" in text


def test_sentences_about_none_are_left_out(signed):
    paper = paper_of(signed)
    template = read_template(PaperForm.SLIP, template_text(PaperForm.SLIP, signed_home()))
    lines = [line.text for line in sheet_of_order(paper, template).lines]
    assert not [line for line in lines if "仍未整改" in line]
    again = replace(paper, items=tuple(replace(one, origin="上期未整改") for one in paper.items))
    lines = [line.text for line in sheet_of_order(again, template).lines]
    assert [line for line in lines if f"仍未整改的{len(paper.items)}条" in line]


def signed_home():
    from django.conf import settings

    return settings.XUNCHA_HOME


def test_a_report_says_what_the_body_answered(signed, clerk):
    answer_all(signed, clerk, Says.DELETED, "已删除页面")
    text = said(document_of(signed, PaperForm.REPORT))
    assert f"已删除{signed.items.count()}条" in text
    assert "已删除页面" in text


def test_a_receipt_carries_who_received_it_and_when(signed, clerk):
    assert "钱市" not in said(document_of(signed, PaperForm.RECEIPT))
    answer_all(signed, clerk)
    text = said(document_of(signed, PaperForm.RECEIPT))
    assert "钱市" in text
    assert "2024年9月23日" in text


def test_a_self_check_lists_what_a_body_was_asked_for(signed, city, judged):
    text = said(self_check_document(city, judged))
    assert f"问题{signed.items.count()}条" in text
    assert signed.number in text


def test_a_self_check_without_orders_says_so_and_has_no_annex(signed, bureau, judged):
    sheet = self_check_sheet(bureau, judged)
    assert any("没有向我单位下发" in line.text for line in sheet.lines)
    assert not sheet.annexes


def test_a_single_annex_has_no_number(signed):
    report = said(document_of(signed, PaperForm.REPORT))
    assert "附件：整改情况明细" in report
    assert "附件1" not in report
    assert "附件：1. 整改事项清单" in said(document_of(signed, PaperForm.SLIP))


def test_the_ledger_lies_on_its_side_and_has_a_line_for_every_item(signed):
    rows = Order.objects.filter(pk=signed.pk)
    raw = ledger.write_docx(rows, ledger.Ledger("台账", "呼兰省", NOW))
    document = docx.Document(io.BytesIO(raw))
    assert document.sections[0].orientation == WD_ORIENT.LANDSCAPE
    assert len(document.tables[0].rows) == 1 + signed.items.count()
    assert raw == ledger.write_docx(rows, ledger.Ledger("台账", "呼兰省", NOW))


def test_a_ledger_does_not_query_row_by_row(signed, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        list(ledger.rows_of(Order.objects.filter(pk=signed.pk)))


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("passages = []\nmark = '{不存在}'", "不存在"),
        ("passages = []\nmark = '{'", "花括号"),
        ("passages = [{text = '甲', needs = ['乙']}]", "passages.1.needs"),
        ("passages = []\ntable = 'none'", "没有表"),
        ("passages = []\nfont = 'x'", "不认识的键"),
        ("", "没有填写"),
        ("passages = [", "语法错误"),
    ],
)
def test_a_template_that_cannot_be_used_is_told_by_key(more, told):
    with pytest.raises(PaperError, match=told):
        read_template(PaperForm.SLIP, SOUND + more)


def test_an_offices_own_template_outranks_the_one_that_ships(signed, home):
    folder = home / "paper-templates"
    folder.mkdir()
    (folder / "receipt.toml").write_text(SOUND + "passages = []", encoding="utf-8")
    assert sheet_of(signed, PaperForm.RECEIPT).title == "甲"


def test_a_ledger_is_no_paper_of_one_order(signed):
    with pytest.raises(PaperError, match=FORM_LABELS[PaperForm.LEDGER]):
        sheet_of(signed, PaperForm.LEDGER)


def test_text_that_no_document_can_carry_does_not_break_one(draft):
    draft.text, draft.addressee_name = "请\x07速办", "甲\x0b乙"
    assert "速办" in said(document_of(draft, PaperForm.SLIP))


def test_a_file_name_is_one_every_system_takes():
    name = file_name("整改通知单", "〔2024〕1号", "甲/乙:丙" * 30)
    assert "/" not in name
    assert len(name.encode()) <= 255
