"""The sorts of job, their states, and which follow which."""

from enum import StrEnum

from xuncha.office.people.transitions import TransitionTable


class JobKind(StrEnum):
    """What is done with a round."""

    VISIT = "visit"
    RETRY = "retry"
    JUDGE = "judge"
    RECHECK = "recheck"
    DRAW = "draw"
    PUBLISHERS = "publishers"


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


KIND_LABELS = {
    JobKind.VISIT: "访问和判定",
    JobKind.RETRY: "重新访问",
    JobKind.JUDGE: "重新判定",
    JobKind.RECHECK: "复查访问",
    JobKind.DRAW: "拟制整改单",
    JobKind.PUBLISHERS: "读取发布单位",
}
STATE_LABELS = {
    JobState.WAITING: "等待执行",
    JobState.RUNNING: "正在执行",
    JobState.DONE: "已完成",
    JobState.FAILED: "没有完成",
    JobState.CANCELLED: "已取消",
}
OF_ORDERS = (JobKind.DRAW, JobKind.PUBLISHERS)
"""Work on what of a round goes to whom."""
OPEN_STATES = (JobState.WAITING, JobState.RUNNING)

JOB = TransitionTable(
    act="job.state",
    field="state",
    moves={
        JobState.WAITING: frozenset({JobState.RUNNING, JobState.CANCELLED}),
        JobState.RUNNING: frozenset({JobState.WAITING, JobState.DONE, JobState.FAILED}),
        JobState.DONE: frozenset(),
        JobState.FAILED: frozenset(),
        JobState.CANCELLED: frozenset(),
    },
    labels=STATE_LABELS,
)
