"""What a round found of each body, and the report of one; a unit reads its own once issued."""

import io

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from xuncha.office.casework.models import Round, RoundTarget
from xuncha.office.notices.body_results import (
    bodies_below,
    bodies_for,
    body_lines,
    issued_rounds,
    report_docx,
    results_of,
    rows_for,
)
from xuncha.office.people.rights import Right
from xuncha.web.doors import needs
from xuncha.web.pages import listing

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LONGEST_WORDS = 100


@needs(Right.ANSWER)
def own(request: HttpRequest) -> HttpResponse:
    """The issued rounds that looked at targets of the body one answers for."""
    found = listing(request, issued_rounds(request.user).select_related("office"))
    return render(request, "web/own_results.html", {"listing": found})


@needs(Right.SEE_PAPERS, Right.ANSWER)
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """The bodies of a round with their results; a unit finds those it answers for."""
    inspection, rows = _readable(request, pk)
    words = request.GET.get("words", "").strip()[:LONGEST_WORDS]
    if words:
        rows = rows.filter(sponsor_name__icontains=words)
    context = {
        **_frame(request, inspection),
        "listing": listing(request, body_lines(inspection, rows)),
        "words": words,
    }
    return render(request, "web/body_results.html", context)


@needs(Right.SEE_PAPERS, Right.ANSWER)
def show(request: HttpRequest, pk: int, body: int) -> HttpResponse:
    """One body: its targets, their verdicts, the confirmed problems, the bodies below it."""
    inspection, rows = _readable(request, pk)
    found = get_object_or_404(bodies_for(request.user, inspection, rows), pk=body)
    context = {
        **_frame(request, inspection),
        "body": found,
        "results": results_of(inspection, rows.filter(sponsor=found)),
        "below": bodies_below(rows, found),
    }
    return render(request, "web/body_result.html", context)


@needs(Right.SEE_PAPERS, Right.ANSWER)
def document(request: HttpRequest, pk: int, body: int) -> HttpResponseBase:
    """The report of one body as DOCX; with ``target`` of one of its targets alone."""
    inspection, rows = _readable(request, pk)
    found = get_object_or_404(bodies_for(request.user, inspection, rows), pk=body)
    mine, name = rows.filter(sponsor=found), found.name
    if code := request.GET.get("target", ""):
        target = get_object_or_404(mine, code=code)
        mine, name = mine.filter(pk=target.pk), target.name
    raw = report_docx(inspection, name, results_of(inspection, mine))
    title = f"{name}-{inspection.period_label}检查结果.docx"
    return FileResponse(io.BytesIO(raw), as_attachment=True, filename=title, content_type=DOCX)


def _readable(request: HttpRequest, pk: int) -> tuple[Round, QuerySet[RoundTarget]]:
    """The round and the targets this person may read of it; 404 where there are none."""
    inspection = get_object_or_404(Round.objects.select_related("office"), pk=pk, imported=False)
    rows = rows_for(request.user, inspection)
    if not rows.exists():
        raise Http404
    return inspection, rows


def _frame(request: HttpRequest, inspection: Round) -> dict[str, object]:
    is_own = inspection.office_id == request.user.office_id and request.user.may(Right.SEE_PAPERS)
    return {
        "round": inspection,
        "tab": "documents",
        "is_own": is_own,
        "frame": "web/in_round.html" if is_own else "web/base.html",
    }
