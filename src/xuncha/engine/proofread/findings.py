"""What the proofreader takes and gives: passages in, findings out; and the layers between."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, runtime_checkable

from xuncha.engine.domain.words import Band, TextErrorKind
from xuncha.engine.proofread.batch import Batch


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to check, the day it came out, and the document it is a part of.

    What a document keeps writing in the same way is taken for its own word, and only doubted.
    """

    text: str
    published: date | None
    document: str = ""


@dataclass(frozen=True, slots=True)
class TextFinding:
    """One suspect: characters ``start`` to ``end`` (exclusive) of the text, and what to do.

    ``suggestion`` is empty where the rule knows that something is wrong and not what is right.
    """

    start: int
    end: int
    text: str
    suggestion: str
    kind: TextErrorKind
    rule: str
    band: Band
    confidence: float
    why: str


class Layer(Protocol):
    """One way to look at a text. Its findings may overlap."""

    def findings(self, text: str, published: date | None, band: Band) -> Iterable[TextFinding]:
        """What is wrong in a text that came out that day; None: on a day nobody knows.

        Asked for band A, a layer may leave out what would only be doubtful.
        """


@runtime_checkable
class SiftingLayer(Layer, Protocol):
    """A layer that tells of many texts at once which of them it need not look at."""

    def worth(self, batch: Batch, band: Band) -> Collection[int]:
        """The numbers of all texts in which it may find something; in the others is nothing."""


class DocumentLayer(Protocol):
    """One way to look at all texts of a document together."""

    def document_findings(self, texts: Sequence[str]) -> Sequence[Sequence[TextFinding]]:
        """For every text, in the order of the document, what is wrong in it."""
