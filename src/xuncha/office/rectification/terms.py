"""The dated numbers and words of rectification, from data/rectification/papers.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter

from xuncha.engine.domain.words import Confidence
from xuncha.engine.domain.working_days import working_days_after
from xuncha.office.rectification.states import PaperKind


@dataclass(frozen=True, slots=True)
class PaperTerms:
    """``mark``: what stands before the year in the numbers of a kind until an office writes its
    own; ``due_days``: the working days a body has by default."""

    mark: str
    due_days: int
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class ContestTerms:
    """``rule_days``: working days to rule on a contest."""

    rule_days: int
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class PageLabels:
    """Meta labels that say who wrote a page, the first with words counts."""

    publisher: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileLimits:
    """How much a body may put to an answer."""

    most_bytes: int
    most_of_a_reply: int
    most_of_an_order: int


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything in the file."""

    valid_from: date
    papers: Mapping[PaperKind, PaperTerms]
    contest: ContestTerms
    page_labels: PageLabels
    files: FileLimits


@cache
def terms() -> Terms:
    """The terms in force."""
    path = files("xuncha.data") / "rectification" / "papers.toml"
    return TypeAdapter(Terms).validate_python(tomllib.loads(path.read_text(encoding="utf-8")))


def due_day(kind: PaperKind, issued_on: date) -> date:
    """The last day of the default term of a paper issued on a day. Raises UnknownYearError."""
    return working_days_after(issued_on, terms().papers[kind].due_days)


def ruling_day(opened_on: date) -> date:
    """The last day to rule on a contest opened on a day. Raises UnknownYearError."""
    return working_days_after(opened_on, terms().contest.rule_days)
