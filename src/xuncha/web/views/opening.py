"""A new round, opened from the last one."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from xuncha.engine.domain.errors import XunchaError
from xuncha.engine.domain.windows import local_day
from xuncha.office.casework import rounds
from xuncha.office.casework.drawing import Drawing, draw_scope, failed_in
from xuncha.office.casework.models import Round
from xuncha.office.people.rights import Right
from xuncha.office.registry.scope import outside_of, scope_of, set_apart
from xuncha.web import round_form
from xuncha.web.doors import needs
from xuncha.web.round_form import RoundForm


@dataclass(frozen=True, slots=True)
class Scope:
    """What a round would look at: how it is drawn, how many of each kind, what stays outside."""

    drawing: Drawing
    sites: int
    accounts: int
    registered: int
    outside: tuple[tuple[str, str], ...]


@needs(Right.RUN_ROUNDS)
def new(request: HttpRequest) -> HttpResponse:
    """The form of a new round; looked at with its scope first, then opened."""
    last = Round.objects.visible_to(request.user).filter(imported=False).first()
    asked = request.POST.get("rulebook", "") or request.GET.get("rulebook", "")
    opened = round_form.from_the_last(last, timezone.now(), asked)
    if request.method != "POST":
        return _page(request, last, opened, opened)
    form = round_form.read(request.POST, opened)
    if form.faults or "open" not in request.POST:
        return _page(request, last, opened, form, looks=not form.faults)
    order = round_form.order_of(form, timezone.localdate())
    try:
        inspection = rounds.open_round(request.user.office, order, request.user)
    except XunchaError as fault:
        return _page(request, last, opened, form, fault=str(fault))
    messages.success(request, "检查已建立，对象、指标集和抽样已留存。现在可以开始访问。")
    return redirect("round-run", pk=inspection.pk)


def _page(
    request: HttpRequest,
    last: Round | None,
    opened: RoundForm,
    form: RoundForm,
    fault: str = "",
    *,
    looks: bool = False,
) -> HttpResponse:
    faults = (*form.faults, fault) if fault else form.faults
    context = {
        "last": last,
        "form": form,
        "faults": faults,
        "books": round_form.books(),
        "sections": round_form.sections_of(form, timezone.localdate()),
        "settings": round_form.settings_choices(form, opened.settings),
        "scope": _scope(request, form, last) if looks else None,
    }
    return render(request, "web/round_new.html", context, status=422 if faults else 200)


def _scope(request: HttpRequest, form: RoundForm, last: Round | None) -> Scope:
    office = request.user.office
    order = round_form.order_of(form, timezone.localdate())
    day = local_day(order.as_of)
    scope, apart = set_apart(scope_of(office, day, columns=False), order.book)
    drawing, chosen = draw_scope(order.book, scope, failed_in(last), order.full_seed)
    sites = sum(hasattr(entry.plan, "columns") for entry in chosen)
    outside = tuple((one.name, one.why) for one in (*outside_of(office, day), *apart))
    return Scope(drawing, sites, len(chosen) - sites, len(scope), outside)
