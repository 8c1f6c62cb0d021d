"""What the office's own records say of a region's supervision in a year, row by row.

Nothing here is a verdict: a line says what was counted and from what. Where the office has no
records the line says so.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from urllib.parse import urlsplit

from django.db.models import Count, F, Q

from xuncha.engine.domain.windows import SHANGHAI, local_day
from xuncha.engine.domain.words import Result, TargetKind, VerdictState
from xuncha.office.assess.limits import fault_report_words, ledger_limits
from xuncha.office.casework import carry_over
from xuncha.office.casework.models import Round, VerdictRecord
from xuncha.office.casework.states import RoundState
from xuncha.office.notices.facts import Entry
from xuncha.office.notices.record_reading import entries_of
from xuncha.office.people.models import Office
from xuncha.office.registry.models import Body, Site
from xuncha.office.registry.trees import regions
from xuncha.office.registry.words import OperatingStatus

CLOSED = (RoundState.FROZEN.value, RoundState.ISSUED.value)
QUARTERS = ((1, "一"), (4, "二"), (7, "三"), (10, "四"))
SHOWN = 10
WHOLE = 100
NO_SITES = "没有正常运行的网站"


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One row's facts. ``result`` None: the office has no records of it; ``SUSPECT``: the records
    show something a person must look at."""

    indicator: str
    result: Result | None
    count: int | None
    text: str


