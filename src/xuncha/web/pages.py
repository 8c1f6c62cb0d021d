"""What the list pages share: rows of one's own office, pages of a list, filters in the address."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.http import urlencode

from xuncha.engine.domain.words import Judge
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.models import Round, RoundTarget

PER_PAGE = 50
REFRESH_S = 5
"""How often a page that shows running work loads itself again, unless asked not to."""
MOST_DIGITS = 18
"""Digits of the largest keys every database holds."""
Filter = TypeVar("Filter")


def whole(text: str, otherwise: int = 0) -> int:
    """The whole number somebody sent, as a database holds it; ``otherwise`` for anything else."""
    fits = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return int(text) if fits else otherwise


def own_round(request: HttpRequest, pk: int) -> Round:
    """The round, if the user's office owns it; else 404."""
    return get_object_or_404(Round.objects.visible_to(request.user), pk=pk)


def own_target(request: HttpRequest, pk: int, code: str) -> RoundTarget:
    """The target of a round, if the user's office owns it; else 404."""
    rows = RoundTarget.objects.visible_to(request.user).select_related("round")
    return get_object_or_404(rows, round_id=pk, code=code)


def filter_from(request: HttpRequest, shape: type[Filter]) -> Filter:
    """The filter the address asks for; unknown keys are ignored."""
    names = [field.name for field in fields(shape)]  # type: ignore[arg-type]
    return shape(**{name: request.GET.get(name, "").strip()[:100] for name in names})


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list, and the query string of its filter for links to other pages."""

    page: Page[Any]
    query: str


def listing(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any]) -> Listing:
    """The page the address asks for; a number that makes no sense gives the nearest page."""
    kept = {k: v for k, v in request.GET.items() if k != "page" and v}
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return Listing(page, urlencode(kept))


def auto_rows(inspection: Round) -> frozenset[str]:
    """The rows whose findings count without a person; none for imported rounds."""
    if not inspection.rulebook:
        return frozenset()
    return frozenset(row.id for row in book_of(inspection).rows if row.judge is Judge.AUTO)


def rows_in_force(inspection: Round) -> list[tuple[str, str]]:
    """The rows in force with their names, for a choice; none for imported rounds."""
    if not inspection.rulebook:
        return []
    rows = book_of(inspection).rows
    return [(row.id, f"{row.id} {row.name}") for row in rows if row.id in inspection.rows_in_force]
