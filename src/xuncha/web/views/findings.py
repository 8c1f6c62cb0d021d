"""The findings of a round, filtered."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from xuncha.engine.domain.words import LABELS, TargetKind, TextErrorKind
from xuncha.office.casework import lists
from xuncha.office.casework.blind_veil import veil_of
from xuncha.office.casework.feedback import cluster_of
from xuncha.office.casework.states import STANDING_LABELS
from xuncha.office.people.rights import Right
from xuncha.web.doors import needs
from xuncha.web.pages import auto_rows, filter_from, listing, own_round, own_target, rows_in_force


@needs(Right.SEE_WORK)
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """What was found, with evidence and what people said."""
    inspection = own_round(request, pk)
    wanted = filter_from(request, lists.FindingFilter)
    veil = veil_of(request.user)
    page = listing(request, lists.findings_of(inspection, wanted, veil))
    page.page.object_list = list(page.page.object_list)
    veil.over(page.page.object_list)
    context = {
        "round": inspection,
        "tab": "findings",
        "wanted": wanted,
        "listing": page,
        "standings": [(word.value, label) for word, label in STANDING_LABELS.items()],
        "indicators": rows_in_force(inspection),
        "auto_rows": auto_rows(inspection),
        "target_kinds": [(word.value, LABELS[word]) for word in TargetKind],
        "text_kinds": [(word.value, LABELS[word]) for word in TextErrorKind],
    }
    return render(request, "web/findings.html", context)


@needs(Right.SEE_WORK)
def places(request: HttpRequest, pk: int, code: str, fingerprint: str) -> HttpResponse:
    """Every place of one finding, and on which other targets the same was found."""
    target = own_target(request, pk, code)
    rows = lists.with_people(target.findings.filter(fingerprint=fingerprint))
    finding = get_object_or_404(rows.order_by("indicator")[:1])
    others = [one for one in cluster_of(finding) if one.pk != finding.pk]
    veil_of(request.user).over(others)
    context = {
        "round": target.round,
        "tab": "findings",
        "target": target,
        "finding": finding,
        "listing": listing(request, [*finding.evidence, *finding.places]),
        "others": others,
    }
    return render(request, "web/places.html", context)
