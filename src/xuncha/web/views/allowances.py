"""Allowances: what the office lets pass, in whose name and why, and taking it back."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from xuncha.engine.domain.errors import XunchaError
from xuncha.engine.domain.words import LABELS, AllowanceScope
from xuncha.office.casework.models import RoundTarget
from xuncha.office.people.rights import Right
from xuncha.office.wordlists import allowances
from xuncha.office.wordlists.allowances import AllowanceOrder
from xuncha.office.wordlists.errors import WordlistError
from xuncha.office.wordlists.models import AllowanceRecord
from xuncha.web.doors import needs
from xuncha.web.pages import listing, whole


@needs(Right.SEE_WORK, post=Right.DECIDE)
def index(request: HttpRequest) -> HttpResponse:
    """Every allowance, newest first; those taken back stay in sight."""
    if request.method == "POST":
        return _changed(request)
    rows = AllowanceRecord.objects.visible_to(request.user).select_related("withdrawal")
    words = request.GET.get("words", "").strip()[:100]
    if words:
        rows = rows.filter(text__icontains=words)
    context = {
        "words_tab": "allowances",
        "listing": listing(request, rows),
        "wanted": words,
        "scopes": [(scope.value, LABELS[scope]) for scope in AllowanceScope],
        "today": timezone.localdate(),
        "chosen": {name: request.GET.get(name, "")[:100] for name in ("text", "target", "rule")},
    }
    return render(request, "web/allowances.html", context)


def _changed(request: HttpRequest) -> HttpResponse:
    try:
        if "withdraw" in request.POST:
            rows = AllowanceRecord.objects.visible_to(request.user)
            number = request.POST["withdraw"]
            row = get_object_or_404(rows, pk=whole(number))
            allowances.withdraw(request.user, row, request.POST.get("reason", ""))
            messages.success(request, f"已撤回“{row.text}”；此后开始的检查会再次提示。")
        else:
            row = allowances.add(request.user, _order(request))
            messages.success(request, f"已允许“{row.text}”；此后开始的检查不再提示。")
    except XunchaError as fault:
        messages.error(request, str(fault))
    return redirect("allowances")


def _order(request: HttpRequest) -> AllowanceOrder:
    said = request.POST
    scope = said.get("scope", "")
    if scope not in list(AllowanceScope):
        raise WordlistError("没有选择范围；请选择全部对象、一个对象或一条规则")
    code = said.get("target", "").strip()
    target = None
    if scope == AllowanceScope.TARGET:
        rows = RoundTarget.objects.visible_to(request.user).filter(code=code)
        target = rows.order_by("-id").first()
        if target is None:
            raise WordlistError(f"没有检查过编码为“{code}”的对象；请核对编码")
    return AllowanceOrder(
        text=said.get("text", ""),
        scope=AllowanceScope(scope),
        reason=said.get("reason", ""),
        target_code=code,
        target_name=target.name if target else "",
        rule=said.get("rule", "").strip(),
        since=_day(said.get("since", "")),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise WordlistError(f"“{text}”不是日期；请写成 2024-09-30") from None
