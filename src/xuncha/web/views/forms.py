"""The forms of a round: which there are, how far they are, for which targets."""

import tempfile
from pathlib import Path, PurePosixPath

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from xuncha.engine.domain.errors import XunchaError
from xuncha.flow.judging import judge_round
from xuncha.flow.progress import SilentReporter
from xuncha.office.casework.models import Round
from xuncha.office.forms.at_once import MOST, answer_open
from xuncha.office.forms.errors import AnswerError
from xuncha.office.forms.filled import HEAD
from xuncha.office.forms.progress import lines_of, progress_of
from xuncha.office.forms.reach import RoundForm, form_of
from xuncha.office.forms.states import SHEET_LABELS
from xuncha.office.forms.tables import table_of, take_in, takes_table
from xuncha.office.people.rights import Right
from xuncha.web.doors import needs
from xuncha.web.pages import listing, own_round
from xuncha.web.sheets import Cell, posted_texts

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs(Right.SEE_WORK, post=Right.DECIDE)
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """The forms people fill in, with how many targets are through with each."""
    inspection = own_round(request, pk)
    found = progress_of(inspection)
    context = {
        "round": inspection,
        "tab": "forms",
        "found": found,
        "targets": sum(one.targets for one in found),
        "done": sum(one.done for one in found),
    }
    return render(request, "web/forms.html", context)


@needs(Right.SEE_WORK, post=Right.DECIDE)
def show(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The targets of one form, filtered by state and words."""
    inspection = own_round(request, pk)
    used = form_of(inspection, form)
    if used is None:
        raise Http404
    if request.method == "POST":
        act = _taken_in if "table" in request.POST else _answered
        return act(request, inspection, used)
    state = request.GET.get("state", "")
    words = request.GET.get("words", "").strip()[:100]
    context = {
        "round": inspection,
        "tab": "forms",
        "used": used,
        "listing": listing(request, lines_of(inspection, used, state, words)),
        "states": [(one.value, label) for one, label in SHEET_LABELS.items()],
        "state": state,
        "words": words,
        "at_once": _at_once(request, used),
        "most": MOST,
        "takes_table": request.user.may(Right.DECIDE) and takes_table(used),
    }
    return render(request, "web/form.html", context)


@needs(Right.DECIDE)
def table(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The form as a table, a row for each target nobody filled it in for."""
    inspection = own_round(request, pk)
    used = form_of(inspection, form)
    if used is None or not takes_table(used):
        raise Http404
    response = HttpResponse(table_of(inspection, used), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{used.key}.xlsx"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _taken_in(request: HttpRequest, inspection: Round, used: RoundForm) -> HttpResponse:
    sent = request.FILES.get("file")
    try:
        if sent is None:
            raise AnswerError("没有选择文件；请选择填好的表格")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / (PurePosixPath(sent.name or "").name[-100:] or "表格.xlsx")
            path.write_bytes(sent.read())
            codes = take_in(inspection, used, path, request.user)
    except XunchaError as fault:
        messages.error(request, str(fault))
    else:
        judge_round(inspection, SilentReporter(), codes)
        messages.success(request, f"已登记 {len(codes)} 个对象，结果已计入判定。")
    return redirect("form", pk=inspection.pk, form=used.key)


def _at_once(request: HttpRequest, used: RoundForm) -> list[Cell]:
    """The fields of one statement for all; none where nobody may make it here."""
    if not used.form.at_once or not request.user.may(Right.DECIDE):
        return []
    asked = [one for one in used.form.fields if one.id not in used.form.at_once]
    return [Cell(f"{HEAD}.{one.id}", one, "") for one in asked]


def _answered(request: HttpRequest, inspection: Round, used: RoundForm) -> HttpResponse:
    try:
        codes = answer_open(inspection, used, posted_texts(request.POST), request.user)
    except XunchaError as fault:
        messages.error(request, str(fault))
    else:
        judge_round(inspection, SilentReporter(), codes)
        messages.success(request, f"已为 {len(codes)} 个对象登记“本期没有”。")
    return redirect("form", pk=inspection.pk, form=used.key)
