"""What a template makes of a round, and issuing it once the round is closed."""

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from xuncha.engine.domain.errors import XunchaError
from xuncha.flow.issuing import issue
from xuncha.flow.workplace import Workplace
from xuncha.office.casework.models import Round
from xuncha.office.casework.states import CLOSED_STATES
from xuncha.office.notices.content import Edition
from xuncha.office.notices.errors import NoticeError
from xuncha.office.notices.issuing import EDITION_LABELS, IssueOrder
from xuncha.office.notices.models import IssuedNotice
from xuncha.office.notices.previewing import own_templates, preview
from xuncha.office.notices.template import STANDARD, template_text, template_titles
from xuncha.office.people.rights import Right
from xuncha.web.doors import needs
from xuncha.web.pages import own_round


@needs(Right.SEE_PAPERS, post=Right.APPROVE)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The text and the annexes of the chosen template; what stands in the way where there is.

    Posting issues the notice; only people who may decide do.
    """
    inspection = own_round(request, pk)
    if request.method == "POST":
        return _issued(request, inspection)
    name = request.GET.get("template") or STANDARD
    edition = Edition.PUBLIC if request.GET.get("edition") == Edition.PUBLIC else Edition.INTERNAL
    context = {
        "round": inspection,
        "tab": "documents",
        "templates": template_titles(own_templates(settings.XUNCHA_HOME, inspection.office.code)),
        "chosen": name,
        "editions": [(one.value, EDITION_LABELS[one]) for one in Edition],
        "edition": edition.value,
        "may_issue": request.user.may(Right.DECIDE) and inspection.state in CLOSED_STATES,
        "later_rounds": _later(inspection),
        "issued": IssuedNotice.objects.visible_to(request.user).filter(round=inspection),
        "today": timezone.localdate(),
    }
    try:
        context["preview"] = preview(inspection, name, settings.XUNCHA_HOME, edition=edition)
    except NoticeError as fault:
        context["fault"] = str(fault)
    return render(request, "web/notice_preview.html", context)


def _issued(request: HttpRequest, inspection: Round) -> HttpResponse:
    try:
        order = _order(request, inspection)
        done = issue(inspection, order, Workplace(settings.XUNCHA_HOME), request.user)
        messages.success(request, f"已印发：{done.notice}")
        for gap in done.told:
            messages.info(request, gap)
    except XunchaError as fault:
        messages.error(request, str(fault))
        return redirect("notice-preview", pk=inspection.pk)
    return redirect("documents", pk=inspection.pk)


def _order(request: HttpRequest, inspection: Round) -> IssueOrder:
    said = request.POST
    name = said.get("template", STANDARD)
    folder = own_templates(settings.XUNCHA_HOME, inspection.office.code)
    corrects, recheck = said.get("corrects", ""), said.get("recheck", "")
    notices = IssuedNotice.objects.visible_to(request.user).filter(round=inspection)
    return IssueOrder(
        template=name,
        template_text=template_text(name, folder),
        document_number=said.get("document_number", "").strip()[:60],
        signed_on=_day(said.get("signed_on", ""), "印发日期"),
        deadline=_day(said.get("deadline", ""), "整改期限"),
        recheck=_later(inspection).filter(pk=_number(recheck)).first() if recheck else None,
        corrects=notices.filter(number=_number(corrects)).first() if corrects else None,
        reason=said.get("reason", "").strip()[:400],
    )


def _later(inspection: Round) -> "QuerySet[Round]":
    """The rounds that may have looked again at what failed."""
    rounds = Round.objects.filter(office_id=inspection.office_id, imported=False)
    return rounds.filter(as_of__gt=inspection.as_of).order_by("as_of")


def _number(given: str) -> int:
    return int(given) if given.isdecimal() and len(given) < 10 else 0


def _day(given: str, what: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise NoticeError(f"{what}没有填写或者不是日期；请写成 2026-10-26 的样子") from None
