"""What a round found of one body: its targets, their verdicts, the confirmed problems; its report.

A unit reads this once the notice is issued: nothing that is only proposed, and nobody who decided.
"""

import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import docx
from django.db.models import Count, QuerySet

from xuncha.engine.domain.windows import SHANGHAI
from xuncha.engine.domain.words import LABELS, TargetKind, TextErrorKind, VerdictState
from xuncha.office.casework import carry_over
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.models import Round, RoundTarget, VerdictRecord
from xuncha.office.casework.states import RoundState
from xuncha.office.notices.archive import freeze_times
from xuncha.office.notices.content import SUBJECTS
from xuncha.office.notices.gate import InternalGate
from xuncha.office.notices.page import Face, Setting, lay_out
from xuncha.office.notices.page_tables import add_table
from xuncha.office.notices.parts import add, add_title, blank, describe
from xuncha.office.notices.phrases import chinese_moment
from xuncha.office.notices.tables import BREAK, Column, table
from xuncha.office.people.models import User
from xuncha.office.people.rights import Right
from xuncha.office.registry.models import Body

MOST_TOLD = 500
"""Problems a page or a report tells of one body; no body has as many."""
PASSED, FAILED, OPEN = VerdictState


@dataclass(slots=True)
class BodyLine:
    """One body in the list: its targets by kind and verdict, its confirmed problems."""

    body: int | None
    name: str
    states: Counter[tuple[str, str]] = field(default_factory=Counter)
    problems: int = 0

    def count(self, state: VerdictState) -> int:
        """Its targets of that verdict."""
        return sum(number for (_, one), number in self.states.items() if one == state)

    @property
    def sites(self) -> int:
        """Its sites."""
        return sum(n for (kind, _), n in self.states.items() if kind == TargetKind.SITE)

    @property
    def accounts(self) -> int:
        """Its accounts."""
        return sum(n for (kind, _), n in self.states.items() if kind == TargetKind.ACCOUNT)

    @property
    def failed(self) -> int:
        """Its targets that failed."""
        return self.count(FAILED)

    @property
    def open(self) -> int:
        """Its targets without a verdict either way."""
        return self.count(OPEN)


@dataclass(frozen=True, slots=True)
class Problem:
    """One confirmed problem of a target as a unit reads it, personal data masked."""

    indicator: str
    name: str
    title: str
    kind: str
    wrong: str
    suggestion: str
    url: str
    where: str
    quote: str
    fingerprint: str
    places: int
    carried_over: bool


@dataclass(frozen=True, slots=True)
class TargetResult:
    """One target: its verdict, the reasons it failed for, its problems."""

    target: RoundTarget
    state: str
    reasons: tuple[str, ...]
    problems: tuple[Problem, ...]


def rows_for(user: User, inspection: Round) -> QuerySet[RoundTarget]:
    """The targets of a round a person may read the results of: all of one's own office's, or
    those of the body one answers for and below, once the notice is issued; none otherwise."""
    rows = inspection.targets.all()
    if user.may(Right.SEE_PAPERS) and inspection.office_id == user.office_id:
        return rows
    if user.may(Right.ANSWER) and inspection.state == RoundState.ISSUED:
        return rows.filter(sponsor__territory_path__startswith=user.body_subtree)
    return rows.none()


def issued_rounds(user: User) -> QuerySet[Round]:
    """The issued rounds that looked at targets of the body this person answers for, newest
    first; none for who answers for no body."""
    rounds = Round.objects.filter(state=RoundState.ISSUED)
    if not user.may(Right.ANSWER):
        return rounds.none()
    own = RoundTarget.objects.filter(sponsor__territory_path__startswith=user.body_subtree)
    return rounds.filter(pk__in=own.values("round_id")).order_by("-as_of")


def body_lines(inspection: Round, rows: QuerySet[RoundTarget]) -> list[BodyLine]:
    """The bodies of some targets, those with failures first, then by name."""
    current = VerdictRecord.objects.filter(
        target__in=rows, is_current=True, rulebook_name=inspection.rulebook_name
    )
    keys = ("target__sponsor", "target__sponsor_name", "target__kind", "state")
    found: dict[tuple[int | None, str], BodyLine] = {}
    for body, name, kind, state, number in (
        current.order_by().values_list(*keys).annotate(number=Count("pk"))
    ):
        line = found.setdefault((body, name), BodyLine(body, name))
        line.states[kind, state] += number
    confirmed = carry_over.confirmed_findings(inspection).filter(target__in=rows).order_by()
    for body, name, number in confirmed.values_list(*keys[:2]).annotate(number=Count("pk")):
        line = found.setdefault((body, name), BodyLine(body, name))
        line.problems = number
    return sorted(found.values(), key=lambda one: (-one.failed, -one.problems, one.name))


def results_of(inspection: Round, targets: QuerySet[RoundTarget]) -> list[TargetResult]:
    """The targets with what was found of each, sites first, failures first."""
    rows = list(targets.order_by("-kind", "code"))
    current = VerdictRecord.objects.filter(
        target__in=rows, is_current=True, rulebook_name=inspection.rulebook_name
    )
    verdicts = {one.target_id: one for one in current.only("target_id", "state", "veto")}
    book = {row.id: row for row in book_of(inspection).rows}
    problems = _problems(inspection, rows, {key: row.name for key, row in book.items()})
    found = []
    for target in rows:
        verdict = verdicts.get(target.pk)
        veto = [book[one] for one in (verdict.veto if verdict else ()) if one in book]
        reasons = tuple(dict.fromkeys(row.reason_text or row.name for row in veto))
        state = verdict.state if verdict else ""
        found.append(TargetResult(target, state, reasons, tuple(problems.get(target.pk, ()))))
    return sorted(found, key=lambda one: one.state != FAILED)


