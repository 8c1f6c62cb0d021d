"""Tables of the room papers: what was signed, as it was signed."""

from typing import Any, ClassVar, Self

from django.db import models

from xuncha.office.papers.forms import FORM_LABELS, PaperForm
from xuncha.office.people.choices import choices
from xuncha.office.people.models import User
from xuncha.office.people.rights import Right
from xuncha.office.people.tenancy import AppendOnly, AppendOnlyQuerySet, rows_through
from xuncha.office.rectification.models import Order
from xuncha.office.rectification.order_tables import sent_out


class KeptRows(AppendOnlyQuerySet):
    """Papers, seen by whoever sees their order."""

    def visible_to(self, user: Any) -> Self:
        """The user's own office's, and those of orders sent out to the user's body."""
        return sent_out(super().visible_to(user), user, "order__")


class PaperCheck(AppendOnly):
    """A draft somebody checked 核稿. ``digest`` is of what it said: of another draft it says
    nothing."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="checks")
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    objects = rows_through("order__office", AppendOnlyQuerySet, right=Right.SEE_PAPERS)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return f"{self.order_id} {self.by_name}"


class KeptPaper(AppendOnly):
    """The paper an order went out as. ``content`` is the JSON of what it says and ``template`` the
    text it was set by; both make the bytes of ``sha256`` again, which lie in the working folder
    under that name. ``moment`` is the only time in them."""

    order = models.OneToOneField(Order, models.PROTECT, related_name="kept_paper")
    form = models.CharField(max_length=20, choices=choices(PaperForm, FORM_LABELS))
    content = models.TextField()
    template = models.TextField()
    moment = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    objects = rows_through(
        "order__office", KeptRows, right=Right.SEE_PAPERS, body_path="order__addressee"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.get_form_display()} {self.order.number}"
