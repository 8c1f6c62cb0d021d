"""Every page of the office as who may open it, with arguments from what is in the tables."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.urls.resolvers import URLPattern

from xuncha.office.casework.models import FindingRecord, Round, RoundTarget
from xuncha.office.forms.progress import progress_of
from xuncha.office.notices.models import NoticeDraft
from xuncha.office.people.models import Office, User
from xuncha.office.people.rights import RIGHTS
from xuncha.office.people.roles import Role
from xuncha.office.rectification.models import Order
from xuncha.office.registry.models import Body
from xuncha.web.urls import urlpatterns

LEFT_OUT = {"login", "logout", "code"}
"""Pages without a signed-in user."""
ORDER = (
    Role.APPROVER,
    Role.INSPECTOR,
    Role.UNIT,
    Role.SECURITY_ADMIN,
    Role.SYSTEM_ADMIN,
    Role.AUDIT_ADMIN,
)
"""As whom a page is opened: the first of these who may."""


@dataclass(frozen=True, slots=True)
class PageAt:
    """One address to open."""

    name: str
    url: str
    role: Role


def pages_of(office: Office) -> tuple[list[PageAt], list[str]]:
    """The addresses, and the names of pages there is nothing to open for."""
    newest = Round.objects.filter(office=office, imported=False).first()
    assert newest is not None
    targets = RoundTarget.objects.filter(round=newest)
    finding = FindingRecord.objects.filter(target__round=newest).select_related("target").first()
    known: dict[str, Any] = {
        "pk": newest.pk,
        "code": finding.target.code if finding else targets[0].code,
        "fingerprint": finding.fingerprint if finding else "",
        "slug": "columns-blank",
        "kind": "words",
        "tree": "territory",
        "sort": "sites",
        "key": "6300000000",
        "year": newest.as_of.year,
        "rule": "official-phrase",
        "edition": "public",
        "form": next((one.used.key for one in progress_of(newest)), None),
        "body": Body.objects.filter(office=office).values_list("pk", flat=True).first(),
        **_papers(office),
    }
    found: list[PageAt] = []
    left: list[str] = []
    for pattern in urlpatterns:
        if pattern.name in LEFT_OUT:
            continue
        place = _address(pattern, known, office)
        if place:
            found.append(PageAt(pattern.name, place, _role(pattern)))
        else:
            left.append(pattern.name)
    return found, left


def _papers(office: Office) -> dict[str, Any]:
    """A large order somebody answers for, with its first item, and a draft of a notice."""
    own = Order.objects.filter(office=office).exclude(state="drafted")
    order = own.filter(addressee__code="C00").first() or own.first()
    draft = NoticeDraft.objects.filter(office=office).first()
    found: dict[str, Any] = {}
    if order is not None:
        found |= {"order": order.pk, "item": order.items.values_list("pk", flat=True).first()}
    return found | ({"draft": draft.pk} if draft is not None else {})


def _role(pattern: URLPattern) -> Role:
    asked = set(getattr(pattern.callback, "rights", ()))
    return next(
        (role for role in ORDER if not asked or asked & RIGHTS[role]),
        Role.APPROVER,
    )


def _address(pattern: URLPattern, known: dict[str, Any], office: Office) -> str:
    wanted = set(pattern.pattern.converters)
    values = dict(known)
    if "pk" in wanted:
        values["pk"] = _key(pattern.name, known["pk"], office)
    if any(values.get(name) is None for name in wanted):
        return ""
    return reverse(pattern.name, kwargs={name: values[name] for name in wanted})


def _key(name: str, newest: int, office: Office) -> int | None:
    """The row a page is opened for: the newest round, or the one its draft is of."""
    if name == "person":
        return User.objects.filter(office=office).values_list("pk", flat=True).first()
    if name.startswith("draft") and name != "draft-new":
        return NoticeDraft.objects.filter(office=office).values_list("round", flat=True).first()
    return newest
