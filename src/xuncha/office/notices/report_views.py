"""What the report's template shows of each thing: anchors, marked quotes, bars."""

import re
from dataclasses import dataclass

from xuncha.engine.domain.outcomes import Evidence
from xuncha.engine.domain.words import LABELS, TargetKind, VerdictState
from xuncha.office.notices.content import CouldNotLook, Figures, MethodRow, TextError
from xuncha.office.notices.dossier import Dossier, FindingEntry
from xuncha.office.notices.phrases import printable
from xuncha.office.notices.rates import Rate

_UNSAFE = re.compile(r"[^0-9A-Za-z-]")
_OPENABLE = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Slice:
    """One stretch of a bar: its kind, where it starts and how wide it is, in percent."""

    kind: str
    start: str
    width: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar drawn from counts; empty where there is nothing to divide."""

    slices: tuple[Slice, ...]

    @classmethod
    def of(cls, parts: tuple[tuple[str, int], ...], whole: int) -> "Bar":
        """A bar of (kind, count) parts of ``whole``."""
        slices, before = [], 0
        for kind, count in parts:
            if count:
                start, width = f"{100 * before / whole:.2f}", f"{100 * count / whole:.2f}"
                slices.append(Slice(kind, start, width))
            before += count
        return cls(tuple(slices))


@dataclass(frozen=True, slots=True)
class FiguresRow:
    """The figures of one kind with the anchors of the targets they count."""

    figures: Figures
    rate: Rate | None
    bar: Bar
    unqualified: str
    undecided: str
    qualified: str


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One row in force and how many targets came out how (in the order of ``Result``).

    ``told`` are (anchor, name, result) of the targets that neither passed nor were exempt.
    """

    row: MethodRow
    judge: str
    counts: tuple[int, ...]
    bar: Bar
    anchor: str
    told: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class TextErrorRow:
    """One text error with the anchor of its finding."""

    error: TextError
    subject: str
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class LookRow:
    """One row nobody's program could examine, with the anchor of its target."""

    entry: CouldNotLook
    anchor: str


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One place of evidence; ``pieces`` is the quote cut into (text, is it the wrong words)."""

    url: str
    is_openable: bool
    where: str
    record: str
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding as the report shows it."""

    anchor: str
    entry: FindingEntry
    title: str
    wrong: str
    label: str
    evidence: tuple[EvidenceView, ...]


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """One outcome: the row, the result's Chinese term and its style, the reason."""

    indicator: str
    name: str
    result: str
    label: str
    count: str
    reason: str


@dataclass(frozen=True, slots=True)
class TargetView:
    """One target as the report shows it."""

    anchor: str
    kind: TargetKind
    code: str
    name: str
    owner: str
    address: str
    is_openable: bool
    state: VerdictState
    label: str
    arithmetic: tuple[str, ...]
    outcomes: tuple[OutcomeView, ...]
    findings: tuple[FindingView, ...]
    bundle: str


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """Targets that came out alike. ``is_open``: shown unfolded, because figures link to it."""

    anchor: str
    title: str
    targets: list[TargetView]
    is_open: bool


def target_anchor(kind: TargetKind, code: str) -> str:
    """The fragment of a target: letters, digits and dashes; other characters as _hex."""
    return f"t-{kind}-{_slug(code)}"


def group_anchor(kind: TargetKind, state: str) -> str:
    """The fragment of a group of targets."""
    return f"g-{kind}-{state}"


def row_anchor(indicator: str) -> str:
    """The fragment of a row's list of targets."""
    return f"i-{_slug(indicator)}"


def view_target(dossier: Dossier) -> TargetView:
    """A dossier with anchors and printable text."""
    anchor = target_anchor(dossier.kind, dossier.code)
    address = printable(dossier.address)
    return TargetView(
        anchor=anchor,
        kind=dossier.kind,
        code=printable(dossier.code),
        name=printable(dossier.name),
        owner=printable(dossier.owner),
        address=address,
        is_openable=address.startswith(_OPENABLE),
        state=dossier.state,
        label=LABELS[dossier.state],
        arithmetic=tuple(printable(line) for line in dossier.arithmetic),
        outcomes=tuple(
            OutcomeView(
                indicator=outcome.indicator,
                name=outcome.name,
                result=outcome.result,
                label=LABELS[outcome.result],
                count=f"{outcome.count:g}",
                reason=printable(outcome.reason),
            )
            for outcome in dossier.outcomes
        ),
        findings=tuple(
            _view_finding(finding, f"{anchor}-{place}")
            for place, finding in enumerate(dossier.findings, start=1)
        ),
        bundle=dossier.bundle,
    )


def _view_finding(finding: FindingEntry, anchor: str) -> FindingView:
    wrong = printable(finding.wrong)
    return FindingView(
        anchor=anchor,
        entry=finding,
        title=printable(finding.title),
        wrong=wrong,
        label=LABELS[finding.error_kind] if finding.error_kind else "",
        evidence=tuple(_view_evidence(piece, wrong) for piece in finding.evidence),
    )


def _view_evidence(piece: Evidence, wrong: str) -> EvidenceView:
    url = printable(piece.url)
    return EvidenceView(
        url=url,
        is_openable=url.startswith(_OPENABLE),
        where=printable(piece.where),
        record=piece.record,
        pieces=mark(printable(piece.quote), wrong),
    )


def mark(quote: str, wrong: str) -> tuple[tuple[str, bool], ...]:
    """The quote cut at every occurrence of the wrong words; whole where they do not occur."""
    if not wrong or wrong not in quote:
        return ((quote, False),) if quote else ()
    pieces: list[tuple[str, bool]] = []
    for place, part in enumerate(quote.split(wrong)):
        if place:
            pieces.append((wrong, True))
        if part:
            pieces.append((part, False))
    return tuple(pieces)


def _slug(code: str) -> str:
    return _UNSAFE.sub(lambda found: f"_{found.group().encode().hex()}", code)
