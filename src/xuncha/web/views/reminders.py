"""Reminders: everybody's own, where each wants to be told, and how the messengers fare."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from xuncha.office.casework.models import Round
from xuncha.office.casework.states import RoundState
from xuncha.office.notices.draft_states import DraftState
from xuncha.office.notices.models import NoticeDraft
from xuncha.office.people.rights import Right
from xuncha.office.reminders import contacts, reading
from xuncha.office.reminders.errors import ReminderError
from xuncha.office.reminders.installation import installation
from xuncha.office.reminders.kinds import Kind, MessageState
from xuncha.office.reminders.models import Contact, Reminder
from xuncha.office.reminders.sending import send_now
from xuncha.office.reminders.terms import terms
from xuncha.web.doors import needs
from xuncha.web.pages import listing, whole

PAGES = {
    Kind.SEALED: "alarms",
    Kind.ORDER: "unit",
    Kind.ORDER_NEAR: "unit",
    Kind.ORDER_OVERDUE: "unit",
    Kind.OVERDUE: "orders-silent",
    Kind.CONTEST: "contests",
    Kind.PAPER_CHECK: "orders",
    Kind.PAPER_SIGN: "orders",
    Kind.EXEMPTION: "register-exemptions",
}
"""Where each kind is worked on that has a page of its own."""
DRAFTS = {
    Kind.NOTICE_CHECK: DraftState.SENT,
    Kind.NOTICE_APPROVE: DraftState.CHECKED,
    Kind.NOTICE_ISSUE: DraftState.APPROVED,
}


@needs()
def index(request: HttpRequest) -> HttpResponse:
    """The user's reminders and contacts; reading, adding, taking back, trying out."""
    typed: dict[str, str] = {}
    if request.method == "POST":
        done = _acted(request, typed)
        if done is not None:
            return done
    user, now, known = request.user, timezone.now(), installation()
    context = {
        "standing": reading.standing(user),
        "listing": listing(request, reading.past(user, now)),
        "contacts": reading.contacts_of(user),
        "channels": contacts.channels_set_up(known),
        "terms": terms(),
        "typed": typed,
    }
    return render(request, "web/reminders.html", context)


@needs(Right.RUN_SYSTEM)
def messengers(request: HttpRequest) -> HttpResponse:
    """The channels of the installation, and what did not arrive."""
    user, now, known = request.user, timezone.now(), installation()
    context = {
        "channels": reading.channel_reports(user, known, now),
        "listing": listing(request, reading.not_arrived(user, now)),
        "site": known.site,
        "terms": terms(),
    }
    return render(request, "web/messengers.html", context)


def _acted(request: HttpRequest, typed: dict[str, str]) -> HttpResponse | None:
    """Do what was asked; None where the form is to be shown again with what was typed."""
    posted = request.POST
    if "open" in posted:
        return _opened(request, posted["open"])
    if "read" in posted:
        rows = Reminder.objects.visible_to(request.user)
        chosen = rows if posted["read"] == "all" else rows.filter(pk=_number(posted["read"]))
        reading.mark_read(chosen, timezone.now())
        return redirect("reminders")
    if "end" in posted:
        contacts.end_contact(_contact(request, posted["end"]), request.user, timezone.now())
        messages.success(request, "已取消这个渠道，地址已删除。")
        return redirect("reminders")
    if "try" in posted:
        return _tried(request, _contact(request, posted["try"]))
    return _added(request, typed)


def _opened(request: HttpRequest, pk: str) -> HttpResponse:
    rows = Reminder.objects.visible_to(request.user).filter(pk=_number(pk))
    reminder = get_object_or_404(rows)
    reading.mark_read(rows, timezone.now())
    return redirect(_page_of(request, Kind(reminder.kind)))


def _page_of(request: HttpRequest, kind: Kind) -> str:
    """The address a kind is worked on: of the draft or the round that waits, else home."""
    if kind in PAGES:
        return reverse(PAGES[kind])
    if kind in DRAFTS:
        drafts = NoticeDraft.objects.visible_to(request.user).filter(state=DRAFTS[kind])
        draft = drafts.order_by("changed_at").first()
        return reverse("draft", args=[draft.round_id, draft.pk]) if draft else reverse("home")
    rounds = Round.objects.visible_to(request.user).filter(state=RoundState.REVIEWING)
    newest = rounds.order_by("-as_of").first()
    name = "queue-blind" if kind is Kind.BLIND else "queue"
    return reverse(name, args=[newest.pk]) if newest else reverse("home")


def _tried(request: HttpRequest, contact: Contact) -> HttpResponse:
    now, known = timezone.now(), installation()
    try:
        message = send_now(contacts.try_out(contact, known, now), now, known)
    except ReminderError as fault:
        messages.error(request, str(fault))
        return redirect("reminders")
    if message.state == MessageState.SENT:
        messages.success(request, "测试消息已发出，请查看是否收到。")
    else:
        messages.error(request, f"测试消息没有发出：{message.failure}。")
    return redirect("reminders")


def _added(request: HttpRequest, typed: dict[str, str]) -> HttpResponse | None:
    given = tuple(request.POST.get(name, "") for name in ("channel", "address", "signing"))
    try:
        contacts.add_contact(request.user, given, installation(), timezone.now())
    except ReminderError as fault:
        messages.error(request, f"没有添加：{fault}。")
        typed.update(zip(("channel", "address"), given, strict=False))
        return None
    messages.success(request, "已添加。请点“发送测试”确认能收到。")
    return redirect("reminders")


def _contact(request: HttpRequest, pk: str) -> Contact:
    rows = Contact.objects.visible_to(request.user).filter(ended_at__isnull=True)
    found: Contact = get_object_or_404(rows, pk=_number(pk))
    return found


def _number(text: str) -> int:
    return whole(text)
