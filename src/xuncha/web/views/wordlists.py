"""The office's own lists: what they hold, their versions, uploads looked at before they hold."""

import tempfile
from pathlib import Path, PurePosixPath

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from xuncha.engine.domain.errors import XunchaError
from xuncha.engine.domain.words import LABELS, OwnList
from xuncha.office.casework import feedback_proposals, feedback_sheets
from xuncha.office.people.errors import PeopleError
from xuncha.office.people.rights import Right
from xuncha.office.registry.errors import UploadError
from xuncha.office.registry.limits import limits
from xuncha.office.wordlists import lists
from xuncha.office.wordlists.files import written
from xuncha.office.wordlists.models import WordListVersion
from xuncha.office.wordlists.rows import SHAPES, Row
from xuncha.web.doors import needs
from xuncha.web.pages import listing, whole

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN_CHANGES = 200
"""Rows of one sort of change a preview lists; the rest is counted."""
Cells = list[tuple[str, str]]


@needs(Right.SEE_WORK, post=Right.DECIDE)
def index(request: HttpRequest) -> HttpResponse:
    """The lists of the office, and what people's decisions suggest for them."""
    office = request.user.office
    if "redraw" in request.POST:
        feedback_sheets.draw(office)
        messages.success(request, "已按现在的认定重新归纳。")
        return redirect("wordlists")
    if request.method == "POST":
        return _answered(request)
    found = [(kind, LABELS[kind], lists.current(office, kind)) for kind in OwnList]
    context = {
        "words_tab": "wordlists",
        "lists": found,
        "sheet": feedback_sheets.sheet_of(office),
    }
    return render(request, "web/wordlists.html", context)


@needs(Right.SEE_WORK, post=Right.DECIDE)
def show(request: HttpRequest, kind: str) -> HttpResponse:
    """One list: its rows, its versions, the upload."""
    which = _kind(kind)
    if request.method == "POST":
        return _changed(request, which)
    versions = _versions(request).filter(kind=which).order_by("-number")
    newest = versions.first()
    rows = [_cells(which, row) for row in lists.rows_of(newest, which)]
    context = {
        "words_tab": "wordlists",
        "kind": which,
        "title": LABELS[which],
        "shape": SHAPES[which],
        "newest": newest,
        "before": newest.number - 1 if newest else 0,
        "listing": listing(request, rows),
        "versions": versions[:50],
        "draft": lists.draft_of(request.user, which),
    }
    return render(request, "web/wordlist.html", context)


@needs(Right.SEE_WORK, post=Right.DECIDE)
def draft(request: HttpRequest, kind: str) -> HttpResponse:
    """What an upload would change: looked at, then made to hold or dropped."""
    which = _kind(kind)
    waiting = lists.draft_of(request.user, which)
    if waiting is None:
        return redirect("wordlist", kind=which)
    if request.method == "POST":
        return _settled(request, which)
    preview = lists.preview(waiting)
    changes = [
        ("新增", [_change(which, one.after, None) for one in preview.added]),
        ("修改", [_change(which, one.after, one.before) for one in preview.changed]),
        ("删除", [_change(which, one.before, None) for one in preview.removed]),
    ]
    context = {
        "words_tab": "wordlists",
        "kind": which,
        "title": LABELS[which],
        "draft": waiting,
        "preview": preview,
        "changes": [
            (name, rows[:SHOWN_CHANGES], max(0, len(rows) - SHOWN_CHANGES), len(rows))
            for name, rows in changes
            if rows
        ],
    }
    return render(request, "web/wordlist_draft.html", context)


