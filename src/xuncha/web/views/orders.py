"""Orders of the office: drawn up from a round, listed, who is silent, the ledger."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from xuncha.engine.domain.errors import XunchaError
from xuncha.flow.progress import SilentReporter
from xuncha.flow.publishers import SITES_AT_ONCE, read_publishers, sites_to_read
from xuncha.flow.rectifying import BODIES_AT_ONCE
from xuncha.office.casework.blind_veil import veil_of
from xuncha.office.casework.models import Round
from xuncha.office.jobs import asking, leasing
from xuncha.office.jobs.states import OF_ORDERS, JobKind
from xuncha.office.people.rights import Right
from xuncha.office.rectification import drawing, ledger, lists, second_looks
from xuncha.office.rectification.lists import OrderFilter
from xuncha.office.rectification.states import ORDER_LABELS, PAPER_LABELS, OrderState, PaperKind
from xuncha.office.rectification.terms import terms
from xuncha.web.doors import needs
from xuncha.web.orders import today
from xuncha.web.pages import REFRESH_S, filter_from, listing, own_round, whole

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WANTS = (
    (lists.OVERDUE, "逾期未报"),
    (lists.TO_CHECK, "有待复查的事项"),
    (lists.OPEN_CONTEST, "有申诉待裁定"),
    (lists.ASKS_TIME, "申请延期"),
)


@needs(Right.SEE_PAPERS)
def index(request: HttpRequest) -> HttpResponse:
    """Every order of the office, filtered; above it what waits for somebody."""
    wanted = filter_from(request, OrderFilter)
    rows = lists.office_orders(request.user)
    page = listing(request, lists.matching(rows, wanted, today()))
    lists.with_counts(page.page.object_list)
    context = {
        "wanted": wanted,
        "listing": page,
        "waiting": lists.waiting_counts(rows, today()),
        "contests": lists.open_contests(request.user).count(),
        "states": [(one.value, text) for one, text in ORDER_LABELS.items()],
        "kinds": [(one.value, text) for one, text in PAPER_LABELS.items()],
        "rounds": list(
            rows.order_by("-round__as_of").values_list("round", "round__title").distinct()
        ),
        "wants": WANTS,
        "today": today(),
        "tab": "orders",
    }
    return render(request, "web/orders.html", context)


@needs(Right.SEE_PAPERS)
def silent(request: HttpRequest) -> HttpResponse:
    """The bodies whose answer is overdue."""
    found = lists.silent_bodies(lists.office_orders(request.user), today())
    context = {"silent": found, "today": today(), "tab": "silent"}
    return render(request, "web/orders_silent.html", context)


@needs(Right.SEE_PAPERS)
def download(request: HttpRequest) -> HttpResponse:
    """The ledger of the orders the address asks for, as a workbook."""
    wanted = filter_from(request, OrderFilter)
    rows = lists.matching(lists.office_orders(request.user), wanted, today())
    veiled = Q(state=OrderState.DRAFTED, round__in=veil_of(request.user).rounds)
    response = HttpResponse(ledger.ledger_of(rows.exclude(veiled)), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="orders-{today()}.xlsx"'
    return response


@needs(Right.SEE_PAPERS, post=Right.WRITE_PAPERS)
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    """What of a round goes to whom; drafts are made of what is ticked."""
    inspection = own_round(request, pk)
    if request.method == "POST":
        _act(request, inspection)
        return redirect("round-orders", pk=pk)
    is_ready = inspection.state in drawing.ORDERABLE and not inspection.imported
    papers = terms().papers
    job = asking.last_job(inspection)
    is_drawing = job is not None and job.is_open and job.kind in OF_ORDERS
    context = {
        "round": inspection,
        "tab": "orders",
        "is_ready": is_ready,
        "preview": drawing.preview(inspection, request.user)
        if is_ready and not is_drawing
        else None,
        "kinds": [(one.value, text, papers[one].due_days) for one, text in PAPER_LABELS.items()],
        "chosen_kind": PaperKind.SLIP.value,
        "drafts": lists.with_counts(
            list(
                lists.office_orders(request.user).filter(round=inspection, state=OrderState.DRAFTED)
            )
        ),
        "job": job,
        "is_drawing": is_drawing,
        "at_once": BODIES_AT_ONCE,
        "workers": leasing.workers_alive(timezone.now()),
        "to_recheck": second_looks.orders_to_look_at(inspection).count(),
        "sent": lists.office_orders(request.user)
        .filter(round=inspection)
        .exclude(state__in=(OrderState.DRAFTED, OrderState.WITHDRAWN))
        .count(),
    }
    response = render(request, "web/round_orders.html", context)
    if is_drawing:
        response.headers["Refresh"] = str(REFRESH_S)
    return response


def _act(request: HttpRequest, inspection: Round) -> None:
    try:
        if "publishers" in request.POST:
            sites = sites_to_read(inspection)
            if sites > SITES_AT_ONCE:
                asking.ask(inspection, JobKind.PUBLISHERS, request.user)
                messages.success(
                    request, f"已排队：由执行程序读取 {sites} 个网站的页面，本页显示进度。"
                )
                return
            placed = read_publishers(inspection, SilentReporter())
            messages.success(request, f"已读取；{placed} 项按页面标注的发布单位送达。")
            return
        if "recheck" in request.POST:
            asking.ask(inspection, JobKind.RECHECK, request.user)
            messages.success(
                request, "已排队：将重新访问有未办结事项的对象，逐项复查；完成后再由人销号。"
            )
            return
        kind = request.POST.get("kind", "")
        if kind not in list(PaperKind):
            messages.error(request, "没有选择文书种类；请选择后再拟制")
            return
        bodies = [whole(one) for one in request.POST.getlist("bodies")]
        if not bodies:
            messages.error(request, "没有选择单位；请勾选要发给哪些单位")
            return
        if len(bodies) > BODIES_AT_ONCE:
            asking.ask_to_draw(inspection, kind, bodies, request.user)
            messages.success(
                request, f"已排队：由执行程序拟制 {len(bodies)} 个单位的整改单，本页显示进度。"
            )
            return
        made = drawing.draw(inspection, PaperKind(kind), bodies, request.user)
        if made:
            messages.success(request, f"已拟制 {len(made)} 份，等待签发；签发前单位看不到。")
        else:
            messages.info(request, "没有新的事项；已有的都在整改单里了。")
    except XunchaError as fault:
        messages.error(request, str(fault))
