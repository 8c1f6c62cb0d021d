"""The orders of one's own body: what came, by when, and what was found, with its evidence."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from xuncha.office.casework.models import VisitRecord
from xuncha.office.people.rights import Right
from xuncha.office.rectification import files as kept
from xuncha.office.rectification import lists
from xuncha.office.rectification.lists import OrderFilter
from xuncha.office.rectification.models import EvidenceFile, OrderItem
from xuncha.office.rectification.states import ORDER_LABELS, OUT, WITH_UNIT
from xuncha.web import files
from xuncha.web.doors import needs
from xuncha.web.orders import file_response, items_of, today, unit_order
from xuncha.web.pages import filter_from, listing

SEALED = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


@needs(Right.ANSWER)
def index(request: HttpRequest) -> HttpResponse:
    """The orders sent to one's body and those below it, what must be done first on top."""
    wanted = filter_from(request, OrderFilter)
    rows = lists.unit_orders(request.user)
    page = listing(request, lists.matching(rows, wanted, today()).order_by("due_on", "id"))
    lists.with_counts(page.page.object_list)
    context = {
        "wanted": wanted,
        "listing": page,
        "states": [(one.value, ORDER_LABELS[one]) for one in ORDER_LABELS if one in OUT],
        "overdue": lists.overdue(rows, today()).count(),
        "to_do": rows.filter(state__in=WITH_UNIT).count(),
        "own": request.user.body_id,
        "today": today(),
    }
    return render(request, "web/unit.html", context)


@needs(Right.ANSWER)
def file(request: HttpRequest, order: int, file: int) -> HttpResponse:
    """A file put to an answer."""
    rows = EvidenceFile.objects.visible_to(request.user).select_related("order")
    row = get_object_or_404(rows, pk=file, order=unit_order(request, order))
    body = kept.opened(row, request.user)
    if body is None:
        raise Http404
    return file_response(row, body)


@needs(Right.ANSWER)
def picture(request: HttpRequest, order: int, item: int) -> HttpResponse:
    """The picture of the place an item was found at."""
    row, visit = _visited(request, order, item)
    found = files.picture_of(visit, row.finding.fingerprint) if row.finding is not None else None
    if found is None:
        raise Http404
    return HttpResponse(found.body, content_type=found.content_type, headers=SEALED)


@needs(Right.ANSWER)
def record(request: HttpRequest, order: int, item: int, number: int) -> HttpResponse:
    """What was received for the cited page, as a text file."""
    row, visit = _visited(request, order, item)
    thing = row.finding or row.outcome
    cited = [piece["record"] for piece in thing.evidence if piece["record"]] if thing else []
    text = files.record_text(visit, cited[number]) if number < len(cited) else None
    if text is None:
        raise Http404
    response = HttpResponse(text, content_type="text/plain; charset=utf-8", headers=SEALED)
    response.headers["Content-Disposition"] = f'attachment; filename="item-{item}-{number}.txt"'
    return response


def _visited(request: HttpRequest, order: int, item: int) -> tuple[OrderItem, VisitRecord]:
    rows = items_of(unit_order(request, order)).select_related("target__visit", "finding")
    row = get_object_or_404(rows, pk=item)
    visit = getattr(row.target, "visit", None)
    if visit is None:
        raise Http404
    return row, visit
