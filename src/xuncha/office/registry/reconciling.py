"""Our sites held against the export of the national reporting system, by site code."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from xuncha.office.people import audit
from xuncha.office.people.models import Office, User
from xuncha.office.registry.cells import cells_of
from xuncha.office.registry.errors import RegistryError
from xuncha.office.registry.exporting import sheets_xlsx
from xuncha.office.registry.imports import DOORS
from xuncha.office.registry.lifecycle import with_standing
from xuncha.office.registry.merging import Act
from xuncha.office.registry.models import Body, Site
from xuncha.office.registry.national_export import NationalExport, NationalSite
from xuncha.office.registry.reading import RowReader
from xuncha.office.registry.register_rows import SITES
from xuncha.office.registry.report import RowFault, Tally
from xuncha.office.registry.rights import require_keeper
from xuncha.office.registry.sheets import Line
from xuncha.office.registry.words import DAY_STATUS_LABELS, DayStatus, OperatingStatus

LABELS = {
    "name": "网站名称",
    "url": "网址",
    "sponsor": "主办单位",
    "status": "运行状态",
    "level": "层级",
    "site_type": "类型",
}
STATUS_OF = {
    DayStatus.RUNNING: OperatingStatus.RUNNING,
    DayStatus.SUSPENDED: OperatingStatus.SUSPENDED,
    DayStatus.MIGRATING: OperatingStatus.SUSPENDED,
    DayStatus.NOT_YET: OperatingStatus.SUSPENDED,
    DayStatus.CLOSED: OperatingStatus.CLOSED,
}
"""The reporting system knows three statuses: what ours is there."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs: what we have, what the reporting system has, both as people read."""

    field: str
    ours: str
    theirs: str

    @property
    def label(self) -> str:
        """The Chinese name of the field."""
        return LABELS[self.field]


@dataclass(frozen=True, slots=True)
class Compared:
    """A site both sides have; no differences: they agree."""

    code: str
    name: str
    differences: tuple[Difference, ...]
    theirs: NationalSite

    @property
    def status(self) -> Difference | None:
        """The difference in status; None where both say the same."""
        return next((one for one in self.differences if one.field == "status"), None)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """``matched`` agree in everything the file says, ``different`` do not (``status_differs`` are
    those of them whose status does not); ``missing`` the file has and we lack, ``extra`` we have
    and the file lacks."""

    export: NationalExport
    matched: tuple[Compared, ...]
    different: tuple[Compared, ...]
    missing: tuple[NationalSite, ...]
    extra: tuple[tuple[str, str, str], ...]

    @property
    def status_differs(self) -> tuple[Compared, ...]:
        """The sites whose status differs."""
        return tuple(one for one in self.different if one.status is not None)


def reconcile(office: Office, export: NationalExport) -> Reconciliation:
    """Hold the register as it stands today against an export; nothing is changed."""
    today = timezone.localdate()
    rows = with_standing(Site.objects.filter(office=office), today).select_related("body")
    ours = {site.code: site for site in rows.order_by("code")}
    listed = {site.code: site for site in export.sites}
    compared = [
        Compared(
            code, site.name, tuple(_differences(site, listed[code], export.fields)), listed[code]
        )
        for code, site in ours.items()
        if code in listed
    ]
    closed = DayStatus.CLOSED
    return Reconciliation(
        export=export,
        matched=tuple(one for one in compared if not one.differences),
        different=tuple(one for one in compared if one.differences),
        missing=tuple(site for code, site in listed.items() if code not in ours),
        extra=tuple(
            (code, site.name, DAY_STATUS_LABELS[DayStatus(site.day_status)])
            for code, site in ours.items()
            if code not in listed and site.day_status != closed
        ),
    )


def change_list(found: Reconciliation) -> bytes:
    """What is to be keyed in over there so that it says what our register says: an XLSX."""
    heads = ("网站标识码", "网站名称", "要办的事", "字段", "报送系统现为", "应改为")
    rows = [
        (one.code, one.name, "更正", each.label, each.theirs, each.ours)
        for one in found.different
        for each in one.differences
    ]
    rows += [
        (code, name, "核实后补报", "运行状态", "（没有这个网站）", status)
        for code, name, status in found.extra
    ]
    rows += [
        (one.code, one.name, "核实：本级台账没有", "运行状态", _said(one, "status"), "")
        for one in found.missing
    ]
    return sheets_xlsx([("报送系统更正清单", heads, rows)])


