"""The states of a round and of a shard, and which follow which."""

from enum import StrEnum

from xuncha.office.people.transitions import TransitionTable


class RoundState(StrEnum):
    """Where a round stands."""

    DRAFT = "draft"
    VISITING = "visiting"
    JUDGING = "judging"
    REVIEWING = "reviewing"
    FROZEN = "frozen"
    ISSUED = "issued"


ROUND_LABELS = {
    RoundState.DRAFT: "筹备",
    RoundState.VISITING: "访问中",
    RoundState.JUDGING: "判定中",
    RoundState.REVIEWING: "审核中",
    RoundState.FROZEN: "已定稿",
    RoundState.ISSUED: "已印发",
}

ROUND = TransitionTable(
    act="round.state",
    field="state",
    moves={
        RoundState.DRAFT: frozenset({RoundState.VISITING}),
        RoundState.VISITING: frozenset({RoundState.JUDGING}),
        RoundState.JUDGING: frozenset({RoundState.REVIEWING}),
        RoundState.REVIEWING: frozenset({RoundState.FROZEN}),
        RoundState.FROZEN: frozenset({RoundState.ISSUED}),
        RoundState.ISSUED: frozenset(),
    },
    labels=ROUND_LABELS,
)

CLOSED_STATES = frozenset({RoundState.FROZEN, RoundState.ISSUED})
"""A round in one of these states takes in nothing and nobody decides on it any more."""


class ShardState(StrEnum):
    """Where a shard stands. A lease is no audited act: the row itself is the queue."""

    PENDING = "pending"
    LEASED = "leased"
    DONE = "done"


SHARD_LABELS = {
    ShardState.PENDING: "待访问",
    ShardState.LEASED: "访问中",
    ShardState.DONE: "已完成",
}


class DecisionVerb(StrEnum):
    """What a person said about a finding or an outcome."""

    CONFIRM = "confirm"
    DISMISS = "dismiss"


DECISION_LABELS = {DecisionVerb.CONFIRM: "确认", DecisionVerb.DISMISS: "排除"}
