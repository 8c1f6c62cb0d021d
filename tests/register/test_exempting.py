"""Exempting a site or an account: by document, by two people, and only from the local verdict."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from tests.feedback.test_places import ordered
from tests.office.results import blank_outcome, summary
from xuncha.engine.domain.words import VerdictState
from xuncha.engine.rulebook.load import load_rulebook
from xuncha.flow.judging import judge_round
from xuncha.flow.progress import SilentReporter
from xuncha.office.casework import decisions, rounds
from xuncha.office.casework.beside import national_verdict
from xuncha.office.casework.drawing import drawing_of
from xuncha.office.casework.taking_in import store_target
from xuncha.office.notices.compile import compile_content
from xuncha.office.people.models import AuditRecord, User
from xuncha.office.people.roles import Role
from xuncha.office.registry import exempting
from xuncha.office.registry.errors import ExemptionError, RegistryError
from xuncha.office.registry.exempting import ExemptionOrder
from xuncha.office.registry.models import TargetExemption
from xuncha.office.registry.words import ExemptionState

ROW = "W-V4.3"
PART = ExemptionOrder(
    date(2024, 7, 1), date(2024, 12, 31), "呼政办函〔2024〕21号", "机构改革过渡期", (ROW,)
)
WHOLE = replace(PART, indicators=())


@pytest.fixture
def second(office):
    return User.objects.create_user("zhou", office, name="周审", role=Role.REVIEWER)


@pytest.fixture
def local(order):
    book = load_rulebook("example-province")
    assert book.national is not None
    return replace(order, book=book, rows_in_force=(ROW,))


def confirmed(target, asked, keeper, reviewer):
    row = exempting.propose(target, asked, keeper)
    exempting.confirm(row, reviewer)
    return row


def judged(inspection, code, *people):
    target = inspection.targets.get(code=code)
    store_target(target, summary(), [blank_outcome(code)])
    for finding in target.findings.all():
        for one in people:
            decisions.confirm(finding, one, "属实")
    judge_round(inspection, SilentReporter(), [code])
    target.refresh_from_db()
    return target


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"document": " "}, "没有填写批准文件"),
        ({"reason": ""}, "没有写理由"),
        ({"until": date(2024, 6, 1)}, "早于"),
        ({"until": date(2026, 1, 1)}, "超过"),
        ({"indicators": ("W-V99",)}, "没有适用于这类对象的指标“W-V99”"),
        ({"indicators": ("N-N1",)}, "没有适用于这类对象"),
    ],
)
def test_an_exemption_needs_document_reason_days_and_a_row_of_the_books(site, keeper, change, says):
    with pytest.raises(ExemptionError, match=says):
        exempting.propose(site, replace(PART, **change), keeper)
    assert not TargetExemption.objects.exists()


def test_it_holds_once_another_person_confirmed_it(site, keeper, reviewer, neighbour, leader):
    row = exempting.propose(site, PART, keeper)
    assert exempting.propose(site, PART, keeper) == row
    assert not exempting.holding(site.office_id, PART.since).exists()
    for person in (keeper, neighbour, leader):
        with pytest.raises(ExemptionError):
            exempting.confirm(row, person)
    assert exempting.confirm(row, reviewer)
    assert not exempting.confirm(row, reviewer)
    assert list(exempting.holding(site.office_id, PART.until)) == [row]
    assert not exempting.holding(site.office_id, date(2025, 1, 1)).exists()
    acts = AuditRecord.objects.filter(act__startswith="registry.exemption").order_by("seq")
    assert list(acts.values_list("actor__name", flat=True)) == ["赵检", "李审"]


def test_who_proposed_it_does_not_confirm_even_with_the_right(site, reviewer):
    row = exempting.propose(site, PART, reviewer)
    with pytest.raises(ExemptionError, match="不能自己批准"):
        exempting.confirm(row, reviewer)


def test_refused_or_ended_it_does_not_hold(site, keeper, reviewer, leader):
    row = exempting.propose(site, PART, keeper)
    with pytest.raises(ExemptionError, match="没有写理由"):
        exempting.refuse(row, " ", reviewer)
    exempting.refuse(row, "没有依据", reviewer)
    other = confirmed(site, PART, keeper, reviewer)
    assert other != row
    with pytest.raises(RegistryError):
        exempting.end(other, "提前恢复", leader)
    exempting.end(other, "提前恢复", keeper)
    assert other.state == ExemptionState.ENDED
    assert not exempting.holding(site.office_id, PART.since).exists()


def test_an_exempt_row_counts_nationally_and_not_here(
    site, keeper, reviewer, second, local, register
):
    confirmed(site, PART, keeper, reviewer)
    target = judged(rounds.open_round(register, local, reviewer), site.code, reviewer, second)
    [here] = target.verdicts.filter(is_current=True)
    assert here.state != VerdictState.UNQUALIFIED
    assert "省内豁免，国办口径仍计（机构改革过渡期）" in str(here.arithmetic)
    assert national_verdict(target).state is VerdictState.UNQUALIFIED


@pytest.mark.parametrize("is_hit", [True, False])
def test_exempt_from_every_row_in_force_it_is_no_pass_and_stays_out_of_the_rate(
    site, keeper, reviewer, second, local, register, is_hit
):
    confirmed(site, PART, keeper, reviewer)
    inspection = rounds.open_round(register, local, reviewer)
    target = judged(inspection, site.code, *((reviewer, second) if is_hit else ()))
    [here] = target.verdicts.filter(is_current=True)
    assert (here.state, here.proposed) == (VerdictState.UNDECIDED, VerdictState.UNDECIDED)
    assert "全部豁免" in str(here.arithmetic)


def test_an_exemption_ended_later_leaves_the_rounds_opened_with_it(
    site, keeper, reviewer, second, local, register
):
    row = confirmed(site, PART, keeper, reviewer)
    inspection = rounds.open_round(register, local, reviewer)
    exempting.end(row, "提前恢复", keeper)
    target = judged(inspection, site.code, reviewer, second)
    assert "省内豁免" in str(target.verdicts.get(is_current=True).arithmetic)


def test_a_target_exempt_as_a_whole_stands_apart_and_is_in_no_count(
    site, account, keeper, reviewer, local, register
):
    confirmed(site, WHOLE, keeper, reviewer)
    inspection = rounds.open_round(register, local, reviewer)
    assert not inspection.targets.filter(code=site.code).exists()
    drawing = drawing_of(inspection)
    [apart] = [one for one in drawing.outside if one.exempt]
    assert (apart.code, apart.exempt) == (site.code, "site")
    assert exempting.NOT_JUDGED in apart.why
    assert "国办口径仍计" not in apart.why
    assert drawing.registered["site"] == inspection.targets.filter(kind="site").count()
    for target in inspection.targets.all():
        store_target(target, summary(), [])
    judge_round(inspection, SilentReporter())
    said = compile_content(inspection, ordered(inspection)).method.statement
    assert f"另有1个政府网站经批准整体豁免（{exempting.NOT_JUDGED}），不计入合格数。" in said


def test_the_national_book_knows_no_local_exemption(
    site, keeper, reviewer, second, order, register
):
    confirmed(site, PART, keeper, reviewer)
    confirmed(site, WHOLE, keeper, reviewer)
    order = replace(order, book=load_rulebook("national-2019"), rows_in_force=(ROW,))
    target = judged(rounds.open_round(register, order, reviewer), site.code, reviewer, second)
    assert target.exemptions == []
    assert target.verdicts.get(is_current=True).state == VerdictState.UNQUALIFIED


def test_the_page_takes_a_proposal_and_another_persons_word(page, client, site, reviewer, keeper):
    address = reverse("register-row", args=["sites", site.code])
    said = {
        "exemption": "propose", "x_reach": "rows", "x_rows": "W-V3、W-V4.1、",
        "x_since": "2024-07-01", "x_until": "2024-12-31", "x_document": "21号",
        "x_reason": "改革过渡",
    }  # fmt: skip
    refused = page.post(address, said | {"x_rows": "W-V99"})
    assert refused.status_code == 422
    assert 'value="W-V99"' in refused.content.decode()
    assert 'value="改革过渡"' in refused.content.decode()
    assert '<option value="rows" selected>' in refused.content.decode()
    page.post(address, said)
    row = TargetExemption.objects.get()
    assert row.indicators == ["W-V3", "W-V4.1"]
    assert 'value="confirm"' not in page.get(address).content.decode()
    client.force_login(reviewer)
    client.post(address, {"exemption": "confirm", "row": row.pk})
    row.refresh_from_db()
    assert row.state == ExemptionState.CONFIRMED
    text = client.get(reverse("register-exemptions")).content.decode()
    assert site.name in text
    other = reverse("register-row", args=["sites", "1100000002"])
    assert client.post(other, {"exemption": "end", "row": row.pk, "said": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("reach", "rows", "says"),
    [
        ("", "W-V3", "没有选择豁免范围"),
        ("", "", "没有选择豁免范围"),
        ("rows", "、", "没有填写豁免的指标"),
        ("whole", "W-V3", "整体豁免不填指标"),
    ],
)
def test_a_whole_exemption_is_chosen_and_never_a_field_left_empty(page, site, reach, rows, says):
    asked = {
        "exemption": "propose", "x_reach": reach, "x_rows": rows, "x_since": "2024-07-01",
        "x_until": "2024-12-31", "x_document": "21号", "x_reason": "改革过渡",
    }  # fmt: skip
    address = reverse("register-row", args=["sites", site.code])
    answer = page.post(address, asked)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not TargetExemption.objects.exists()
    page.post(address, asked | {"x_reach": "whole", "x_rows": ""})
    assert TargetExemption.objects.get().indicators == []
