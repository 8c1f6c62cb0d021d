"""Contests that wait for a second person, and the ruling on one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from xuncha.engine.domain.errors import XunchaError
from xuncha.flow import rectifying
from xuncha.office.people.rights import Right
from xuncha.office.rectification import contests as ruling
from xuncha.office.rectification import lists
from xuncha.office.rectification.contests import Verdict
from xuncha.office.rectification.errors import ContestError
from xuncha.office.rectification.models import Contest, OrderItem
from xuncha.office.rectification.rights import confirmed_by
from xuncha.office.rectification.states import CONTEST, CONTEST_LABELS, ContestState
from xuncha.web.doors import needs
from xuncha.web.orders import prepared, today, with_history
from xuncha.web.pages import listing

RULINGS = [
    (one.value, CONTEST_LABELS[one])
    for one in ContestState
    if one in CONTEST.moves[ContestState.OPEN]
]


@needs(Right.SEE_PAPERS)
def index(request: HttpRequest) -> HttpResponse:
    """The contests nobody ruled on, the first due first."""
    context = {
        "listing": listing(request, lists.open_contests(request.user)),
        "today": today(),
        "tab": "contests",
    }
    return render(request, "web/contests.html", context)


@needs(Right.SEE_PAPERS, post=Right.DECIDE)
def show(request: HttpRequest, contest: int) -> HttpResponse:
    """One contest with its grounds and the evidence, and what is ruled."""
    rows = Contest.objects.visible_to(request.user).filter(
        item__order__office=request.user.office_id
    )
    row = get_object_or_404(rows.select_related("item__order__round", "reply"), pk=contest)
    if request.method != "POST":
        return _page(request, row)
    try:
        said = _overrule(request, row) if "overrule" in request.POST else _rule(request, row)
    except XunchaError as fault:
        row.refresh_from_db()
        return _page(request, row, str(fault))
    messages.success(request, said)
    return redirect("contest", contest=contest)


def _page(request: HttpRequest, contest: Contest, fault: str = "") -> HttpResponse:
    order = contest.item.order
    items = OrderItem.objects.filter(pk=contest.item_id).select_related("target")
    [item] = prepared(with_history(items), order)
    is_open = contest.state == ContestState.OPEN
    decides = is_open and request.user.may(Right.DECIDE)
    context = {
        "contest": contest,
        "order": order,
        "round": order.round,
        "item": item,
        "is_open": is_open,
        "is_closed": ruling.is_closed(contest),
        "is_own": request.user.pk in confirmed_by(contest),
        "decides": decides,
        "may_overrule": is_open
        and ruling.on_veto(contest)
        and not hasattr(contest, "overrule")
        and request.user.may(Right.APPROVE),
        "rulings": RULINGS,
        "today": today(),
        "fault": fault,
        "posted": request.POST,
    }
    return render(request, "web/contest.html", context, status=422 if fault else 200)


def _rule(request: HttpRequest, contest: Contest) -> str:
    state = request.POST.get("state", "")
    if state not in list(ContestState):
        raise ContestError("没有选择裁定结果；请选择成立、部分成立或不成立")
    said = Verdict(ContestState(state), request.POST.get("reason", "")[:2000])
    changed = rectifying.rule(contest, said, request.user)
    more = "，该对象的判定已重新计算" if changed else ""
    return f"已裁定“{CONTEST_LABELS[ContestState(state)]}”{more}。"


def _overrule(request: HttpRequest, contest: Contest) -> str:
    changed = rectifying.overrule(contest, request.POST.get("reason", "")[:2000], request.user)
    more = "，该对象的判定已重新计算" if changed else ""
    return f"已登记：定稿时这项否决照常计入{more}；申诉仍须裁定。"
