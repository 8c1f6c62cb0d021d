"""The report of a round as one HTML file that needs nothing else; the same bytes every time.

Every figure links to the targets it counts, every target shows its arithmetic, its findings and
their evidence. All text from outside is escaped; nothing in the file runs or is fetched.
"""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from django.template import Context, Engine

from xuncha.engine.domain.words import LABELS, Result, TargetKind, VerdictState
from xuncha.office.notices.annexes import figures
from xuncha.office.notices.content import SUBJECTS, Figures, NoticeContent
from xuncha.office.notices.dossier import Dossier, RoundReport
from xuncha.office.notices.phrases import chinese_date, printable
from xuncha.office.notices.report_views import (
    Bar,
    FiguresRow,
    IndicatorRow,
    LookRow,
    TargetGroup,
    TargetView,
    TextErrorRow,
    group_anchor,
    row_anchor,
    target_anchor,
    view_target,
)

TEMPLATES = Path(__file__).parent / "templates"


def write_html(report: RoundReport) -> bytes:
    """The whole report, UTF-8. Its only time is the round's ``as_of``."""
    notice = report.notice
    looked_for = {(entry.kind, entry.code) for entry in notice.could_not_look}
    views = [view_target(dossier) for dossier in report.targets]
    named = [view for view in views if view.findings or (view.kind, view.code) in looked_for]
    context = {
        "notice": notice,
        "title": f"{notice.head.period}{notice.head.territory}政府网站和政务新媒体检查报告",
        "as_of": f"{chinese_date(notice.moment.date())}{notice.moment:%H:%M}",
        "style_sheet": (TEMPLATES / "notices" / "report.css").read_text("utf-8"),
        "summary": [_figures_row(notice, kind) for kind in (notice.sites, notice.accounts)],
        "figures": figures(notice),
        "indicators": _indicators(report),
        "text_errors": _text_errors(notice, views),
        "looks": [
            LookRow(entry, target_anchor(entry.kind, entry.code)) for entry in notice.could_not_look
        ],
        "still": [
            (item, SUBJECTS[item.kind], target_anchor(item.kind, item.code))
            for item in (notice.follow_up.still if notice.follow_up else ())
        ],
        "groups": [group for kind in TargetKind for group in _groups(kind, views, named)],
    }
    text = _engine().get_template("notices/report.html").render(_plain_context(context))
    return "\n".join(line.strip() for line in text.splitlines() if line.strip()).encode()


@cache
def _engine() -> Engine:
    return Engine(dirs=[str(TEMPLATES)], autoescape=True)


def _plain_context(values: dict[str, Any]) -> Context:
    """A context that prints numbers and times without asking the deployment's settings."""
    return Context(values, use_l10n=False, use_tz=False)


def _figures_row(notice: NoticeContent, kind: Figures) -> FiguresRow:
    rate = kind.rate(notice.style)
    parts = (
        ("pass", kind.qualified),
        ("fail", kind.unqualified),
        ("open", kind.undecided),
    )
    return FiguresRow(
        figures=kind,
        rate=rate,
        bar=Bar.of(parts, kind.inspected),
        unqualified=group_anchor(kind.kind, "unqualified"),
        undecided=group_anchor(kind.kind, "undecided"),
        qualified=group_anchor(kind.kind, "qualified"),
    )


def _indicators(report: RoundReport) -> list[IndicatorRow]:
    """For every row in force, how many targets came out how, and which did not simply pass."""
    by_row: dict[str, list[tuple[Dossier, Result]]] = {}
    for dossier in report.targets:
        for outcome in dossier.outcomes:
            by_row.setdefault(outcome.indicator, []).append((dossier, outcome.result))
    rows = []
    for row in report.notice.method.in_force:
        seen = by_row.get(row.indicator, [])
        count = Counter(result for _, result in seen)
        parts = (
            ("fail", count[Result.HIT]),
            ("open", count[Result.SUSPECT] + count[Result.UNABLE]),
            ("pass", count[Result.CLEAR] + count[Result.EXEMPT]),
        )
        told = (
            (anchor_of(dossier), dossier.name, LABELS[result])
            for dossier, result in seen
            if result not in (Result.CLEAR, Result.EXEMPT)
        )
        rows.append(
            IndicatorRow(
                row=row,
                judge=LABELS[row.judge],
                counts=tuple(count[result] for result in Result),
                bar=Bar.of(parts, len(seen)),
                anchor=row_anchor(row.indicator),
                told=tuple(told),
            )
        )
    return rows


def _text_errors(notice: NoticeContent, views: list[TargetView]) -> list[TextErrorRow]:
    """The text errors of annex 3, each with the anchor of its finding."""
    places = {
        (view.kind, view.code, piece.url, finding.wrong): finding.anchor
        for view in views
        for finding in view.findings
        for piece in finding.evidence
    }
    return [
        TextErrorRow(
            error=error,
            subject=SUBJECTS[error.kind],
            label=LABELS[error.error_kind],
            anchor=places.get(
                (error.kind, error.code, printable(error.url), printable(error.wrong)),
                target_anchor(error.kind, error.code),
            ),
        )
        for error in notice.text_errors
    ]


def _groups(
    kind: TargetKind, views: list[TargetView], named: list[TargetView]
) -> list[TargetGroup]:
    """The targets of one kind: failing, undecided, passing with something to say, passing."""
    mine = [view for view in views if view.kind is kind]
    passing = [view for view in mine if view.state is VerdictState.QUALIFIED]
    with_something = {id(view) for view in named}
    told = [view for view in passing if id(view) in with_something]
    clear = [view for view in passing if id(view) not in with_something]
    failing = [view for view in mine if view.state is VerdictState.UNQUALIFIED]
    undecided = [view for view in mine if view.state is VerdictState.UNDECIDED]
    titles = (
        ("unqualified", "不合格的", failing),
        ("undecided", "待定的", undecided),
        ("qualified", "合格、但有问题线索或者有指标未能由程序查看的", told),
        ("clear", "合格、未发现问题的", clear),
    )
    return [
        TargetGroup(group_anchor(kind, name), words + SUBJECTS[kind], members, name != "clear")
        for name, words, members in titles
    ]


def anchor_of(dossier: Dossier) -> str:
    """The fragment of a target in the report: pages of the office may link to it."""
    return target_anchor(dossier.kind, dossier.code)
