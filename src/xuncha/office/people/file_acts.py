"""What is done with files people hand in, in the audit: who put one there, who else read it."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from xuncha.office.people import audit
from xuncha.office.people.models import User

KEPT, READ = "file.kept", "file.read"


def note_kept(actor: User, row: models.Model, told: Mapping[str, Any]) -> None:
    """Put down who handed in the file of a row (it has ``sha256`` and ``size``); ``told`` says
    where it belongs. Call it inside the transaction of the act itself."""
    audit.append(actor, KEPT, row, {"sha256": row.sha256, "size": row.size, **told})


def note_read(actor: User, row: models.Model, told: Mapping[str, Any]) -> None:
    """Put down who opened a file somebody else (``by``) handed in; the own one is no matter."""
    if row.by_id != actor.pk:
        audit.append(actor, READ, row, {"sha256": row.sha256, **told})
