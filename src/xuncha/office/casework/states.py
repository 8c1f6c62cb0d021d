"""The states of a round, of a shard, of a blind review, of findings; which follow which."""

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
    """What a person said about a finding or an outcome; ``WITHDRAW`` takes back what they said."""

    CONFIRM = "confirm"
    DISMISS = "dismiss"
    WITHDRAW = "withdraw"


DECISION_LABELS = {
    DecisionVerb.CONFIRM: "确认",
    DecisionVerb.DISMISS: "排除",
    DecisionVerb.WITHDRAW: "撤回",
}


class Standing(StrEnum):
    """What became of a finding. ``NOTED``: seen, but nothing hangs on a decision."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    NOTED = "noted"


STANDING_LABELS = {
    Standing.WAITING: "待认定",
    Standing.CONFIRMED: "已确认",
    Standing.DISMISSED: "已排除",
    Standing.NOTED: "仅记录",
}


class BlindState(StrEnum):
    """Where a blind second review stands. ``VOID``: the decision it was drawn from was undone."""

    WAITING = "waiting"
    AGREED = "agreed"
    DISPUTED = "disputed"
    SETTLED = "settled"
    VOID = "void"


BLIND_LABELS = {
    BlindState.WAITING: "待复核",
    BlindState.AGREED: "复核一致",
    BlindState.DISPUTED: "复核不一致，待第三人",
    BlindState.SETTLED: "第三人已定",
    BlindState.VOID: "原认定已撤回",
}

BLIND = TransitionTable(
    act="blind_review.state",
    field="state",
    moves={
        BlindState.WAITING: frozenset({BlindState.AGREED, BlindState.DISPUTED, BlindState.VOID}),
        BlindState.AGREED: frozenset({BlindState.VOID}),
        BlindState.DISPUTED: frozenset({BlindState.SETTLED, BlindState.VOID}),
        BlindState.SETTLED: frozenset(),
        BlindState.VOID: frozenset(),
    },
    labels=BLIND_LABELS,
)