def report_docx(inspection: Round, name: str, results: Iterable[TargetResult]) -> bytes:
    """The report for one body or one target; the same records give the same bytes."""
    results = list(results)
    document = docx.Document()
    lay_out(document)
    title = f"{name}\n{inspection.period_label}检查结果"
    moment = inspection.as_of.astimezone(SHANGHAI)
    describe(document, title, inspection.office.name, inspection.period_label, moment)
    add_title(document, title)
    blank(document)
    for line in _opening(inspection, name, results):
        add(document, line, Setting(first=2))
    _targets_table(document, results)
    for result in results:
        if result.problems:
            _problems_table(document, result)
    raw = io.BytesIO()
    document.save(raw)
    return freeze_times(raw.getvalue(), moment)


def _problems(
    inspection: Round, rows: list[RoundTarget], names: dict[str, str]
) -> dict[int, list[Problem]]:
    gate = InternalGate()
    again = set(
        carry_over.standing(inspection).filter(target__in=rows).values_list("finding_id", flat=True)
    )
    found = carry_over.confirmed_findings(inspection).filter(target__in=rows).defer("places")
    told: dict[int, list[Problem]] = {}
    for one in found.order_by("target__code", "indicator", "key")[:MOST_TOLD]:
        piece: dict[str, Any] = one.evidence[0] if one.evidence else {}
        told.setdefault(one.target_id, []).append(
            Problem(
                indicator=one.indicator,
                name=names.get(one.indicator, one.indicator),
                title=gate.quoted(one.title),
                kind=LABELS[TextErrorKind(one.kind)] if one.kind else "",
                wrong=gate.quoted(one.observed) if one.kind else "",
                suggestion=gate.quoted(one.suggestion),
                url=gate.quoted(piece.get("url", "")),
                where=gate.quoted(piece.get("where", "")),
                quote=gate.quoted(piece.get("quote", "")),
                fingerprint=one.fingerprint,
                places=one.place_count,
                carried_over=one.pk in again,
            )
        )
    return told


def _opening(inspection: Round, name: str, results: list[TargetResult]) -> list[str]:
    states = Counter(one.state for one in results)
    kinds = Counter(one.target.kind for one in results)
    looked = "、".join(f"{SUBJECTS[kind]}{kinds[kind]}个" for kind in TargetKind if kinds[kind])
    text = (
        f"{inspection.office.name}以{chinese_moment(inspection.as_of.astimezone(SHANGHAI))}为监测时间点，"
        f"检查了{name}的{looked or '0个对象'}：合格{states[PASSED]}个，不合格{states[FAILED]}个"
    )
    if states[OPEN]:
        text += f"，待定{states[OPEN]}个（有的指标无法查看，不作合格或不合格处理）"
    problems = sum(len(one.problems) for one in results)
    return [text + f"。已确认的问题{problems}项，列在下面。" if problems else text + "。"]


def _targets_table(document: Any, results: list[TargetResult]) -> None:
    columns = (
        Column("对象", 45),
        Column("类型", 26, is_centred=True),
        Column("判定", 22, is_centred=True),
        Column("不合格的原因", 52),
    )
    rows = [
        (
            f"{one.target.name}{BREAK}{one.target.code}",
            one.target.platform or LABELS[TargetKind(one.target.kind)],
            LABELS[VerdictState(one.state)] if one.state else "未判定",
            "；".join(one.reasons) or "—",
        )
        for one in results
    ]
    add(document, "一、判定", Setting(first=2, keeps_next=True), Face.HEI)
    add_table(document, table(columns, rows))
    if any(one.problems for one in results):
        add(document, "二、已确认的问题", Setting(first=2, keeps_next=True), Face.HEI)


def _problems_table(document: Any, result: TargetResult) -> None:
    columns = (
        Column("问题", 40),
        Column("内容", 35),
        Column("修改建议", 25),
        Column("所在页面", 45),
    )
    rows = [
        (
            f"{one.indicator} {one.name}{'（上期通报后未整改）' if one.carried_over else ''}",
            one.wrong or one.title,
            one.suggestion or "—",
            f"{one.where}{BREAK}{one.url}" if one.where else one.url,
        )
        for one in result.problems
    ]
    add(document, result.target.name, Setting(first=2, keeps_next=True), Face.KAI)
    add_table(document, table(columns, rows))


def bodies_for(user: User, inspection: Round, rows: QuerySet[RoundTarget]) -> QuerySet[Body]:
    """The bodies of ``rows_for`` and those above them; for a unit none above its own."""
    paths = rows.exclude(sponsor=None).values_list("sponsor__territory_path", flat=True)
    touched = {int(one) for path in paths.distinct() for one in path.strip("/").split("/") if one}
    found = Body.objects.filter(pk__in=touched)
    if user.may(Right.SEE_PAPERS) and inspection.office_id == user.office_id:
        return found
    return found.filter(territory_path__startswith=user.body_subtree)


def bodies_below(rows: QuerySet[RoundTarget], body: Body) -> QuerySet[Body]:
    """The bodies under a body that have targets among ``rows``."""
    below = Body.objects.filter(territory_path__startswith=body.territory_path)
    below = below.exclude(pk=body.pk).filter(pk__in=rows.values("sponsor_id"))
    return below.order_by("territory_path")
