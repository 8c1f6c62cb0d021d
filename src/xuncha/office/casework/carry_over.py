"""Carry-over: what the last round confirmed and this one still sees."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from xuncha.engine.domain.addresses import page_key
from xuncha.office.casework import column_history
from xuncha.office.casework.models import CarryOver, FindingRecord, Round
from xuncha.office.casework.rounds import previous_round
from xuncha.office.casework.standing import of_standing
from xuncha.office.casework.states import Standing

WORDING = "wording"


def confirmed_findings(inspection: Round) -> QuerySet[FindingRecord]:
    """The findings whose newest decision is a confirmation."""
    rows = FindingRecord.objects.filter(target__round=inspection)
    return of_standing(rows, Standing.CONFIRMED)


def link(inspection: Round) -> int:
    """Link this round's findings to those the previous round confirmed; how many are linked now.

    The identity is the fingerprint. Wrong words quoted longer or shorter than last time are the
    same item when they stand on the same page of the same target and one holds the other; of a
    writing on many pages one page in common is enough. A column
    is the same by ``column_history``, whatever it is called now; one that merely bears the name of
    another is not. Without a previous round, or when nothing shows again, 0.
    """
    column_history.follow(inspection)
    earlier = previous_round(inspection)
    if earlier is None:
        return 0
    moved = column_history.earlier_keys(inspection)
    known = _Known(confirmed_findings(earlier).select_related("target"), moved)
    with transaction.atomic():
        linked = set(
            CarryOver.objects.filter(target__round=inspection).values_list("finding_id", flat=True)
        )
        rows = FindingRecord.objects.filter(target__round=inspection).select_related("target")
        fresh = [
            CarryOver(
                target_id=row.target_id,
                finding=row,
                previous_finding=before,
                previous_round=earlier,
            )
            for row in rows.iterator(chunk_size=2000)
            if row.pk not in linked and (before := known.same_as(row)) is not None
        ]
        CarryOver.objects.bulk_create(fresh, batch_size=500)
    return len(linked) + len(fresh)


class _Known:
    """The findings an earlier round confirmed, found again by what they are about."""

    def __init__(
        self, findings: Iterable[FindingRecord], moved: dict[tuple[str, str], str | None]
    ) -> None:
        self._moved = moved
        self._by_key: dict[tuple[str, str, str], FindingRecord] = {}
        self._by_fingerprint: dict[str, FindingRecord] = {}
        self._by_place: dict[tuple[str, str, str], list[FindingRecord]] = defaultdict(list)
        for row in findings:
            self._by_fingerprint[row.fingerprint] = row
            self._by_key[row.check_slug, row.target.code, row.key] = row
            for place in _places(row):
                self._by_place[place].append(row)

    def same_as(self, row: FindingRecord) -> FindingRecord | None:
        column = row.target.code, row.key
        if column in self._moved:
            return self._by_key.get((row.check_slug, row.target.code, self._moved[column] or ""))
        same = self._by_fingerprint.get(row.fingerprint)
        if same is not None or row.check_slug != WORDING:
            return same
        words = row.key.partition("|")[2]
        for place in _places(row):
            for before in self._by_place.get(place, []):
                earlier_words = before.key.partition("|")[2]
                if words in earlier_words or earlier_words in words:
                    return before
        return None


def _places(row: FindingRecord) -> list[tuple[str, str, str]]:
    """Check, target and page of a finding, page by page; the key is ``page|words`` for wording."""
    pages = [row.key.partition("|")[0]]
    if row.place_count > 1:
        pages += (page_key(piece["url"]) for piece in (*row.evidence, *row.places))
    return [(row.check_slug, row.target.code, page) for page in dict.fromkeys(pages)]


def standing(inspection: Round) -> QuerySet[CarryOver]:
    """The carried-over findings that people confirmed in this round too: what a notice counts."""
    return CarryOver.objects.filter(
        target__round=inspection, finding__in=confirmed_findings(inspection).values("pk")
    ).select_related("target", "finding", "previous_finding", "previous_round")
