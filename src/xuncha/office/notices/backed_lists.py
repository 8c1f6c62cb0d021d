"""What a figure opens to: the rows it counts, told line by line, each with where it leads."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from xuncha.engine.domain.windows import SHANGHAI, local_day
from xuncha.engine.domain.words import (
    LABELS,
    ColumnState,
    TargetKind,
    TextErrorKind,
    UnableClass,
    VerdictState,
)
from xuncha.office.casework import carry_over, overview
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.models import FindingRecord, OutcomeRecord, Round, RoundTarget
from xuncha.office.casework.rounds import previous_round
from xuncha.office.notices.backed_records import records_behind, total
from xuncha.office.notices.backed_targets import reasons_behind, round_of, targets_behind
from xuncha.office.notices.backing import DECIDED, Backing, Listed, targets
from xuncha.office.notices.compile import WORDING, looked_again
from xuncha.office.notices.content import SUBJECTS
from xuncha.office.notices.errors import NoticeError
from xuncha.office.notices.facts import NOBODY, By, ColumnFact, Group, TargetFact, duties, groups_of
from xuncha.office.notices.gather import (
    EVERYTHING_KNOWN,
    Known,
    columns_of,
    earlier_rounds,
    hits_of,
    past_of,
    records_beside,
    target_facts,
)
from xuncha.office.notices.record_kinds import record_kinds
from xuncha.office.rectification.models import Contest, OrderItem, SecondLook
from xuncha.office.rectification.states import GONE, THERE, ContestState, ItemState, Seen

Reading = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One row as a page prints it. ``round``, ``target`` and ``finding`` (its fingerprint) lead
    further, or ``order``, or ``behind``; ``state`` is a verdict or empty."""

    cells: tuple[str, ...]
    round: int = 0
    target: str = ""
    finding: str = ""
    state: str = ""
    behind: Backing | None = None
    order: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """The list behind a figure. ``says`` is what the figure must print; ``rows`` can be cut into
    pages, ``line`` tells one of them."""

    title: str
    headings: tuple[str, ...]
    rows: QuerySet[Any] | Sequence[Any]
    says: int | Decimal
    line: Callable[[Any], Line]


def opened(inspection: Round, backing: Backing, known: Known = EVERYTHING_KNOWN) -> Opened:
    """What a figure counts, asked of the records anew; ``known`` is what its notice knew beside the
    round. NoticeError where the list or its filter means nothing."""
    where = dict(backing.where)
    try:
        return _LISTS[backing.listed](inspection, where, known)
    except (KeyError, ValueError, TypeError) as wrong:
        raise NoticeError("这个数的出处写得不对，打不开；请从通报里重新点开") from wrong


def _targets(inspection: Round, where: Reading, _: Known) -> Opened:
    rows = targets_behind(inspection, where)
    seen = round_of(inspection, where.get("round", ""))
    subject = SUBJECTS[TargetKind(where["kind"])] if "kind" in where else "对象"
    subject = f"{_which(where)}{subject}"
    headings = ("名称", "标识码", "主办单位", "地区", "平台")
    return Opened(f"{seen.period_label}{subject}", headings, rows, rows.count(), _target_line)


def _which(where: Reading) -> str:
    """What a list of targets is narrowed to, in words."""
    states = {one.value: LABELS[one] for one in VerdictState} | {DECIDED: "已作出判定"}
    told = [where.get("group", ""), states.get(where.get("state", ""), "")]
    told += [words for name, words in WHICH.items() if name in where]
    said = "、".join(filter(None, told))
    return f"{said}的" if said else ""


WHICH = {
    "reason": "因同一原因不合格",
    "hit": "经确认有这类问题",
    "worded": "有文字表述错误",
    "still": "上期问题仍未整改",
    "unseen": "有指标未能由程序查看",
    "absent": "另一期没有",
    "repaired": "复查合格",
    "passing": "整改后合格",
    "scored": "有确定得分",
    "interval": "只有得分区间",
    "failed_since": "各期不合格",
}
"""What a condition of a list of targets means."""


def _target_line(target: RoundTarget) -> Line:
    cells = (target.name, target.code, target.sponsor_name, target.region, target.platform)
    return Line(cells, target.round_id, target.code, state=getattr(target, "state", ""))


