"""Coming in and going out: one-time passwords, own passwords, the lock after failures."""

from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from xuncha.office.people import audit, logins
from xuncha.office.people.models import User
from xuncha.web.doors import needs
from xuncha.web.forms import SignInForm


@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """The login page. A used-up one-time password opens nothing."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = _checked(request, form.cleaned_data["username"], form.cleaned_data["password"])
        if isinstance(user, User):
            was_once = user.password_once
            if logins.claim(user, timezone.now()):
                login(request, user)
                return _welcome(request, was_once=was_once)
        form.add_error(None, user if isinstance(user, str) else "一次性口令已用过；请重新领取口令")
    return render(request, "web/login.html", {"form": form}, status=200 if not form.errors else 401)


def _checked(request: HttpRequest, username: str, password: str) -> User | str:
    now = timezone.now()
    known = User.objects.filter(username=username).first()
    if known is not None and logins.is_locked(known, now):
        return "连续输错次数过多，已暂时锁定；请稍后再试，或请安全管理员重新发放口令"
    user = authenticate(request, username=username, password=password)
    if isinstance(user, User):
        return user
    if known is not None and known.office_id is not None:
        logins.note_failure(known, now)
    return "登录名或口令不对；一次性口令只能使用一次，用过后请重新领取"


def _welcome(request: HttpRequest, *, was_once: bool) -> HttpResponse:
    if was_once:
        messages.warning(
            request, "一次性口令已用完。请在“设置口令”中设置自己的口令，下次登录使用。"
        )
    wanted = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return redirect(wanted)
    return redirect("home")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("login")


@needs()
@sensitive_post_parameters()
def own_password(request: HttpRequest) -> HttpResponse:
    """Set a password of one's own."""
    form = SetPasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = form.save()
        update_session_auth_hash(request, user)
        audit.append(user, "login.password_set", user)
        messages.success(request, "口令已设置，下次登录使用新口令。")
        return redirect("home")
    return render(request, "web/password.html", {"form": form})
