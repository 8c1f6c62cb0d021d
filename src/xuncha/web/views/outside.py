"""The doors through an identity service: away to it, back from it, in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from xuncha.office.people import logins, refusals
from xuncha.office.people.errors import OutsideRefusedError, OutsideUnableError
from xuncha.office.people.models import User
from xuncha.office.people.outside.installation import Door, installation
from xuncha.office.people.outside.journey import Journey, Service
from xuncha.office.people.outside.matching import logins_proved
from xuncha.office.people.outside.services import service_of
from xuncha.office.people.refusals import REFUSAL_LINES, Refusal
from xuncha.web.arrivals import Arrival, proceed, wanted_of
from xuncha.web.sessions import ASK_AGAIN

JOURNEY = "journey"
ANSWERS = ("code", "state", "error", "iss", "ticket")
"""What services say when they send a person back; nothing else is passed on."""
ANSWER_MAX = 4000
UNABLE = "“{}”没有回答，身份没有核对，不是您的账号有误；请稍后再试，仍然不行时请告知系统管理员"


@require_safe
def begin(request: HttpRequest, door: str) -> HttpResponse:
    """Away to the identity service, with a journey of its own in the session."""
    service, now = _service(door), timezone.now()
    afresh = bool(request.session.get(ASK_AGAIN))
    journey = Journey.begun(door, now, wanted_of(request.GET), afresh=afresh)
    try:
        place = service.begin(journey)
    except OutsideUnableError as fault:
        return _unable(request, door, fault)
    request.session[JOURNEY] = journey.to_session()
    return redirect(place)


@require_safe
def back(request: HttpRequest, door: str) -> HttpResponse:
    """A page of our own that goes on by itself: on the way from another site the browser keeps our
    strict cookies back, from here it sends them."""
    _service(door)
    said = {name: request.GET[name][:ANSWER_MAX] for name in ANSWERS if name in request.GET}
    place = f"{reverse('door-finish', args=[door])}?{urlencode(said)}"
    return render(request, "web/onward.html", {"place": place, "door": _label(door)})


@require_safe
def finish(request: HttpRequest, door: str) -> HttpResponse:
    """In, if the answer belongs to the journey this browser began and a login stands here."""
    service, now = _service(door), timezone.now()
    journey = Journey.kept(_taken(request), door, now)
    said = {name: request.GET[name] for name in ANSWERS if name in request.GET}
    if journey is None or not constant_time_compare(journey.state, said.get("state", "")):
        return _refused(request, door, Refusal.JOURNEY)
    try:
        proof = service.finish(journey, said, now)
    except OutsideRefusedError as fault:
        refusals.log_cause(door, fault)
        return _refused(request, door, Refusal.PROOF)
    except OutsideUnableError as fault:
        return _unable(request, door, fault)
    meant = logins_proved(proof.name)
    if not meant:
        return _refused(request, door, Refusal.UNKNOWN, name=proof.name)
    if len(meant) > 1:
        return _refused(request, door, Refusal.AMBIGUOUS, *meant)
    user = meant[0]
    if not user.is_active:
        return _refused(request, door, Refusal.CLOSED, user)
    if logins.is_locked(user, now):
        return _refused(request, door, Refusal.LOCKED, user)
    done = proceed(request, user, Arrival(Door(door), journey.wanted, proof.hint))
    if isinstance(done, str):
        messages.error(request, done)
        return redirect("login")
    return done


def _taken(request: HttpRequest) -> object:
    """The journey the session keeps; it is gone from it at once, before anything slow is asked."""
    kept = request.session.pop(JOURNEY, None)
    if kept is not None:
        request.session.save()
    return kept


def left(request: HttpRequest, vouched: list[str]) -> HttpResponse:
    """After signing out here: on to where the identity service ends its own session, if it offers
    that; else the login page."""
    place = ""
    if vouched and vouched[0] in installation().open_doors:
        place = _service(vouched[0]).leave(vouched[1])
    if not place:
        return redirect("login")
    context = {"place": place, "door": _label(vouched[0]), "leaving": True}
    return render(request, "web/onward.html", context)


def _service(door: str) -> Service:
    try:
        return service_of(Door(door), reverse("door-back", args=[door]))
    except (ValueError, OutsideUnableError):
        raise Http404 from None


def _label(door: str) -> str:
    return installation().label(Door(door))


def _refused(
    request: HttpRequest, door: str, refusal: Refusal, *meant: User, name: str = ""
) -> HttpResponse:
    for user in meant or (None,):
        refusals.note(refusal, door, timezone.now(), user=user, name=name)
    messages.error(request, REFUSAL_LINES[refusal])
    return redirect("login")


def _unable(request: HttpRequest, door: str, fault: OutsideUnableError) -> HttpResponse:
    refusals.log_cause(door, fault)
    messages.error(request, UNABLE.format(_label(door)))
    return redirect("login")
