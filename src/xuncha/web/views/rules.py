"""How often people agree with each rule, and trusting a doubted one again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from xuncha.engine.domain.errors import XunchaError
from xuncha.office.casework import feedback_precision
from xuncha.office.casework.blind_veil import veil_of
from xuncha.office.people.rights import Right
from xuncha.office.wordlists import rule_bands
from xuncha.office.wordlists.limits import feedback_limits
from xuncha.web.doors import needs
from xuncha.web.pages import listing


@needs(Right.SEE_WORK, post=Right.DECIDE)
def index(request: HttpRequest) -> HttpResponse:
    """Every rule with what people said of its findings, the least agreed with first."""
    if request.method == "POST":
        return _trusted(request)
    lines = feedback_precision.rule_lines(request.user.office)
    context = {
        "words_tab": "rules",
        "listing": listing(request, lines),
        "limits": feedback_limits(),
        "doubted": [line for line in lines if line.is_doubted],
    }
    return render(request, "web/rules.html", context)


@needs(Right.SEE_WORK, post=Right.DECIDE)
def show(request: HttpRequest, rule: str) -> HttpResponse:
    """The findings of one rule over all rounds of the office, the newest first."""
    rows = feedback_precision.FindingsOf(request.user.office, rule)
    if not rows:
        raise Http404
    page = listing(request, rows)
    page.page.object_list = list(page.page.object_list)
    veil_of(request.user).over(page.page.object_list)
    context = {"words_tab": "rules", "rule": rule, "listing": page}
    return render(request, "web/rule.html", context)


def _trusted(request: HttpRequest) -> HttpResponse:
    rule = request.POST.get("rule", "")
    try:
        rule_bands.trust_again(request.user, rule, request.POST.get("reason", ""))
    except XunchaError as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, f"规则“{rule}”已恢复原等级，下一轮检查起使用。")
    return redirect("rules")
