"""Who sees what: the one place where rows are filtered by the user's office, right and body."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from xuncha.office.people.errors import AppendOnlyError
from xuncha.office.people.rights import Right


class TenantQuerySet(models.QuerySet[Any]):
    """Rows that belong to an office, directly or through the parent ``office_path`` names.

    ``right`` is what a user of the office needs to see them, None for everybody of the office.
    ``body_path`` leads to the body a row is addressed to; without one no unit sees the row.
    """

    office_path: ClassVar[str] = "office"
    right: ClassVar[Right | None] = Right.SEE_WORK
    body_path: ClassVar[str] = ""

    def visible_to(self, user: Any) -> Self:
        """The rows of the user's own office if the role may see them, and those addressed to the
        body the user answers for or to one below it; none for strangers and inactive users."""
        seen = self._seen_by(user)
        return self.none() if seen is None else self.filter(seen)

    def _seen_by(self, user: Any) -> Q | None:
        if not user.is_authenticated or not user.is_active or user.office_id is None:
            return None
        seen: Q | None = None
        if self.right is None or user.may(self.right):
            seen = Q(**{f"{self.office_path}_id": user.office_id})
        if self.body_path and user.may(Right.ANSWER):
            subtree = Q(**{f"{self.body_path}__territory_path__startswith": user.body_subtree})
            seen = subtree if seen is None else seen | subtree
        return seen


class NobodysQuerySet(TenantQuerySet):
    """Rows of no office, which the installation keeps for itself: no page shows them."""

    def _seen_by(self, user: Any) -> Q | None:
        return None


class AppendOnlyQuerySet(TenantQuerySet):
    """History: rows are read and appended."""

    def update(self, **_: Any) -> int:
        """Refused: corrections are new rows."""
        raise AppendOnlyError

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused: history stays."""
        raise AppendOnlyError


class AppendOnly(models.Model):
    """A row that is written once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; an existing row is refused."""
        if not self._state.adding:
            raise AppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> tuple[int, dict[str, int]]:
        """Refused: history stays."""
        raise AppendOnlyError


def rows_through(
    path: str,
    base: type[TenantQuerySet] = TenantQuerySet,
    *,
    right: Right | None = Right.SEE_WORK,
    body_path: str = "",
) -> models.Manager[Any]:
    """A manager whose rows reach their office over ``path`` (``target__round__office``)."""
    named = {
        "office_path": path,
        "right": right,
        "body_path": body_path,
        "__module__": base.__module__,
    }
    return models.Manager.from_queryset(type(base.__name__, (base,), named))()
