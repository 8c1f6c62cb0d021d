"""Every page of the office as who may open it, with arguments from what is in the tables."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.urls.resolvers import URLPattern

from benchmarks.office import beside
from xuncha.office.casework.alarms import SealedAlarm
from xuncha.office.casework.models import Round
from xuncha.office.notices.models import NoticeDraft
from xuncha.office.people.models import Office, User
from xuncha.office.people.rights import RIGHTS
from xuncha.office.people.roles import Role
from xuncha.office.rectification.models import Contest
from xuncha.office.registry import trees
from xuncha.office.registry.models import Body
from xuncha.web.urls import urlpatterns

CITED = "unit-record"
"""Where ``number`` counts what an item cites, not versions."""
LEFT_OUT = {"login", "login-local", "logout", "code", "door", "door-back", "door-finish"}
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
    finding = beside.finding_of(newest)
    known: dict[str, Any] = {
        "pk": newest.pk,
        "code": finding.target.code,
        "fingerprint": finding.fingerprint,
        "slug": "columns-blank",
        "kind": "words",
        "tree": "territory",
        "sort": "sites",
        "key": "6300000000",
        "year": newest.as_of.year,
        "rule": "official-phrase",
        "record": beside.RECORD,
        "subject": "home",
        "name": beside.DOCUMENT,
        "notice": 1,
        "number": 1,
        "listed": "targets",
        "paper": "slip",
        "region": sorted(trees.regions(office).values())[0],
        "sha256": hashlib.sha256(beside.PICTURE).hexdigest(),
        "edition": "public",
        "form": beside.FORM,
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
    """A large order somebody answers for, with an item, its contest and file, and a draft."""
    item = beside.item_of(office)
    return {
        "order": item.order_id,
        "item": item.pk,
        "file": item.order.files.values_list("pk", flat=True).first(),
        "contest": Contest.objects.filter(item__order=item.order_id)
        .values_list("pk", flat=True)
        .first(),
        "draft": NoticeDraft.objects.filter(office=office).values_list("pk", flat=True).first(),
    }


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
    if pattern.name == CITED:
        values["number"] = 0
    if any(values.get(name) is None for name in wanted):
        return ""
    return reverse(pattern.name, kwargs={name: values[name] for name in wanted})


def _key(name: str, newest: int, office: Office) -> int | None:
    """The row a page is opened for: the newest round, or the one its draft is of."""
    if name == "person":
        return (
            User.objects.filter(office=office, role=Role.UNIT).values_list("pk", flat=True).first()
        )
    if name.startswith("draft") and name != "draft-new":
        return NoticeDraft.objects.filter(office=office).values_list("round", flat=True).first()
    if name == "alarm":
        return (
            SealedAlarm.objects.filter(target__round__office=office)
            .values_list("pk", flat=True)
            .first()
        )
    return newest
