"""What the report of a round shows beyond the notice: each target with verdict and evidence."""

from dataclasses import dataclass

from xuncha.engine.domain.outcomes import Evidence
from xuncha.engine.domain.words import LABELS, Result, TargetKind, TextErrorKind, VerdictState
from xuncha.office.notices.content import NoticeContent
from xuncha.office.notices.errors import NoticeError


@dataclass(frozen=True, slots=True)
class OutcomeEntry:
    """One row in force on one target: result, count and the reason in Chinese."""

    indicator: str
    name: str
    result: Result
    count: float
    reason: str


@dataclass(frozen=True, slots=True)
class FindingEntry:
    """One finding with its evidence. ``wrong`` (may be empty) is marked inside the quotes.

    ``decision`` says in Chinese what was decided and by whom; empty while it is only proposed.
    """

    fingerprint: str
    indicator: str
    title: str
    observed: str
    limit: str
    evidence: tuple[Evidence, ...]
    decision: str
    wrong: str = ""
    suggestion: str = ""
    error_kind: TextErrorKind | None = None
    carried_over: bool = False


@dataclass(frozen=True, slots=True)
class Dossier:
    """One target of the round. ``arithmetic`` is the verdict's, a Chinese line per step.

    ``bundle`` is the digest of the visit's manifest or empty.
    """

    kind: TargetKind
    code: str
    name: str
    owner: str
    address: str
    state: VerdictState
    arithmetic: tuple[str, ...]
    outcomes: tuple[OutcomeEntry, ...]
    findings: tuple[FindingEntry, ...]
    bundle: str = ""


@dataclass(frozen=True, slots=True)
class RoundReport:
    """The notice and the dossiers behind it. Raises NoticeError where they disagree."""

    notice: NoticeContent
    targets: tuple[Dossier, ...]

    def __post_init__(self) -> None:
        check_states(self)


def check_states(report: RoundReport) -> None:
    """Hold the verdicts of the dossiers against the figures of the notice."""
    for figures in (report.notice.sites, report.notice.accounts):
        states = [t.state for t in report.targets if t.kind is figures.kind]
        expected = {
            VerdictState.QUALIFIED: figures.qualified,
            VerdictState.UNQUALIFIED: figures.unqualified,
            VerdictState.UNDECIDED: figures.undecided,
        }
        for state, count in expected.items():
            if states.count(state) != count:
                raise NoticeError(
                    f"报告中{figures.subject}{LABELS[state]}{states.count(state)}个，"
                    f"通报为{count}个"
                )
