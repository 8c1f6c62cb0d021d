"""A round at work: started, watched, tried again where nothing was seen, judged, frozen."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from xuncha.engine.domain.errors import XunchaError
from xuncha.engine.domain.words import TargetKind
from xuncha.flow.letters import REQUIRED as LETTER_COLUMNS
from xuncha.flow.letters import known_sites
from xuncha.flow.uploads import exports_of, keep_export
from xuncha.flow.workplace import Workplace
from xuncha.office.casework import freezing, retrying
from xuncha.office.casework.drawing import drawing_of
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.models import Round
from xuncha.office.casework.shards import progress
from xuncha.office.casework.states import CLOSED_STATES, RoundState
from xuncha.office.jobs import asking, leasing
from xuncha.office.jobs.states import JobKind
from xuncha.office.people.rights import Right
from xuncha.web.doors import needs
from xuncha.web.pages import REFRESH_S, own_round
from xuncha.web.views.register_changes import sent_file

LETTERS_CHECK = "messages-unanswered"
"""The check that reads the letters of a site's back office."""
SHOWN_FAULTS = 20


@needs(Right.SEE_WORK, post=Right.RUN_ROUNDS)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the round is, what can be done next, and who does it."""
    inspection = own_round(request, pk)
    if request.method == "POST":
        return _acted(request, inspection)
    job = asking.last_job(inspection)
    is_live = job is not None and job.is_open and "still" not in request.GET
    rows = inspection.targets.order_by().values("kind")
    by_kind = {
        row["kind"]: row
        for row in rows.annotate(
            total=Count("pk"),
            waiting=Count("pk", filter=Q(intake_digest="")),
            unable=Count("pk", filter=~Q(intake_digest="") & ~Q(visit__unable_class="")),
            pages=Sum("visit__pages"),
        )
    }
    context: dict[str, Any] = {
        "round": inspection,
        "tab": "run",
        "job": job,
        "is_live": is_live,
        "workers": leasing.workers_alive(timezone.now()),
        "kinds": [by_kind[kind] | {"kind": kind} for kind in TargetKind if kind in by_kind],
        "shards": progress(inspection),
        "drawing": drawing_of(inspection),
        "may_visit": inspection.state in (RoundState.DRAFT, RoundState.VISITING),
        "may_judge": inspection.state in (RoundState.JUDGING, RoundState.REVIEWING),
        "is_closed": inspection.state in CLOSED_STATES,
        "exports": _exports(inspection),
    }
    response = render(request, "web/round_run.html", context)
    if is_live:
        response.headers["Refresh"] = str(REFRESH_S)
    return response


@needs(Right.RUN_ROUNDS)
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Look again at one target, or at all of one reason, that could not be seen."""
    inspection = own_round(request, pk)
    if request.method != "POST":
        return redirect("unseen", pk=pk)
    code, unable = request.POST.get("code", ""), request.POST.get("unable_class", "")
    try:
        asking.require_free(inspection, JobKind.RETRY, request.user)
        rows = retrying.unseen_targets(inspection, unable)
        codes = [code] if code else list(rows.values_list("code", flat=True))
        reopened = asking.ask_again(inspection, codes, request.user)
    except XunchaError as fault:
        messages.error(request, str(fault))
        return redirect("unseen", pk=pk)
    messages.success(request, f"已安排重新访问 {len(reopened.looks)} 个对象；原来的取证包另存。")
    for line in reopened.kept[:10]:
        messages.warning(request, f"{line}。")
    return redirect("round-run", pk=pk)


@needs(Right.SEE_WORK, post=Right.APPROVE)
def freeze(request: HttpRequest, pk: int) -> HttpResponse:
    """What is left open, and the freezing of the round."""
    inspection = own_round(request, pk)
    if request.method == "POST":
        try:
            freezing.freeze(inspection, request.user)
        except XunchaError as fault:
            messages.error(request, str(fault))
            return redirect("round-freeze", pk=pk)
        messages.success(request, "已定稿；认定和判定不再改动，可以生成通报。")
        return redirect("round", pk=pk)
    left = () if inspection.imported else freezing.left_open(inspection)
    context = {
        "round": inspection,
        "tab": "run",
        "left": left,
        "is_blocked": any(one.blocks for one in left),
        "is_closed": inspection.state in CLOSED_STATES,
        "is_ready": inspection.state == RoundState.REVIEWING,
    }
    return render(request, "web/round_freeze.html", context)


def _acted(request: HttpRequest, inspection: Round) -> HttpResponse:
    user = request.user
    try:
        if "visit" in request.POST:
            asking.ask(inspection, JobKind.VISIT, user)
            messages.success(request, "已安排访问；下面会显示进度。")
        elif "judge" in request.POST:
            asking.ask(inspection, JobKind.JUDGE, user)
            messages.success(request, "已安排重新判定。")
        elif "cancel" in request.POST:
            job = asking.open_job(inspection)
            if job is not None:
                asking.cancel(job, user)
                messages.success(request, "已取消，还没有开始的工作不会进行。")
        else:
            asking.require_conductor(inspection, user)
            sent = sent_file(request)
            kept = keep_export(inspection, _workplace(), sent.name, sent.body, user)
            messages.success(request, f"已收到“{kept.name}”，含 {kept.what}。")
            if kept.replaces:
                messages.warning(request, f"取代了原来的同名文件“{kept.name}”；原文件另存。")
            for line in kept.faults[:SHOWN_FAULTS]:
                messages.warning(request, f"这一行没有采用，该网站的导出不算完整：{line}")
    except XunchaError as fault:
        messages.error(request, str(fault))
    return redirect("round-run", pk=inspection.pk)


def _exports(inspection: Round) -> dict[str, Any] | None:
    """What was uploaded for the accounts that are looked at by uploads, and of the letters of
    sites where a row in force counts them; None where neither is asked for."""
    wanted = inspection.targets.filter(
        kind=TargetKind.ACCOUNT, plan__contains='"export_name":"'
    ).exclude(plan__contains='"export_name":""')
    total = wanted.count()
    takes_letters = any(
        row.id in inspection.rows_in_force and row.check == LETTERS_CHECK
        for row in book_of(inspection).rows
    )
    if inspection.imported or not (total or takes_letters):
        return None
    files = exports_of(_workplace().exports(inspection), known_sites(inspection)).values()
    given = frozenset[str]().union(*(one.accounts for one in files))
    sites = frozenset[str]().union(*(one.sites for one in files))
    of_sites = inspection.targets.filter(kind=TargetKind.SITE)
    return {
        "total": total,
        "given": wanted.filter(code__in=given).count() if given else 0,
        "takes_letters": takes_letters,
        "sites": of_sites.filter(code__in=sites).count() if sites else 0,
        "letter_columns": LETTER_COLUMNS,
        "files": [(one.name, one.what) for one in files],
    }


def _workplace() -> Workplace:
    return Workplace(settings.XUNCHA_HOME)
