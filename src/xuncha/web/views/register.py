"""The register: both trees, the lists of what hangs in them, one row with its life and history."""

import re
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from xuncha.engine.domain.errors import XunchaError
from xuncha.engine.rulebook.load import list_names, load_rulebook
from xuncha.office.people.models import AuditRecord, User
from xuncha.office.people.rights import Right
from xuncha.office.registry import exempting, lifecycle
from xuncha.office.registry.editing import shown
from xuncha.office.registry.errors import ExemptionError
from xuncha.office.registry.exempting import ExemptionOrder
from xuncha.office.registry.exporting import register_xlsx
from xuncha.office.registry.lifecycle import RECORDED, EventOrder
from xuncha.office.registry.limits import limits
from xuncha.office.registry.models import (
    Account,
    Body,
    Column,
    ColumnProposal,
    Site,
    TargetExemption,
)
from xuncha.office.registry.overview import branches
from xuncha.office.registry.trees import Tree
from xuncha.office.registry.words import (
    DAY_STATUS_LABELS,
    LIFECYCLE_LABELS,
    LifecycleKind,
    ProposalState,
)
from xuncha.web.doors import needs
from xuncha.web.pages import filter_from, listing, whole
from xuncha.web.register import (
    RegisterFilter,
    Sort,
    levels,
    own_row,
    platforms_of,
    rows_of,
    sort_of,
)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SOME_ROWS, WHOLE = "rows", "whole"
REACHES = {SOME_ROWS: "部分指标", WHOLE: "整体豁免"}
"""What an exemption may be of."""
HISTORY = 50
"""Acts shown of one row; the audit chain holds the others."""
MOST = 500
"""Exemptions of sites and accounts on their page, what waits first and the latest next."""
HANGING = 30
"""Sites and accounts listed on a body's own page; the lists hold the others."""
OPEN = {
    "columns": [("duty", "更新义务未确认"), ("exempt", "豁免中"), ("lapsed", "豁免已到期")],
}


@needs(Right.SEE_WORK)
def index(request: HttpRequest) -> HttpResponse:
    """A tree of bodies with what hangs in it."""
    tree = _tree(request)
    user = request.user
    context = {
        "register_tab": "register",
        "tree": tree,
        "branches": branches(user.office, tree),
        "counts": [
            ("bodies", "单位", Body.objects.visible_to(user).count()),
            ("sites", "网站", Site.objects.visible_to(user).count()),
            ("columns", "栏目", Column.objects.visible_to(user).count()),
            ("accounts", "账号", Account.objects.visible_to(user).count()),
        ],
        "proposals": _proposals(request).count(),
    }
    return render(request, "web/register.html", context)


@needs(Right.SEE_WORK)
def rows(request: HttpRequest, sort: str) -> HttpResponse:
    """The rows of one sort, filtered."""
    which = sort_of(sort)
    wanted = filter_from(request, RegisterFilter)
    context = {
        "register_tab": which.slug,
        "sort": which,
        "wanted": wanted,
        "listing": listing(request, rows_of(request, which, wanted, timezone.localdate())),
        "statuses": [(word.value, label) for word, label in DAY_STATUS_LABELS.items()],
        "levels": levels(),
        "platforms": platforms_of(request, which),
        "opens": OPEN.get(which.slug, []),
        "is_filtered": any(
            getattr(wanted, name)
            for name in ("words", "status", "level", "platform", "body", "site", "open")
        ),
    }
    return render(request, "web/register_rows.html", context)


@needs(Right.SEE_WORK, post=Right.KEEP_REGISTER)
def row(request: HttpRequest, sort: str, key: str) -> HttpResponse:
    """One row: what the register says, where it stands today, its life, its history."""
    which = sort_of(sort)
    found = own_row(request, which, key)
    if request.method == "POST" and which.has_life:
        acts = _exempted if "exemption" in request.POST else _recorded
        return acts(request, which, found)
    return _row_page(request, which, found)


