"""The yearly assessment: what records say, what persons add, what comes out per region."""

import json
from datetime import date

import pytest
from django.core.management import call_command
from docx import Document

from tests.assess.conftest import BUREAU, REGION
from xuncha.engine.domain.words import Result, RowKind, VerdictState
from xuncha.engine.rulebook.load import load_rulebook
from xuncha.office.assess import assessing, report
from xuncha.office.assess.assessing import Finding
from xuncha.office.assess.errors import AssessError
from xuncha.office.assess.ledger import lines_of, read_year
from xuncha.office.people.errors import AppendOnlyError
from xuncha.office.people.models import AuditRecord
from xuncha.office.registry.models import Site


def of(assessment, region=REGION):
    return next(one for one in assessing.results(assessment) if one.region == region)


def item(assessment, indicator, region=REGION):
    return next(one for one in of(assessment, region).items if one.indicator == indicator)


def test_every_region_of_the_register_is_assessed(assessment):
    assert [one.region for one in assessing.results(assessment)] == sorted([REGION, BUREAU])


def test_open_reports_cost_three_each_and_late_ones_wait_for_a_person(assessment, records):
    still, late = item(assessment, "R-D1.1"), item(assessment, "R-D1.2")
    assert (still.result, still.count, still.is_open) == (Result.HIT, 1, False)
    assert (late.result, late.count, late.is_open) == (Result.SUSPECT, 1, True)
    assert "有效留言 3 件" in still.facts
    assert item(assessment, "R-D1.1", BUREAU).result is Result.CLEAR


def test_without_records_a_row_is_not_examined_and_not_clear(assessment):
    assert item(assessment, "R-D1.1").result is None
    assert "没有导入" in item(assessment, "R-D1.1").facts
    assert item(assessment, "R-D6").facts == "本单位没有可用的记录"
    assert "R-D6" in of(assessment).verdict.not_examined


def test_quarters_without_a_round_are_told_and_the_one_held_is_too(assessment, judged):
    facts = item(assessment, "R-D2").facts
    assert all(f"{name}季度没有检查" in facts for name in "一二四")
    assert "三季度检查 1/1 个网站" in facts
    assert "三季度结果没有印发" not in facts


def test_a_quarter_that_is_not_over_owes_nothing(register):
    facts = read_year(register, 2024, date(2024, 5, 1))
    line = next(one for one in lines_of(facts, REGION) if one.indicator == "R-D2")
    assert line.count == 1
    assert "一季度没有检查" in line.text
    assert all(f"{name}季度尚未结束" in line.text for name in "二三四")
    over = lines_of(read_year(register, 2024, date(2025, 1, 1)), REGION)
    assert next(one for one in over if one.indicator == "R-D2").count == 4


def test_a_region_without_sites_owes_no_look_at_any(register):
    Site.objects.update(status="closed")
    lines = lines_of(read_year(register, 2024, date(2025, 1, 1)), REGION)
    line = next(one for one in lines if one.indicator == "R-D2")
    assert (line.result, line.text) == (None, "没有正常运行的网站")


def test_a_round_that_was_not_issued_is_told(assessment, judged):
    judged.state = "frozen"
    judged.save()
    assert "三季度结果没有印发" in item(assessment, "R-D2").facts


def test_an_open_round_counts_for_nothing(assessment, judged):
    judged.state = "reviewing"
    judged.save()
    assert "三季度没有检查" in item(assessment, "R-D2").facts


def test_fewer_sites_than_the_ratio_are_told(assessment, judged):
    city = Site.objects.get(code="1100000001")
    for number in range(4):
        city.pk, city.code = None, f"110000001{number}"
        city.save()
    assert "三季度检查比例低于 30%" in item(assessment, "R-D2").facts


def test_a_site_out_of_reach_is_in_the_ledger_of_the_register(assessment, judged):
    assert "1 个：青石市政府网" in item(assessment, "R-D4").facts
    assert item(assessment, "R-D4", BUREAU).result is Result.CLEAR


def test_a_foreign_domain_is_told(assessment):
    assert item(assessment, "R-D5").result is Result.SUSPECT
    Site.objects.update(url="http://www.qs.gov.cn/")
    assert item(assessment, "R-D5").result is Result.CLEAR


def test_one_platform_is_a_proposal_and_two_are_none(assessment):
    assert item(assessment, "R-B1").is_open
    city = Site.objects.get(code="1100000001")
    city.pk, city.code, city.platform = None, "1100000009", "乙系统"
    city.save()
    assert item(assessment, "R-B1").result is Result.CLEAR


