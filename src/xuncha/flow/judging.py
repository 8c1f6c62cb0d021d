"""Judging: outcomes, decisions and looks by hand become a verdict per target."""

from collections.abc import Collection

from xuncha.engine.domain.windows import local_day
from xuncha.engine.judge.verdict import judge
from xuncha.engine.rulebook.scope import frame_of
from xuncha.flow.progress import Reporter
from xuncha.office.casework import incidents, verdicts
from xuncha.office.casework.frozen import book_for, book_of, plan_of
from xuncha.office.casework.models import Round


def judge_round(inspection: Round, reporter: Reporter, codes: Collection[str] | None = None) -> int:
    """Judge every target of the round anew, or those of ``codes``; how many verdicts changed.

    Sites that failed together are told first. The same outcomes and decisions give the same
    verdicts, and an unchanged verdict is not written again.
    """
    if codes is None:
        incidents.propose(inspection)
    book = book_of(inspection)
    in_force = frozenset(inspection.rows_in_force)
    today = local_day(inspection.as_of)
    changed = 0
    rows = inspection.targets.exclude(intake_digest="")
    total = rows.count() if codes is None else rows.filter(code__in=codes).count()
    with reporter.step("判定", total, "个") as meter:
        for target in verdicts.to_judge(inspection, codes):
            rulings = verdicts.judged_outcomes(target, book)
            frame, own_book = frame_of(plan_of(target)), book_for(target, book)
            verdict = judge(frame, rulings, own_book, in_force, on=today)
            changed += int(verdicts.store(target, book, verdict))
            meter.advance(1)
    return changed