@dataclass(slots=True)
class YearFacts:
    """The records of a year, read once and told per region."""

    office: Office
    year: int
    today: date
    region_of: dict[str, str] = field(default_factory=dict)
    sites: dict[str, list[Site]] = field(default_factory=lambda: defaultdict(list))
    rounds: list[Round] = field(default_factory=list)
    inspected: dict[tuple[int, str], int] = field(default_factory=dict)
    vetoes: dict[str, list[tuple[str, tuple[str, ...]]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    still_there: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    reports: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    has_reports: bool = False


def read_year(office: Office, year: int, today: date) -> YearFacts:
    """Everything the ledger counts, in a handful of queries. A quarter that is not over on
    ``today`` owes nothing yet."""
    facts = YearFacts(office, year, today)
    where = regions(office)
    bodies = {row.pk: row for row in Body.objects.filter(office=office)}
    facts.region_of = {row.name: where[pk] for pk, row in bodies.items()}
    facts.region_of |= {name: name for name in where.values()}
    for site in Site.objects.filter(office=office, status=OperatingStatus.RUNNING):
        facts.sites[where.get(site.body_id, "")].append(site)
    start = datetime(year, 1, 1, tzinfo=SHANGHAI)
    end = datetime(year + 1, 1, 1, tzinfo=SHANGHAI)
    facts.rounds = list(
        Round.objects.filter(
            office=office, imported=False, as_of__gte=start, as_of__lt=end, state__in=CLOSED
        ).order_by("as_of", "id")
    )
    _read_verdicts(facts)
    for inspection in facts.rounds:
        per_region = carry_over.standing(inspection).order_by().values_list("target__region")
        for region, count in per_region.annotate(Count("pk")):
            facts.still_there[region] += count
    words = fault_report_words()
    reports = entries_of(office.pk, [words.kind]).get(words.kind, ())
    facts.has_reports = bool(reports)
    for report in reports:
        if report.on.year == year and report.text(words.valid) == words.valid_word:
            facts.reports[facts.region_of.get(report.text(words.body), "")].append(report)
    return facts


def _read_verdicts(facts: YearFacts) -> None:
    rows = VerdictRecord.objects.filter(
        Q(target__round__in=facts.rounds) & Q(is_current=True),
        rulebook_name=F("target__round__rulebook_name"),
    )
    sites = rows.filter(target__kind=TargetKind.SITE.value).order_by()
    for held, region, count in sites.values_list("target__round", "target__region").annotate(
        Count("pk")
    ):
        facts.inspected[held, region] = count
    failed = rows.filter(state=VerdictState.UNQUALIFIED.value).order_by(
        "target__round__as_of", "target__round_id", "target", "pk"
    )
    for region, name, veto in failed.values_list("target__region", "target__name", "veto"):
        facts.vetoes[region].append((name, tuple(veto)))


def lines_of(facts: YearFacts, region: str) -> tuple[LedgerLine, ...]:
    """The ledger of a region in the order of the rows; a line for every row there are records of,
    and one that says so for every row there are none of."""
    limits = ledger_limits()
    return (
        _failed_for(facts, region, "R-V1", limits.wording_rows),
        *_reports(facts, region),
        _quarters(facts, region),
        _still_there(facts, region),
        _register(facts, region),
        _domains(facts, region),
        _common_platform(facts, region),
    )


def all_regions(facts: YearFacts) -> tuple[str, ...]:
    """The regions of the register and of the year's rounds, by name."""
    seen = {region for _, region in facts.inspected} | set(facts.sites) | set(facts.vetoes)
    return tuple(sorted(region for region in seen if region))


def _failed_for(facts: YearFacts, region: str, indicator: str, rows: Iterable[str]) -> LedgerLine:
    """Targets the office itself failed for some rows: a hint, the assessor's spot check counts."""
    wanted = set(rows)
    names = [name for name, veto in facts.vetoes[region] if wanted & set(veto)]
    if not facts.rounds:
        return LedgerLine(indicator, None, None, "本年没有定稿的检查")
    if not names:
        return LedgerLine(indicator, Result.CLEAR, 0, "本单位检查中没有因严重表述错误被判不合格的")
    text = f"本单位检查中因严重表述错误被判不合格 {len(names)} 个：{_some(names)}；以考核方抽查为准"
    return LedgerLine(indicator, Result.SUSPECT, len(names), text)


def _reports(facts: YearFacts, region: str) -> tuple[LedgerLine, LedgerLine]:
    words = fault_report_words()
    if not facts.has_reports:
        missing = "没有导入找错留言记录"
        return (
            LedgerLine("R-D1.1", None, None, missing),
            LedgerLine("R-D1.2", None, None, missing),
        )
    rows = facts.reports[region]
    still = sum(row.text(words.state) in words.open_words for row in rows)
    late = sum(row.text(words.state) in words.late_words for row in rows)
    said = f"有效留言 {len(rows)} 件"
    return (
        LedgerLine(
            "R-D1.1",
            Result.HIT if still else Result.CLEAR,
            still,
            f"{said}，未办结 {still} 件",
        ),
        LedgerLine(
            "R-D1.2",
            Result.SUSPECT if late else Result.CLEAR,
            late,
            f"{said}，逾期办结 {late} 件，是否超过 1 个月请逐件确认"
            if late
            else f"{said}，无逾期办结",
        ),
    )


def _quarters(facts: YearFacts, region: str) -> LedgerLine:
    """Each quarter with a closed round, the best share of sites in it, whether it was issued."""
    ratio = ledger_limits().quarter_ratio
    registered = len(facts.sites[region])
    if not registered and not any(where == region for _, where in facts.inspected):
        return LedgerLine("R-D2", None, None, NO_SITES)
    faults, said = [], []
    for first, name in QUARTERS:
        held = [one for one in facts.rounds if 0 <= local_day(one.as_of).month - first < 3]
        counts = [(facts.inspected.get((one.pk, region), 0), one) for one in held]
        best, round_ = max(counts, key=lambda pair: pair[0], default=(0, None))
        if (round_ is None or not best) and facts.today < _after(facts.year, first):
            said.append(f"{name}季度尚未结束")
            continue
        if round_ is None or not best:
            faults.append(f"{name}季度没有检查")
            continue
        said.append(f"{name}季度检查 {best}/{registered} 个网站")
        if Fraction(best * WHOLE, max(registered, 1)) < Fraction(str(ratio)):
            faults.append(f"{name}季度检查比例低于 {ratio:g}%")
        if not any(one.state == RoundState.ISSUED.value for _, one in counts):
            faults.append(f"{name}季度结果没有印发")
    text = "；".join(faults + said)
    return LedgerLine("R-D2", Result.SUSPECT if faults else Result.CLEAR, len(faults), text)


def _after(year: int, first: int) -> date:
    """The day after the quarter that begins with a month."""
    months = QUARTERS[1][0] - QUARTERS[0][0]
    last = QUARTERS[-1][0]
    return date(year + 1, 1, 1) if first == last else date(year, first + months, 1)


def _still_there(facts: YearFacts, region: str) -> LedgerLine:
    if not facts.rounds:
        return LedgerLine("R-D3", None, None, "本年没有定稿的检查")
    count = facts.still_there[region]
    text = f"上期已确认、本期仍在的问题 {count} 处"
    return LedgerLine("R-D3", Result.SUSPECT if count else Result.CLEAR, count, text)


def _register(facts: YearFacts, region: str) -> LedgerLine:
    wanted = set(ledger_limits().unreachable_rows)
    names = [name for name, veto in facts.vetoes[region] if wanted & set(veto)]
    if not facts.rounds:
        return LedgerLine("R-D4", None, None, "本年没有定稿的检查")
    text = f"登记为正常运行而被判无法访问的网站 {len(names)} 个"
    text += f"：{_some(names)}" if names else ""
    return LedgerLine("R-D4", Result.SUSPECT if names else Result.CLEAR, len(names), text)


def _domains(facts: YearFacts, region: str) -> LedgerLine:
    suffixes = ledger_limits().domain_suffixes
    sites = facts.sites[region]
    odd = [
        site.name for site in sites if not (urlsplit(site.url).hostname or "").endswith(suffixes)
    ]
    text = f"{len(sites)} 个网站中域名不以 {'、'.join(suffixes)} 结尾的 {len(odd)} 个"
    text += f"：{_some(odd)}" if odd else ""
    return LedgerLine("R-D5", Result.SUSPECT if odd else Result.CLEAR, len(odd), text)


def _common_platform(facts: YearFacts, region: str) -> LedgerLine:
    """All sites of a region on one platform: proposed, since pooled data cannot be seen here."""
    sites = facts.sites[region]
    if not sites:
        return LedgerLine("R-B1", None, None, NO_SITES)
    by_platform: Mapping[str, int] = _counted(site.platform or "未登记平台" for site in sites)
    said = "、".join(f"{name} {count} 个" for name, count in by_platform.items())
    is_one = len(by_platform) == 1 and all(site.platform for site in sites)
    text = f"{len(sites)} 个网站：{said}"
    if not is_one:
        return LedgerLine("R-B1", Result.CLEAR, 0, f"{text}；未全部在同一平台")
    return LedgerLine("R-B1", Result.SUSPECT, 1, f"{text}；资源、数据是否打通请人确认")


def _counted(words: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for word in words:
        found[word] = found.get(word, 0) + 1
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _some(names: list[str]) -> str:
    shown = "、".join(names[:SHOWN])
    return f"{shown}等 {len(names)} 个" if len(names) > SHOWN else shown
