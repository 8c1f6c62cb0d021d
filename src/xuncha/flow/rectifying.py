"""Acts on orders after which a target must be judged anew, each in one step."""

from collections.abc import Iterable

from xuncha.flow.judging import judge_round
from xuncha.flow.progress import SilentReporter
from xuncha.office.casework.states import CLOSED_STATES
from xuncha.office.people.models import User
from xuncha.office.rectification import answering, contests
from xuncha.office.rectification.answering import Submitted
from xuncha.office.rectification.contests import Verdict
from xuncha.office.rectification.files import Upload
from xuncha.office.rectification.models import Contest, Order


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


def _judge(order: Order, codes: set[str]) -> int:
    inspection = order.round
    inspection.refresh_from_db(fields=["state"])
    if not codes or inspection.state in CLOSED_STATES or inspection.imported:
        return 0
    return judge_round(inspection, SilentReporter(), codes)