def take_over(
    office: Office, found: Reconciliation, codes: Collection[str], actor: User
) -> tuple[int, tuple[RowFault, ...]]:
    """Bring the chosen sites of our register to what the reporting system says; how many changed,
    and one line for each that could not be.

    What the export does not say stays as it is; a site we lack is registered where its sponsor is
    known by name, and its level and type are told. Everything goes through the import door.
    """
    wanted = set(codes)
    chosen = [one.theirs for one in found.different if one.code in wanted]
    chosen += [one for one in found.missing if one.code in wanted]
    if not chosen:
        raise RegistryError("没有选择要采用的网站；请勾选后再点采用")
    tally = Tally()
    _, read, merge = next(door for door in DOORS if door[0] == SITES)
    with transaction.atomic():
        require_keeper(actor, office.pk)
        Office.objects.select_for_update().get(pk=office.pk)
        bodies = dict(Body.objects.filter(office=office).values_list("name", "code"))
        codes_of = dict(Body.objects.filter(office=office).values_list("pk", "code"))
        stored = {site.code: site for site in Site.objects.filter(office=office)}
        entries = []
        for one in chosen:
            site = stored.get(one.code)
            cells = cells_of(SITES, site, codes_of) if site is not None else _blank(one)
            cells |= _taken(one, bodies, found.export.fields)
            reader = RowReader(SITES, Line(one.row, cells))
            entry = read(reader)
            tally.refuse(reader.faults)
            if not reader.faults:
                entries.append(entry)
        reason = f"采用报送系统导出表“{found.export.name}”"
        merge(office, entries, tally, Act(actor, timezone.localdate(), reason=reason))
        if tally.created or tally.updated:
            detail = {
                "file": found.export.name,
                "created": tally.created,
                "updated": tally.updated,
                "faults": len(tally.faults),
            }
            audit.append(actor, "registry.reconciled", office, detail)
    return tally.created + tally.updated, tuple(tally.faults)


def _differences(site: Site, theirs: NationalSite, fields: Collection[str]) -> Iterator[Difference]:
    if theirs.name and _same_text(site.name) != _same_text(theirs.name):
        yield Difference("name", site.name, theirs.name)
    if theirs.url and _same_url(site.url) != _same_url(theirs.url):
        yield Difference("url", site.url, theirs.url)
    if theirs.sponsor and _same_text(site.body.name) != _same_text(theirs.sponsor):
        yield Difference("sponsor", site.body.name, theirs.sponsor)
    told = _said(theirs, "status")
    ours = STATUS_OF[DayStatus(site.day_status)]
    if "status" in fields and told and theirs.status != ours:
        yield Difference("status", DAY_STATUS_LABELS[DayStatus(site.day_status)], told)
    if theirs.level and theirs.level != site.level:
        yield Difference("level", site.get_level_display(), _said(theirs, "level"))
    if theirs.site_type and theirs.site_type != site.site_type:
        yield Difference("site_type", site.get_site_type_display(), _said(theirs, "site_type"))


def _taken(one: NationalSite, bodies: Mapping[str, str], fields: Collection[str]) -> dict[str, str]:
    """The cells the export has something to say of, in the words of our register."""
    shown = Site(level=one.level, site_type=one.site_type, status=one.status)
    cells = {"网站标识码": one.code}
    if one.name:
        cells["网站名称"] = one.name
    if one.url:
        cells["网址"] = one.url if "://" in one.url else f"http://{one.url}"
    if one.sponsor:
        cells["主办单位编码"] = bodies.get(one.sponsor, one.sponsor[:40])
    for field, head in (("status", "运行状态"), ("level", "层级"), ("site_type", "类型")):
        if field in fields and _said(one, field):
            known = getattr(one, field)
            cells[head] = (
                getattr(shown, f"get_{field}_display")() if known else _said(one, field)[:40]
            )
    return cells


def _blank(one: NationalSite) -> dict[str, str]:
    return {"网站标识码": one.code, "运行状态": "", "层级": "", "类型": ""}


def _said(one: NationalSite, field: str) -> str:
    return (one.told or {}).get(field, "")


def _same_text(text: str) -> str:
    return re.sub(r"\s", "", text)


def _same_url(url: str) -> tuple[str, str]:
    """Host and path: the scheme, a default page, a slash at the end and ``www.`` make no
    difference that anybody would key in."""
    try:
        parts = urlsplit(url.strip() if "://" in url else f"http://{url.strip()}")
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return url.strip(), ""
    path = re.sub(r"/(index|default)\.\w+$", "/", parts.path).rstrip("/")
    return host + port, path
