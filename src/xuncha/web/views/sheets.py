"""The form of one target: filled in, drawn for, seconded, taken back, printed."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from xuncha.engine.domain.errors import XunchaError
from xuncha.engine.rulebook.book import Row
from xuncha.flow.judging import judge_round
from xuncha.flow.progress import SilentReporter
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.models import RoundTarget
from xuncha.office.forms import answering, drawing, pictures
from xuncha.office.forms.errors import AnswerError
from xuncha.office.forms.filled import read
from xuncha.office.forms.models import EvidencePicture, Sheet
from xuncha.office.forms.reach import RoundForm, form_of, frame_of_target
from xuncha.office.forms.rights import may_fill, may_read
from xuncha.office.people.rights import Right
from xuncha.web.doors import needs
from xuncha.web.pages import own_target, whole
from xuncha.web.sheets import MORE, page_of, posted_texts


@needs(Right.SEE_WORK, post=Right.DECIDE)
def show(request: HttpRequest, pk: int, code: str, form: str) -> HttpResponse:
    """One form of one target; what is posted says by its button what is to be done."""
    target, used, rows = _own(request, pk, code, form)
    if request.method == "POST":
        act = next((act for name, act in _ACTS.items() if name in request.POST), _save)
        return act(request, target, used, rows)
    return _page(request, target, used, rows)


@needs(Right.SEE_WORK, post=Right.DECIDE)
def printed(request: HttpRequest, pk: int, code: str, form: str) -> HttpResponse:
    """The form on paper: with what stands in it, and lines where nothing does."""
    target, used, rows = _own(request, pk, code, form)
    context = {"round": target.round, "target": target, "page": page_of(target, used, rows)}
    return render(request, "web/sheet_print.html", context)


@needs(Right.SEE_WORK, post=Right.DECIDE)
def picture(request: HttpRequest, pk: int, code: str, form: str, sha256: str) -> HttpResponse:
    """A picture somebody put to a form, as the image type it was taken in as."""
    target, used, _ = _own(request, pk, code, form)
    rows = EvidencePicture.objects.visible_to(request.user).select_related("sheet__target")
    row = get_object_or_404(rows, sheet__target=target, sheet__form=used.key, sha256=sha256)
    body = pictures.opened(row, request.user)
    if body is None:
        raise Http404
    response = HttpResponse(body, content_type=row.content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _own(
    request: HttpRequest, pk: int, code: str, key: str
) -> tuple[RoundTarget, RoundForm, tuple[Row, ...]]:
    target = own_target(request, pk, code)
    used = form_of(target.round, key)
    rows = used.rows_for(frame_of_target(target), book_of(target.round)) if used else ()
    if used is None or not rows:
        raise Http404
    if not may_read(request.user, used.form):
        raise PermissionDenied
    return target, used, rows


def _page(
    request: HttpRequest,
    target: RoundTarget,
    used: RoundForm,
    rows: tuple[Row, ...],
    faults: tuple[str, ...] = (),
    more: int = 0,
) -> HttpResponse:
    posted = posted_texts(request.POST) if request.method == "POST" else None
    page = page_of(target, used, rows, posted, more)
    fills = may_fill(request.user, target)
    context = {
        "round": target.round,
        "tab": "forms",
        "target": target,
        "page": page,
        "faults": faults,
        "may_fill": fills,
        "may_second": fills and page.standing and page.standing.by_id != request.user.pk,
        "outcome": target.outcomes.filter(indicator__in=used.row_ids),
        "lost_pictures": bool(faults) and bool(request.FILES),
    }
    return render(request, "web/sheet.html", context, status=422 if faults else 200)


def _save(
    request: HttpRequest, target: RoundTarget, used: RoundForm, rows: tuple[Row, ...]
) -> HttpResponse:
    try:
        sheet = Sheet.objects.filter(target=target, form=used.key).first()
        standing = drawing.standing_entries(used.form, drawing.drawn_of(sheet))
        posted = posted_texts(request.POST)
        bodies = pictures.read_pictures(request.FILES.getlist("pictures"), used.form.pictures)
        filled = read(used.form, posted, standing, tuple(request.POST.getlist("kept")))
        base = posted.get("base", "")
        handed_in = answering.Submission(filled, whole(base), bodies)
        answering.answer(target, used, handed_in, request.user)
    except AnswerError as fault:
        return _page(request, target, used, rows, fault.faults)
    except XunchaError as fault:
        return _page(request, target, used, rows, (str(fault),))
    return _done(request, target, used, "已保存，结果已计入判定。")


def _more(
    request: HttpRequest, target: RoundTarget, used: RoundForm, rows: tuple[Row, ...]
) -> HttpResponse:
    return _page(request, target, used, rows, more=MORE)


def _draw(
    request: HttpRequest, target: RoundTarget, used: RoundForm, _: tuple[Row, ...]
) -> HttpResponse:
    try:
        sample = drawing.draw(target, used, request.user)
    except XunchaError as fault:
        messages.error(request, str(fault))
        return _back(target, used)
    messages.success(request, f"已抽取 {sample.size} 条；抽样规则和种子已留存。")
    return _back(target, used)


def _agree(
    request: HttpRequest, target: RoundTarget, used: RoundForm, _: tuple[Row, ...]
) -> HttpResponse:
    return _seconded(request, target, used, agrees=True)


def _disagree(
    request: HttpRequest, target: RoundTarget, used: RoundForm, _: tuple[Row, ...]
) -> HttpResponse:
    return _seconded(request, target, used, agrees=False)


def _seconded(
    request: HttpRequest, target: RoundTarget, used: RoundForm, *, agrees: bool
) -> HttpResponse:
    try:
        given = _standing(target, used, request)
        reason = request.POST.get("reason", "")[:400]
        answering.second(given, used, request.user, agrees=agrees, reason=reason)
    except XunchaError as fault:
        messages.error(request, str(fault))
        return _back(target, used)
    said = (
        "已复核同意，结论计入判定。" if agrees else "已登记不同意；本项待定，请填写人核对后重填。"
    )
    return _done(request, target, used, said)


def _withdraw(
    request: HttpRequest, target: RoundTarget, used: RoundForm, _: tuple[Row, ...]
) -> HttpResponse:
    try:
        given = _standing(target, used, request)
        answering.withdraw(given, used, request.user, request.POST.get("reason", "")[:400])
    except XunchaError as fault:
        messages.error(request, str(fault))
        return _back(target, used)
    return _done(request, target, used, "已撤回；本项恢复为机器的结果。")


def _standing(target: RoundTarget, used: RoundForm, request: HttpRequest) -> answering.Answer:
    sheet = Sheet.objects.filter(target=target, form=used.key).first()
    given = answering.standing_answer(sheet)
    if given is None or str(given.version) != request.POST.get("base"):
        raise AnswerError("您打开本表之后内容已有变化；请核对后再操作")
    return given


def _done(request: HttpRequest, target: RoundTarget, used: RoundForm, said: str) -> HttpResponse:
    judge_round(target.round, SilentReporter(), [target.code])
    messages.success(request, said)
    return _back(target, used)


def _back(target: RoundTarget, used: RoundForm) -> HttpResponse:
    return redirect("sheet", pk=target.round_id, code=target.code, form=used.key)


_Act = Callable[[HttpRequest, RoundTarget, RoundForm, tuple[Row, ...]], HttpResponse]
_ACTS: dict[str, _Act] = {
    "more": _more,
    "draw": _draw,
    "agree": _agree,
    "disagree": _disagree,
    "withdraw": _withdraw,
}
