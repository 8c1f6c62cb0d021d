"""What may be answered, and the one protocol every back end speaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from xuncha.engine.domain.opinions import Unheard
from xuncha.engine.proofread.opinion.questions import Question


class Says(StrEnum):
    """What is said of a place."""

    WRONG = "wrong"
    RIGHT = "right"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of one place of a question; ``correction`` stands instead of what is written,
    empty unless it is said to be wrong."""

    id: int
    says: Says
    correction: str = ""


Answer = tuple[Verdict, ...] | Unheard


class Opinion(Protocol):
    """Somebody who can be asked."""

    @property
    def name(self) -> str:
        """What the opinion is called in a reason."""

    def answers(self, questions: Sequence[Question]) -> Sequence[Answer]:
        """An answer for every question, in order; places left out of one were not judged."""
