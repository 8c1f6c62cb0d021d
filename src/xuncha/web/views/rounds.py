"""The round: its figures, and what to do next."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from xuncha.engine.domain.words import TargetKind
from xuncha.office.casework import blind_review, incidents, overview
from xuncha.office.casework.blind_veil import Veil, veil_of
from xuncha.office.casework.drawing import drawing_of
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.models import Round
from xuncha.office.casework.overview import KindFigures
from xuncha.office.notices.content import Figures
from xuncha.office.notices.house_style import load_house_style
from xuncha.office.notices.rates import Rate
from xuncha.office.people.rights import Right
from xuncha.web import files
from xuncha.web.doors import needs
from xuncha.web.pages import listing, own_round

NAMED = 10


@dataclass(frozen=True, slots=True)
class Card:
    """One kind of target with its pass rate as the notice prints it; None: nothing decided."""

    figures: KindFigures
    rate: Rate | None
    splits: tuple[overview.Split, ...]
    failing: list[tuple[str, str, str]]
    more: int


@needs(Right.SEE_WORK)
def index(request: HttpRequest) -> HttpResponse:
    """All rounds of the office."""
    rows = Round.objects.visible_to(request.user)
    return render(request, "web/rounds.html", {"listing": listing(request, rows)})


@needs(Right.SEE_WORK)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One round with every figure."""
    inspection = own_round(request, pk)
    if inspection.imported:
        return redirect("findings", pk=pk)
    rows = {row.id: row.name for row in book_of(inspection).rows}
    lines = overview.indicator_lines(inspection)
    veil = veil_of(request.user)
    return render(
        request,
        "web/round.html",
        {
            "round": inspection,
            "tab": "round",
            "cards": [
                _card(inspection, one, rows, veil) for one in overview.kind_figures(inspection)
            ],
            "lines": lines,
            "waiting": sum(line.waiting for line in lines),
            "text_errors": overview.text_errors(inspection),
            "unseen": overview.unseen_classes(inspection),
            "incidents": [one for one in incidents.of_round(inspection) if one.needs_decision],
            "drawing": drawing_of(inspection),
            "agreement": blind_review.agreement(inspection),
            "documents": files.documents_of(inspection),
        },
    )


def _card(inspection: Round, figures: KindFigures, rows: dict[str, str], veil: Veil) -> Card:
    failing = veil.open_ones(overview.failing(inspection, figures.kind), "target")
    named = [
        (row.target.code, row.target.name, "、".join(rows.get(one, one) for one in row.veto))
        for row in failing[:NAMED]
    ]
    return Card(
        figures=figures,
        rate=rate_of(figures),
        splits=overview.splits(inspection, TargetKind(figures.kind)),
        failing=named,
        more=max(0, figures.unqualified - len(named)),
    )


def rate_of(figures: KindFigures) -> Rate | None:
    """The pass rate of a kind of target as the notice prints it; None: nothing decided."""
    judged = Figures(
        kind=figures.kind,
        running=figures.total,
        inspected=figures.total - figures.open,
        qualified=figures.qualified,
        unqualified=figures.unqualified,
        undecided=figures.undecided,
    )
    return judged.rate(load_house_style("default").percent)
