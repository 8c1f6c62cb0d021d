"""What articles said at earlier rounds: the bodies a round's checks compare with."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from xuncha.engine.domain.tampering import KnownBody
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.looking import BodiesRecord
from xuncha.office.casework.models import Round

COMPARES = "body-changed"
"""The check that asks for them."""
BATCH = 400
"""Codes asked for at once: SQLite takes no more than so many values in one question."""
_BODIES = TypeAdapter(tuple[KnownBody, ...])


def bodies_json(bodies: tuple[KnownBody, ...]) -> list[dict[str, Any]]:
    """The bodies as they are stored."""
    kept: list[dict[str, Any]] = _BODIES.dump_python(bodies, mode="json")
    return kept


def bodies_before(inspection: Round, codes: Sequence[str]) -> Mapping[str, tuple[KnownBody, ...]]:
    """The bodies of each target at the latest earlier round that saw any, by code.

    Empty when no row in force compares bodies.
    """
    if not _is_asked(inspection):
        return {}
    found: dict[str, tuple[KnownBody, ...]] = {}
    for start in range(0, len(codes), BATCH):
        rows = BodiesRecord.objects.filter(
            target__code__in=codes[start : start + BATCH],
            target__round__office_id=inspection.office_id,
            target__round__as_of__lt=inspection.as_of,
        )
        for code, bodies in rows.order_by("target__round__as_of", "pk").values_list(
            "target__code", "bodies"
        ):
            found[code] = _BODIES.validate_python(bodies)
    return found


def _is_asked(inspection: Round) -> bool:
    rows = book_of(inspection).rows
    return any(row.check == COMPARES and row.id in inspection.rows_in_force for row in rows)
