"""The people of the office: opened, changed and closed by the security administrator."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from xuncha.office.people import keeping, logins, second_factor
from xuncha.office.people.errors import PeopleError
from xuncha.office.people.keeping import Post
from xuncha.office.people.models import User
from xuncha.office.people.outside.installation import has_doors
from xuncha.office.people.rights import BODY_ROLES, RIGHT_LABELS, RIGHTS, Right
from xuncha.office.people.roles import ROLE_LABELS, Role
from xuncha.office.registry.models import Body
from xuncha.web.doors import needs
from xuncha.web.pages import listing, whole


@needs(Right.KEEP_USERS)
def index(request: HttpRequest) -> HttpResponse:
    """Everybody with a login, and the form that opens one; a fresh password is shown once."""
    handed: tuple[User, str] | None = None
    if request.method == "POST":
        typed_again = False
        try:
            handed = _acted(request)
        except PeopleError as fault:
            messages.error(request, str(fault))
            typed_again = "name" in request.POST
        if handed is None and not typed_again:
            return redirect("people")
    wanted = request.GET.get("words", "").strip()[:60]
    rows = User.objects.visible_to(request.user).select_related("body").order_by("role", "username")
    if wanted:
        rows = rows.filter(name__contains=wanted) | rows.filter(username__contains=wanted)
    return render(
        request,
        "web/people.html",
        {
            "listing": listing(request, rows),
            "wanted": wanted,
            "handed": handed,
            "roles": _roles(),
            "seated": keeping.seated(request.user).select_related("office", "body"),
            "now": timezone.now(),
            "said": {key: request.POST.get(key, "") for key in ("username", "name", "role", "body")}
            if handed is None
            else {},
        },
    )


@needs(Right.KEEP_USERS)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: role, body, lock, second factor, sessions."""
    person = get_object_or_404(User.objects.visible_to(request.user).select_related("body"), pk=pk)
    password = ""
    if request.method == "POST":
        password = _changed(request, person)
        if not password:
            return redirect("person", pk=pk)
        person.refresh_from_db()
    context = {
        "person": person,
        "password": password,
        "has_doors": has_doors(),
        "has_own_password": logins.has_own_password(person),
        "roles": _roles(),
        "now": timezone.now(),
    }
    return render(request, "web/person.html", context)


def _acted(request: HttpRequest) -> tuple[User, str] | None:
    said = request.POST
    if "unseat" in said:
        keeping.unseat(request.user, _number(said["unseat"]))
        messages.success(request, "已收回。")
        return None
    username, body = said.get("username", "").strip(), _body(request, said.get("body", ""))
    if "seat" in said:
        person = keeping.seat(request.user, username, body or 0)
        messages.success(request, f"“{person.name}”可以代表“{person.body}”答复本单位的整改单。")
        return None
    post = Post(_role(said.get("role", "")), body)
    return keeping.open_login(request.user, username, said.get("name", ""), post)


def _changed(request: HttpRequest, person: User) -> str:
    """What was asked for; a fresh password where one was issued."""
    said, actor = request.POST, request.user
    done: dict[str, Callable[[], str | None]] = {
        "post": lambda: _moved(request, person),
        "close": lambda: _closed(actor, person),
        "reopen": lambda: keeping.reopen_login(actor, person),
        "end": lambda: keeping.end_sessions(actor, person),
        "nocode": lambda: second_factor.switch_off(person, actor),
        "outside": lambda: _named_outside(request, person),
    }
    act = next((name for name in done if name in said), None)
    if act is None:
        return ""
    try:
        password = done[act]()
    except PeopleError as fault:
        messages.error(request, str(fault))
        return ""
    if not password:
        messages.success(request, "已办理，记入操作记录。")
    return password or ""


def _moved(request: HttpRequest, person: User) -> None:
    said = request.POST
    post = Post(_role(said.get("role", "")), _body(request, said.get("body", "")))
    keeping.change_post(request.user, person, post)


def _named_outside(request: HttpRequest, person: User) -> None:
    keeping.name_outside(request.user, person, request.POST.get("outside_name", ""))


def _closed(actor: User, person: User) -> None:
    keeping.close_login(actor, person)


def _role(word: str) -> Role:
    try:
        return Role(word)
    except ValueError as fault:
        raise keeping.KeepingError("没有选择职责；请从名单中选择") from fault


def _body(request: HttpRequest, code: str) -> int | None:
    """The body of a code of the own register; None for none. KeepingError for an unknown one."""
    code = code.strip().split(" ")[0]
    if not code:
        return None
    found = Body.objects.filter(office=request.user.office, code=code).first()
    if found is None:
        raise keeping.KeepingError(f"台账中没有编码为“{code}”的单位；请核对单位编码")
    return int(found.pk)


def _number(text: str) -> int:
    return whole(text)


def _roles() -> list[tuple[str, str, str, bool]]:
    return [
        (
            role.value,
            ROLE_LABELS[role],
            "、".join(RIGHT_LABELS[right] for right in Right if right in RIGHTS[role]),
            role in BODY_ROLES,
        )
        for role in Role
        if role is not Role.SYSTEM
    ]