def test_rows_without_confirmed_points_keep_a_ledger_and_give_no_single_score(assessment, judged):
    found = of(assessment)
    assert found.verdict.score is None
    ledger = {one.indicator for one in found.items if not one.has_points}
    assert {f"R-D{n}" for n in range(2, 9)} | {"R-V3", "R-B2"} <= ledger
    assert "不给出单一得分" in report.conclusion(found)
    assert report.NO_POINTS in report.state_of(item(assessment, "R-D2"))


def test_the_unknown_limit_of_other_failures_is_never_in_force(assessment, reviewer):
    assessing.enter(assessment, Finding(REGION, "R-V2", Result.HIT, "看到了"), reviewer)
    assert of(assessment).verdict.veto == ()


def test_what_a_person_enters_outranks_the_records(assessment, records, reviewer):
    assessing.enter(assessment, Finding(REGION, "R-D1.2", Result.HIT, "逐件核对", 2), reviewer)
    late = item(assessment, "R-D1.2")
    assert (late.result, late.count, late.is_open) == (Result.HIT, 2, False)
    assert late.entered == "李审：逐件核对"
    assessing.enter(assessment, Finding(REGION, "R-D1.2", Result.CLEAR, "复核"), reviewer)
    assert item(assessment, "R-D1.2").result is Result.CLEAR
    assert assessment.entries.count() == 2
    assert AuditRecord.objects.filter(act="assessment.entered").count() == 2


def test_all_on_one_platform_earns_five_once_a_person_confirms(assessment, records, reviewer):
    Site.objects.update(url="http://www.qs.gov.cn/")
    for name in ("R-D1.1", "R-D1.2", "R-D2", "R-D3", "R-D4"):
        assessing.enter(assessment, Finding(REGION, name, Result.CLEAR, "核对"), reviewer)
    assessing.enter(assessment, Finding(REGION, "R-B1", Result.HIT, "验收文件", 1), reviewer)
    found = of(assessment).verdict
    assert (found.state, found.score, found.bonus) == (VerdictState.QUALIFIED, 105, 5)


@pytest.mark.parametrize(
    ("finding", "word"),
    [
        (Finding(REGION, "R-X", Result.HIT, "x"), "R-X"),
        (Finding("别处", "R-D2", Result.HIT, "x"), "别处"),
        (Finding(REGION, "R-D2", Result.HIT, " "), "依据"),
    ],
)
def test_what_cannot_be_entered_is_refused(assessment, reviewer, finding, word):
    with pytest.raises(AssessError, match=word):
        assessing.enter(assessment, finding, reviewer)


def test_a_stranger_enters_nothing(assessment, neighbour):
    with pytest.raises(AssessError, match="本单位"):
        assessing.enter(assessment, Finding(REGION, "R-D2", Result.HIT, "x"), neighbour)


def test_an_entry_is_never_changed(assessment, reviewer):
    made = assessing.enter(assessment, Finding(REGION, "R-D2", Result.HIT, "x"), reviewer)
    with pytest.raises(AppendOnlyError):
        made.save()


def test_a_year_is_opened_once_with_its_book_frozen(register, reviewer, assessment):
    assert assessing.open_assessment(register, 2024, reviewer) == assessment
    assert assessing.book_of(assessment) == load_rulebook("supervision-2019")
    with pytest.raises(AssessError, match="3024"):
        assessing.open_assessment(register, 3024, reviewer)


def test_every_region_gets_a_document_and_data_the_same_bytes_twice(
    assessment, judged, records, tmp_path
):
    files = report.write_reports(assessment, tmp_path / "a")
    again = report.write_reports(assessment, tmp_path / "b")
    assert [one.name for one in files] == [one.name for one in again]
    assert all(a.read_bytes() == b.read_bytes() for a, b in zip(files, again, strict=True))
    assert len(files) == 4
    city = next(one for one in files if REGION in one.name and one.suffix == ".docx")
    document = Document(str(city))
    text = "\n".join(one.text for one in document.paragraphs)
    assert "考核结论" in text
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any("R-D1.1 找错留言未办结" in one for one in cells)
    assert {kind for _, kind in report.SECTIONS} == set(RowKind) - {RowKind.NOTICE}
    data = json.loads(city.with_suffix(".json").read_text("utf-8"))
    assert (data["year"], data["region"]) == (2024, REGION)


def test_the_migrations_are_complete(db):
    call_command("makemigrations", "assess", check=True, dry_run=True, verbosity=0)
