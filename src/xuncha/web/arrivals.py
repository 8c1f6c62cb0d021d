"""The last steps of signing in, the same behind every door: the code, the session, the way on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from xuncha.office.people import logins
from xuncha.office.people.models import User
from xuncha.office.people.outside.installation import Door, installation
from xuncha.web.sessions import ASK_AGAIN, VOUCHED

HALF_WAY = "half_way"
CODE_SECONDS = 300
"""How long after the password a code may be entered."""
PASSWORDS = "django.contrib.auth.backends.ModelBackend"
USED_UP = "一次性口令已用过；请重新领取口令"


@dataclass(frozen=True, slots=True)
class Arrival:
    """Through which door somebody came, where he wants to go, and what an identity service wants
    to see when he leaves."""

    door: Door
    wanted: str = ""
    hint: str = ""


def proceed(request: HttpRequest, user: User, arrival: Arrival) -> HttpResponse | str:
    """The answer to who proved to be this user: the page of the code, or in; in Chinese why not."""
    if user.second_factor and arrival.door not in installation().doors_with_code:
        kept = [user.pk, user.get_session_auth_hash(), _seconds(timezone.now())]
        request.session[HALF_WAY] = [*kept, arrival.door.value, arrival.hint]
        return redirect(f"{reverse('code')}?{urlencode({'next': arrival.wanted})}")
    return let_in(request, user, arrival)


def half_way(request: HttpRequest) -> tuple[User, Arrival] | None:
    """Who came through a door not long ago and owes the code, as long as his password and his
    sessions were not changed meanwhile. What a session keeps from another version is nobody."""
    match request.session.get(HALF_WAY):
        case [int(pk), str(stamp), int(at), str(door), str(hint)]:
            pass
        case _:
            return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is None or _seconds(timezone.now()) - at > CODE_SECONDS:
        return None
    if not constant_time_compare(stamp, user.get_session_auth_hash()):
        return None
    return user, Arrival(Door(door), wanted_of(request.GET), hint)


def let_in(request: HttpRequest, user: User, arrival: Arrival) -> HttpResponse | str:
    """Begin the session and send the person on; in Chinese why not."""
    now, was_once = timezone.now(), False
    if arrival.door is Door.PASSWORD:
        was_once = user.password_once
        if not logins.claim(user, now):
            return USED_UP
    elif not logins.enter(user, arrival.door, now):
        return "登录名刚刚被停用或锁定；请联系安全管理员"
    login(request, user, backend=PASSWORDS)
    request.session.pop(ASK_AGAIN, None)
    request.session.pop(HALF_WAY, None)
    if arrival.door in (Door.OIDC, Door.CAS):
        request.session[VOUCHED] = [arrival.door.value, arrival.hint]
    if was_once:
        messages.warning(
            request, "一次性口令已用完。请在“口令和验证码”中设置自己的口令，下次登录使用。"
        )
    if url_has_allowed_host_and_scheme(arrival.wanted, {request.get_host()}, request.is_secure()):
        return redirect(arrival.wanted)
    return redirect("home")


def wanted_of(said: Mapping[str, str]) -> str:
    """The page a person wanted to see before he had to sign in, as it was asked for."""
    return said.get("next", "")[:1000]


def _seconds(now: datetime) -> int:
    return int(now.timestamp())
