"""Beginning a notice: which templates there are and what stands in them."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from xuncha.engine.domain.errors import XunchaError
from xuncha.office.casework.models import Round
from xuncha.office.notices import drafts
from xuncha.office.notices.drafts import WRITABLE, Beginning
from xuncha.office.notices.errors import NoticeError
from xuncha.office.notices.models import IssuedNotice
from xuncha.office.notices.section import all_sections
from xuncha.office.notices.template import (
    STANDARD,
    Template,
    own_templates,
    read_template,
    template_text,
    template_texts,
)
from xuncha.office.people.rights import Right
from xuncha.web.doors import needs
from xuncha.web.pages import own_round


@dataclass(frozen=True, slots=True)
class Offered:
    """A template to begin with, or why it cannot be."""

    name: str
    title: str
    chapters: tuple[tuple[str, tuple[str, ...]], ...]
    fault: str = ""


@needs(Right.SEE_PAPERS, post=Right.WRITE_PAPERS)
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """The templates of the office; posting begins a draft with one of them."""
    inspection = own_round(request, pk)
    if request.method == "POST":
        return _begun(request, inspection)
    folder = own_templates(settings.XUNCHA_HOME, inspection.office.code)
    offered = [_offered(name, text) for name, text in template_texts(folder).items()]
    context = {
        "round": inspection,
        "tab": "documents",
        "templates": sorted(offered, key=lambda one: one.name != STANDARD),
        "standard": STANDARD,
        "may_begin": inspection.state in WRITABLE and not inspection.imported,
    }
    return render(request, "web/notice_begin.html", context)


@needs(Right.SEE_PAPERS, post=Right.WRITE_PAPERS)
def correct(request: HttpRequest, pk: int, notice: int) -> HttpResponse:
    """A draft that corrects an issued notice; asks why first."""
    inspection = own_round(request, pk)
    rows = IssuedNotice.objects.visible_to(request.user).filter(round=inspection)
    row = get_object_or_404(rows, number=notice)
    reason = request.POST.get("reason", "")
    if request.method == "POST":
        try:
            today = timezone.localdate()
            draft = drafts.begin_correction(row, reason, request.user, today)
        except XunchaError as fault:
            messages.error(request, str(fault))
        else:
            return redirect("draft-edit", pk=inspection.pk, draft=draft.pk)
    context = {"round": inspection, "tab": "documents", "notice": row, "reason": reason}
    return render(request, "web/notice_correct.html", context)


def _begun(request: HttpRequest, inspection: Round) -> HttpResponse:
    name = request.POST.get("template", "")
    folder = own_templates(settings.XUNCHA_HOME, inspection.office.code)
    try:
        beginning = Beginning(name, template_text(name, folder))
        draft = drafts.begin(inspection, beginning, request.user, timezone.localdate())
    except XunchaError as fault:
        messages.error(request, str(fault))
        return redirect("draft-new", pk=inspection.pk)
    return redirect("draft-edit", pk=inspection.pk, draft=draft.pk)


def _offered(name: str, text: str) -> Offered:
    try:
        template = read_template(name, text)
    except NoticeError as fault:
        return Offered(name, name, (), str(fault))
    return Offered(name, template.title, _contents(template))


def _contents(template: Template) -> tuple[tuple[str, tuple[str, ...]], ...]:
    sections = all_sections()
    return tuple(
        (
            chapter.heading or "开头",
            tuple(
                sections[part.section].title if part.section else "模板自带的段落"
                for part in chapter.parts
            ),
        )
        for chapter in template.chapters
    )
