"""Coming in and going out: one-time passwords, own passwords, the lock after failures."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth import authenticate, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from xuncha.office.people import audit, logins, refusals, second_factor, strangers
from xuncha.office.people.errors import OutsideUnableError
from xuncha.office.people.models import User
from xuncha.office.people.outside.installation import Door, has_doors, installation
from xuncha.office.people.outside.matching import logins_meant, outside_name_of
from xuncha.office.people.outside.services import directory_proves
from xuncha.office.people.refusals import REFUSAL_LINES, Refusal
from xuncha.web.arrivals import Arrival, half_way, let_in, proceed, wanted_of
from xuncha.web.doors import needs
from xuncha.web.forms import CodeForm, OwnPasswordForm, SignInForm
from xuncha.web.sessions import end
from xuncha.web.views import outside

OFFERED = "offered"
DIRECTORY_WRONG = (
    "登录名或口令不对；请用“{}”的登录名和口令，仍然不行时请安全管理员核对您在本系统的登录名"
)


@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """The login page: the outside doors of the installation, or the password kept here."""
    doors = installation().open_doors
    services = [(door, installation().label(door)) for door in doors if door is not Door.LDAP]
    context = {"services": services, "has_doors": bool(doors), "wanted": wanted_of(request.GET)}
    if not doors:
        return _by_password(request, Door.PASSWORD, context)
    if Door.LDAP in doors:
        context["directory"] = installation().label(Door.LDAP)
        return _by_password(request, Door.LDAP, context)
    return render(request, "web/login.html", context)


@sensitive_post_parameters("password")
def sign_in_here(request: HttpRequest) -> HttpResponse:
    """The emergency door of the system administrator, where others come in by outside doors."""
    if not has_doors():
        return redirect("login")
    return _by_password(request, Door.PASSWORD, {"emergency": True})


@sensitive_post_parameters("code")
def code(request: HttpRequest) -> HttpResponse:
    """The second step: the code of the phone of who came through a door a moment ago."""
    found = half_way(request)
    if found is None:
        return redirect("login")
    user, arrival = found
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        if logins.is_locked(user, now):
            refusals.note(Refusal.LOCKED, arrival.door, now, user=user)
            form.add_error(None, REFUSAL_LINES[Refusal.LOCKED])
        elif not second_factor.accepts(user, form.cleaned_data["code"], now):
            refusals.note(Refusal.CODE, arrival.door, now, user=user)
            logins.note_failure(user, now)
            form.add_error(None, REFUSAL_LINES[Refusal.CODE])
        else:
            done = let_in(request, user, arrival)
            if not isinstance(done, str):
                return done
            form.add_error(None, done)
    return render(request, "web/code.html", {"form": form}, status=200 if not form.errors else 401)


def _by_password(request: HttpRequest, door: Door, context: dict[str, object]) -> HttpResponse:
    """The login page with its form. A used-up one-time password opens nothing."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        checked = _from_directory if door is Door.LDAP else _kept_here
        done = checked(request, form.cleaned_data["username"], form.cleaned_data["password"])
        if isinstance(done, User):
            arrived = proceed(request, done, Arrival(door, wanted_of(request.GET)))
            if not isinstance(arrived, str):
                return arrived
            done = arrived
        form.add_error(None, done)
    status = 200 if not form.errors else 401
    return render(request, "web/login.html", {**context, "form": form}, status=status)


def _kept_here(request: HttpRequest, username: str, password: str) -> User | str:
    """Who has this login name and this password here; in Chinese why nobody."""
    now = timezone.now()
    known = User.objects.filter(username=username).first()
    if known is not None and not logins.has_own_password(known):
        known = None
    if logins.is_locked(known, now) if known else strangers.is_locked(username, now):
        return _refused(Refusal.LOCKED, Door.PASSWORD, known)
    user = authenticate(request, username=username, password=password)
    if isinstance(user, User) and known is not None:
        return user
    line = _refused(Refusal.PASSWORD, Door.PASSWORD, known)
    if known is None:
        strangers.note_failure(username, now)
    elif known.office_id is not None:
        logins.note_failure(known, now)
    return line


def _from_directory(_: HttpRequest, username: str, password: str) -> User | str:
    """Whom the installation's directory knows by this name and password and a login stands here
    for; in Chinese why nobody. Where no login stands behind a name the directory is not asked:
    nobody tries out here the passwords of people who have none."""
    meant, now = logins_meant(username), timezone.now()
    if len(meant) != 1:
        return _nobodys(username, meant, now)
    known = meant[0]
    if logins.is_locked(known, now):
        return _refused(Refusal.LOCKED, Door.LDAP, known)
    try:
        proved = directory_proves(outside_name_of(known), password)
    except OutsideUnableError as fault:
        refusals.log_cause(Door.LDAP, fault)
        return outside.UNABLE.format(installation().label(Door.LDAP))
    if proved:
        return known if known.is_active else _refused(Refusal.CLOSED, Door.LDAP, known)
    _refused(Refusal.PASSWORD, Door.LDAP, known)
    logins.note_failure(known, now)
    return DIRECTORY_WRONG.format(installation().label(Door.LDAP))


def _nobodys(username: str, meant: list[User], now: datetime) -> str:
    """The line for a name that means no login, or several: the one for a wrong password."""
    if strangers.is_locked(username, now):
        return _refused(Refusal.LOCKED, Door.LDAP, None)
    for user in meant or (None,):
        _refused(Refusal.AMBIGUOUS if user else Refusal.UNKNOWN, Door.LDAP, user)
    strangers.note_failure(username, now)
    return DIRECTORY_WRONG.format(installation().label(Door.LDAP))


def _refused(refusal: Refusal, door: Door, user: User | None) -> str:
    refusals.note(refusal, door, timezone.now(), user=user)
    return REFUSAL_LINES[refusal]


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, and the one of the identity service the person came through."""
    return outside.left(request, end(request))


@needs()
@sensitive_post_parameters()
def own_password(request: HttpRequest) -> HttpResponse:
    """Set a password of one's own, where one opens anything."""
    if not logins.has_own_password(request.user):
        messages.info(request, "您从外部身份服务登录，口令请在那里修改。")
        return redirect("own-code")
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
        if _proves_again(request, user):
            second_factor.switch_off(user, user)
            messages.success(request, "验证码已停用，下次登录不再要验证码。")
        else:
            messages.error(request, "口令或验证码不对，验证码没有停用。")
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
    told = {"has_password": logins.has_own_password(user)}
    return render(request, "web/own_code.html", told if user.second_factor else {**context, **told})


def _proves_again(request: HttpRequest, user: User) -> bool:
    """Whether who switches the codes off is the person: by the password, or by a last code where
    no password is kept here."""
    if logins.has_own_password(user):
        return user.check_password(request.POST.get("password", ""))
    return second_factor.accepts(user, request.POST.get("code", ""), timezone.now())