@needs(Right.SEE_WORK)
def exemptions(request: HttpRequest) -> HttpResponse:
    """Columns exempted, and what the books themselves exempt."""
    today = timezone.localdate()
    wanted = filter_from(request, RegisterFilter)
    found = Column.objects.visible_to(request.user).exclude(exempt_reason="")
    targets = TargetExemption.objects.visible_to(request.user).filter(state__in=exempting.STANDING)
    if wanted.open in ("exempt", "lapsed"):
        sides = {"exempt": {"exempt_until__gte": today}, "lapsed": {"exempt_until__lt": today}}
        found = found.filter(**sides[wanted.open])
    context = {
        "register_tab": "exemptions",
        "wanted": wanted,
        "opens": OPEN["columns"][1:],
        "targets": targets.select_related("site", "account").order_by("-state", "-until", "id")[
            :MOST
        ],
        "listing": listing(request, found.select_related("site").order_by("exempt_until", "id")),
        "today": today,
        "months": limits().exemption_max_months,
        "not_judged": exempting.NOT_JUDGED,
        "books": _book_exemptions(),
    }
    return render(request, "web/register_exemptions.html", context)


@needs(Right.SEE_WORK)
def export(request: HttpRequest) -> HttpResponse:
    """The whole register as the file the import reads."""
    response = HttpResponse(register_xlsx(request.user.office), content_type=XLSX)
    response.headers["Content-Disposition"] = 'attachment; filename="register.xlsx"'
    return response


def _row_page(
    request: HttpRequest,
    which: Sort,
    found: Any,
    fault: str = "",
    sent: dict[str, str] | None = None,
) -> HttpResponse:
    today = timezone.localdate()
    context: dict[str, Any] = {
        "register_tab": which.slug,
        "sort": which,
        "row": found,
        "key": str(found.pk) if which.model is Column else found.code,
        "cells": shown(which.sheet, found),
        "history": _history(found),
        "fault": fault,
        "sent": sent or {},
    }
    if which.has_life:
        context |= {
            "standing": lifecycle.standing_on(found, lifecycle.events_of(found), today),
            "events": lifecycle.history_of(found),
            "kinds": [(kind.value, LIFECYCLE_LABELS[kind]) for kind in RECORDED],
            "exemptions": exempting.of_target(found).select_related("confirmed_by"),
            "months": limits().exemption_max_months,
            "reaches": REACHES,
            "not_judged": exempting.NOT_JUDGED,
        }
    if which.model is Body:
        context |= _of_body(request, found)
    if which.model is Site:
        context["columns"] = found.columns.order_by("id")
    if which.model is Column:
        context["former"] = found.former.order_by("-id")
        context["proposals"] = found.proposals.filter(state=ProposalState.OPEN)
    return render(request, "web/register_row.html", context, status=422 if fault else 200)


def _of_body(request: HttpRequest, body: Body) -> dict[str, Any]:
    tree = _tree(request)
    above = [int(pk) for pk in getattr(body, f"{tree.value}_path").strip("/").split("/") if pk]
    named = Body.objects.in_bulk(above)
    return {
        "tree": tree,
        "above": [named[pk] for pk in above if pk in named and pk != body.pk],
        "branches": branches(body.office, tree, body, depth=1),
        "sites": body.sites.order_by("code")[: HANGING + 1],
        "accounts": body.accounts.order_by("code")[: HANGING + 1],
        "hanging": HANGING,
    }


def _recorded(request: HttpRequest, which: Sort, target: Any) -> HttpResponse:
    """An event recorded or withdrawn; what was typed comes back with the line of a refusal."""
    sent = {name: str(value).strip()[:400] for name, value in request.POST.items()}
    try:
        if "withdraw" in sent:
            number = sent["withdraw"]
            held = lifecycle.events_of(target)
            event = get_object_or_404(held, pk=whole(number))
            lifecycle.withdraw(event, sent.get("reason", ""), request.user)
            messages.success(request, "已撤回；这条记录不再起作用，仍留在生命周期中。")
        else:
            order = _order(sent)
            told = lifecycle.warnings(order, list(lifecycle.events_of(target)))
            lifecycle.record(target, order, request.user)
            messages.success(request, "已登记。")
            for line in told:
                messages.warning(request, f"请核对：{line}。")
    except XunchaError as fault:
        return _row_page(request, which, target, str(fault), sent)
    return redirect("register-row", sort=which.slug, key=target.code)


