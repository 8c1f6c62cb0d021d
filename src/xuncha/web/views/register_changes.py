"""The register changed: a row by hand, a file after a preview, a proposal of the machine."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from xuncha.engine.domain.errors import XunchaError
from xuncha.engine.domain.words import LABELS, ColumnKind
from xuncha.office.people.rights import Right
from xuncha.office.registry import previewing, proposals, uploads
from xuncha.office.registry.editing import Edit, save, shown
from xuncha.office.registry.errors import EditError
from xuncha.office.registry.models import Column, ColumnProposal, RegisterUpload
from xuncha.office.registry.register_rows import SHAPES
from xuncha.office.registry.report import RowFault
from xuncha.office.registry.words import ProposalState, UploadPurpose, UploadState
from xuncha.web.doors import needs
from xuncha.web.pages import listing, whole
from xuncha.web.register import Sort, fields_of, own_row, sort_of

SHOWN = 200
"""Rows of one sort of change a preview lists; the rest is counted."""
EVIDENCE = frozenset({"网站", "账号"})
"""Sheets whose changes may carry a day and a document."""


@needs(Right.KEEP_REGISTER)
def add(request: HttpRequest, sort: str) -> HttpResponse:
    """A new row."""
    which = sort_of(sort)
    if request.method == "POST":
        return _saved(request, which, None)
    values = {"网站标识码": request.GET.get("site", "")[:20]} if which.model is Column else {}
    values |= {"运行状态": "正常运行", "对外服务": "是", "计入考核": "是", "级别": "1"}
    return _form(request, which, None, values)


@needs(Right.KEEP_REGISTER)
def edit(request: HttpRequest, sort: str, key: str) -> HttpResponse:
    """One row to be changed."""
    which = sort_of(sort)
    row = own_row(request, which, key)
    if request.method == "POST":
        return _saved(request, which, row)
    return _form(request, which, row, shown(which.sheet, row))


@needs(Right.KEEP_REGISTER)
def imported(request: HttpRequest) -> HttpResponse:
    """A register file: uploaded, looked at, then taken in or dropped."""
    waiting = uploads.waiting_of(request.user, UploadPurpose.REGISTER)
    if request.method == "POST":
        try:
            return _settled(request, waiting)
        except XunchaError as fault:
            messages.error(request, str(fault))
            return redirect("register-import")
    return _preview_page(request, waiting)


@needs(Right.SEE_WORK, post=Right.KEEP_REGISTER)
def proposed(request: HttpRequest) -> HttpResponse:
    """What the machine would correct in the columns; a person accepts or declines."""
    if request.method == "POST":
        _answer(request)
        return redirect("register-proposals")
    rows = ColumnProposal.objects.visible_to(request.user).filter(state=ProposalState.OPEN)
    found = listing(request, rows.select_related("column__site").order_by("-confidence", "id"))
    for row in found.page:
        row.kind_text = LABELS[ColumnKind(row.kind)] if row.kind else ""
        row.kind_now = LABELS[ColumnKind(row.column.kind)] if row.column.kind else "未登记"
    context = {"register_tab": "proposals", "listing": found}
    return render(request, "web/register_proposals.html", context)


def _form(
    request: HttpRequest,
    which: Sort,
    row: Any,
    values: dict[str, str],
    fault: EditError | XunchaError | None = None,
) -> HttpResponse:
    told = fault.faults if isinstance(fault, EditError) else ()
    context = {
        "register_tab": which.slug,
        "sort": which,
        "row": row,
        "key": "" if row is None else str(row.pk) if which.model is Column else row.code,
        "fields": fields_of(
            which, values, {one.column: one.message for one in told}, is_new=row is None
        ),
        "fault": str(fault) if fault is not None and not told else "",
        "faults": told,
        "has_evidence": which.sheet in EVIDENCE and row is not None,
        "on": values.get("变更日期", timezone.localdate().isoformat()),
        "document": values.get("依据文件", ""),
        "reason": values.get("变更说明", ""),
    }
    return render(request, "web/register_edit.html", context, status=422 if fault else 200)


def _saved(request: HttpRequest, which: Sort, row: Any) -> HttpResponse:
    values = {name: str(value).strip()[:2000] for name, value in request.POST.items()}
    try:
        changed = save(request.user.office, _edit(which, values), request.user, row)
    except XunchaError as fault:
        return _form(request, which, row, values, fault)
    messages.success(request, "已保存。" if changed else "内容没有变化。")
    if row is None:
        return redirect("register-rows", sort=which.slug)
    key = str(row.pk) if which.model is Column else row.code
    return redirect("register-row", sort=which.slug, key=key)


def _edit(which: Sort, values: dict[str, str]) -> Edit:
    on = values.get("变更日期", "")
    try:
        day = date.fromisoformat(on) if on else timezone.localdate()
    except ValueError:
        message = f"“{on}”不是日期；请写成 2024-09-30"
        raise EditError([RowFault(which.sheet, 0, "变更日期", message)]) from None
    return Edit(
        which.sheet,
        values,
        day,
        values.get("依据文件", "")[:120],
        values.get("变更说明", "")[:400],
    )


def _settled(request: HttpRequest, waiting: RegisterUpload | None) -> HttpResponse:
    user = request.user
    if "confirm" in request.POST and waiting is not None:
        path = uploads.path_of(waiting)
        report = previewing.confirm(user.office, path, user, request.POST.get("seal", ""))
        uploads.settle(waiting, UploadState.TAKEN, user)
        messages.success(request, f"已导入：{report.text()}。")
        return redirect("register")
    if "discard" in request.POST and waiting is not None:
        uploads.drop(waiting, user)
        messages.success(request, "已放弃这次上传，台账没有改动。")
        return redirect("register-import")
    uploads.keep(UploadPurpose.REGISTER, sent_file(request), user)
    return redirect("register-import")


def sent_file(request: HttpRequest) -> uploads.Sent:
    """The file of a form; an empty one where none was chosen (the room says what to do)."""
    sent = request.FILES.get("file")
    return uploads.Sent(sent.name or "", sent.read()) if sent else uploads.Sent("所选文件", b"")


def _preview_page(request: HttpRequest, waiting: RegisterUpload | None) -> HttpResponse:
    context: dict[str, Any] = {
        "register_tab": "import",
        "waiting": waiting,
        "shapes": [(name, "、".join(heads)) for name, heads in SHAPES.items()],
        "shown": SHOWN,
    }
    if waiting is not None:
        try:
            path = uploads.path_of(waiting)
            seen = previewing.preview(request.user.office, path, request.user)
        except XunchaError as fault:
            context["fault"] = str(fault)
        else:
            context |= {
                "preview": seen,
                "created": seen.created[:SHOWN],
                "updated": seen.updated[:SHOWN],
                "missing": seen.missing[:SHOWN],
            }
    return render(request, "web/register_import.html", context)


def _answer(request: HttpRequest) -> None:
    number = request.POST.get("proposal", "")
    rows = ColumnProposal.objects.visible_to(request.user).select_related("column")
    proposal = get_object_or_404(rows, pk=whole(number))
    try:
        if "accept" in request.POST:
            proposals.accept(proposal, request.user, timezone.localdate())
            messages.success(request, f"“{proposal.name}”已按建议更正，原网址已留存。")
        else:
            proposals.decline(proposal, request.user)
            messages.success(request, "已记下，不再提出同样的建议。")
    except XunchaError as fault:
        messages.error(request, str(fault))
