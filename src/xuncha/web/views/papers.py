"""The papers of an order: read before they are signed, checked, and taken away as documents."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header

from xuncha.engine.domain.errors import XunchaError
from xuncha.office.casework.models import Round
from xuncha.office.papers import checking, ledger, making, signing
from xuncha.office.papers.forms import FORM_LABELS, OF_BODIES, PaperForm, form_of
from xuncha.office.papers.models import KeptPaper
from xuncha.office.people.rights import Right
from xuncha.office.rectification import lists
from xuncha.office.rectification.lists import OrderFilter
from xuncha.office.rectification.models import Order
from xuncha.office.rectification.rights import may_do
from xuncha.office.rectification.states import OUT, OrderState
from xuncha.office.registry.models import Body
from xuncha.web.doors import needs
from xuncha.web.orders import VEILED, is_veiled, today
from xuncha.web.pages import filter_from

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@needs(Right.SEE_PAPERS, Right.ANSWER, post=Right.CHECK_PAPERS)
def index(request: HttpRequest, order: int) -> HttpResponse:
    """The papers of an order, one of them to read; checking a draft."""
    row = _order(request, order)
    if is_veiled(request, row):
        messages.error(request, f"{VEILED}。")
        return redirect("order", order=order)
    if request.method == "POST":
        return _checked(request, row)
    form = _form(row, request.GET.get("form", form_of(row.kind).value))
    fault, sheet = "", None
    try:
        sheet = making.sheet_of(row, form)
    except XunchaError as wrong:
        fault = str(wrong)
    is_draft = row.state == OrderState.DRAFTED
    context = {
        "order": row,
        "form": form,
        "forms": [(one.value, FORM_LABELS[one]) for one in _forms(row)],
        "label": FORM_LABELS[form],
        "sheet": sheet,
        "fault": fault,
        "is_draft": is_draft,
        "is_own": row.office_id == request.user.office_id and request.user.may(Right.SEE_PAPERS),
        "check": checking.check_of(row) if is_draft else None,
        "may_check": is_draft and may_do(request.user, row, Right.CHECK_PAPERS),
        "is_drawer": row.drawn_by_id == request.user.pk,
        "kept": KeptPaper.objects.visible_to(request.user).filter(order=row).first(),
    }
    return render(request, "web/papers.html", context)


@needs(Right.SEE_PAPERS, Right.ANSWER)
def document(request: HttpRequest, order: int, paper: str) -> HttpResponse:
    """One paper as a document: as it was signed where it was, else as the records stand now."""
    row = _order(request, order)
    if is_veiled(request, row):
        messages.error(request, f"{VEILED}。")
        return redirect("order", order=order)
    chosen = _form(row, paper)
    kept = KeptPaper.objects.visible_to(request.user).filter(order=row, form=chosen).first()
    name = making.file_name(FORM_LABELS[chosen], row.number, row.addressee_name)
    try:
        body = signing.body_of(kept) if kept is not None else making.document_of(row, chosen)
    except XunchaError as wrong:
        messages.error(request, f"没有生成文件：{wrong}")
        return redirect("papers", order=order)
    if body is None:
        messages.error(request, "签发的文件已丢失或被改动，不能下载；请与系统管理员联系。")
        return redirect("papers", order=order)
    return _download(body, name)


@needs(Right.SEE_PAPERS)
def ledger_document(request: HttpRequest) -> HttpResponse:
    """The ledger of the orders the address asks for, as a document."""
    wanted = filter_from(request, OrderFilter)
    rows = lists.matching(lists.office_orders(request.user), wanted, today())
    office = request.user.office.name
    said = ledger.Ledger(f"{office}整改台账", office, timezone.now())
    name = making.file_name("整改台账", str(today()))
    return _download(ledger.write_docx(rows.filter(state__in=OUT), said), name)


@needs(Right.SEE_PAPERS, Right.ANSWER)
def self_check(request: HttpRequest, pk: int, body: int) -> HttpResponse:
    """The self-check of a body on a round: of any body to the office, of its own to a unit."""
    inspection = get_object_or_404(Round, pk=pk)
    subject = get_object_or_404(Body, office_id=inspection.office_id, pk=body)
    if not _may_self_check(request, inspection, subject):
        raise Http404
    try:
        raw = making.self_check_document(subject, inspection)
    except XunchaError as wrong:
        messages.error(request, f"没有生成文件：{wrong}")
        return redirect("home")
    name = making.file_name(FORM_LABELS[PaperForm.SELF_CHECK], subject.name, inspection.title)
    return _download(raw, name)


def _may_self_check(request: HttpRequest, inspection: Round, subject: Body) -> bool:
    """The office itself; or who answers for the body, once something of the round was sent out."""
    user = request.user
    if inspection.office_id == user.office_id and user.may(Right.SEE_PAPERS):
        return True
    answers = user.may(Right.ANSWER) and subject.territory_path.startswith(user.body_subtree)
    sent = Order.objects.filter(round=inspection, state__in=OUT, parent__isnull=True)
    return bool(answers and sent.exists())


def _checked(request: HttpRequest, order: Order) -> HttpResponse:
    try:
        checking.check_draft(order, request.user)
    except XunchaError as wrong:
        messages.error(request, str(wrong))
    else:
        messages.success(request, "已核稿，可以由另一人签发；此后改动事项须重新核稿。")
    return redirect("papers", order=order.pk)


def _order(request: HttpRequest, pk: int) -> Order:
    rows = Order.objects.visible_to(request.user).select_related("round", "office", "parent")
    found: Order = get_object_or_404(rows, pk=pk)
    return found


def _forms(order: Order) -> tuple[PaperForm, ...]:
    return (form_of(order.kind), *(() if order.state == OrderState.DRAFTED else OF_BODIES))


def _form(order: Order, value: str) -> PaperForm:
    found = next((one for one in _forms(order) if one.value == value), None)
    if found is None:
        raise Http404
    return found


def _download(body: bytes, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=DOCX)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=name
    )
    return response
