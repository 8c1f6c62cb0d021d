"""The findings of a round, filtered."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xuncha.engine.domain.words import LABELS, TargetKind, TextErrorKind
from xuncha.office.casework import lists
from xuncha.office.casework.standing import STANDING_LABELS
from xuncha.web.pages import filter_from, listing, own_round, rows_in_force


@login_required
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """What was found, with evidence and what people said."""
    inspection = own_round(request, pk)
    wanted = filter_from(request, lists.FindingFilter)
    context = {
        "round": inspection,
        "tab": "findings",
        "wanted": wanted,
        "listing": listing(request, lists.findings_of(inspection, wanted)),
        "standings": [(word.value, label) for word, label in STANDING_LABELS.items()],
        "indicators": rows_in_force(inspection),
        "target_kinds": [(word.value, LABELS[word]) for word in TargetKind],
        "text_kinds": [(word.value, LABELS[word]) for word in TextErrorKind],
    }
    return render(request, "web/findings.html", context)
