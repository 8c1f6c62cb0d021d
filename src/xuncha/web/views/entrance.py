"""Coming in and going out: one-time passwords, own passwords, the lock after failures."""

from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.safestring import mark_safe
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from xuncha.office.people import audit, logins, second_factor
from xuncha.office.people.models import User
from xuncha.web.doors import needs
from xuncha.web.forms import CodeForm, OwnPasswordForm, SignInForm

HALF_WAY, OFFERED = "half_way", "offered"
CODE_SECONDS = 300
"""How long after the password a code may be entered."""
PASSWORDS = "django.contrib.auth.backends.ModelBackend"
LOCKED = "连续输错次数过多，已暂时锁定；请稍后再试，或请安全管理员重新发放口令"


@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """The login page. A used-up one-time password opens nothing."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = _checked(request, form.cleaned_data["username"], form.cleaned_data["password"])
        if isinstance(user, User):
            if user.second_factor:
                return _ask_for_code(request, user)
            was_once = user.password_once
            if logins.claim(user, timezone.now()):
                login(request, user)
                return _welcome(request, was_once=was_once)
        form.add_error(None, user if isinstance(user, str) else "一次性口令已用过；请重新领取口令")
    return render(request, "web/login.html", {"form": form}, status=200 if not form.errors else 401)


@sensitive_post_parameters("code")
def code(request: HttpRequest) -> HttpResponse:
    """The second step: the code of the phone of who gave the right password a moment ago."""
    user = _half_way(request)
    if user is None:
        return redirect("login")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        if logins.is_locked(user, now):
            form.add_error(None, LOCKED)
        elif not second_factor.accepts(user, form.cleaned_data["code"], now):
            logins.note_failure(user, now)
            form.add_error(None, "验证码不对或已用过；请等手机上换出下一组再输入")
        else:
            was_once = user.password_once
            if logins.claim(user, now):
                login(request, user, backend=PASSWORDS)
                return _welcome(request, was_once=was_once)
            form.add_error(None, "一次性口令已用过；请重新领取口令")
    return render(request, "web/code.html", {"form": form}, status=200 if not form.errors else 401)


def _ask_for_code(request: HttpRequest, user: User) -> HttpResponse:
    request.session[HALF_WAY] = [user.pk, user.get_session_auth_hash(), _seconds()]
    query = urlencode({"next": request.GET.get("next", "")})
    return redirect(f"{reverse('code')}?{query}")


def _half_way(request: HttpRequest) -> User | None:
    """Who gave the right password not long ago, as long as that password still stands."""
    pk, stamp, at = request.session.get(HALF_WAY, (None, "", 0))
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is None or _seconds() - at > CODE_SECONDS:
        return None
    return user if constant_time_compare(stamp, user.get_session_auth_hash()) else None


def _seconds() -> int:
    return int(timezone.now().timestamp())


def _checked(request: HttpRequest, username: str, password: str) -> User | str:
    now = timezone.now()
    known = User.objects.filter(username=username).first()
    if known is not None and logins.is_locked(known, now):
        return LOCKED
    user = authenticate(request, username=username, password=password)
    if isinstance(user, User):
        return user
    if known is not None and known.office_id is not None:
        logins.note_failure(known, now)
    return "登录名或口令不对；一次性口令只能使用一次，用过后请重新领取"


def _welcome(request: HttpRequest, *, was_once: bool) -> HttpResponse:
    if was_once:
        messages.warning(
            request, "一次性口令已用完。请在“口令和验证码”中设置自己的口令，下次登录使用。"
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
    form = OwnPasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = form.save()
        update_session_auth_hash(request, user)
        audit.append(user, "login.password_set", user)
        messages.success(request, "口令已设置，下次登录使用新口令；其他地方的登录已结束。")
        return redirect("home")
    return render(request, "web/password.html", {"form": form})


@needs()
@sensitive_post_parameters()
def own_code(request: HttpRequest) -> HttpResponse:
    """Switch the codes of one's phone on or off. A secret is kept only when a code of it fits."""
    user = request.user
    if request.method == "POST" and "off" in request.POST and user.second_factor:
        if user.check_password(request.POST.get("password", "")):
            second_factor.switch_off(user, user)
            messages.success(request, "验证码已停用，下次登录只用口令。")
        else:
            messages.error(request, "口令不对，验证码没有停用。")
        return redirect("own-code")
    secret = request.session.setdefault(OFFERED, second_factor.new_secret())
    if request.method == "POST" and not user.second_factor:
        if second_factor.switch_on(user, secret, request.POST.get("code", ""), timezone.now()):
            del request.session[OFFERED]
            messages.success(request, "验证码已启用，下次登录在口令之后输入手机上的六位数字。")
        else:
            messages.error(request, "验证码不对；请核对手机时间，等换出下一组再输入。")
        return redirect("own-code")
    context = {
        "secret": secret,
        "picture": mark_safe(second_factor.picture_of(user, secret)),  # noqa: S308  # our own SVG
    }
    return render(request, "web/own_code.html", {} if user.second_factor else context)