def _reasons(inspection: Round, where: Reading, _: Known) -> Opened:
    rows = reasons_behind(inspection, where["kind"])

    def line(row: tuple[RoundTarget, str]) -> Line:
        target, reason = row
        cells = (target.name, target.code, reason)
        return Line(cells, target.round_id, target.code, state=VerdictState.UNQUALIFIED)

    return Opened("不合格对象的各项问题", ("名称", "标识码", "问题"), rows, len(rows), line)


def _hits(inspection: Round, _: Reading, __: Known) -> Opened:
    book = book_of(inspection)
    names = {row.id: row.name for row in book.rows}
    force = set(inspection.rows_in_force)
    targets = {target.code: target for target in inspection.targets.all()}
    rows = [
        (targets[code], indicator)
        for indicator, codes in hits_of(inspection, book).items()
        if indicator in force
        for code in codes
    ]

    def line(row: tuple[RoundTarget, str]) -> Line:
        target, indicator = row
        cells = (target.name, target.code, indicator, names[indicator])
        return Line(cells, target.round_id, target.code)

    return Opened("各类已确认的问题", ("名称", "标识码", "指标编号", "指标"), rows, len(rows), line)


def _text_errors(inspection: Round, where: Reading, _: Known) -> Opened:
    """A line a page the words stand on, as the annex counts them."""
    found = carry_over.confirmed_findings(inspection).filter(check_slug=WORDING)
    if kind := where.get("text_kind"):
        found = found.filter(kind=TextErrorKind(kind))
    found = found.select_related("target").order_by("-target__kind", "target__code", "key")
    rows = [
        (finding, place)
        for finding in found.defer("places", "evidence")
        for place in range(finding.place_count)
    ]

    def line(row: tuple[FindingRecord, int]) -> Line:
        finding, place = row
        which = f"第{place + 1}处" if finding.place_count > 1 else ""
        kind = LABELS[TextErrorKind(finding.kind)]
        cells = (finding.target.name, finding.observed, finding.suggestion, kind, which)
        return _at(finding, cells)

    headings = ("对象", "错误内容", "修改建议", "错误类别", "")
    return Opened("已确认的文字表述错误", headings, rows, len(rows), line)


def _named(inspection: Round, where: Reading, _: Known) -> Opened:
    """What the last notice named, by what became of it."""
    earlier = previous_round(inspection)
    if earlier is None:
        raise NoticeError("没有上一期检查")
    seen = {row.previous_finding_id: row.finding for row in carry_over.standing(inspection)}
    named = carry_over.confirmed_findings(earlier).select_related("target")
    named = named.defer("places", "evidence").order_by("-target__kind", "target__code", "key")
    looked = looked_again(inspection, {finding.target.code for finding in named})
    rows = []
    for finding in named:
        again = (finding.target.code, finding.indicator) in looked
        fate = "still" if finding.pk in seen else "gone" if again else "unchecked"
        if where.get("fate", fate) == fate:
            rows.append((finding, fate))

    def line(row: tuple[FindingRecord, str]) -> Line:
        finding, fate = row
        now = seen.get(finding.pk, finding)
        cells = (finding.target.name, finding.target.code, finding.title, FATES[fate])
        return Line(cells, now.target.round_id, now.target.code, now.fingerprint)

    title = f"{earlier.period_label}通报的问题"
    return Opened(title, ("对象", "标识码", "问题", "复查结果"), rows, len(rows), line)


FATES = {"still": "仍未整改", "gone": "未再发现", "unchecked": "未能查看"}


def _unseen(inspection: Round, where: Reading, _: Known) -> Opened:
    rows = overview.unseen(inspection).select_related("target")
    if "settled" in where:
        rows = rows.filter(settled=where["settled"] == "1")
    names = {row.id: row.name for row in book_of(inspection).rows}

    def line(outcome: OutcomeRecord) -> Line:
        why = LABELS[UnableClass(outcome.unable_class)] if outcome.unable_class else ""
        name = f"{outcome.indicator} {names.get(outcome.indicator, '')}"
        done = "已由人工查看" if getattr(outcome, "settled", False) else "尚未查看"
        cells = (outcome.target.name, outcome.target.code, name, why, done)
        return Line(cells, outcome.target.round_id, outcome.target.code)

    headings = ("对象", "标识码", "指标", "原因", "处理情况")
    return Opened("未能由程序查看的指标项次", headings, rows, rows.count(), line)


