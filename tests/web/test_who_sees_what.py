"""Every address as every role: who lacks the right is refused, who is of another office finds
nothing, and a stranger is sent to the login."""

import hashlib

import pytest
from django.urls import reverse
from django.urls.resolvers import URLPattern

from tests.web.conftest import CODE, FORM, OWN_WRONG, PICTURE, RECORD, RULE, WRONG, YEAR
from xuncha.office.notices.models import NoticeDraft
from xuncha.office.people.models import User
from xuncha.office.people.rights import RIGHTS, Right
from xuncha.office.people.roles import Role
from xuncha.office.rectification.models import Contest, EvidenceFile, Order, OrderItem
from xuncha.office.registry.models import Body
from xuncha.office.registry.trees import rebuild
from xuncha.web.urls import urlpatterns

OPEN = {
    "login",
    "login-local",
    "logout",
    "code",
    "door",
    "door-back",
    "door-finish",
    "text-size",
}
"""Pages without a right of their own; the last one only answers to POST."""
SEALED = {"alarms", "alarm"}
OWN_WORDS = {
    "wordlists",
    "wordlist",
    "wordlist-draft",
    "wordlist-download",
    "allowances",
    "rules",
}
OWN_REGISTER = {
    "register",
    "register-rows",
    "register-add",
    "register-export",
    "register-import",
    "register-proposals",
    "register-exemptions",
    "reconcile",
    "reconcile-changes",
}
OF_NO_OFFICE = {
    "login",
    "logout",
    "password",
    "own-code",
    "session",
    "people",
    "home",
    "messengers",
    "reminders",
    "rounds",
    "check",
    "audit",
    "assessments",
    "orders",
    "ledger-document",
    "orders-ledger",
    "orders-silent",
    "contests",
    "unit",
    "own-results",
    "round-new",
    *OWN_REGISTER,
    *OWN_WORDS,
}
"""Pages that show a neighbour his own office's empty lists instead of nothing."""
ARGUMENTS = {
    "code": CODE,
    "door": "oidc",
    "sort": "sites",
    "key": CODE,
    "form": FORM,
    "sha256": hashlib.sha256(PICTURE).hexdigest(),
    "record": RECORD,
    "subject": "home",
    "slug": "columns-blank",
    "name": "通报.docx",
    "kind": "words",
    "number": 1,
    "rule": RULE,
    "year": YEAR,
    "region": "青石市",
    "fingerprint": WRONG,
    "edition": "internal",
    "listed": "targets",
    "notice": 1,
    "paper": "slip",
}
RECTIFICATION = {"order": Order, "item": OrderItem, "contest": Contest, "file": EvidenceFile}
ONCE_ISSUED = {"body-results", "body-result", "body-report"}
"""Pages a unit finds nothing on before the notice is issued."""
PEOPLE = [role for role in Role if role is not Role.SYSTEM]
ALL = frozenset(Right)
NAMES = [pattern.name for pattern in urlpatterns]


def address(name: str, inspection) -> str:
    values = {**ARGUMENTS, "pk": inspection.pk}
    if name == "person":
        values["pk"] = User.objects.get(office=inspection.office, username="li").pk
    wanted = _pattern(name).pattern.converters
    for one in wanted.keys() & RECTIFICATION.keys():
        values[one] = RECTIFICATION[one].objects.latest("pk").pk
    if "draft" in wanted:
        values["draft"] = NoticeDraft.objects.latest("pk").pk
    if "body" in wanted:
        values["body"] = inspection.targets.get(code=CODE).sponsor_id
    if name == "unit-record":
        values["number"] = 0
    return reverse(name, kwargs={one: values[one] for one in wanted})


def _pattern(name: str) -> URLPattern:
    return next(pattern for pattern in urlpatterns if pattern.name == name)


def as_(client, office, role: Role, name="walker"):
    user = User.objects.create_user(name, office, role=role)
    if role is Role.UNIT:
        user.body = body_of(office)
        user.save()
    client.force_login(user)
    return client


