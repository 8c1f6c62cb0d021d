"""Acts on orders after which a target must be judged anew, each in one step."""

from collections.abc import Iterable

from xuncha.flow.judging import judge_round
from xuncha.flow.progress import Reporter, SilentReporter
from xuncha.office.casework.states import CLOSED_STATES
from xuncha.office.jobs.models import Job
from xuncha.office.people.models import User
from xuncha.office.rectification import answering, contests, drawing
from xuncha.office.rectification.answering import Submitted
from xuncha.office.rectification.contests import Verdict
from xuncha.office.rectification.files import Upload
from xuncha.office.rectification.models import Contest, Order
from xuncha.office.rectification.states import PaperKind

BODIES_AT_ONCE = 50
"""Bodies drawn for in one transaction: so many the page that asked does itself, and after so many
a worker writes down how far it is."""


def submit(order: Order, user: User, *, sealed: Iterable[Upload] = (), note: str = "") -> Submitted:
    """Hand an order in; targets whose veto is contested are undecided from now on."""
    done = answering.submit(order, user, sealed=sealed, note=note)
    _judge(order, {one.item.target.code for one in done.contests})
    return done


def rule(contest: Contest, said: Verdict, user: User) -> int:
    """Rule on a contest and judge its target anew; how many verdicts changed. A closed round's
    verdicts stay as they were."""
    contests.rule(contest, said, user)
    return _judge(contest.item.order, {contest.item.target.code})


def overrule(contest: Contest, reason: str, user: User) -> int:
    """Let a contested veto count at freezing; how many verdicts changed."""
    contests.overrule(contest, reason, user)
    return _judge(contest.item.order, {contest.item.target.code})


def draw_orders(job: Job, reporter: Reporter) -> int:
    """Draw up the orders a job asks for, some bodies at a time; how many drafts. Each part is
    whole, and drawing again adds nothing twice."""
    bodies, paper = job.drawing["bodies"], PaperKind(job.drawing["paper"])
    drawn = 0
    with reporter.step("拟制整改单", len(bodies), "个单位") as meter:
        for start in range(0, len(bodies), BODIES_AT_ONCE):
            some = bodies[start : start + BODIES_AT_ONCE]
            drawn += len(drawing.draw(job.round, paper, some, job.asked_by))
            meter.advance(len(some))
    return drawn


def _judge(order: Order, codes: set[str]) -> int:
    inspection = order.round
    inspection.refresh_from_db(fields=["state"])
    if not codes or inspection.state in CLOSED_STATES or inspection.imported:
        return 0
    return judge_round(inspection, SilentReporter(), codes)
