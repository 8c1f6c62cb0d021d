"""A column keeps its row, its history and its findings' carry-over when it moves."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.office.results import column_finding, summary
from xuncha.engine.domain.looked import ColumnSeen
from xuncha.engine.domain.outcomes import Outcome
from xuncha.engine.domain.targets import ColumnReading
from xuncha.engine.domain.words import ColumnKind, ColumnState, FoundBy, Result
from xuncha.office.casework import carry_over, column_history, decisions, rounds
from xuncha.office.casework.models import CarryOver, ColumnRecord, FindingRecord
from xuncha.office.casework.taking_in import store_target
from xuncha.office.people.errors import TransitionError
from xuncha.office.people.models import AuditRecord
from xuncha.office.registry import proposals
from xuncha.office.registry.errors import RegistryError
from xuncha.office.registry.models import Column, ColumnAddress, ColumnProposal
from xuncha.office.registry.words import ProposalState, ProposalSubject

SITE = "1100000001"
LATER = datetime(2024, 12, 20, 4, 0, tzinfo=UTC)
DAY = date(2024, 12, 20)
ITEMS = tuple(f"{n:012d}:2024-08-{n + 10}" for n in range(6))
OTHERS = tuple(f"f{n:011d}:2024-08-{n + 10}" for n in range(6))


@pytest.fixture
def later(inspection, order, reviewer):
    """The round after ``inspection``, opened with the register as it then is."""

    def open_later():
        return rounds.open_round(
            inspection.office, replace(order, title="2024年第四季度检查", as_of=LATER), reviewer
        )

    return open_later


def seen(name, url, items=(), code="", reading=None, state=ColumnState.STILL):
    return ColumnSeen(
        name, url, ColumnKind.NOTICE, 1, state, None, 3,
        code=code, reading=reading, fingerprints=items,
    )  # fmt: skip


def store(inspection, columns, findings=()):
    outcome = Outcome(
        "W-V4.3", "columns-blank", Result.CLEAR, len(findings), len(findings), "",
        findings=tuple(column_finding(SITE, name) for name in findings),
    )  # fmt: skip
    target = inspection.targets.get(code=SITE)
    store_target(target, summary(columns=tuple(columns)), [outcome])


def confirm_all(inspection, *people):
    for finding in FindingRecord.objects.filter(target__round=inspection):
        for person in people:
            decisions.confirm(finding, person, "属实")


def registered(number=0):
    return Column.objects.filter(site__code=SITE).order_by("id")[number]


def reading(kind=ColumnKind.NEWS, confidence=0.95):
    return ColumnReading(("新闻中心", "平溪要闻"), kind, confidence, 2, FoundBy.MENU)


def test_a_finding_is_carried_over_when_its_column_was_renamed_and_moved(
    inspection, later, reviewer, colleague
):
    store(inspection, [seen("通知公告", "http://qs.example/tz/", ITEMS, "1")], ["通知公告"])
    confirm_all(inspection, reviewer, colleague)
    now = later()
    store(now, [seen("公示公告", "http://new.example/gs/", ITEMS[2:], "1")], ["公示公告"])
    assert carry_over.link(now) == 1
    assert CarryOver.objects.get().previous_finding.key == "column|通知公告"


def test_a_finding_of_another_column_of_the_same_name_is_not_carried_over(
    inspection, later, reviewer, colleague
):
    store(inspection, [seen("通知公告", "http://qs.example/tz/", ITEMS, "1")], ["通知公告"])
    confirm_all(inspection, reviewer, colleague)
    now = later()
    store(now, [seen("通知公告", "http://qs.example/other/", OTHERS, "9")], ["通知公告"])
    assert carry_over.link(now) == 0


def test_findings_of_columns_with_swapped_names_follow_the_columns(
    inspection, later, reviewer, colleague
):
    store(
        inspection,
        [seen("甲", "http://qs.example/a/", ITEMS), seen("乙", "http://qs.example/b/", OTHERS)],
        ["甲"],
    )
    confirm_all(inspection, reviewer, colleague)
    now = later()
    store(
        now,
        [seen("乙", "http://new.example/1/", ITEMS), seen("甲", "http://new.example/2/", OTHERS)],
        ["甲", "乙"],
    )
    carry_over.link(now)
    assert [row.finding.key for row in CarryOver.objects.all()] == ["column|乙"]


def test_a_round_before_without_columns_still_carries_by_fingerprint(
    inspection, later, reviewer, colleague
):
    store(inspection, [], ["通知公告"])
    confirm_all(inspection, reviewer, colleague)
    now = later()
    store(now, [seen("通知公告", "http://qs.example/tz/", ITEMS, "1")], ["通知公告"])
    assert carry_over.link(now) == 1


def test_following_columns_twice_leaves_one_result(inspection, later):
    store(inspection, [seen("甲", "http://qs.example/a/", ITEMS)])
    now = later()
    store(now, [seen("甲", "http://new.example/a/", ITEMS)])
    assert (column_history.follow(now), column_history.follow(now)) == (1, 1)
    assert ColumnRecord.objects.get(target__round=now).previous.target.round == inspection


@pytest.fixture
def moved(inspection, later):
    """The proposal made for a registered column that perhaps stands elsewhere now."""
    column = registered()
    store(inspection, [seen(column.name, column.url, (), str(column.pk))])
    now = later()
    store(now, [seen(column.name, "http://new.example/tz/", ())])
    assert column_history.follow(now) == 0
    return ColumnProposal.objects.get()


def test_a_doubtful_move_is_proposed_and_not_applied(moved):
    proposal = moved
    assert (proposal.subject, proposal.url) == (ProposalSubject.ADDRESS, "http://new.example/tz/")
    assert "请人工确认" in proposal.reason
    assert registered().url == "http://qs.example/tz0/"


def test_an_accepted_address_is_applied_audited_and_the_old_one_kept_with_its_day(moved, reviewer):
    before = registered()
    column = proposals.accept(moved, reviewer, DAY)
    assert (column.pk, column.url) == (before.pk, "http://new.example/tz/")
    former = ColumnAddress.objects.get()
    assert (former.column_id, former.url, former.until) == (before.pk, before.url, DAY)
    assert AuditRecord.objects.filter(act="registry.proposal").count() == 1
    with pytest.raises(TransitionError):
        proposals.decline(ColumnProposal.objects.get(), reviewer)


def test_an_address_of_another_registered_column_is_not_taken(moved, reviewer):
    Column.objects.filter(pk=registered(1).pk).update(url="http://new.example/tz/")
    with pytest.raises(RegistryError, match="另一个栏目"):
        proposals.accept(moved, reviewer, DAY)
    assert ColumnProposal.objects.get().state == ProposalState.OPEN


def test_a_kind_the_site_contradicts_is_proposed_once_and_the_register_stays(inspection, reviewer):
    column = registered()
    store(inspection, [seen(column.name, column.url, ITEMS, str(column.pk), reading())])
    carry_over.link(inspection)
    proposal = ColumnProposal.objects.get()
    assert (proposal.subject, proposal.kind) == (ProposalSubject.KIND, ColumnKind.NEWS)
    assert "台账登记为“通知公告”" in proposal.reason
    assert registered().kind == ColumnKind.NOTICE
    proposals.decline(proposal, reviewer)
    carry_over.link(inspection)
    assert ColumnProposal.objects.get().state == ProposalState.DECLINED


@pytest.mark.parametrize(
    "told", [reading(confidence=0.6), reading(ColumnKind.NOTICE), reading(ColumnKind.OTHER), None]
)
def test_a_kind_that_agrees_or_is_not_sure_is_not_proposed(inspection, told):
    column = registered()
    store(inspection, [seen(column.name, column.url, ITEMS, str(column.pk), told)])
    carry_over.link(inspection)
    assert ColumnProposal.objects.count() == 0


def test_an_accepted_kind_is_applied(inspection, reviewer):
    column = registered()
    store(inspection, [seen(column.name, column.url, ITEMS, str(column.pk), reading())])
    carry_over.link(inspection)
    assert proposals.accept(ColumnProposal.objects.get(), reviewer, DAY).kind == ColumnKind.NEWS
    assert ColumnAddress.objects.count() == 0
