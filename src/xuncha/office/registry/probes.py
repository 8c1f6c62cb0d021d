"""Probe records: imported row by row, sealed day by day, handed to checks as history."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from django.db import transaction
from pydantic import TypeAdapter

from xuncha.engine.domain.fetches import ProbeRow
from xuncha.engine.domain.windows import SHANGHAI, local_day
from xuncha.engine.domain.words import UnableClass
from xuncha.office.people import audit
from xuncha.office.people.models import Office, User
from xuncha.office.registry.models import ProbeSeries, Site
from xuncha.office.registry.reading import RowReader
from xuncha.office.registry.register_rows import site_code
from xuncha.office.registry.report import ImportReport, RowFault, Tally
from xuncha.office.registry.sheets import Sheet, read_upload

SHEET = "拨测记录"
SHAPES = {SHEET: ("网站标识码", "监测时间", "结果", "失败类别", "状态码", "总耗时毫秒")}
ADDRESS = "网络地址"
SUCCEEDED = {"成功": True, "失败": False}
FAILURES = {word.value: word for word in UnableClass}
MOST_MS = 3_600_000
_ROWS = TypeAdapter(tuple[ProbeRow, ...])
Days = dict[tuple[str, date], list[tuple[int, ProbeRow]]]


def import_probes(office: Office, path: Path, actor: User) -> ImportReport:
    """Take in probe records; counts are of site-days. A day once taken in is sealed.

    The same rows again are unchanged; other rows for a sealed day are refused with one line.
    """
    sheet = read_upload(path, SHAPES).sheets[0]
    tally = Tally()
    with transaction.atomic():
        Office.objects.select_for_update().get(pk=office.pk)
        days = _by_day(sheet, frozenset(_codes(office)), tally)
        _seal(office, days, tally, path.name)
        report = tally.report()
        if report.created:
            detail = {"file": path.name, "site_days": report.created}
            audit.append(actor, "probes.imported", office, detail)
    return report


def history_for(office: Office, code: str, as_of: datetime, days: int) -> tuple[ProbeRow, ...]:
    """The probes of one site in the ``days`` days that end at ``as_of``, in order of time."""
    return histories_for(office, [code], as_of, days).get(code, ())


def histories_for(
    office: Office, codes: Iterable[str], as_of: datetime, days: int
) -> Mapping[str, tuple[ProbeRow, ...]]:
    """The same for many sites in one query; sites without any probe are missing."""
    begin = as_of - timedelta(days=days)
    found: dict[str, list[ProbeRow]] = defaultdict(list)
    wanted = frozenset(codes)
    series = ProbeSeries.objects.filter(
        office=office, day__gte=local_day(begin), day__lte=local_day(as_of)
    ).order_by("site_code", "day")
    for sealed in series:
        if sealed.site_code in wanted:
            rows = _ROWS.validate_json(sealed.rows)
            found[sealed.site_code].extend(row for row in rows if begin <= row.at <= as_of)
    return {code: tuple(rows) for code, rows in found.items()}


def is_intact(sealed: ProbeSeries) -> bool:
    """Whether a sealed day still has the rows it was sealed with."""
    return _digest(sealed.rows) == sealed.digest


def _codes(office: Office) -> Iterable[str]:
    return Site.objects.filter(office=office).values_list("code", flat=True)


def _by_day(sheet: Sheet, known: frozenset[str], tally: Tally) -> Days:
    days: Days = defaultdict(list)
    for line in sheet.lines:
        cells = RowReader(sheet.name, line)
        code = site_code(cells)
        if code and not cells.faults and code not in known:
            cells.fault("网站标识码", f"网站“{code}”不在台账中；请先登记网站，或改正标识码")
        row = _row(cells)
        if row is None or cells.faults:
            tally.refuse(cells.faults)
        else:
            days[code, local_day(row.at)].append((line.number, row))
    return days


def _row(cells: RowReader) -> ProbeRow | None:
    at = cells.moment("监测时间")
    if at is not None and at.tzinfo is None:
        cells.fault("监测时间", "没有时区；请写成 2024-09-13T08:00:00+08:00")
    succeeded = cells.word("结果", SUCCEEDED)
    failure = cells.word("失败类别", FAILURES) if not succeeded else None
    status = cells.number("状态码", least=100, most=999)
    total = cells.number("总耗时毫秒", least=0, most=MOST_MS)
    if total is None and not cells.faults:
        cells.fault("总耗时毫秒", "没有填写；请补填")
    name_ms, connect_ms, tls_ms, first_byte_ms = (
        cells.number(column, least=0, most=MOST_MS)
        for column in ("解析毫秒", "连接毫秒", "加密毫秒", "首字节毫秒")
    )
    address = _address(cells)
    if at is None or at.tzinfo is None or total is None:
        return None
    return ProbeRow(
        at.astimezone(SHANGHAI),
        failure,
        status,
        total,
        name_ms,
        connect_ms,
        tls_ms,
        first_byte_ms,
        address,
    )


def _address(cells: RowReader) -> str:
    """The network address a look asked, in its shortest form; empty where the cell is."""
    text = cells.text(ADDRESS, most=45)
    try:
        return str(ip_address(text)) if text else ""
    except ValueError:
        cells.fault(ADDRESS, f"“{text}”不是网络地址；请填写 IPv4 或 IPv6 地址，或留空")
        return ""


def _seal(office: Office, days: Days, tally: Tally, source: str) -> None:
    sealed = {
        (row.site_code, row.day): row.digest
        for row in ProbeSeries.objects.filter(office=office).only("site_code", "day", "digest")
    }
    fresh = []
    for (code, day), numbered in sorted(days.items()):
        rows = tuple(sorted((row for _, row in numbered), key=lambda row: row.at))
        text = _canonical(rows)
        known = sealed.get((code, day))
        if known is None:
            fresh.append(
                ProbeSeries(
                    office=office,
                    site_code=code,
                    day=day,
                    rows=text,
                    count=len(rows),
                    digest=_digest(text),
                    source=source,
                )
            )
            tally.created += 1
        elif known == _digest(text):
            tally.unchanged += 1
        else:
            message = f"{code} 在 {day} 的记录已封存，与本文件不同；封存后不能更改，请删去这些行"
            tally.refuse([RowFault(SHEET, numbered[0][0], "监测时间", message)])
    ProbeSeries.objects.bulk_create(fresh, batch_size=200)


def _canonical(rows: tuple[ProbeRow, ...]) -> str:
    content = _ROWS.dump_python(rows, mode="json")
    for row in content:
        # Days sealed before addresses were kept have the digest of rows without any.
        if not row["address"]:
            del row["address"]
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