@needs(Right.SEE_WORK, post=Right.DECIDE)
def version(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """The rows of one version."""
    which = _kind(kind)
    row = get_object_or_404(_versions(request), kind=which, number=number)
    rows = [_cells(which, one) for one in lists.rows_of(row, which)]
    context = {
        "words_tab": "wordlists",
        "kind": which,
        "title": LABELS[which],
        "shape": SHAPES[which],
        "version": row,
        "digest": lists.rows_digest(row),
        "is_newest": not _versions(request).filter(kind=which, number__gt=number).exists(),
        "listing": listing(request, rows),
    }
    return render(request, "web/wordlist_version.html", context)


@needs(Right.SEE_WORK, post=Right.DECIDE)
def download(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """A version as XLSX without formulas; number 0 is the empty sheet to fill in."""
    which = _kind(kind)
    row = get_object_or_404(_versions(request), kind=which, number=number) if number else None
    response = HttpResponse(written({which: lists.rows_of(row, which)}), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{which.value}-{number}.xlsx"'
    return response


def _changed(request: HttpRequest, kind: OwnList) -> HttpResponse:
    """An upload becomes a draft; a restored version holds at once."""
    try:
        if "restore" in request.POST:
            number = request.POST["restore"]
            made = lists.restore(request.user, kind, whole(number, -1))
            messages.success(request, f"已恢复，现为第 {made.number} 版；下一轮检查起使用。")
            return redirect("wordlist", kind=kind)
        _upload(request, kind)
    except (XunchaError, PeopleError) as fault:
        messages.error(request, str(fault))
        return redirect("wordlist", kind=kind)
    return redirect("wordlist-draft", kind=kind)


def _upload(request: HttpRequest, kind: OwnList) -> None:
    sent = request.FILES.get("file")
    if sent is None:
        raise UploadError("没有选择文件", "上传表单", "选择 XLSX、CSV 或 TSV 文件后再上传")
    most = limits().upload_max_bytes
    name = PurePosixPath(sent.name or "").name[-100:] or "上传文件"
    if (sent.size or 0) > most:
        raise UploadError(f"文件超过上限 {most // 1048576} MB", name, "拆分成几个文件分别上传")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        with path.open("wb") as out:
            for chunk in sent.chunks():
                out.write(chunk)
        replaces = request.POST.get("mode") == "replace"
        lists.draft(request.user, kind, path, replaces=replaces)


def _settled(request: HttpRequest, kind: OwnList) -> HttpResponse:
    if "discard" in request.POST:
        lists.discard(request.user, kind)
        messages.success(request, "已放弃这次上传，词库没有改动。")
        return redirect("wordlist", kind=kind)
    try:
        made = lists.confirm(request.user, kind)
    except XunchaError as fault:
        messages.error(request, str(fault))
    else:
        messages.success(
            request, f"已生效，现为第 {made.number} 版，共 {made.row_count} 条；下一轮检查起使用。"
        )
    return redirect("wordlist", kind=kind)


def _answered(request: HttpRequest) -> HttpResponse:
    """A proposal taken or refused; one that is gone by now is said so."""
    key = request.POST.get("proposal", "")
    open_now = {f"{one.sort}|{one.text}": one for one in _proposals(request)}
    proposal = open_now.get(key)
    if proposal is None:
        messages.error(request, "这条建议已有人答复，或不再成立。")
        return redirect("wordlists")
    accepted = "accept" in request.POST
    try:
        feedback_proposals.answer(request.user, proposal, accepted=accepted)
    except XunchaError as fault:
        messages.error(request, str(fault))
    else:
        done = "已加入词库，下一轮检查起使用" if accepted else "已记下，不再建议"
        messages.success(request, f"“{proposal.text}”{done}。")
    return redirect("wordlists")


def _proposals(request: HttpRequest) -> tuple[feedback_proposals.Proposal, ...]:
    return feedback_sheets.sheet_of(request.user.office).proposals


def _kind(kind: str) -> OwnList:
    if kind not in list(OwnList):
        raise Http404
    return OwnList(kind)


def _versions(request: HttpRequest):
    return WordListVersion.objects.visible_to(request.user)


def _cells(kind: OwnList, row: Row) -> Cells:
    shape = SHAPES[kind]
    return list(zip(shape.columns, shape.write(row), strict=True))


def _change(kind: OwnList, row: Row | None, before: Row | None) -> list[tuple[str, str, str]]:
    """The cells of a row, each with what stood there before where that differs."""
    assert row is not None
    old = dict(_cells(kind, before)) if before is not None else {}
    return [
        (column, cell, old[column] or "（空）" if old.get(column, cell) != cell else "")
        for column, cell in _cells(kind, row)
    ]
