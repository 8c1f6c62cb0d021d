"""Sealed alarms: for the one person the office named; for nobody else more than how many wait."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from xuncha.office.casework.alarms import SealedAlarm, open_alarm, waiting
from xuncha.office.people.errors import KeeperError
from xuncha.office.people.keepers import candidates, name_keeper
from xuncha.office.people.rights import Right
from xuncha.web.doors import needs
from xuncha.web.pages import listing, whole


@needs()
def index(request: HttpRequest) -> HttpResponse:
    """The keeper's alarms; to an administrator who keeps, and how many wait for a keeper."""
    user = request.user
    office = user.office
    is_keeper = office is not None and office.keeper_id == user.pk
    is_admin = office is not None and user.may(Right.KEEP_USERS)
    if not is_keeper and not is_admin:
        raise Http404
    if request.method == "POST":
        return _name(request) if is_admin else redirect("alarms")
    context = {
        "is_keeper": is_keeper,
        "is_admin": is_admin,
        "keeper": office.keeper,
        "waiting": waiting(office) if is_admin else 0,
        "candidates": candidates(office) if is_admin else (),
        "listing": listing(request, SealedAlarm.objects.visible_to(user)) if is_keeper else None,
    }
    return render(request, "web/alarms.html", context)


@needs()
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One alarm, to the keeper alone; every opening is audited."""
    rows = SealedAlarm.objects.visible_to(request.user).select_related("target__round")
    alarm = open_alarm(get_object_or_404(rows, pk=pk), request.user)
    return render(request, "web/alarm.html", {"alarm": alarm})


def _name(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("keeper", "")
    people = candidates(request.user.office)
    keeper = people.filter(pk=whole(chosen)).first()
    if keeper is None:
        messages.error(request, "没有选择处理人；请从名单中选一人。")
        return redirect("alarms")
    try:
        name_keeper(keeper, request.user)
    except KeeperError as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, f"已指定“{keeper.name}”处理密封提醒；此后只有此人能打开。")
    return redirect("alarms")
