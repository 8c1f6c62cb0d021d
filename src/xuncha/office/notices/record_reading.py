"""Side records as sections read them: of every key the newest version."""

from collections import defaultdict
from collections.abc import Collection

from xuncha.engine.domain.words import TargetKind
from xuncha.office.casework.drawing import drawing_of
from xuncha.office.casework.models import Round
from xuncha.office.notices.errors import NoticeError
from xuncha.office.notices.facts import Entry
from xuncha.office.notices.models import SideRecord
from xuncha.office.notices.periods import window_of
from xuncha.office.notices.record_kinds import record_kinds

SAMPLING = "sampling"


def newest_record(office_id: int) -> int:
    """The last record an office took in, by its number; 0 where it has none."""
    rows = SideRecord.objects.filter(office_id=office_id).order_by("-id")
    return rows.values_list("pk", flat=True).first() or 0


def entries_of(
    office_id: int, kinds: Collection[str] = (), until: int | None = None
) -> dict[str, tuple[Entry, ...]]:
    """The records of an office by kind, oldest first; ``kinds`` empty reads all of them, ``until``
    none that came in after the record of that number."""
    newest: dict[tuple[str, str], SideRecord] = {}
    rows = SideRecord.objects.filter(office_id=office_id, kind__in=kinds or record_kinds())
    if until is not None:
        rows = rows.filter(pk__lte=until)
    for row in rows.order_by("id"):
        newest[row.kind, row.key] = row
    found: dict[str, list[Entry]] = defaultdict(list)
    for row in sorted(newest.values(), key=lambda one: (one.on, one.key)):
        found[row.kind].append(Entry(row.on, row.cells, row.source, row.by_name))
    return {kind: tuple(rows) for kind, rows in found.items()}


def sampled_from(inspection: Round, until: int | None = None) -> dict[TargetKind, int]:
    """How many targets of a kind the sample was drawn from: what a plan recorded beside the round
    says, else what the round kept of its own drawing; empty without either.

    NoticeError where the plan drew more than there were.
    """
    window = window_of(inspection.period_label)
    bases: dict[TargetKind, int] = defaultdict(int)
    for row in entries_of(inspection.office_id, [SAMPLING], until).get(SAMPLING, ()):
        if window is None or window[0] <= row.on <= window[1]:
            if row.number("抽查数") > row.number("底数"):
                raise NoticeError(f"抽查方案不符：{row.text('组别')}的抽查数多于底数")
            bases[row.kind] += row.number("底数")
    registered = drawing_of(inspection).registered
    return dict(bases) or {
        TargetKind(kind): count
        for kind, count in registered.items()
        if count > inspection.targets.filter(kind=kind).count()
    }
