"""Tables of the room people: offices, users, the audit chain."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from xuncha.office.people.choices import choices
from xuncha.office.people.roles import DECIDING_ROLES, LIST_ROLES, ROLE_LABELS, Role
from xuncha.office.people.tenancy import AppendOnly, AppendOnlyQuerySet, rows_through


class Office(models.Model):
    """An office that inspects: the tenant of every other row.

    ``keeper`` is the one person who opens its sealed alarms; None until one is named.
    """

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    keeper = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes users."""

    def create_user(
        self, username: str, office: Office, *, name: str = "", role: Role = Role.READER
    ) -> "User":
        """A user of an office without a usable password (see ``people.logins``)."""
        user = self.model(username=username, office=office, name=name or username, role=role)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def visible_to(self, user: Any) -> models.QuerySet["User"]:
        """The users of the user's own office; none for strangers."""
        if not user.is_authenticated or not user.is_active or user.office_id is None:
            return self.none()
        return self.filter(office_id=user.office_id)


class User(AbstractBaseUser):
    """A named person of an office, or the office's own machine (role ``system``)."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="users", null=True)
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    role = models.CharField(max_length=20, choices=choices(Role, ROLE_LABELS))
    is_active = models.BooleanField(default=True)
    password_once = models.BooleanField(default=False)
    failed_logins = models.PositiveIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    def __str__(self) -> str:
        return self.name

    @property
    def may_decide(self) -> bool:
        """Whether this person may confirm or dismiss findings."""
        return self.is_active and self.role in DECIDING_ROLES

    @property
    def may_keep_lists(self) -> bool:
        """Whether this person may change the office's own lists and allowances."""
        return self.is_active and self.role in LIST_ROLES


class AuditRecord(AppendOnly):
    """One act of one person, chained to the act before it (see ``people.audit``)."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="audit_records")
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(User, models.PROTECT, related_name="+")
    act = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    detail = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = rows_through("office", AppendOnlyQuerySet)

    class Meta:
        ordering: ClassVar[list[str]] = ["office", "seq"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["office", "seq"], name="audit_seq_once")
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.act}"
