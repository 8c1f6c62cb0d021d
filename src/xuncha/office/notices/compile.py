"""From a round's records to everything its notice and report say: counted, never typed."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Prefetch, QuerySet

from xuncha.engine.domain.outcomes import Evidence
from xuncha.engine.domain.words import (
    LABELS,
    Result,
    TargetKind,
    TextErrorKind,
    UnableClass,
    VerdictState,
)
from xuncha.engine.judge.exempting import reach_of
from xuncha.engine.rulebook.book import Row, Rulebook
from xuncha.office.casework import carry_over
from xuncha.office.casework.drawing import drawing_of
from xuncha.office.casework.frozen import book_of, exemptions_of
from xuncha.office.casework.models import (
    Decision,
    FindingRecord,
    OutcomeRecord,
    Round,
    RoundTarget,
    VerdictRecord,
)
from xuncha.office.casework.remedies import remedy_for
from xuncha.office.casework.rounds import previous_round
from xuncha.office.casework.states import DECISION_LABELS, DecisionVerb, Standing
from xuncha.office.notices.content import (
    SUBJECTS,
    CarriedItem,
    CouldNotLook,
    Edition,
    FailingAccount,
    FailingSite,
    Figures,
    FollowUp,
    Letterhead,
    Method,
    MethodRow,
    NoticeContent,
    Reason,
    RulebookRef,
    Tally,
    TextError,
    tally,
)
from xuncha.office.notices.dossier import Dossier, FindingEntry, OutcomeEntry, RoundReport
from xuncha.office.notices.editions import facts_for, script_for, template_for
from xuncha.office.notices.errors import NoticeError
from xuncha.office.notices.gatekeeping import gate_for
from xuncha.office.notices.gather import gather
from xuncha.office.notices.house_style import HouseStyle
from xuncha.office.notices.record_reading import sampled_from
from xuncha.office.notices.script import Script, compose
from xuncha.office.notices.template import Template, standard_template
from xuncha.office.registry.exempting import NOT_JUDGED
from xuncha.office.wordlists.freezing import own_words_of, statement_of

WORDING = "wording"


@dataclass(frozen=True, slots=True)
class NoticeOrder:
    """What a person sets for a notice: its fixed parts, its house style, who reads it.

    ``previous_short`` is what the text calls the earlier period (上季度), ``template`` which
    sections stand in which order, ``recheck`` the round that looked again at what failed,
    ``records_until`` the last side record that counts (None: all of them).
    """

    head: Letterhead
    style: HouseStyle
    edition: Edition
    previous_short: str
    template: Template = field(default_factory=standard_template)
    recheck: Round | None = None
    records_until: int | None = None


@dataclass(frozen=True, slots=True)
class Compiled:
    """What an edition prints."""

    content: NoticeContent
    script: Script


def compile_notice(
    inspection: Round, order: NoticeOrder, content: NoticeContent | None = None
) -> Compiled:
    """The notice of a judged round as its edition may print it: one gate for every free string.
    ``content`` is what ``compile_content`` gave for this order, where somebody has it already.

    NoticeError while a target has no verdict.
    """
    content = content or compile_content(inspection, order)
    gate = gate_for(inspection, order.edition, order.style.withheld)
    needs = order.template.needs
    gathered = gather(inspection, content, needs, order.recheck, order.records_until)
    facts = facts_for(gathered, gate)
    script = script_for(compose(facts, template_for(order.template, gate)), gate)
    told = replace(script, gaps=(*script.gaps, *gate.told()))
    return Compiled(facts.content, told)


def compile_content(inspection: Round, order: NoticeOrder) -> NoticeContent:
    """What the notice says, before any edition. NoticeError while a target has no verdict."""
    return _Compiler(inspection, order, _counting()).content()


def compile_report(inspection: Round, order: NoticeOrder) -> RoundReport:
    """The notice and the dossiers of a judged round. NoticeError while a target has no verdict."""
    return _Compiler(inspection, order, _everything()).report()


class _Compiler:
    def __init__(
        self, inspection: Round, order: NoticeOrder, found: "Sequence[Prefetch[str]]"
    ) -> None:
        self._round = inspection
        self._order = order
        self._book: Rulebook = book_of(inspection)
        self._rows: dict[str, Row] = {row.id: row for row in self._book.rows}
        self._targets = _targets(inspection, found)
        self._carried = {row.finding_id: row for row in carry_over.standing(inspection)}
        self._sampled_from = sampled_from(inspection, order.records_until)
        lacking = [target.name for target in self._targets if not target.current]
        if lacking:
            raise NoticeError(
                f"还有 {len(lacking)} 个对象没有判定（如“{lacking[0]}”），请先完成判定"
            )

    def report(self) -> RoundReport:
        dossiers = tuple(self._dossier(target) for target in self._targets)
        return RoundReport(self.content(), dossiers)

    def content(self) -> NoticeContent:
        errors = tuple(e for target in self._targets for e in self._text_errors(target))
        style = self._order.style
        return NoticeContent(
            head=self._order.head,
            as_of=self._round.as_of,
            edition=self._order.edition,
            style=style.percent,
            named_in_text=style.named_in_text,
            rulebook=RulebookRef(self._book.name, self._book.title, self._book.digest),
            method=self._method(),
            sites=self._figures(TargetKind.SITE),
            accounts=self._figures(TargetKind.ACCOUNT),
            failing_sites=tuple(self._failing_site(t) for t in self._failing(TargetKind.SITE)),
            failing_accounts=tuple(
                self._failing_account(t) for t in self._failing(TargetKind.ACCOUNT)
            ),
            text_tally=_tally_of_places(
                carry_over.confirmed_findings(self._round).filter(check_slug=WORDING)
            ),
            text_errors=errors,
            follow_up=self._follow_up(),
            could_not_look=tuple(c for t in self._targets for c in self._could_not_look(t)),
            requirements=style.requirements,
        )

    def _method(self) -> Method:
        in_force = set(self._round.rows_in_force)
        rows = (row for row in self._book.rows if not row.heading)
        return Method(
            self._exempted() + statement_of(own_words_of(self._round.words)),
            tuple(MethodRow(r.id, r.name, r.judge, r.id in in_force) for r in rows),
        )

    def _exempted(self) -> str:
        """Which rows do not apply to some targets: they are judged by the other rows."""
        exempt = Counter(
            (outcome.indicator, SUBJECTS[TargetKind(target.kind)])
            for target in self._targets
            for outcome in target.measured
            if outcome.result == Result.EXEMPT
        )
        told = [
            f"{count}个{subject}按规定不适用“{self._rows[indicator].name}”一项，以其他各项判定。"
            for (indicator, subject), count in sorted(exempt.items())
        ]
        return "".join((*told, *self._approved()))

    def _approved(self) -> Iterator[str]:
        """What people exempted: rows of some targets, and targets that stand apart as a whole."""
        rows = Counter(
            (indicator, SUBJECTS[TargetKind(target.kind)])
            for target in self._targets
            for one in exemptions_of(target)
            for indicator in one.rows
            if indicator in self._rows
        )
        for (indicator, subject), count in sorted(rows.items()):
            name = self._rows[indicator].name
            yield f"{count}个{subject}经批准豁免“{name}”一项（{reach_of(indicator, self._book)}）。"
        whole = Counter(one.exempt for one in drawing_of(self._round).outside if one.exempt)
        for kind, count in sorted(whole.items()):
            subject = SUBJECTS[TargetKind(kind)]
            yield f"另有{count}个{subject}经批准整体豁免（{NOT_JUDGED}），不计入合格数。"

    def _figures(self, kind: TargetKind) -> Figures:
        states = [t.current[0].state for t in self._targets if t.kind == kind]
        return Figures(
            kind=kind,
            running=self._sampled_from.get(kind, len(states)),
            inspected=len(states),
            qualified=states.count(VerdictState.QUALIFIED),
            unqualified=states.count(VerdictState.UNQUALIFIED),
            undecided=states.count(VerdictState.UNDECIDED),
        )

    def _failing(self, kind: TargetKind) -> list[RoundTarget]:
        return [
            target
            for target in self._targets
            if target.kind == kind and target.current[0].state == VerdictState.UNQUALIFIED
        ]

    def _reasons(self, target: RoundTarget) -> tuple[Reason, ...]:
        rows = [self._rows[indicator] for indicator in target.current[0].veto]
        return tuple(Reason(row.id, row.name, row.reason_text or row.name) for row in rows)

    def _failing_site(self, target: RoundTarget) -> FailingSite:
        owner, region = target.sponsor_name, target.region
        return FailingSite(target.code, target.name, owner, region, self._reasons(target))

    def _failing_account(self, target: RoundTarget) -> FailingAccount:
        owner, platform = target.sponsor_name, target.platform
        return FailingAccount(target.code, target.name, owner, platform, self._reasons(target))

    def _text_errors(self, target: RoundTarget) -> list[TextError]:
        return [
            TextError(
                kind=TargetKind(target.kind),
                code=target.code,
                name=target.name,
                owner=target.sponsor_name,
                page_title=place.where,
                url=place.url,
                wrong=finding.observed,
                suggestion=finding.suggestion,
                error_kind=TextErrorKind(finding.kind),
                carried_over=finding.pk in self._carried,
            )
            for finding in _in_order(target)
            if finding.check_slug == WORDING and _is_confirmed(finding)
            for place in _counted_places(finding)
        ]

    def _follow_up(self) -> FollowUp | None:
        earlier = previous_round(self._round)
        if earlier is None:
            return None
        named = list(carry_over.confirmed_findings(earlier).select_related("target"))
        seen = {row.previous_finding_id: row.finding for row in self._carried.values()}
        still = sorted(
            (seen[one.pk] for one in named if one.pk in seen),
            key=lambda now: (now.target.kind, now.target.code, now.key),
        )
        missing = [one for one in named if one.pk not in seen]
        looked = looked_again(self._round, {one.target.code for one in missing})
        unchecked = sum((one.target.code, one.indicator) not in looked for one in missing)
        items = tuple(
            CarriedItem(
                kind=TargetKind(now.target.kind),
                code=now.target.code,
                name=now.target.name,
                indicator=now.indicator,
                what=now.title,
                url=_first(now).url,
            )
            for now in still
        )
        return FollowUp(
            period=earlier.period_label,
            period_short=self._order.previous_short,
            named=len(named),
            gone=len(named) - len(items) - unchecked,
            unchecked=unchecked,
            tally=_counted(
                FindingRecord.objects.filter(
                    pk__in=carry_over.standing(self._round).values("finding_id")
                )
            ),
            still=items,
        )

    def _could_not_look(self, target: RoundTarget) -> list[CouldNotLook]:
        looks = {look.indicator: look for look in target.looks}
        found = []
        for outcome in target.measured:
            if outcome.result != Result.UNABLE:
                continue
            look = looks.get(outcome.indicator)
            label = LABELS[UnableClass(outcome.unable_class)]
            by_hand = look if look is not None and look.settles else None
            found.append(
                CouldNotLook(
                    kind=TargetKind(target.kind),
                    code=target.code,
                    name=target.name,
                    indicator=outcome.indicator,
                    indicator_name=self._rows[outcome.indicator].name,
                    class_label=label,
                    reason=outcome.reason.removeprefix(f"{label}："),
                    remedy=remedy_for(outcome.unable_class),
                    seen=LABELS[Result(by_hand.result)] if by_hand else "",
                    looked_by=by_hand.by_name if by_hand else "",
                )
            )
        return found

    def _dossier(self, target: RoundTarget) -> Dossier:
        verdict = target.current[0]
        return Dossier(
            kind=TargetKind(target.kind),
            code=target.code,
            name=target.name,
            owner=target.sponsor_name,
            address=target.url,
            state=VerdictState(verdict.state),
            arithmetic=tuple(step["text"] for step in verdict.arithmetic),
            outcomes=(*map(self._outcome, target.measured), *self._looked(target)),
            findings=tuple(self._finding(finding) for finding in _in_order(target)),
        )

    def _outcome(self, outcome: OutcomeRecord) -> OutcomeEntry:
        name = self._rows[outcome.indicator].name
        return OutcomeEntry(
            outcome.indicator, name, Result(outcome.result), outcome.count, outcome.reason
        )

    def _looked(self, target: RoundTarget) -> Iterator[OutcomeEntry]:
        """What people saw where no check looks."""
        measured = {outcome.indicator for outcome in target.measured}
        newest = {look.indicator: look for look in target.looks}
        for indicator, look in sorted(newest.items()):
            if indicator in measured or look.is_withdrawn:
                continue
            name, note = self._rows[indicator].name, f"{look.by_name}人工查看：{look.note}"
            yield OutcomeEntry(indicator, name, Result(look.result), look.count or 0, note)

    def _finding(self, finding: FindingRecord) -> FindingEntry:
        is_wording = finding.check_slug == WORDING
        return FindingEntry(
            fingerprint=finding.fingerprint,
            indicator=finding.indicator,
            title=finding.title,
            observed=finding.observed,
            limit=finding.limit_text,
            evidence=tuple(Evidence(**piece) for piece in finding.evidence),
            decision=_decision_text(finding),
            wrong=finding.observed if is_wording else "",
            suggestion=finding.suggestion,
            error_kind=TextErrorKind(finding.kind) if finding.kind else None,
            carried_over=finding.pk in self._carried,
        )


def _counting() -> list["Prefetch[str]"]:
    """What a notice counts: confirmed wordings, and what was not seen or does not apply."""
    words = FindingRecord.objects.filter(check_slug=WORDING, standing=Standing.CONFIRMED)
    told = OutcomeRecord.objects.filter(result__in=(Result.UNABLE, Result.EXEMPT))
    return [
        Prefetch("findings", words, to_attr="found"),
        Prefetch("outcomes", told.order_by("indicator"), to_attr="measured"),
    ]


def _everything() -> list["Prefetch[str]"]:
    """What dossiers tell: every finding with its decisions, every outcome."""
    decided = FindingRecord.objects.prefetch_related(
        Prefetch("decisions", Decision.objects.counting(), to_attr="said")
    )
    return [
        Prefetch("findings", decided, to_attr="found"),
        Prefetch("outcomes", OutcomeRecord.objects.order_by("indicator"), to_attr="measured"),
    ]


def _targets(inspection: Round, found: Sequence["Prefetch[str]"]) -> list[RoundTarget]:
    current = VerdictRecord.objects.filter(is_current=True, rulebook_name=inspection.rulebook_name)
    return list(
        inspection.targets.order_by("kind", "code").prefetch_related(
            Prefetch("verdicts", current, to_attr="current"),
            Prefetch("hand_looks", to_attr="looks"),
            *found,
        )
    )


def _counted(findings: QuerySet[FindingRecord]) -> Tally:
    """Counted from the decisions alone: the lists of the notice are held against it."""
    rows = findings.order_by("pk").values_list("target__kind", "target__code")
    return tally((TargetKind(kind), code) for kind, code in rows)


def _tally_of_places(findings: QuerySet[FindingRecord]) -> Tally:
    """As ``_counted``, a writing counted once a page it stands on."""
    rows = findings.order_by("pk").values_list("target__kind", "target__code", "place_count")
    return tally((TargetKind(kind), code) for kind, code, count in rows for _ in range(count))


def _in_order(target: RoundTarget) -> list[FindingRecord]:
    return sorted(target.found, key=lambda finding: (finding.indicator, finding.key))


def _first(finding: FindingRecord) -> Evidence:
    return Evidence(**finding.evidence[0])


def _counted_places(finding: FindingRecord) -> list[Evidence]:
    """The pages a writing is counted on; for a finding that counts once its first place."""
    pieces = [*finding.evidence, *finding.places] if finding.place_count > 1 else finding.evidence
    return [Evidence(**piece) for piece in pieces[: finding.place_count]]


def _is_confirmed(finding: FindingRecord) -> bool:
    return finding.standing == Standing.CONFIRMED


def _decision_text(finding: FindingRecord) -> str:
    if not finding.said:
        return ""
    newest = finding.said[-1]
    replayed = "（样例重放）" if newest.replayed else ""
    return f"{newest.by_name}{DECISION_LABELS[DecisionVerb(newest.verb)]}{replayed}"


def looked_again(inspection: Round, codes: Collection[str]) -> set[tuple[str, str]]:
    """Which rows this round looked at on these targets, as (code, indicator)."""
    seen = OutcomeRecord.objects.filter(target__round=inspection, target__code__in=codes)
    rows = seen.exclude(result=Result.UNABLE).order_by()
    return set(rows.values_list("target__code", "indicator"))
