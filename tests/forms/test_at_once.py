"""One statement for every target nobody answered for."""

import pytest
from django.urls import reverse

from tests.forms.conftest import SEEN, hand_in
from xuncha.engine.domain.words import Result
from xuncha.office.casework import verdicts
from xuncha.office.casework.frozen import book_of
from xuncha.office.forms import at_once
from xuncha.office.forms.at_once import answer_open
from xuncha.office.forms.errors import AnswerError
from xuncha.office.forms.models import Answer
from xuncha.office.forms.reach import form_of
from xuncha.office.people.models import AuditRecord

REPORTED = {"h.number": "省保密局来函〔2024〕3号", "h.said_on": "2024-09-18"}


def result(target, row):
    rulings = verdicts.judged_outcomes(target, book_of(target.round))
    return next(one.result for one in rulings if one.indicator == row)


def test_each_open_target_gets_a_version_of_its_own(inspection, portal, reviewer):
    used = form_of(inspection, "secret.W-V1.2")
    assert answer_open(inspection, used, REPORTED, reviewer) == ("1100000001", "1100000002")
    assert result(portal, "W-V1.2") is Result.CLEAR
    assert Answer.objects.count() == 2
    assert AuditRecord.objects.filter(act="form.answered", actor=reviewer).count() == 2
    assert answer_open(inspection, used, REPORTED, reviewer) == ()


def test_a_target_somebody_answered_for_keeps_its_answer(inspection, portal, reviewer):
    facts = {"h.finding": "met", "h.facts": "某月某日", "links": SEEN}
    hand_in(portal, "serious.W-V1.6", facts, reviewer)
    used = form_of(inspection, "serious.W-V1.6")
    codes = answer_open(inspection, used, {"h.facts": "宣传部门没有通报"}, reviewer)
    assert portal.code not in codes
    assert result(portal, "W-V1.6") is Result.HIT


def test_nothing_is_found_by_one_statement_whatever_is_posted(inspection, portal, reviewer):
    used = form_of(inspection, "serious.W-V1.6")
    answer_open(inspection, used, {"h.finding": "met", "h.facts": "无", "links": SEEN}, reviewer)
    assert result(portal, "W-V1.6") is Result.CLEAR


def test_a_statement_without_its_source_is_refused_for_all(inspection, reviewer):
    used = form_of(inspection, "secret.W-V1.2")
    with pytest.raises(AnswerError, match="没有填写"):
        answer_open(inspection, used, {"h.said_on": "2024-09-18"}, reviewer)
    assert not Answer.objects.exists()


def test_a_form_that_wants_a_look_at_each_target_takes_no_such_statement(inspection, reviewer):
    with pytest.raises(AnswerError, match="逐个对象"):
        answer_open(inspection, form_of(inspection, "reply-test"), {}, reviewer)


def test_a_long_list_is_done_in_goes(inspection, reviewer, monkeypatch):
    monkeypatch.setattr(at_once, "MOST", 1)
    used = form_of(inspection, "secret.W-V1.2")
    assert [len(answer_open(inspection, used, REPORTED, reviewer)) for _ in range(3)] == [1, 1, 0]


def test_the_page_offers_it_to_those_who_decide(client, inspection, reviewer, reader):
    url = reverse("form", args=[inspection.pk, "secret.W-V1.2"])
    client.force_login(reader)
    assert "为全部未填写的对象登记" not in client.get(url).content.decode()
    client.force_login(reviewer)
    assert "为全部未填写的对象登记" in client.get(url).content.decode()
    done = client.post(url, REPORTED, follow=True).content.decode()
    assert "已为 2 个对象登记" in done
