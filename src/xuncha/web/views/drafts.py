"""One draft of a notice: what it says, who has done what to it, and the next step."""

import io
from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from xuncha.engine.domain.errors import XunchaError
from xuncha.flow.issuing import issue_draft
from xuncha.flow.workplace import Workplace
from xuncha.office.casework.models import Round
from xuncha.office.notices import drafts
from xuncha.office.notices.arrangement import Arrangement, of_json
from xuncha.office.notices.content import Edition
from xuncha.office.notices.draft_copies import read, words_of
from xuncha.office.notices.draft_rights import may, why_not
from xuncha.office.notices.draft_states import ENDED, DraftState, Step
from xuncha.office.notices.gather import Known
from xuncha.office.notices.gongwen import write_docx
from xuncha.office.notices.issuing import EDITION_LABELS
from xuncha.office.notices.models import NoticeDraft
from xuncha.office.notices.template import read_template
from xuncha.office.people.rights import Right
from xuncha.web import draft_forms
from xuncha.web.doors import needs
from xuncha.web.notice_texts import told_pages
from xuncha.web.pages import own_round, whole

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NEXT = {
    DraftState.DRAFT: Step.SENT,
    DraftState.SENT: Step.CHECKED,
    DraftState.CHECKED: Step.APPROVED,
    DraftState.APPROVED: Step.ISSUED,
}
DONE = {
    Step.SENT: "已送核稿；请核稿人在本页核稿",
    Step.CHECKED: "已核稿；请签发人在本页审签",
    Step.APPROVED: "已审签；可以印发",
}


@needs(Right.SEE_PAPERS, post=Right.WRITE_PAPERS)
def show(request: HttpRequest, pk: int, draft: int) -> HttpResponse:
    """Both editions side by side, doubts, gaps, history; posting takes a step."""
    inspection = own_round(request, pk)
    row = _own_draft(request, inspection, draft)
    if request.method == "POST":
        return _stepped(request, row)
    copy = read(row.copy)
    step = NEXT.get(DraftState(row.state))
    context = {
        "round": inspection,
        "tab": "documents",
        "draft": row,
        "template_title": read_template(row.template, row.template_text).title,
        "copy": copy,
        "pages": told_pages(copy, inspection.pk, Known(row.copy.records_until, row.signed_on))
        if copy
        else (),
        "gaps": dict.fromkeys(g for page in copy.pages.values() for g in page.script.gaps)
        if copy
        else (),
        "steps": row.steps.all(),
        "next": step,
        "why_not": why_not(request.user, step, row) if step else "",
        "may_edit": row.state not in ENDED and may(request.user, Step.CHANGED, row),
        "may_send_back": row.state not in {*ENDED, DraftState.DRAFT}
        and may(request.user, Step.SENT_BACK, row),
        "may_withdraw": row.state not in ENDED and may(request.user, Step.WITHDRAWN, row),
    }
    return render(request, "web/draft.html", context)


@needs(Right.WRITE_PAPERS)
def edit(request: HttpRequest, pk: int, draft: int) -> HttpResponse:
    """The form of a draft: parts on and off and in which order, paragraphs of one's own, the
    letterhead. What cannot be saved is shown again as it was typed."""
    inspection = own_round(request, pk)
    row = _own_draft(request, inspection, draft)
    if row.state in ENDED:
        return redirect("draft", pk=inspection.pk, draft=row.pk)
    template = read_template(row.template, row.template_text)
    arrangement, said = of_json(row.arrangement), None
    if request.method == "POST":
        said = request.POST
        try:
            arrangement = draft_forms.fixed_on(
                draft_forms.arrangement_from(said, template), template
            )
            act = draft_forms.act_from(said)
            arrangement = draft_forms.acted(arrangement, act) if act else arrangement
            _save(request, row, arrangement)
        except XunchaError as fault:
            messages.error(request, str(fault))
        else:
            return _after(request, row, act)
    return _form(request, row, arrangement, said)


@needs(Right.SEE_PAPERS)
def document(request: HttpRequest, pk: int, draft: int, edition: str) -> HttpResponseBase:
    """One edition of the draft as DOCX, marked as a draft on every page."""
    row = _own_draft(request, own_round(request, pk), draft)
    copy = read(row.copy)
    if copy is None or edition not in set(Edition):
        raise Http404
    page = copy.pages[Edition(edition)]
    raw = write_docx(
        page, page.script, mark=f"草稿，未经印发（{EDITION_LABELS[Edition(edition)]}）"
    )
    name = f"草稿{row.pk}-{row.copy.title or '通报'}-{EDITION_LABELS[Edition(edition)]}.docx"
    return FileResponse(io.BytesIO(raw), as_attachment=True, filename=name, content_type=DOCX)