def _rows(inspection: Round, where: Reading, _: Known) -> Opened:
    book, force = book_of(inspection), set(inspection.rows_in_force)
    rows = [row for row in book.rows if not row.heading]
    if "force" in where:
        rows = [row for row in rows if (row.id in force) is (where["force"] == "1")]
    if "hit" in where:
        hits = hits_of(inspection, book)
        rows = [row for row in rows if row.id in force and hits.get(row.id)]
    if "limited" in where:
        rows = [row for row in book.rows if row.id in force and row.condition is not None]

    def line(row: Any) -> Line:
        return Line((row.id, row.name, "检查" if row.id in force else "未检查"))

    headings = ("指标编号", "指标名称", "本次是否检查")
    return Opened(f"{book.title}的指标", headings, rows, len(rows), line)


def _columns(inspection: Round, where: Reading, known: Known) -> Opened:
    duty = duties(records_beside(inspection, known).get("column-unit", ()))
    rows = []
    for column in columns_of(inspection):
        unit = duty.get((column.site_code, column.name), NOBODY)
        states = where.get("state", column.state).split("|")
        fits = column.state is not ColumnState.EXEMPT and column.state in states
        if fits and where.get("unit", unit) == unit:
            rows.append((column, unit))
    units = {unit for _, unit in rows} - {NOBODY}

    def line(row: tuple[ColumnFact, str]) -> Line:
        column, unit = row
        newest = column.newest.isoformat() if column.newest else ""
        cells = (column.site_name, column.name, unit, LABELS[column.state], newest)
        return Line(cells, inspection.pk, column.site_code)

    says = len(units) if where.get("distinct") else len(rows)
    headings = ("网站", "栏目", "责任单位", "状态", "最新一条")
    return Opened("检查的栏目", headings, rows, says, line)


def _records(inspection: Round, where: Reading, known: Known) -> Opened:
    rows = records_behind(inspection, where, known)
    kind = record_kinds()[where["sort"]]
    shown = [column.heading for column in kind.columns]

    def line(row: Any) -> Line:
        return Line((row.on.isoformat(), *map(row.text, shown), row.source), order=row.order)

    headings = ("日期", *shown, "出处")
    return Opened(f"“{kind.title}”记录", headings, rows, total(rows, where), line)


def _groups(inspection: Round, where: Reading, _: Known) -> Opened:
    kind, by = TargetKind(where["kind"]), By(where["by"])
    facts: Sequence[TargetFact] = target_facts(inspection, book_of(inspection))
    found = groups_of((one for one in facts if one.kind is kind), by)
    fits = {"full": lambda group: group.is_full, "clean": lambda group: not group.unqualified}
    rows = [group for group in found if fits[where["sort"]](group)]

    def line(group: Group) -> Line:
        counts = (len(group.targets), group.qualified, group.unqualified, group.undecided)
        return Line((group.name, *map(str, counts)), behind=group.behind)

    headings = ("组别", "检查数", "合格", "不合格", "待定")
    return Opened(f"{SUBJECTS[kind]}分组情况", headings, rows, len(rows), line)


def _rounds(inspection: Round, where: Reading, known: Known) -> Opened:
    if "code" in where:
        return _streak(inspection, where["code"])
    kind, since = TargetKind(where["kind"]), date.fromisoformat(where["since"])
    past = earlier_rounds(inspection, records_beside(inspection, known))
    counts = [(one.label, one.on, one.pk, one.counts[kind]) for one in past if kind in one.counts]
    now = past_of(inspection)
    counts = [(now.label, now.on, now.pk, now.counts.get(kind, (0, 0, 0))), *counts]
    rows = [row for row in counts if row[1] >= since]
    column = {"inspected": 0, "decided": 1, "qualified": 2, "unqualified": 3, "undecided": 4}

    def told(row: tuple[str, date, int, tuple[int, int, int]]) -> tuple[int, ...]:
        seen, decided, passed = row[3]
        return seen, decided, passed, decided - passed, seen - decided

    def line(row: tuple[str, date, int, tuple[int, int, int]]) -> Line:
        behind = targets(kind, round=row[2]) if row[2] else None
        return Line((row[0], row[1].isoformat(), *map(str, told(row))), behind=behind)

    says = sum(told(row)[column[where["sum"]]] for row in rows) if "sum" in where else len(rows)
    headings = ("期次", "监测日期", "检查", "判定", "合格", "不合格", "待定")
    return Opened(f"各期{SUBJECTS[kind]}检查", headings, rows, says, line)


