"""The page of a check: what it measures, on what ground, and where it is blind."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from xuncha.engine.checks.frame.declaration import load_checks, sections
from xuncha.web.doors import needs


@needs()
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """One check's own words."""
    loaded = load_checks().get(slug)
    if loaded is None:
        raise Http404
    parts = list(sections(loaded.page).items())
    return render(request, "web/check.html", {"check": loaded.check, "parts": parts})
