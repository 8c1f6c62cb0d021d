"""The audit chain of the office."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xuncha.office.people import audit
from xuncha.office.people.models import AuditRecord
from xuncha.office.people.rights import Right
from xuncha.web.doors import needs
from xuncha.web.pages import listing


@needs(Right.SEE_AUDIT)
def index(request: HttpRequest) -> HttpResponse:
    """Who did what, newest first; on request the whole chain is recomputed."""
    rows = AuditRecord.objects.visible_to(request.user).select_related("actor").order_by("-seq")
    asked = "verify" in request.GET and request.user.office is not None
    broken = audit.verify(request.user.office) if asked else None
    context = {"listing": listing(request, rows), "asked": asked, "broken": broken}
    return render(request, "web/audit.html", context)
