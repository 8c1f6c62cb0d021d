"""The targets of a round, and one target with everything known of it."""

from collections import defaultdict
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from xuncha.engine.checks.frame.declaration import load_checks, sections
from xuncha.engine.domain.words import (
    LABELS,
    Judge,
    Level,
    Result,
    TargetKind,
    UnableClass,
    VerdictState,
)
from xuncha.engine.rulebook.book import Rulebook
from xuncha.office.casework import incidents, lists
from xuncha.office.casework.beside import national_verdict
from xuncha.office.casework.blind_veil import Veil, veil_of
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.models import FindingRecord, HandLook, OutcomeRecord, RoundTarget
from xuncha.office.casework.remedies import remedy_for
from xuncha.office.casework.taking_in import services_of
from xuncha.office.forms.progress import lines_of_target
from xuncha.office.people.rights import Right
from xuncha.web import files
from xuncha.web.doors import needs
from xuncha.web.pages import (
    auto_rows,
    filter_from,
    listing,
    own_round,
    own_target,
    rows_in_force,
)
from xuncha.web.services import card_of

QUIET = frozenset({Result.CLEAR.value, Result.EXEMPT.value})


@dataclass(frozen=True, slots=True)
class Examined:
    """One row in force on one target: outcome, findings, looks by hand, what the check is."""

    indicator: str
    name: str
    judge: str
    outcome: OutcomeRecord | None
    unable: str
    remedy: str
    findings: list[FindingRecord]
    looks: list[HandLook]
    page: list[tuple[str, str]]
    slug: str

    def is_telling(self, said_already: str) -> bool:
        """Whether one line is not enough. ``said_already``: why the whole target was not seen."""
        if self.findings or self.looks or self.outcome is None or self.outcome.left_out:
            return True
        if said_already and self.outcome.unable_class == said_already:
            return False
        return self.outcome.result not in QUIET


@needs(Right.SEE_WORK)
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """The targets of a round, filtered."""
    inspection = own_round(request, pk)
    wanted = filter_from(request, lists.TargetFilter)
    veil = veil_of(request.user)
    shown = listing(request, lists.targets_of(inspection, wanted, veil))
    found = lists.found_on(shown.page.object_list)
    context = {
        "round": inspection,
        "tab": "targets",
        "wanted": wanted,
        "listing": shown,
        "found": found,
        "veiled": veil.covered([one.pk for one in shown.page.object_list]),
        "is_short": bool(wanted.state and veil.batches),
        "kinds": _choices(TargetKind),
        "states": [*_choices(VerdictState), ("open", "未判定")],
        "levels": _choices(Level),
        "platforms": [(name, name) for name in lists.platforms_of(inspection, wanted.kind)],
        "regions": [(name, name) for name in lists.regions_of(inspection)],
        "indicators": rows_in_force(inspection),
    }
    return render(request, "web/targets.html", context)


@needs(Right.SEE_WORK)
def show(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One target: verdict with arithmetic, columns, outcomes, findings, evidence."""
    target = own_target(request, pk, code)
    visit = getattr(target, "visit", None)
    verdicts = list(target.verdicts.filter(is_current=True))
    veil = veil_of(request.user)
    examined = _examined(target, veil)
    blind = visit.unable_class if visit else ""
    pictures = files.pictured(visit) if visit is not None else {}
    context = {
        "round": target.round,
        "tab": "targets",
        "target": target,
        "visit": visit,
        "unable": LABELS[UnableClass(blind)] if blind else "",
        "remedy": remedy_for(blind),
        "verdicts": verdicts,
        "is_veiled": veil.covers(target),
        "national": national_verdict(target),
        "not_examined": _names(target, verdicts[0].not_examined if verdicts else []),
        "incidents": incidents.numbers_of(target),
        "auto_rows": auto_rows(target.round),
        "columns": list(target.columns.all()),
        "forms": lines_of_target(target),
        "services": card_of(services_of(visit)),
        "telling": [one for one in examined if one.is_telling(blind)],
        "plain": [one for one in examined if not one.is_telling(blind)],
        "pictures": pictures,
        "marked": [subject for subject, is_marked in pictures.items() if is_marked],
        "has_bundle": visit is not None and files.members_csv(visit) is not None,
    }
    return render(request, "web/target.html", context)


@needs(Right.SEE_WORK)
def bundle(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The list of files of a target's bundle; never the files themselves."""
    visit = getattr(own_target(request, pk, code), "visit", None)
    text = files.members_csv(visit) if visit is not None else None
    if text is None:
        raise Http404
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{code}-bundle.csv"'
    return response


@needs(Right.SEE_WORK)
def record(request: HttpRequest, pk: int, code: str, record: str) -> HttpResponse:
    """What was received for one cited record, as a text file: it stands after the page is gone."""
    visit = getattr(own_target(request, pk, code), "visit", None)
    text = files.record_text(visit, record) if visit is not None and record else None
    if text is None:
        raise Http404
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    name = f"{code}-{record.removeprefix('sha256:')[:12]}.txt"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@needs(Right.SEE_WORK)
def picture(request: HttpRequest, pk: int, code: str, subject: str) -> HttpResponse:
    """A picture of the home page or of the place of a finding, as the image it was kept as."""
    visit = getattr(own_target(request, pk, code), "visit", None)
    found = files.picture_of(visit, subject) if visit is not None else None
    if found is None:
        raise Http404
    response = HttpResponse(found.body, content_type=found.content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _examined(target: RoundTarget, veil: Veil) -> list[Examined]:
    book = book_of(target.round) if target.round.rulebook else None
    findings: dict[str, list[FindingRecord]] = defaultdict(list)
    rows = list(lists.with_people(target.findings.all()).order_by("indicator", "id"))
    veil.over(rows)
    for finding in rows:
        findings[finding.indicator].append(finding)
    looks: dict[str, list[HandLook]] = defaultdict(list)
    for look in target.hand_looks.all():
        looks[look.indicator].append(look)
    outcomes = {outcome.indicator: outcome for outcome in target.outcomes.all()}
    order = [row.id for row in book.rows] if book else []
    known = sorted(
        {*outcomes, *findings, *looks},
        key=lambda one: (order.index(one) if one in order else len(order), one),
    )
    return [_line(book, one, outcomes.get(one), findings[one], looks[one]) for one in known]


def _line(
    book: Rulebook | None,
    indicator: str,
    outcome: OutcomeRecord | None,
    findings: list[FindingRecord],
    looks: list[HandLook],
) -> Examined:
    row = book.row(indicator) if book else None
    slug = outcome.check_slug if outcome else (findings[0].check_slug if findings else "")
    check = load_checks().get(slug)
    unable = outcome.unable_class if outcome else ""
    return Examined(
        indicator=indicator,
        name=row.name if row else indicator,
        judge=LABELS[Judge(row.judge)] if row else "",
        outcome=outcome,
        unable=LABELS[UnableClass(unable)] if unable else "",
        remedy=remedy_for(unable),
        findings=findings,
        looks=looks,
        page=list(sections(check.page).items()) if check else [],
        slug=slug if check else "",
    )


def _names(target: RoundTarget, indicators: list[str]) -> list[str]:
    if not indicators:
        return []
    book = book_of(target.round)
    rows = {row.id: row.name for row in book.rows}
    return [f"{one} {rows.get(one, '')}" for one in indicators]


def _choices(words: type[TargetKind | VerdictState | Level]) -> list[tuple[str, str]]:
    return [(word.value, LABELS[word]) for word in words]
