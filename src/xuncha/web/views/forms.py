"""The forms of a round: which there are, how far they are, for which targets."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from xuncha.office.forms.progress import lines_of, progress_of
from xuncha.office.forms.reach import form_of
from xuncha.office.forms.states import SHEET_LABELS
from xuncha.web.pages import listing, own_round


@login_required
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


@login_required
def show(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The targets of one form, filtered by state and words."""
    inspection = own_round(request, pk)
    used = form_of(inspection, form)
    if used is None:
        raise Http404
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
    }
    return render(request, "web/form.html", context)