def body_of(office) -> Body:
    """The city the order goes to; in another office a city of its own."""
    found = Body.objects.filter(office=office, code="C").first()
    if found is None:
        told = {"name": "邻市", "level": "city", "category": "government"}
        found = Body.objects.create(office=office, code="C", **told)
        rebuild(office)
        found.refresh_from_db()
    return found


def opens(name: str, role: Role) -> bool:
    asked = _pattern(name).callback.rights
    return not asked or bool(RIGHTS[role] & set(asked))


@pytest.mark.parametrize("name", [name for name in NAMES if name not in OPEN])
def test_every_page_says_what_right_it_asks_for(name):
    assert set(_pattern(name).callback.rights) <= ALL


@pytest.mark.parametrize("name", [name for name in NAMES if name not in OPEN])
def test_a_stranger_is_sent_to_the_login(client, seen, name):
    response = client.get(address(name, seen))
    assert response.status_code == 302
    assert response.url.startswith(reverse("login"))


@pytest.mark.parametrize("name", sorted(OPEN))
def test_a_page_before_the_login_shows_nothing_of_an_office(client, seen, name):
    text = client.get(address(name, seen), follow=True).content.decode()
    assert seen.title not in text
    assert seen.office.name not in text
    assert "李审" not in text


@pytest.mark.parametrize("role", PEOPLE)
def test_a_role_opens_what_it_has_the_right_for_and_nothing_else(client, seen, office, role):
    as_(client, office, role)
    for name in NAMES:
        if name in OPEN | SEALED:
            continue
        status = client.get(address(name, seen)).status_code
        if role is Role.UNIT and name in ONCE_ISSUED:
            assert status == 404, name
            continue
        assert (status in (200, 302)) is opens(name, role), (name, status)
        assert opens(name, role) or status == 403, (name, status)


@pytest.mark.parametrize("role", PEOPLE)
def test_a_role_changes_nothing_it_has_no_right_for(client, seen, office, role):
    as_(client, office, role)
    for name in NAMES:
        needed = getattr(_pattern(name).callback, "post_right", None)
        if needed is not None and needed not in RIGHTS[role]:
            assert client.post(address(name, seen)).status_code == 403, name


@pytest.mark.parametrize("role", PEOPLE)
def test_another_office_finds_nothing_of_this_one(client, seen, other_office, role):
    as_(client, other_office, role)
    for name in NAMES:
        if name not in OPEN | SEALED | OF_NO_OFFICE:
            status = client.get(address(name, seen)).status_code
            assert status == (404 if opens(name, role) else 403), (name, status)


def test_another_office_downloads_no_list_of_this_one(client, seen, neighbour):
    client.force_login(neighbour)
    assert client.get(address("wordlist-download", seen)).status_code == 404


@pytest.mark.parametrize("name", ["home", "rounds", "audit", *sorted(OWN_WORDS)])
def test_another_offices_lists_are_empty(client, seen, other_office, name):
    as_(client, other_office, Role.AUDIT_ADMIN if name == "audit" else Role.APPROVER)
    text = client.get(address(name, seen), follow=True).content.decode(errors="replace")
    assert seen.title not in text
    assert OWN_WRONG not in text
    assert "李审" not in text


def test_who_lacks_a_right_reads_who_has_it(client, seen, office):
    as_(client, office, Role.READER)
    text = client.get(reverse("audit")).content.decode()
    assert "查看操作记录" in text
    assert "审计管理员" in text


def test_an_inactive_user_sees_nothing(client, seen, reviewer):
    client.force_login(reviewer)
    reviewer.is_active = False
    reviewer.save()
    assert client.get(reverse("round", args=[seen.pk])).status_code == 302


def test_every_page_forbids_foreign_and_inline_scripts_and_frames(page, seen):
    response = page.get(reverse("round", args=[seen.pk]))
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert response.headers["X-Frame-Options"] == "DENY"
    text = response.content.decode()
    assert "<script>" not in text
    assert "style=" not in text
