"""Tables of the room people: offices, users, the audit chain."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from xuncha.office.people.choices import choices
from xuncha.office.people.rights import Right, rights_of
from xuncha.office.people.roles import ROLE_LABELS, Role
from xuncha.office.people.tenancy import (
    AppendOnly,
    AppendOnlyQuerySet,
    NobodysQuerySet,
    rows_through,
)

OUTSIDE_NAME_MAX = 200
"""A subject of OpenID Connect has at most 255 ASCII characters; a name a person can check is
shorter."""


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
        """The users of the office, its machine left out, to who keeps them; none for others."""
        if not user.is_authenticated or not user.is_active or not user.may(Right.KEEP_USERS):
            return self.none()
        return self.filter(office_id=user.office_id).exclude(role=Role.SYSTEM)


class User(AbstractBaseUser):
    """A named person of an office, or the office's own machine (role ``system``).

    ``body`` is the body this person answers for, in whatever office's register it stands: the
    office's own for unit staff, the superior's for the clerks of a city that inspects itself.
    ``outside_name`` is what the person is called at the outside doors, empty where that is the
    login name. ``second_factor`` is the sealed secret of one-time codes, empty where none is
    asked for, and ``second_factor_step`` the last step used. Sessions end when ``session_round``
    grows.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="users", null=True)
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    role = models.CharField(max_length=20, choices=choices(Role, ROLE_LABELS))
    body = models.ForeignKey(
        "registry.Body", models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_active = models.BooleanField(default=True)
    password_once = models.BooleanField(default=False)
    failed_logins = models.PositiveIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    second_factor = models.CharField(max_length=200, blank=True)
    second_factor_step = models.PositiveBigIntegerField(default=0)
    session_round = models.PositiveIntegerField(default=0)
    origin = models.CharField(max_length=20, blank=True)
    outside_name = models.CharField(max_length=OUTSIDE_NAME_MAX, blank=True, default="")

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["outside_name"],
                condition=~models.Q(outside_name=""),
                name="one_login_an_outside_name",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def may(self, right: Right) -> bool:
        """Whether this person has a right; nobody inactive has any."""
        return self.is_active and right in rights_of(self.role, has_body=self.body_id is not None)

    @property
    def body_subtree(self) -> str:
        """The territory path of the body this person answers for; no path of any body without one,
        nor before the body hangs in the tree."""
        return (self.body.territory_path if self.body is not None else "") or "-"

    def get_session_auth_hash(self) -> str:
        """What a session must carry: it changes with the password and when sessions are ended."""
        salt = f"{self.password}|{self.session_round}"
        return salted_hmac("xuncha.session", salt, algorithm="sha256").hexdigest()


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

    objects = rows_through("office", AppendOnlyQuerySet, right=Right.SEE_AUDIT)

    class Meta:
        ordering: ClassVar[list[str]] = ["office", "seq"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["office", "seq"], name="audit_seq_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["office", "subject_kind", "subject_id"], name="audit_subject")
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.act}"


class SentForm(models.Model):
    """A form a person sent a moment ago (see ``people.sent_forms``): only the digest of it."""

    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(db_index=True)

    objects = rows_through("by__office", right=Right.SEE_AUDIT)

    def __str__(self) -> str:
        return self.digest


class StrangerTries(models.Model):
    """Failed tries under a name behind which no login stands (see ``people.strangers``): only the
    digest of it, how often and when last, and until when it is locked."""

    digest = models.CharField(max_length=64, unique=True)
    count = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField(db_index=True)
    locked_until = models.DateTimeField(null=True)

    objects = models.Manager.from_queryset(NobodysQuerySet)()

    def __str__(self) -> str:
        return self.digest
