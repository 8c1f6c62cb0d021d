"""Outcomes and findings: what a check says of a target, and the evidence it says it with."""

import hashlib
from dataclasses import dataclass, field

from xuncha.engine.domain.words import Result, TextErrorKind, UnableClass


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place that stands after the page is gone: URL, exact quote, where on the page, record."""

    url: str
    quote: str
    where: str
    record: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit or suspect with evidence. Its fingerprint keeps its identity from round to round.

    ``key`` is the normalised locator (for a column its name and URL path, for wording the URL and
    the wrong words): the same defect in the next round must give the same key. ``count`` is how
    often the defect is counted: a phrase on a thousand pages is one finding that counts a thousand,
    its evidence every one of them. ``word`` is the whole word the wrong characters stand in, which
    an office would allow or list; empty where it makes no sense.
    """

    check: str
    target: str
    key: str
    title: str
    observed: str
    limit: str
    confidence: float
    evidence: tuple[Evidence, ...]
    kind: TextErrorKind | None = None
    suggestion: str = ""
    why: str = ""
    count: int = 1
    word: str = ""

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError("a finding without evidence cannot be constructed")

    @property
    def fingerprint(self) -> str:
        """32 hex characters over check, target and key."""
        return fingerprint_of(self.check, self.target, self.key)

    @property
    def cluster_key(self) -> str:
        """32 hex characters shared by the findings of all targets that one decision may settle:
        the same rule, words and suggestion. Empty for findings that are no text errors."""
        if self.kind is None:
            return ""
        return fingerprint_of(self.check, self.limit, f"{self.observed}\x1f{self.suggestion}")


def fingerprint_of(check: str, target: str, key: str) -> str:
    """The identity of a finding: also computed for last round's findings when they are imported."""
    return hashlib.sha256(
        "\x1f".join((check, target, key)).encode("utf-8", "surrogatepass")
    ).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What would have been a finding and was not shown, because the office allows it.

    ``count`` as for a finding; ``evidence`` are its first places.
    """

    text: str
    rule: str
    reason: str
    count: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one check found on one target for one rulebook row.

    ``count`` is the number the row's condition was held against, certain cases only;
    ``count_with_open`` adds those nobody could look at or that are only suspected. A ``clear``
    outcome may have ``findings``: they are cases below the limit (9 of 10 columns).
    ``unable`` outcomes carry ``unable_class`` and a reason a person can act on. ``left_out`` is
    what the office's own allowances kept from being found. ``unexempted`` is the outcome as it
    would be had the register exempt no column: the national list knows no exemption. None where
    that makes no difference.
    """

    indicator: str
    check: str
    result: Result
    count: float
    count_with_open: float
    reason: str
    unable_class: UnableClass | None = None
    findings: tuple[Finding, ...] = field(default=())
    evidence: tuple[Evidence, ...] = field(default=())
    left_out: tuple[LeftOut, ...] = field(default=())
    unexempted: "Outcome | None" = None
