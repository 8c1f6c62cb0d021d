"""How large the text is, kept in a cookie of this browser; how long the session lasts."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from xuncha.web.doors import needs
from xuncha.web.sessions import left_of

COOKIE, LARGE = "text", "large"
YEAR_SECONDS = 365 * 24 * 3600


@needs()
@require_POST
def text_size(request: HttpRequest) -> HttpResponse:
    """Large text on or off, and back to the page it was asked on."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    response = HttpResponseRedirect(wanted if is_ours else reverse("home"))
    if request.COOKIES.get(COOKIE) == LARGE:
        response.delete_cookie(COOKIE, samesite="Strict")
    else:
        response.set_cookie(
            COOKIE, LARGE, max_age=YEAR_SECONDS, httponly=True, samesite="Strict",
            secure=request.is_secure(),
        )  # fmt: skip
    return response


@needs()
@require_safe
def session(request: HttpRequest) -> HttpResponse:
    """Who is signed in, how many seconds more, and a fresh token for the forms of an open page;
    asking counts as use."""
    told = {"user": request.user.pk, "left": left_of(request).left, "token": get_token(request)}
    return JsonResponse(told)
