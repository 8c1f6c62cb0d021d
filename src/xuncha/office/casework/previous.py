"""The import door for what an earlier inspection confirmed: it becomes an imported round."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from xuncha.engine.domain.addresses import wording_key
from xuncha.engine.domain.outcomes import Evidence, Finding
from xuncha.engine.domain.windows import SHANGHAI
from xuncha.engine.domain.words import LABELS, TargetKind
from xuncha.engine.rulebook.book import Row
from xuncha.engine.rulebook.load import list_names, load_rulebook
from xuncha.office.casework.models import Decision, FindingRecord, Round, RoundTarget
from xuncha.office.casework.states import DecisionVerb, RoundState, Standing
from xuncha.office.casework.taking_in import finding_row
from xuncha.office.people import audit
from xuncha.office.people.models import Office, User
from xuncha.office.registry.reading import RowReader
from xuncha.office.registry.report import ImportReport, Tally
from xuncha.office.registry.sheets import Sheet, read_upload

SHEET = "上期问题"
SHAPES = {
    SHEET: (
        "对象编码",
        "对象名称",
        "对象类型",
        "指标编号",
        "页面地址",
        "错误内容",
        "认定人",
        "认定时间",
    )
}
KINDS = {LABELS[kind]: kind for kind in TargetKind}
WORDING = "wording"


@dataclass(frozen=True, slots=True)
class Period:
    """What the imported round is called: the quarter the file speaks of."""

    title: str = "导入的上期检查结果"
    label: str = "上期"


@dataclass(frozen=True, slots=True)
class _Confirmed:
    kind: TargetKind
    code: str
    name: str
    indicator: str
    finding: Finding
    by_name: str
    at: datetime
    repair_by: date | None


def import_previous(
    office: Office, path: Path, actor: User, period: Period = Period()
) -> ImportReport:
    """Take in confirmed findings of an earlier inspection; counts are of findings.

    They go into the imported round of that title, each with the decision the file names. A row
    that is there already is unchanged; the round's moment is the latest decision in the file.
    """
    upload = read_upload(path, SHAPES)
    tally = Tally()
    rows = list(_rows(upload.sheets[0], tally))
    if rows:
        with transaction.atomic():
            Office.objects.select_for_update().get(pk=office.pk)
            inspection = _round(office, period, max(row.at for row in rows), upload.name)
            _store(inspection, rows, actor, tally)
            if tally.created:
                detail = {"file": upload.name, "sha256": upload.digest, "findings": tally.created}
                audit.append(actor, "previous.imported", inspection, detail)
    return tally.report()


def _rows(sheet: Sheet, tally: Tally) -> Iterable[_Confirmed]:
    books = [load_rulebook(name) for name in list_names()]
    known = {row.id: row for book in books for row in book.rows if row.check is not None}
    for line in sheet.lines:
        cells = RowReader(sheet.name, line)
        row = _row(cells, known)
        tally.refuse(cells.faults)
        if row is not None and not cells.faults:
            yield row


def _row(cells: RowReader, known: dict[str, Row]) -> _Confirmed | None:
    code = cells.text("对象编码", most=60, required=True)
    kind = cells.word("对象类型", KINDS)
    name = cells.text("对象名称", required=True)
    indicator = cells.text("指标编号", most=40, required=True)
    url = cells.url("页面地址", required=False)
    content = cells.text("错误内容", most=2000, required=True)
    by_name = cells.text("认定人", most=60, required=True)
    at = cells.moment("认定时间")
    repair_by = cells.day("整改期限")
    row = known.get(indicator)
    if indicator and (row is None or kind not in row.applies_to.kinds):
        cells.fault("指标编号", f"“{indicator}”不是{LABELS[kind]}的检测指标；请核对指标编号")
    if row is None or at is None or cells.faults:
        return None
    evidence = Evidence(url, cells.text("原句", most=5000) or content, "导入的上期结果", "")
    finding = Finding(
        check=row.check or "",
        target=code,
        key=_key(row, kind, url, content),
        title=f"“{content}”" if row.check == WORDING else content,
        observed=content,
        limit="",
        confidence=1.0,
        evidence=(evidence,),
        suggestion=cells.text("修改建议", most=2000),
    )
    moment = at if at.tzinfo else at.replace(tzinfo=SHANGHAI)
    return _Confirmed(kind, code, name, indicator, finding, by_name, moment, repair_by)


def _key(row: Row, kind: TargetKind, url: str, content: str) -> str:
    """The locator the check itself gives such a finding."""
    if row.check == WORDING:
        return wording_key(url, content)
    if row.condition is not None and "columns" in row.condition.metric:
        return f"column|{content}"
    return "account" if kind is TargetKind.ACCOUNT else "home"


def _round(office: Office, period: Period, at: datetime, source: str) -> Round:
    inspection, _ = Round.objects.get_or_create(
        office=office,
        title=period.title,
        defaults={
            "period_label": period.label,
            "as_of": at,
            "state": RoundState.ISSUED.value,
            "imported": True,
            "scope_source": source,
        },
    )
    return inspection


def _store(inspection: Round, rows: list[_Confirmed], actor: User, tally: Tally) -> None:
    targets = _targets(inspection, rows)
    stored = set(
        FindingRecord.objects.filter(target__round=inspection).values_list(
            "target__code", "indicator", "fingerprint"
        )
    )
    fresh: list[tuple[_Confirmed, FindingRecord]] = []
    for row in rows:
        identity = (row.code, row.indicator, row.finding.fingerprint)
        if identity in stored:
            tally.unchanged += 1
            continue
        stored.add(identity)
        record = finding_row(targets[row.code], row.indicator, row.finding, row.finding.evidence)
        record.repair_by = row.repair_by
        record.standing, record.was_confirmed = Standing.CONFIRMED.value, True
        fresh.append((row, record))
    FindingRecord.objects.bulk_create([record for _, record in fresh], batch_size=500)
    Decision.objects.bulk_create(
        [_decision(row, record, actor) for row, record in fresh], batch_size=500
    )
    tally.created += len(fresh)


def _targets(inspection: Round, rows: list[_Confirmed]) -> dict[str, RoundTarget]:
    by_code: dict[str, list[_Confirmed]] = defaultdict(list)
    for row in rows:
        by_code[row.code].append(row)
    known = set(inspection.targets.values_list("code", flat=True))
    RoundTarget.objects.bulk_create(
        [
            RoundTarget(round=inspection, kind=group[0].kind, code=code, name=group[0].name)
            for code, group in by_code.items()
            if code not in known
        ],
        batch_size=500,
    )
    return {target.code: target for target in inspection.targets.filter(code__in=by_code)}


def _decision(row: _Confirmed, record: FindingRecord, actor: User) -> Decision:
    return Decision(
        target=record.target,
        finding=record,
        verb=DecisionVerb.CONFIRM,
        reason="导入",
        by=actor,
        by_name=row.by_name,
        at=row.at,
    )
