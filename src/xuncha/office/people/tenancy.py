"""Who sees what: the one place where rows are filtered by the office of the user."""

from typing import Any, ClassVar, Self

from django.db import models

from xuncha.office.people.errors import AppendOnlyError


class TenantQuerySet(models.QuerySet[Any]):
    """Rows that belong to an office, directly or through the parent ``office_path`` names."""

    office_path: ClassVar[str] = "office"

    def visible_to(self, user: Any) -> Self:
        """The rows of the user's own office; none for strangers and inactive users."""
        if not user.is_authenticated or not user.is_active or user.office_id is None:
            return self.none()
        return self.filter(**{f"{self.office_path}_id": user.office_id})


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


def rows_through(path: str, base: type[TenantQuerySet] = TenantQuerySet) -> models.Manager[Any]:
    """A manager whose rows reach their office over ``path`` (``target__round__office``)."""
    queryset = type(base.__name__, (base,), {"office_path": path, "__module__": base.__module__})
    return models.Manager.from_queryset(queryset)()
