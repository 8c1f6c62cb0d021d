"""Drafted, checked and signed by three different people."""

import pytest

from tests.rectification.conftest import NOW, SIGNED, previewed
from xuncha.office.papers.checking import check_draft, check_of
from xuncha.office.papers.errors import PaperError
from xuncha.office.papers.signing import sign
from xuncha.office.people.models import AuditRecord, User
from xuncha.office.people.roles import Role
from xuncha.office.rectification import drawing, issuing
from xuncha.office.rectification.states import PaperKind


def test_a_draft_nobody_checked_is_not_signed(draft, approver):
    with pytest.raises(PaperError, match="还没有核稿"):
        sign(draft, SIGNED, approver, at=NOW)


def test_who_drew_it_up_does_not_check_it(judged, second):
    bodies = [one.body for one in previewed(judged).shares]
    own = drawing.draw(judged, PaperKind.SLIP, bodies, second, at=NOW)[0]
    with pytest.raises(PaperError, match="拟制人"):
        check_draft(own, second, at=NOW)


def test_who_checked_it_does_not_sign_it(draft, approver):
    check_draft(draft, approver, at=NOW)
    with pytest.raises(PaperError, match="核稿人"):
        sign(draft, SIGNED, approver, at=NOW)


def test_who_drew_it_up_does_not_sign_it(judged, approver, second):
    bodies = [one.body for one in previewed(judged).shares]
    own = drawing.draw(judged, PaperKind.SLIP, bodies, approver, at=NOW)[0]
    check_draft(own, second, at=NOW)
    with pytest.raises(PaperError, match="拟制人"):
        sign(own, SIGNED, approver, at=NOW)


def test_what_changed_after_the_check_is_checked_again(checked, inspector, approver, second):
    item = checked.items.order_by("pk").last()
    issuing.remove_items(checked, [item.pk], inspector, "另发", at=NOW)
    assert check_of(checked) is None
    with pytest.raises(PaperError, match="改动"):
        sign(checked, SIGNED, approver, at=NOW)
    check_draft(checked, second, at=NOW)
    assert sign(checked, SIGNED, approver, at=NOW)


def test_an_inspector_and_a_neighbour_do_not_check(draft, office, neighbour):
    another = User.objects.create_user("x", office, name="检二", role=Role.INSPECTOR)
    for user in (another, neighbour):
        with pytest.raises(PaperError, match="不能核稿"):
            check_draft(draft, user, at=NOW)


def test_what_went_out_is_not_checked(signed, reviewer):
    with pytest.raises(PaperError, match="不需要核稿"):
        check_draft(signed, reviewer, at=NOW)


def test_checking_twice_is_one_check_and_one_audit_row(checked, second):
    check_draft(checked, second, at=NOW)
    assert checked.checks.count() == 1
    assert AuditRecord.objects.filter(act="order.checked").count() == 1


def test_who_took_items_out_of_a_draft_neither_checks_nor_signs(draft, second, approver, reviewer):
    first, last = draft.items.order_by("pk").first(), draft.items.order_by("pk").last()
    issuing.remove_items(draft, [last.pk], second, "另发", at=NOW)
    with pytest.raises(PaperError, match="改动过"):
        check_draft(draft, second, at=NOW)
    issuing.remove_items(draft, [first.pk], approver, "另发", at=NOW)
    check_draft(draft, reviewer, at=NOW)
    with pytest.raises(PaperError, match="改动过"):
        sign(draft, SIGNED, approver, at=NOW)
