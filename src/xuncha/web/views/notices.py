"""What a template makes of a round, before anything is written or issued."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xuncha.office.notices.errors import NoticeError
from xuncha.office.notices.previewing import own_templates, preview
from xuncha.office.notices.template import STANDARD, template_titles
from xuncha.web.pages import own_round


@login_required
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The text and the annexes of the chosen template; what stands in the way where there is."""
    inspection = own_round(request, pk)
    name = request.GET.get("template") or STANDARD
    folder = own_templates(settings.XUNCHA_HOME, inspection.office.code)
    context = {
        "round": inspection,
        "tab": "documents",
        "templates": template_titles(folder),
        "chosen": name,
    }
    try:
        context["preview"] = preview(inspection, name, settings.XUNCHA_HOME)
    except NoticeError as fault:
        context["fault"] = str(fault)
    return render(request, "web/notice_preview.html", context)
