"""Every page of the office as who may open it, with arguments from what is in the tables."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.urls.resolvers import URLPattern

from xuncha.office.casework.models import FindingRecord, Round, RoundTarget
from xuncha.office.people.models import Office, User
from xuncha.office.people.rights import RIGHTS, Right
from xuncha.office.people.roles import Role
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
        "year": newest.as_of.year,
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
    if not wanted <= set(values) or (values.get("pk") is None and "pk" in wanted):
        return ""
    return reverse(pattern.name, kwargs={name: values[name] for name in wanted})


def _key(name: str, newest: int, office: Office) -> int | None:
    """The row a page is opened for: the newest round, or the first row of what it shows."""
    if name == "person":
        return User.objects.filter(office=office).values_list("pk", flat=True).first()
    model = _MODELS().get(name.partition("-")[0])
    if model is None:
        return newest
    return model.objects.order_by("-pk").values_list("pk", flat=True).first()


def _MODELS() -> dict[str, Any]:  # noqa: N802
    from django.apps import apps

    return {
        "order": apps.get_model("rectification", "Order"),
        "unit": apps.get_model("rectification", "Order"),
        "contest": apps.get_model("rectification", "Contest"),
        "alarm": apps.get_model("casework", "SealedAlarm"),
        "body": apps.get_model("registry", "Body"),
        "site": apps.get_model("registry", "Site"),
        "account": apps.get_model("registry", "Account"),
        "column": apps.get_model("registry", "Column"),
        "cluster": apps.get_model("casework", "Cluster"),
        "draft": apps.get_model("notices", "NoticeDraft"),
    }


__all__ = ["PageAt", "Right", "pages_of"]
