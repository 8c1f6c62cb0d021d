"""How large the text is: chosen once, kept in a cookie of this browser."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from xuncha.web.doors import needs

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
