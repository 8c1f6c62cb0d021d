"""Open a year's assessment, enter what persons found, and say what comes out per region."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from pydantic import TypeAdapter

from xuncha.engine.domain.words import Confidence, Level, Result, RowKind
from xuncha.engine.judge.ruling import Ruling
from xuncha.engine.judge.verdict import Verdict, judge
from xuncha.engine.rulebook.book import KNOWN, Row, Rulebook
from xuncha.engine.rulebook.load import load_rulebook
from xuncha.engine.rulebook.scope import TargetFrame
from xuncha.office.assess.errors import AssessError
from xuncha.office.assess.ledger import LedgerLine, all_regions, lines_of, read_year
from xuncha.office.assess.models import Assessment, AssessmentEntry
from xuncha.office.casework.frozen import freeze_book
from xuncha.office.people import audit
from xuncha.office.people.models import Office, User
from xuncha.office.people.rights import Right

BOOK = "supervision-2019"
FIRST_YEAR = 2019
_BOOK = TypeAdapter(Rulebook)


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a region's report: what the records say, what a person said of it.

    ``has_points`` False: the row only keeps a ledger, since nobody confirmed its points.
    """

    indicator: str
    name: str
    kind: RowKind
    rule: str
    result: Result | None
    count: int | None
    is_open: bool
    facts: str
    entered: str
    has_points: bool
    note: str


@dataclass(frozen=True, slots=True)
class RegionResult:
    """A region's year: every row, and the verdict over those with a result."""

    region: str
    items: tuple[Item, ...]
    verdict: Verdict


def open_assessment(office: Office, year: int, actor: User) -> Assessment:
    """The assessment of a year, its book frozen on the first call."""
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise AssessError(f"年度 {year} 不能考核；请选 {FIRST_YEAR} 年至今年")
    with transaction.atomic():
        Office.objects.select_for_update().get(pk=office.pk)
        found = Assessment.objects.filter(office=office, year=year).first()
        if found is not None:
            return found
        book = load_rulebook(BOOK)
        made = Assessment.objects.create(
            office=office,
            year=year,
            rulebook_name=book.name,
            rulebook_digest=book.digest,
            rulebook=freeze_book(book),
        )
        audit.append(actor, "assessment.opened", made, {"year": year, "rulebook": book.digest})
        return made


@dataclass(frozen=True, slots=True)
class Finding:
    """What a person found for a region under a row."""

    region: str
    indicator: str
    result: Result
    note: str
    count: int | None = None


def enter(assessment: Assessment, finding: Finding, actor: User) -> AssessmentEntry:
    """Keep what a person found; it outranks the records. Raises AssessError for what cannot be."""
    if not actor.may(Right.DECIDE) or actor.office_id != assessment.office_id:
        raise AssessError("只有本单位的审核人可以填写考核结果")
    row = book_of(assessment).row(finding.indicator)
    if row is None:
        raise AssessError(f"考核指标中没有 {finding.indicator}；请核对编号")
    if finding.region not in all_regions(
        read_year(assessment.office, assessment.year, timezone.localdate())
    ):
        raise AssessError(f"本年没有地区“{finding.region}”；请从列表中选")
    if not finding.note.strip():
        raise AssessError("请写明依据：查到了什么、记在哪里")
    with transaction.atomic():
        entry = AssessmentEntry.objects.create(
            assessment=assessment,
            region=finding.region,
            indicator=finding.indicator,
            result=finding.result,
            count=finding.count,
            note=finding.note.strip(),
            by=actor,
            by_name=actor.name,
            at=timezone.now(),
        )
        detail = {
            "region": finding.region,
            "indicator": finding.indicator,
            "result": finding.result.value,
            "count": finding.count,
        }
        audit.append(actor, "assessment.entered", assessment, detail)
    return entry


def book_of(assessment: Assessment) -> Rulebook:
    """The book the assessment froze."""
    return _BOOK.validate_json(assessment.rulebook)


def results(assessment: Assessment) -> tuple[RegionResult, ...]:
    """Every region of the year, by name."""
    facts = read_year(assessment.office, assessment.year, timezone.localdate())
    book = book_of(assessment)
    entries = list(assessment.entries.order_by("id"))
    return tuple(
        _result(book, region, lines_of(facts, region), entries) for region in all_regions(facts)
    )


def result_of(assessment: Assessment, region: str) -> RegionResult | None:
    """One region of the year; None where the year has no such region."""
    facts = read_year(assessment.office, assessment.year, timezone.localdate())
    if region not in all_regions(facts):
        return None
    entries = assessment.entries.filter(region=region).order_by("id")
    return _result(book_of(assessment), region, lines_of(facts, region), entries)


def _result(
    book: Rulebook,
    region: str,
    lines: Iterable[LedgerLine],
    entries: Iterable[AssessmentEntry],
) -> RegionResult:
    told = {line.indicator: line for line in lines}
    said = {entry.indicator: entry for entry in entries if entry.region == region}
    items = tuple(_item(row, told.get(row.id), said.get(row.id)) for row in book.rows)
    rulings = [
        Ruling(item.indicator, item.result, item.count, confirmed=not item.is_open)
        for item in items
        if item.result is not None and _counts(book, item)
    ]
    target = TargetFrame(None, Level.PROVINCE)
    return RegionResult(region, items, judge(target, rulings, book))


def _counts(book: Rulebook, item: Item) -> bool:
    """Whether a row takes part in the verdict: a ledger row that shows nothing does not."""
    row = book.row(item.indicator)
    unsure = row is not None and row.confidence is Confidence.UNCONFIRMED
    return not (unsure and item.kind is not RowKind.DEDUCT)


def _item(row: Row, line: LedgerLine | None, entry: AssessmentEntry | None) -> Item:
    result = line.result if line is not None else None
    count = line.count if line is not None else None
    is_open = line is not None and result is Result.SUSPECT
    if entry is not None:
        result, is_open = Result(entry.result), False
        count = entry.count if entry.count is not None else count
    return Item(
        indicator=row.id,
        name=row.name,
        kind=row.kind,
        rule=row.rule,
        result=result,
        count=count,
        is_open=is_open,
        facts=line.text if line is not None else "本单位没有可用的记录",
        entered=f"{entry.by_name}：{entry.note}" if entry is not None else "",
        has_points=row.points is not None and row.points_confidence in KNOWN,
        note=row.note,
    )
