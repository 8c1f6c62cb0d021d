"""Judging: outcomes, decisions and looks by hand become a verdict per target."""

from xuncha.engine.domain.targets import TargetPlan
from xuncha.engine.judge.verdict import judge
from xuncha.engine.rulebook.scope import frame_of
from xuncha.flow.progress import Reporter
from xuncha.flow.visiting import PLAN_JSON
from xuncha.office.casework import rounds, verdicts
from xuncha.office.casework.models import Round


def judge_round(inspection: Round, reporter: Reporter) -> int:
    """Judge every target of the round anew; how many verdicts changed.

    The same outcomes and decisions give the same verdicts, and an unchanged verdict is not
    written again.
    """
    book = rounds.frozen_book(inspection)
    in_force = frozenset(inspection.rows_in_force)
    changed = 0
    targets = inspection.targets.exclude(intake_digest="").order_by("kind", "code")
    with reporter.step("判定", targets.count(), "个") as meter:
        for target in targets:
            plan: TargetPlan = PLAN_JSON.validate_json(target.plan)
            verdict = judge(frame_of(plan), verdicts.judged_outcomes(target), book, in_force)
            changed += int(verdicts.store(target, verdict))
            meter.advance(1)
    return changed