def _streak(inspection: Round, code: str) -> Opened:
    """The rounds in a row that failed a target, this one first."""
    rounds = Round.objects.filter(office_id=inspection.office_id, imported=False)
    rows = []
    for one in rounds.filter(as_of__lte=inspection.as_of).order_by("-as_of", "-id"):
        failed = targets_behind(one, {"codes": code, "state": VerdictState.UNQUALIFIED}).first()
        if failed is None:
            break
        rows.append((one, failed))

    def line(row: tuple[Round, RoundTarget]) -> Line:
        one, target = row
        cells = (one.period_label, local_day(one.as_of).isoformat(), target.name)
        return Line(cells, one.pk, target.code, state=VerdictState.UNQUALIFIED)

    return Opened("连续不合格的各期", ("期次", "监测日期", "对象"), rows, len(rows), line)


def _items(inspection: Round, where: Reading, known: Known) -> Opened:
    """The items asked for in the round, by what a second look saw until the day of signing."""
    on = known.on or local_day(inspection.as_of)
    end = datetime.combine(on + timedelta(days=1), time(), SHANGHAI)
    rows = OrderItem.objects.filter(
        order__round=inspection, order__parent__isnull=True, order__issued_at__lt=end
    ).exclude(state=ItemState.WITHDRAWN)
    rows = rows.filter(target__kind=where["kind"]).select_related("target", "order")
    looks = SecondLook.objects.filter(item__in=rows, at__lt=end).order_by("id")
    seen = dict(looks.values_list("item_id", "seen"))
    upheld = Contest.objects.filter(item__in=rows, state=ContestState.UPHELD, ruled_at__lt=end)
    lifted = set(upheld.values_list("item_id", flat=True))

    def fate(item: OrderItem) -> str:
        if item.pk in lifted:
            return "lifted"
        return _FATE_OF.get(seen.get(item.pk, ""), "unlooked")

    wanted = where.get("fate", "")
    found = [(item, fate(item)) for item in rows.order_by("order__number", "pk")]
    told = [
        row for row in found if wanted in ("", row[1]) or (wanted == "base" and row[1] != "lifted")
    ]

    def line(row: tuple[OrderItem, str]) -> Line:
        item, what = row
        cells = (item.target.name, item.order.addressee_name, item.title, ITEM_FATES[what])
        return Line(cells, item.target.round_id, order=item.order_id)

    headings = ("对象", "单位", "问题", "复查结果")
    return Opened("整改单所列的问题", headings, told, len(told), line)


_FATE_OF = {
    **{one.value: "gone" for one in GONE},
    **{one.value: "there" for one in THERE},
    Seen.UNREACHABLE.value: "unseen",
}
ITEM_FATES = {
    "gone": "已整改",
    "there": "仍未整改",
    "unseen": "未能复查",
    "unlooked": "尚未复查",
    "lifted": "申诉成立，已撤回",
}


def _at(finding: FindingRecord, cells: tuple[str, ...]) -> Line:
    return Line(cells, finding.target.round_id, finding.target.code, finding.fingerprint)


_LISTS: Mapping[Listed, Callable[[Round, Reading, Known], Opened]] = {
    Listed.TARGETS: _targets,
    Listed.REASONS: _reasons,
    Listed.HITS: _hits,
    Listed.TEXT_ERRORS: _text_errors,
    Listed.NAMED: _named,
    Listed.UNSEEN: _unseen,
    Listed.ROWS: _rows,
    Listed.COLUMNS: _columns,
    Listed.RECORDS: _records,
    Listed.GROUPS: _groups,
    Listed.ROUNDS: _rounds,
    Listed.ITEMS: _items,
}
