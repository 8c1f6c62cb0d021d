"""Reconciliation of our sites with the export of the national reporting system."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from xuncha.engine.domain.errors import XunchaError
from xuncha.office.people.rights import Right
from xuncha.office.registry import uploads
from xuncha.office.registry.models import RegisterUpload
from xuncha.office.registry.national_export import read_export
from xuncha.office.registry.reconciling import Reconciliation, change_list, reconcile, take_over
from xuncha.office.registry.words import UploadPurpose
from xuncha.web.doors import needs
from xuncha.web.views.register import XLSX
from xuncha.web.views.register_changes import sent_file

SHOWN = 300
"""Rows of one sort the page lists; the change list holds all of them."""


@needs(Right.KEEP_REGISTER)
def index(request: HttpRequest) -> HttpResponse:
    """The export uploaded, what differs, and what of it becomes ours."""
    waiting = uploads.waiting_of(request.user, UploadPurpose.NATIONAL)
    if request.method == "POST":
        try:
            return _acted(request, waiting)
        except XunchaError as fault:
            messages.error(request, str(fault))
            return redirect("reconcile")
    context: dict[str, Any] = {"register_tab": "reconcile", "waiting": waiting, "shown": SHOWN}
    if waiting is not None:
        try:
            found = _found(request, waiting)
        except XunchaError as fault:
            context["fault"] = str(fault)
        else:
            context |= {
                "found": found,
                "different": found.different[:SHOWN],
                "missing": found.missing[:SHOWN],
                "extra": found.extra[:SHOWN],
                "faults": found.export.faults[:SHOWN],
            }
    return render(request, "web/reconcile.html", context)


@needs(Right.KEEP_REGISTER)
def changes(request: HttpRequest) -> HttpResponse:
    """What is to be keyed in over there, as XLSX."""
    waiting = uploads.waiting_of(request.user, UploadPurpose.NATIONAL)
    if waiting is None:
        messages.error(request, "还没有上传导出表；请先上传并核对，再下载更正清单")
        return redirect("reconcile")
    try:
        body = change_list(_found(request, waiting))
    except XunchaError as fault:
        messages.error(request, str(fault))
        return redirect("reconcile")
    response = HttpResponse(body, content_type=XLSX)
    response.headers["Content-Disposition"] = 'attachment; filename="changes.xlsx"'
    return response


def _acted(request: HttpRequest, waiting: RegisterUpload | None) -> HttpResponse:
    user = request.user
    if "take" in request.POST and waiting is not None:
        found = _found(request, waiting)
        changed, faults = take_over(user.office, found, request.POST.getlist("code"), user)
        messages.success(request, f"已采用 {changed} 个网站的内容。")
        for fault in faults[:20]:
            messages.warning(request, fault.text())
    elif "discard" in request.POST and waiting is not None:
        uploads.drop(waiting, user)
        messages.success(request, "核对已结束，上传的文件已删去。")
    else:
        uploads.keep(UploadPurpose.NATIONAL, sent_file(request), user)
    return redirect("reconcile")


def _found(request: HttpRequest, waiting: RegisterUpload) -> Reconciliation:
    return reconcile(request.user.office, read_export(uploads.path_of(waiting)))
