"""The doors of the pages: what right a page asks for stands on its view, and is asked once."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from xuncha.office.people.rights import RIGHT_LABELS, Right, roles_with

View = Callable[..., HttpResponse]
READING = frozenset({"GET", "HEAD", "OPTIONS"})


def needs(*rights: Right, post: Right | None = None) -> Callable[[View], View]:
    """A view for signed-in users who have one of ``rights`` (none named: everybody signed in).

    To change something they need ``post`` too, where it is named. A stranger is sent to the login;
    who lacks a right reads which one, and who has it (403).
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if rights and not any(request.user.may(right) for right in rights):
                raise PermissionDenied(_lacking(rights[0]))
            if post is not None and request.method not in READING and not request.user.may(post):
                raise PermissionDenied(_lacking(post))
            return view(request, *args, **kwargs)

        door = login_required(guarded)
        door.rights = rights  # type: ignore[attr-defined]  # what the walk over all pages reads
        door.post_right = post  # type: ignore[attr-defined]
        return door

    return guard


def _lacking(right: Right) -> str:
    return f"您没有“{RIGHT_LABELS[right]}”的权限；需要时请由{roles_with(right)}办理"
