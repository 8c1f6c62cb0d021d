"""State changes: a table as data, checked in one place, one audit row in the same transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import models, transaction

from xuncha.office.people import audit
from xuncha.office.people.errors import TransitionError
from xuncha.office.people.models import User


@dataclass(frozen=True, slots=True)
class TransitionTable:
    """Which states follow which: the field it governs, the moves, the words users read."""

    act: str
    field: str
    moves: Mapping[StrEnum, frozenset[StrEnum]]
    labels: Mapping[StrEnum, str]

    def allows(self, old: str, new: str) -> bool:
        """Whether ``new`` may follow ``old``."""
        return any(state == old and new in after for state, after in self.moves.items())

    def check(self, old: str, new: str) -> None:
        """Raise TransitionError when ``new`` may not follow ``old``."""
        if not self.allows(old, new):
            raise TransitionError(
                f"状态不能从“{self._label(old)}”变为“{self._label(new)}”；"
                f"可以变为：{self._reachable(old)}"
            )

    def _label(self, state: str) -> str:
        return next((text for word, text in self.labels.items() if word == state), state)

    def _reachable(self, old: str) -> str:
        after = next((words for state, words in self.moves.items() if state == old), frozenset())
        return "、".join(sorted(self.labels[word] for word in after)) or "无（已是终态）"


def move(
    table: TransitionTable, subject: models.Model, new: StrEnum, actor: User, **detail: Any
) -> bool:
    """Bring ``subject`` into state ``new``. False when it is there already."""
    with transaction.atomic():
        manager = type(subject)._default_manager
        old = manager.select_for_update().values_list(table.field, flat=True).get(pk=subject.pk)
        if old == new:
            setattr(subject, table.field, new)
            return False
        table.check(old, new)
        setattr(subject, table.field, new)
        subject.save(update_fields=[table.field])
        audit.append(actor, table.act, subject, {"from": old, "to": new, **detail})
    return True