def _exempted(request: HttpRequest, which: Sort, target: Any) -> HttpResponse:
    """An exemption asked for, confirmed, refused or ended; what was typed comes back."""
    sent = {name: str(value).strip()[:400] for name, value in request.POST.items()}
    try:
        if sent["exemption"] == "propose":
            exempting.propose(target, _exemption(sent), request.user)
            messages.success(request, "已提出豁免，由另一人批准后生效。")
        else:
            found = exempting.of_target(target)
            row = get_object_or_404(found, pk=whole(sent.get("row", "")))
            messages.success(request, _settled(row, sent, request.user))
    except XunchaError as fault:
        return _row_page(request, which, target, str(fault), sent)
    return redirect("register-row", sort=which.slug, key=target.code)


def _settled(row: TargetExemption, sent: dict[str, str], user: User) -> str:
    if sent["exemption"] == "confirm":
        exempting.confirm(row, user)
        return "已批准；此后建立的检查按豁免判定，已建立的检查不变。"
    if sent["exemption"] == "refuse":
        exempting.refuse(row, sent.get("said", ""), user)
        return "已记为不批准。"
    exempting.end(row, sent.get("said", ""), user)
    return "已提前结束；已建立的检查不变。"


def _exemption(sent: dict[str, str]) -> ExemptionOrder:
    """What was asked for. That a target is exempt as a whole is chosen, never a field left empty:
    ExemptionError where reach and rows do not go together."""
    rows = tuple(one for one in re.split(r"[\s、,，;；]+", sent.get("x_rows", "")) if one)
    reach = sent.get("x_reach", "")
    if reach not in REACHES:
        raise ExemptionError("没有选择豁免范围；请选择部分指标或整体豁免")
    if reach == SOME_ROWS and not rows:
        raise ExemptionError("没有填写豁免的指标；请填写指标编号，例如 W-V3，或选择整体豁免")
    if reach == WHOLE and rows:
        raise ExemptionError("整体豁免不填指标；请清空豁免的指标，或选择部分指标")
    return ExemptionOrder(
        since=_day(sent.get("x_since", ""), "豁免起"),
        until=_day(sent.get("x_until", ""), "豁免止"),
        document=sent.get("x_document", "")[:120],
        reason=sent.get("x_reason", ""),
        indicators=rows,
    )


def _order(sent: dict[str, str]) -> EventOrder:
    kinds = {kind.value: kind for kind in RECORDED}
    if sent.get("kind") not in kinds:
        raise lifecycle.LifecycleError("没有选择登记什么；请选择一种")
    return EventOrder(
        kind=LifecycleKind(sent["kind"]),
        since=_day(sent.get("since", ""), "起期"),
        until=_day(sent["until"], "止期") if sent.get("until") else None,
        document=sent.get("document", "")[:120],
        reason=sent.get("why", ""),
        successor=sent.get("successor", "")[:60],
    )


def _day(text: str, name: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        said = f"“{text}”不是日期" if text else "没有填写"
        raise lifecycle.LifecycleError(f"{name}{said}；请写成 2024-09-30") from None


def _history(found: Any) -> list[AuditRecord]:
    rows = AuditRecord.objects.filter(
        office_id=found.office_id if hasattr(found, "office_id") else found.site.office_id,
        subject_kind=found._meta.label_lower,
        subject_id=str(found.pk),
    )
    return list(rows.select_related("actor").order_by("-seq")[:HISTORY])


def _book_exemptions() -> list[tuple[str, list[dict[str, str]]]]:
    books = [load_rulebook(name) for name in list_names()]
    return [
        (
            book.title,
            [
                {
                    "indicators": "、".join(one.rows),
                    "reason": one.reason,
                    "source": one.source,
                    "dates": " 至 ".join(
                        day.isoformat() for day in (one.valid_from, one.valid_to) if day
                    ),
                }
                for one in book.exemptions
            ],
        )
        for book in books
        if book.exemptions
    ]


def _tree(request: HttpRequest) -> Tree:
    asked = request.GET.get("tree", Tree.TERRITORY.value)
    if asked not in list(Tree):
        raise Http404
    return Tree(asked)


def _proposals(request: HttpRequest) -> Any:
    return ColumnProposal.objects.visible_to(request.user).filter(state=ProposalState.OPEN)
