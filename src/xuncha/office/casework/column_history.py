"""Columns followed from round to round: which is which, and what the register should be told."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import transaction
from pydantic import TypeAdapter

from xuncha.engine.checks.frame.column_state import column_key
from xuncha.engine.domain.targets import ColumnReading
from xuncha.engine.domain.windows import local_day
from xuncha.engine.domain.words import ColumnKind
from xuncha.engine.extract.identity import ColumnTrace, Match, match_columns
from xuncha.office.casework.models import ColumnRecord, Round
from xuncha.office.casework.rounds import previous_round
from xuncha.office.registry.models import Column
from xuncha.office.registry.proposals import Proposed, another_kind, propose
from xuncha.office.registry.words import ProposalSubject

_READING = TypeAdapter(ColumnReading | None)


def follow(inspection: Round) -> int:
    """Link this round's columns to those of the round before; how many are linked now.

    Only certain matches are linked; a doubtful one, and a kind the site contradicts, become
    proposals to the clerk. May run twice and leaves one result.
    """
    earlier = previous_round(inspection)
    now = _by_target(inspection)
    before = _by_target(earlier) if earlier else {}
    linked: list[ColumnRecord] = []
    proposals: list[Proposed] = []
    for code, records in now.items():
        known = before.get(code, [])
        matches = match_columns([trace(one) for one in known], [trace(one) for one in records])
        by_key = {str(one.pk): one for one in (*known, *records)}
        sure = {match.now: by_key[match.before] for match in matches if match.certain}
        for record in records:
            record.previous = sure.get(str(record.pk))
            linked.append(record)
        proposals += _moves(matches, by_key)
    with transaction.atomic():
        ColumnRecord.objects.bulk_update(linked, ["previous"], batch_size=500)
        proposals += _kinds(linked)
        propose(proposals, local_day(inspection.as_of))
    return sum(1 for record in linked if record.previous is not None)


def earlier_keys(inspection: Round) -> dict[tuple[str, str], str | None]:
    """(target code, locator of a column's findings) → the locator it had in the round before.

    None for a column that was not there, or whose identity a person has still to settle. Columns
    of targets the round before has no columns of are left out: nothing is known of them.
    """
    earlier = previous_round(inspection)
    before = _by_target(earlier) if earlier else {}
    former = {record.pk: key for records in before.values() for record, key in _keys(records)}
    return {
        (code, key): former.get(record.previous_id)
        for code, records in _by_target(inspection).items()
        if code in before
        for record, key in _keys(records)
    }


def trace(record: ColumnRecord) -> ColumnTrace:
    """What identifies a stored column."""
    reading = _READING.validate_python(record.reading, strict=False)
    return ColumnTrace(
        key=str(record.pk),
        name=record.name,
        path=reading.path if reading else (record.name,),
        kind=ColumnKind(record.kind) if record.kind else None,
        url=record.url,
        items=tuple(record.fingerprints),
        code=record.code,
    )


def _by_target(inspection: Round) -> dict[str, list[ColumnRecord]]:
    rows = ColumnRecord.objects.filter(target__round=inspection).select_related("target")
    found: dict[str, list[ColumnRecord]] = defaultdict(list)
    for row in rows.order_by("target__code", "position"):
        found[row.target.code].append(row)
    return found


def _keys(records: list[ColumnRecord]) -> Iterator[tuple[ColumnRecord, str]]:
    names = [record.name for record in records]
    for record in records:
        yield record, column_key(record.name, record.url, names)


def _moves(matches: Iterable[Match], by_key: dict[str, ColumnRecord]) -> Iterator[Proposed]:
    """Doubtful matches of columns the register knows, as proposals."""
    for match in matches:
        before, now = by_key[match.before], by_key[match.now]
        if match.certain or not before.code:
            continue
        yield Proposed(
            int(before.code),
            ProposalSubject.ADDRESS,
            now.name,
            now.url,
            "",
            match.score,
            f"原栏目“{before.name}”疑似现在的“{now.name}”：{match.reason}",
        )


def _kinds(records: Iterable[ColumnRecord]) -> list[Proposed]:
    """Kinds that a site contradicts, of columns the register still has."""
    read = {int(record.code): record.reading for record in records if record.code}
    columns = Column.objects.in_bulk(list(read))
    found = []
    for pk, column in columns.items():
        reading = _READING.validate_python(read[pk], strict=False)
        proposed = another_kind(column, reading) if reading else None
        found += [proposed] if proposed else []
    return found
