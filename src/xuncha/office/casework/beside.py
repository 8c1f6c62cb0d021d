"""The national verdict of a target beside the one its round gave, from the same stored outcomes:
columns the register exempts count here as any other.

It is never stored: the outcomes, the decisions and the frozen book give it again at any time.
"""

from xuncha.engine.domain.windows import local_day
from xuncha.engine.judge.beside import judge_nationally
from xuncha.engine.judge.verdict import Verdict
from xuncha.engine.rulebook.scope import frame_of
from xuncha.office.casework.frozen import book_of, plan_of
from xuncha.office.casework.models import RoundTarget
from xuncha.office.casework.verdicts import judged_outcomes


def national_verdict(target: RoundTarget) -> Verdict | None:
    """What the national book says of a target; None where the round's book is national itself,
    nothing was taken in yet, or the round froze its book before it kept the national one in it."""
    inspection = target.round
    if not inspection.rulebook or not target.intake_digest:
        return None
    book = book_of(inspection)
    return judge_nationally(
        frame_of(plan_of(target)),
        judged_outcomes(target, book, unexempted=True),
        book,
        frozenset(inspection.rows_in_force),
        on=local_day(inspection.as_of),
    )
