"""The list behind a printed figure, and the text of an issued notice whose figures open."""

from datetime import date
from urllib.parse import parse_qsl

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from xuncha.office.casework.models import Round
from xuncha.office.notices import issuing
from xuncha.office.notices.backed_lists import Opened, opened
from xuncha.office.notices.backing import Listed
from xuncha.office.notices.backing import listing as backing_of
from xuncha.office.notices.content import Edition
from xuncha.office.notices.errors import NoticeError
from xuncha.office.notices.gather import Known
from xuncha.office.notices.models import IssuedNotice
from xuncha.office.people.rights import Right
from xuncha.web import files
from xuncha.web.doors import needs
from xuncha.web.notice_texts import OF, ON, UPTO, Opening, told_page
from xuncha.web.pages import listing, own_round

NO_CONDITION = frozenset({UPTO, ON, OF, "page"})
LONGEST = 4_000
"""Characters of one condition: a list of codes is the longest there is."""


@needs(Right.SEE_PAPERS)
def show(request: HttpRequest, pk: int, listed: str) -> HttpResponse:
    """The rows a figure counts, with their number; 404 for a list there is not."""
    inspection = own_round(request, pk)
    if listed not in set(Listed):
        raise Http404
    known = _known(request)
    where = {key: value[:LONGEST] for key, value in request.GET.items() if key not in NO_CONDITION}
    context: dict[str, object] = {"round": inspection, "tab": "documents"}
    try:
        found = opened(inspection, backing_of(Listed(listed), **where), known)
        context["part"] = _part(inspection, request.GET.get(OF, ""), known)
    except NoticeError as fault:
        context["fault"] = str(fault)
        return render(request, "web/figure.html", context, status=404)
    page = listing(request, found.rows)
    opening = Opening(inspection.pk, known)
    lines = []
    for row in page.page:
        line = found.line(row)
        lines.append((line, opening.url(line.behind) if line.behind else ""))
    context |= {"found": found, "says": f"{found.says}", "listing": page, "lines": lines}
    return render(request, "web/figure.html", context)


@needs(Right.SEE_PAPERS)
def issued(request: HttpRequest, pk: int, notice: int) -> HttpResponse:
    """An issued notice as text: both editions, what a correction changed, its files."""
    inspection = own_round(request, pk)
    rows = IssuedNotice.objects.visible_to(request.user).filter(round=inspection)
    rows = rows.select_related("corrects").prefetch_related("editions", "corrections")
    row = get_object_or_404(rows, number=notice)
    kept = issuing.kept_of(row)
    opening = Opening(inspection.pk, Known(kept.records_until, kept.head.signed_on))
    editions = [
        told_page(
            Edition(one.edition),
            issuing.script_of(one),
            issuing.changes_of(one),
            opening,
        )
        for one in row.editions.all()
    ]
    context = {
        "round": inspection,
        "tab": "documents",
        "notice": row,
        "pages": editions,
        "here": {document.name for document in files.documents_of(inspection)},
        "corrected_by": row.corrections.last(),
        "draft": getattr(row, "draft", None),
    }
    return render(request, "web/issued.html", context)


def _part(inspection: Round, said: str, known: Known) -> tuple[Opened, str] | None:
    """The list a rate is a share of its whole, and its address; None for a plain figure."""
    name, _, query = said[:LONGEST].partition("?")
    if name not in set(Listed):
        return None
    backing = backing_of(Listed(name), **dict(parse_qsl(query)))
    return opened(inspection, backing, known), Opening(inspection.pk, known).url(backing)


def _known(request: HttpRequest) -> Known:
    until, on = request.GET.get(UPTO, ""), request.GET.get(ON, "")
    try:
        day = date.fromisoformat(on) if on else None
    except ValueError:
        day = None
    is_number = until.isdecimal() and len(until) < 19
    return Known(int(until) if is_number else None, day)
