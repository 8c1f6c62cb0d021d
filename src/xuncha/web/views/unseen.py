"""What we could not look at: why, and what a person can do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xuncha.engine.domain.words import LABELS, UnableClass
from xuncha.office.casework import overview
from xuncha.office.casework.remedies import remedy_for
from xuncha.office.casework.states import CLOSED_STATES
from xuncha.office.forms.reach import forms_of
from xuncha.office.people.rights import Right
from xuncha.web.doors import needs
from xuncha.web.pages import listing, own_round, rows_in_force


@needs(Right.SEE_WORK)
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """The outcomes ``unable``; never a fault of the site and never a pass."""
    inspection = own_round(request, pk)
    rows = overview.unseen(inspection).select_related("target")
    if wanted := request.GET.get("unable_class", ""):
        rows = rows.filter(unable_class=wanted)
    found = listing(request, rows)
    names = dict(rows_in_force(inspection))
    keys = {row: used.key for used in forms_of(inspection) for row in used.row_ids}
    for row in found.page:
        row.indicator_text = names.get(row.indicator, row.indicator)
        row.form = keys.get(row.indicator, "")
        row.why = LABELS[UnableClass(row.unable_class)] if row.unable_class else ""
        row.remedy = remedy_for(row.unable_class)
    is_open = inspection.state not in CLOSED_STATES
    context = {
        "round": inspection,
        "tab": "unseen",
        "listing": found,
        "classes": overview.unseen_classes(inspection),
        "wanted": wanted,
        "may_retry": request.user.may(Right.RUN_ROUNDS) and is_open,
        "may_look": request.user.may(Right.DECIDE) and is_open,
    }
    return render(request, "web/unseen.html", context)
