"""The review queue: left what waits, right the case; one decision settles all that is alike."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from xuncha.engine.domain.errors import XunchaError
from xuncha.engine.domain.words import LABELS, TargetKind, TextErrorKind
from xuncha.flow.judging import judge_round
from xuncha.flow.progress import SilentReporter
from xuncha.office.casework import blind_answering, blind_review, queue, queue_dealing
from xuncha.office.casework.blind_veil import Veil, veil_of
from xuncha.office.casework.errors import DecisionError
from xuncha.office.casework.models import BlindReview, Cluster, DecisionBatch, Round
from xuncha.office.casework.queue import SHOW_LABELS, QueueFilter
from xuncha.office.casework.queue_deciding import Saying, decide, said_of, undo
from xuncha.office.casework.review_limits import review_limits
from xuncha.office.casework.states import CLOSED_STATES, DECISION_LABELS, DecisionVerb
from xuncha.office.people.models import User
from xuncha.office.people.rights import Right
from xuncha.web.doors import needs
from xuncha.web.pages import filter_from, listing, own_round, rows_in_force, whole
from xuncha.web.views.queue_case import case_of

VERBS = {"confirm": DecisionVerb.CONFIRM, "dismiss": DecisionVerb.DISMISS}
REASON_CHARACTERS = 400


@needs(Right.DECIDE, Right.PROPOSE)
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """What waits for this person, and the case they have open."""
    inspection = own_round(request, pk)
    if request.method == "POST":
        return _acted(request, inspection)
    wanted = filter_from(request, QueueFilter)
    user, now = request.user, timezone.now()
    rows = queue.clusters_of(inspection, wanted, user, timezone.localdate())
    may_work = user.may(Right.DECIDE) and _is_open(inspection)
    veil = veil_of(user)
    cluster = _chosen(request, inspection) or queue.next_for(rows, user, now)
    if may_work and cluster is not None:
        queue_dealing.release(user, keep=cluster.pk)
        if cluster.waiting:
            queue_dealing.claim(cluster, user, now)
    waiting = queue.waiting_incidents(inspection)
    context = {
        "round": inspection,
        "tab": "queue",
        "wanted": wanted,
        "listing": listing(request, rows),
        "query": _query(request),
        "shows": [(word.value, label) for word, label in SHOW_LABELS.items()],
        "indicators": rows_in_force(inspection),
        "target_kinds": [(word.value, LABELS[word]) for word in TargetKind],
        "text_kinds": [(word.value, LABELS[word]) for word in TextErrorKind],
        "regions": _regions(inspection),
        "left": queue.left(inspection, user),
        "pace": queue.pace(user, now),
        "incidents": waiting if not wanted.show else [],
        "blind": blind_review.reviews_for(inspection, user).count(),
        "stale": inspection.targets.filter(needs_judging=True).count(),
        "may_work": may_work,
        "may_propose": user.may(Right.PROPOSE) and _is_open(inspection),
        "newest": _newest(inspection, user),
        "now": now,
        "veiled": veil.clusters,
        **_case(request, cluster, user, veil),
    }
    return render(request, "web/queue.html", context)


@needs(Right.DECIDE)
def blind(request: HttpRequest, pk: int) -> HttpResponse:
    """A drawn decision of somebody else, to be taken again without knowing what they said."""
    inspection = own_round(request, pk)
    waiting = blind_review.reviews_for(inspection, request.user)
    if request.method == "POST":
        return _answered(request, inspection)
    review = waiting.first()
    context: dict[str, Any] = {
        "round": inspection,
        "tab": "queue",
        "review": review,
        "waiting": waiting.count(),
        "may_work": _is_open(inspection),
    }
    if review is not None:
        rows = blind_review.members_of(review)
        members = request.GET.get("members")
        context["case"] = case_of(review.batch.cluster, members, rows, veil_of(request.user))
        context["earlier"] = list(review.answers.all())
    return render(request, "web/queue_blind.html", context)


def _is_open(inspection: Round) -> bool:
    return inspection.state not in CLOSED_STATES and not inspection.imported


def _chosen(request: HttpRequest, inspection: Round) -> Cluster | None:
    number = whole(request.GET.get("case", ""))
    if not number:
        return None
    rows = Cluster.objects.visible_to(request.user).filter(round=inspection)
    return get_object_or_404(rows.select_related("assigned_to", "claimed_by"), pk=number)


def _case(request: HttpRequest, cluster: Cluster | None, user: User, veil: Veil) -> dict[str, Any]:
    if cluster is None:
        return {"case": None}
    held = cluster.claimed_by_id not in (None, user.pk) and cluster.claimed_until is not None
    return {
        "case": case_of(cluster, request.GET.get("members"), cluster.members.all(), veil),
        "said": [] if veil.hides(cluster) else said_of(cluster),
        "is_veiled": veil.hides(cluster),
        "proposals": list(cluster.proposals.all()),
        "is_taken": held and cluster.claimed_until > timezone.now(),
        "is_for_second": cluster.half > 0,
        "is_own_first": cluster.half == cluster.waiting > 0 and not _is_for(cluster, user),
        "people": queue_dealing.assignees(user),
        "later": timezone.localdate() + timedelta(days=review_limits().put_off_days),
    }


def _is_for(cluster: Cluster, user: User) -> bool:
    return queue.waiting_for(Cluster.objects.filter(pk=cluster.pk), user).exists()


def _regions(inspection: Round) -> list[tuple[str, str]]:
    names = inspection.targets.exclude(region="").order_by("region")
    return [(name, name) for name in names.values_list("region", flat=True).distinct()]


def _newest(inspection: Round, user: User) -> DecisionBatch | None:
    """The last decision of this person in this round, to be taken back with one key."""
    own = DecisionBatch.objects.filter(round=inspection, by=user, undone_by=None)
    rows = own.exclude(verb=DecisionVerb.WITHDRAW).select_related("cluster")
    return rows.order_by("-pk").first() if _is_open(inspection) else None


def _acted(request: HttpRequest, inspection: Round) -> HttpResponse:
    """Do what was asked for, and open the next case; a refusal shows the case again."""
    said = request.POST
    act = "dismiss" if said.get("because") else said.get("act", "")
    number = said.get("case", "")
    rows = Cluster.objects.visible_to(request.user).filter(round=inspection)
    try:
        if act == "judge":
            return _judged(request, inspection)
        cluster = get_object_or_404(rows, pk=whole(number))
        following = _following(request, inspection, cluster)
        done = ACTS.get(act, _unknown)(request, cluster)
    except XunchaError as fault:
        messages.error(request, str(fault))
        return redirect(_address(request, inspection, number))
    messages.success(request, done)
    _judge_few(inspection)
    return redirect(_address(request, inspection, number if act in STAYS else following))


def _following(request: HttpRequest, inspection: Round, cluster: Cluster) -> str:
    """The case to open once this one is done with; empty without one."""
    wanted, today = filter_from(request, QueueFilter), timezone.localdate()
    rows = queue.clusters_of(inspection, wanted, request.user, today)
    found = queue.next_for(rows, request.user, timezone.now(), after=cluster)
    return str(found.pk) if found else ""


def _decide(request: HttpRequest, cluster: Cluster) -> str:
    said = request.POST
    verb = VERBS["dismiss" if said.get("because") else said["act"]]
    upto, only = said.get("upto", ""), [one for one in said.getlist("only") if whole(one, -1) >= 0]
    batch = decide(
        cluster,
        Saying(
            verb,
            _reason(request, cluster),
            upto=whole(upto) or None,
            only=tuple(int(one) for one in only),
        ),
        request.user,
    )
    cluster.refresh_from_db()
    text = f"已{DECISION_LABELS[verb]} {batch.findings} 条：{cluster}"
    if cluster.half and verb is DecisionVerb.CONFIRM:
        return f"{text}；须由另一人再确认，确认之前不计入判定"
    return f"{text}；还有 {cluster.waiting} 条等待认定" if cluster.waiting else text


def _reason(request: HttpRequest, cluster: Cluster) -> str:
    """The reason chosen by its number and what was typed beside it."""
    typed = request.POST.get("reason", "").strip()[:REASON_CHARACTERS]
    number = request.POST.get("because", "")
    known = dict(enumerate(review_limits().reasons_for(cluster.check_slug), start=1))
    chosen = known.get(whole(number, -1), "")
    return "；".join(part for part in (chosen, typed) if part)


def _undo(request: HttpRequest, cluster: Cluster) -> str:
    number = request.POST.get("batch", "")
    rows = DecisionBatch.objects.visible_to(request.user).filter(cluster=cluster)
    batch = get_object_or_404(rows, pk=whole(number))
    back = undo(batch, request.user)
    return f"已撤回 {back.findings} 条的认定，恢复到认定之前：{cluster}"


def _later(request: HttpRequest, cluster: Cluster) -> str:
    try:
        until = date.fromisoformat(request.POST.get("until", ""))
    except ValueError:
        raise DecisionError("请填写推后到哪一天，例如 2026-10-15") from None
    queue_dealing.put_off(cluster, request.user, until, timezone.localdate())
    return f"已推后到 {until}，到时再列入：{cluster}"


def _assign(request: HttpRequest, cluster: Cluster) -> str:
    number = request.POST.get("to", "")
    to = next((one for one in queue_dealing.assignees(request.user) if str(one.pk) == number), None)
    if number and to is None:
        raise DecisionError("没有这个人，或其没有审核权限；请重新选择")
    queue_dealing.assign(cluster, request.user, to)
    return f"已分派给{to}：{cluster}" if to else f"不再分派给个人：{cluster}"


def _propose(request: HttpRequest, cluster: Cluster) -> str:
    verb = VERBS.get(request.POST.get("verb", ""))
    if verb is None:
        raise DecisionError("请选择建议确认还是排除")
    reason = request.POST.get("reason", "")[:REASON_CHARACTERS]
    queue_dealing.propose(cluster, request.user, verb, reason)
    return f"已提出建议：{DECISION_LABELS[verb]}。由审核人认定，建议本身不计入判定"


def _unknown(request: HttpRequest, cluster: Cluster) -> str:
    raise DecisionError("没有说明要做什么；请用页面上的按钮操作")


ACTS: dict[str, Callable[[HttpRequest, Cluster], str]] = {
    "confirm": _decide,
    "dismiss": _decide,
    "undo": _undo,
    "later": _later,
    "assign": _assign,
    "propose": _propose,
}
STAYS = frozenset({"undo", "propose"})
"""After these the same case stays open."""


def _answered(request: HttpRequest, inspection: Round) -> HttpResponse:
    rows = BlindReview.objects.visible_to(request.user).filter(batch__round=inspection)
    number = request.POST.get("review", "")
    review = get_object_or_404(rows, pk=whole(number))
    act = "dismiss" if request.POST.get("because") else request.POST.get("act", "")
    try:
        if act not in VERBS:
            raise DecisionError("请选择确认或排除")
        reason = _reason(request, review.batch.cluster)
        blind_answering.answer(review, VERBS[act], reason, request.user)
    except DecisionError as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, "已记录复核意见")
        _judge_few(inspection)
    return redirect("queue-blind", pk=inspection.pk)


def _judge_few(inspection: Round) -> None:
    """Judge anew what was decided on, where that is quickly done; the rest waits for the button."""
    stale = inspection.targets.filter(needs_judging=True).values_list("code", flat=True)
    codes = list(stale[: review_limits().judged_at_once + 1])
    if codes and len(codes) <= review_limits().judged_at_once:
        judge_round(inspection, SilentReporter(), codes)


def _judged(request: HttpRequest, inspection: Round) -> HttpResponse:
    if not request.user.may(Right.DECIDE):
        raise DecisionError("重新判定须有认定线索的权限")
    stale = inspection.targets.filter(needs_judging=True).values_list("code", flat=True)
    codes = list(stale)
    changed = judge_round(inspection, SilentReporter(), codes) if codes else 0
    messages.success(request, f"已重新判定 {len(codes)} 个对象，{changed} 个的判定或理由有变化")
    return redirect(_address(request, inspection, ""))


def _address(request: HttpRequest, inspection: Round, case: str) -> str:
    """The queue with the filter it was left with, and the case to stay with, if any."""
    address = reverse("queue", args=[inspection.pk])
    return f"{address}?{_query(request)}" + (f"&case={case}" if case else "")


def _query(request: HttpRequest) -> str:
    """The filter and the page of the list, without the case that is open."""
    kept = request.GET.copy()
    for name in ("case", "members"):
        kept.pop(name, None)
    return kept.urlencode()
