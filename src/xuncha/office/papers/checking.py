"""Checking 核稿: a draft is read by somebody other than who drew it up, before a third signs it."""

import hashlib
import json
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from xuncha.office.papers.errors import PaperError
from xuncha.office.papers.models import PaperCheck
from xuncha.office.people import audit
from xuncha.office.people.models import Office, User
from xuncha.office.people.rights import Right, roles_with
from xuncha.office.rectification.models import Order
from xuncha.office.rectification.states import EventKind, ItemState, OrderState

WROTE = (EventKind.DRAWN.value, EventKind.WITHDRAWN.value)
"""What is written down of a draft when items are put in and taken out."""


def check_draft(order: Order, user: User, *, at: datetime | None = None) -> PaperCheck:
    """Put down that this person checked the draft as it stands; the same again is the same check.

    PaperError where the draft went out, is another office's, or is the person's own.
    """
    moment = at or timezone.now()
    with transaction.atomic():
        Office.objects.select_for_update().get(pk=order.office_id)
        order.refresh_from_db()
        if order.office_id != user.office_id or not user.may(Right.CHECK_PAPERS):
            raise PaperError(f"{user.name}不能核稿；请由本单位{roles_with(Right.CHECK_PAPERS)}核稿")
        if order.state != OrderState.DRAFTED:
            raise PaperError(f"“{order}”已经签发或撤销，不需要核稿")
        if order.drawn_by_id == user.pk:
            raise PaperError("核稿人不能是拟制人；请由另一人核稿")
        if user.pk in _wrote(order):
            raise PaperError(f"{user.name}改动过这份草稿，不能自己核稿；请由另一人核稿")
        standing = check_of(order)
        if standing is not None and standing.by_id == user.pk:
            return standing
        check = PaperCheck(
            order=order, digest=digest_of(order), by=user, by_name=user.name, at=moment
        )
        check.save(force_insert=True)
        audit.append(user, "order.checked", order, {"content": check.digest}, at=moment)
    return check


def check_of(order: Order) -> PaperCheck | None:
    """The newest check of the draft as it stands; None where nobody checked what it says now."""
    found: PaperCheck | None = order.checks.filter(digest=digest_of(order)).first()
    return found


def require_check(order: Order, signer: User) -> None:
    """Raise PaperError unless somebody checked the draft, and all three are different people."""
    if signer.pk == order.drawn_by_id:
        raise PaperError("签发人不能是拟制人；请由另一人签发")
    if signer.pk in _wrote(order):
        raise PaperError(f"{signer.name}改动过这份草稿，不能自己签发；请由另一人签发")
    check = check_of(order)
    if check is None:
        raise PaperError("还没有核稿，或者核稿后又有改动；请先由另一人核稿")
    others = order.checks.filter(digest=check.digest).exclude(by=signer)
    if not others.exists():
        raise PaperError("签发人不能是核稿人；请由另一人核稿或者签发")


def digest_of(order: Order) -> str:
    """The digest of what a draft asks of whom."""
    rows = order.items.exclude(state=ItemState.WITHDRAWN).order_by("pk")
    items = list(rows.values_list("pk", "title", "origin", "streak"))
    content = [order.kind, order.addressee_id, items]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def _wrote(order: Order) -> set[int]:
    """Who put items into a draft or took some out."""
    return set(order.events.filter(kind__in=WROTE).values_list("by_id", flat=True))