def _own_draft(request: HttpRequest, inspection: Round, draft: int) -> NoticeDraft:
    rows = NoticeDraft.objects.visible_to(request.user).filter(round=inspection)
    rows = rows.select_related("copy", "corrects", "issued", "recheck", "round__office")
    return get_object_or_404(rows, pk=draft)


def _save(request: HttpRequest, draft: NoticeDraft, arrangement: Arrangement) -> None:
    said = request.POST
    wanted = draft_forms.wanted_from(said, arrangement, list(_later(draft.round)))
    version = said.get("version", "")
    drafts.change(draft, wanted, whole(version), request.user)


def _after(request: HttpRequest, draft: NoticeDraft, act: draft_forms.Act | None) -> HttpResponse:
    if act is None and "look" in request.POST:
        return redirect("draft", pk=draft.round_id, draft=draft.pk)
    messages.success(request, "已保存，稿子已按新的编排生成")
    response = redirect("draft-edit", pk=draft.round_id, draft=draft.pk)
    if act is not None:
        response["Location"] += f"#c{act.chapter}"
    return response


def _form(
    request: HttpRequest, draft: NoticeDraft, arrangement: Arrangement, said: object
) -> HttpResponse:
    template = read_template(draft.template, draft.template_text)
    copy = read(draft.copy)
    page = copy.pages[Edition.INTERNAL] if copy else None
    script = page.script if page and said is None else None
    words = words_of(draft)
    typed = request.POST if said is not None else None
    lines = [
        (name, label, most, typed.get(name, "") if typed else getattr(words, name), _is(page, name))
        for name, (label, most) in draft_forms.ONE_LINE.items()
    ]
    context = {
        "round": draft.round,
        "tab": "documents",
        "draft": draft,
        "template": template,
        "chapters": draft_forms.chapters_of(template, arrangement, script),
        "lines": lines,
        "addressees": typed.get("addressees", "") if typed else "\n".join(words.addressees),
        "addressed": "\n".join(page.head.addressees) if page else "",
        "document_number": typed.get("document_number", "") if typed else draft.document_number,
        "signed_on": typed.get("signed_on", "") if typed else draft.signed_on.isoformat(),
        "deadline": typed.get("deadline", "") if typed else draft.deadline.isoformat(),
        "reason": typed.get("reason", "") if typed else draft.reason,
        "recheck": typed.get("recheck", "") if typed else str(draft.recheck_id or ""),
        "rechecks": [(str(one.pk), one.title) for one in _later(draft.round)],
        "doubts": copy.doubts if copy else (),
    }
    return render(request, "web/draft_edit.html", context)


def _is(page: object, name: str) -> str:
    head = getattr(page, "head", None)
    return str(getattr(head, name, "")).replace("\n", "") if head else ""


def _later(inspection: Round) -> "QuerySet[Round]":
    """The rounds that may have looked again at what failed."""
    rounds = Round.objects.filter(office_id=inspection.office_id, imported=False)
    return rounds.filter(as_of__gt=inspection.as_of).order_by("as_of")


def _stepped(request: HttpRequest, draft: NoticeDraft) -> HttpResponse:
    said, user = request.POST, request.user
    digest, remark = said.get("digest", ""), said.get("remark", "")
    acts: dict[str, Callable[[], object]] = {
        Step.SENT_BACK: lambda: drafts.send_back(draft, remark, user),
        Step.WITHDRAWN: lambda: drafts.withdraw(draft, remark, user),
        **{step: partial(drafts.advance, draft, step, digest, user) for step in DONE},
    }
    step = said.get("step", "")
    try:
        if step == Step.ISSUED:
            done = issue_draft(draft, digest, Workplace(settings.XUNCHA_HOME), user)
            messages.success(request, f"已印发：{done.notice}")
            return redirect("issued", pk=draft.round_id, notice=done.notice.number)
        if step not in acts:
            raise Http404
        acts[step]()
        messages.success(request, DONE.get(step, "已办理"))
    except XunchaError as fault:
        messages.error(request, str(fault))
    return redirect("draft", pk=draft.round_id, draft=draft.pk)
