"""The end of a session: after a time without use, and after a working day at the latest."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from xuncha.office.deployment import deployment

BEGAN, USED = "began", "used"
KEPT = "登录时间已到，请重新登录；此前提交的内容都已保存。"
LOST = "登录时间已到，刚才提交的这一次没有保存；请重新登录后再提交。"
VOUCHED = "vouched"
"""The door of an identity service the person came through, and what it wants to see at the end."""
ASK_AGAIN = "ask_again"
"""Set when such a session ends: the service must ask the next person afresh, whom it may still
take for the last one."""
NOTED_EVERY = 60
"""Seconds between two notes of use: a page asked for every second need not write each time."""


class SessionEnd:
    """Signs out whoever was away too long; the absolute end is the cookie's own age."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, to a stranger where the session had ended."""
        if request.user.is_authenticated:
            now = int(timezone.now().timestamp())
            limits = deployment()
            began = request.session.setdefault(BEGAN, now)
            used = request.session.get(USED, now)
            if now - used > limits.session_idle_minutes * 60 or now - began > (
                limits.session_hours * 3600
            ):
                end(request)
                messages.info(request, LOST if request.method == "POST" else KEPT)
            elif now - used >= NOTED_EVERY or USED not in request.session:
                request.session[USED] = now
        return self.get_response(request)


@dataclass(frozen=True, slots=True)
class Left:
    """Seconds until a session ends: without use, and at the latest."""

    idle: int
    left: int


def left_of(request: HttpRequest) -> Left:
    """How long the session of a signed-in person lasts still, after this request."""
    limits, now = deployment(), int(timezone.now().timestamp())
    began = request.session.get(BEGAN, now)
    idle = limits.session_idle_minutes * 60 - NOTED_EVERY
    return Left(idle, max(0, began + limits.session_hours * 3600 - now))


def end(request: HttpRequest) -> list[str]:
    """Sign out here; the door and the hint of who came through an identity service, else empty."""
    vouched = request.session.get(VOUCHED, [])
    logout(request)
    if vouched:
        request.session[ASK_AGAIN] = True
    return list(vouched)
