"""What is signed is kept as it was signed, and can be made again."""

import hashlib
import io

import docx
import pytest

from tests.rectification.conftest import NOW, SIGNED, answer_all
from xuncha.office.casework.models import FindingRecord
from xuncha.office.papers import signing
from xuncha.office.papers.checking import check_draft
from xuncha.office.papers.errors import PaperError
from xuncha.office.papers.forms import PaperForm
from xuncha.office.papers.making import document_of
from xuncha.office.papers.models import KeptPaper
from xuncha.office.rectification import answering
from xuncha.office.rectification.errors import OrderError
from xuncha.office.rectification.models import Order
from xuncha.office.rectification.states import OrderState


def said(body: bytes) -> str:
    document = docx.Document(io.BytesIO(body))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_signing_numbers_the_order_and_keeps_the_very_bytes(signed):
    kept = signed.kept_paper
    body = signing.body_of(kept)
    assert signed.number
    assert hashlib.sha256(body).hexdigest() == kept.sha256
    assert signed.number in said(body)
    assert "赵签发" in said(body)


def test_what_is_kept_makes_the_same_bytes_again(signed):
    assert signing.is_repeatable(signed.kept_paper)


def test_an_answer_changes_nothing_of_what_was_signed(signed, clerk):
    before = signing.body_of(signed.kept_paper)
    answer_all(signed, clerk)
    signed.kept_paper.refresh_from_db()
    assert signing.body_of(signed.kept_paper) == before


def test_signing_twice_keeps_one_paper(signed, approver):
    number = signed.number
    assert signing.sign(signed, SIGNED, approver, at=NOW) is False
    signed.refresh_from_db()
    assert signed.number == number
    assert KeptPaper.objects.count() == 1


def test_a_template_that_cannot_be_used_numbers_nothing(checked, approver, home):
    folder = home / "paper-templates"
    folder.mkdir()
    (folder / "slip.toml").write_text('title = "{不存在}"', encoding="utf-8")
    with pytest.raises(PaperError):
        signing.sign(checked, SIGNED, approver, at=NOW)
    checked.refresh_from_db()
    assert checked.number == ""
    assert checked.state == "drafted"
    assert not KeptPaper.objects.exists()


def test_numbers_of_a_kind_have_no_gap_whoever_failed_between(drafts, second, approver, home):
    first, other = drafts["青石市人民政府"], drafts["呼兰省财政厅"]
    for one in (first, other):
        check_draft(one, second, at=NOW)
    folder = home / "paper-templates"
    folder.mkdir()
    (folder / "slip.toml").write_text("broken", encoding="utf-8")
    with pytest.raises(PaperError):
        signing.sign(first, SIGNED, approver, at=NOW)
    (folder / "slip.toml").unlink()
    for one in (other, first):
        signing.sign(one, SIGNED, approver, at=NOW)
    assert sorted(Order.objects.values_list("serial", flat=True)) == [1, 2]


def test_a_lost_file_is_made_again_and_a_changed_one_is_not_given_out(signed, home):
    kept = signed.kept_paper
    path = home / "papers" / kept.sha256
    body = path.read_bytes()
    path.unlink()
    assert signing.body_of(kept) == body
    path.write_bytes(b"something else")
    assert signing.body_of(kept) is None


def test_personal_data_of_an_item_does_not_leave_with_its_paper(draft, second, approver):
    number = "11010519491231002X"
    finding = draft.items.exclude(finding=None).first().finding
    FindingRecord.objects.filter(pk=finding.pk).update(
        evidence=[
            {"url": "http://qs.example/a", "quote": f"身份证号{number}", "record": "sha256:1"}
        ]
    )
    draft.items.filter(finding=finding).update(title=f"“{number}”")
    assert number not in said(document_of(draft, PaperForm.SLIP))
    check_draft(draft, second, at=NOW)
    signing.sign(draft, SIGNED, approver, at=NOW)
    assert number not in said(signing.body_of(draft.kept_paper))
    assert number not in draft.kept_paper.content


def test_an_order_that_was_handed_back_is_not_signed_again(signed, clerk, approver):
    answering.hand_back(signed, clerk, "应由财政厅办理", at=NOW)
    number = signed.number
    with pytest.raises(OrderError, match="改送"):
        signing.sign(signed, SIGNED, approver, at=NOW)
    signed.refresh_from_db()
    assert (signed.number, signed.state) == (number, OrderState.HANDED_BACK)
