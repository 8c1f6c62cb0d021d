"""Shards: whole hosts dealt out to processes; leasing without locks held or raw SQL."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from xuncha.engine.acquire.orders import split_by_host
from xuncha.office.casework.frozen import plan_of
from xuncha.office.casework.models import Round, Shard
from xuncha.office.casework.states import ShardState


def cut(inspection: Round, parts: int) -> list[Shard]:
    """The round's shards, made on the first call: at most ``parts``, never a host in two of them.

    The same targets and ``parts`` always give the same shards.
    """
    with transaction.atomic():
        existing = list(inspection.shards.all())
        if existing:
            return existing
        plans = [plan_of(target) for target in inspection.targets.order_by("kind", "code")]
        dealt = [sorted(plan.code for plan in group) for group in split_by_host(plans, parts)]
        Shard.objects.bulk_create(
            Shard(round=inspection, number=number, target_codes=codes)
            for number, codes in enumerate(dealt, start=1)
        )
        return list(inspection.shards.all())


def lease_next(
    inspection: Round,
    holder: str,
    now: datetime,
    seconds: float,
    passed_over: Collection[int] = (),
) -> Shard | None:
    """A free shard, leased to ``holder`` until ``now + seconds``; None when none is free.

    ``passed_over`` are the numbers of shards the caller does not want again. A lease that ran out
    is taken over. Of several callers exactly one gets a shard: the update is conditional on the
    row being as it was read.
    """
    free = Q(state=ShardState.PENDING) | Q(state=ShardState.LEASED, lease_until__lt=now)
    wanted = inspection.shards.exclude(number__in=tuple(passed_over))
    while True:
        shard = wanted.filter(free).order_by("attempts", "number").first()
        if shard is None:
            return None
        taken = Shard.objects.filter(
            free, pk=shard.pk, attempts=shard.attempts, lease_until=shard.lease_until
        )
        if shard.lease_until is None:
            taken = Shard.objects.filter(
                free, pk=shard.pk, attempts=shard.attempts, lease_until__isnull=True
            )
        won = taken.update(
            state=ShardState.LEASED,
            lease_holder=holder,
            lease_until=now + timedelta(seconds=seconds),
            attempts=shard.attempts + 1,
        )
        if won:
            shard.refresh_from_db()
            return shard


def extend(shard: Shard, holder: str, now: datetime, seconds: float) -> bool:
    """Lengthen a lease. False when somebody else holds the shard by now: then stop working."""
    return bool(
        Shard.objects.filter(pk=shard.pk, state=ShardState.LEASED, lease_holder=holder).update(
            lease_until=now + timedelta(seconds=seconds)
        )
    )


def give_back(shard: Shard, holder: str) -> bool:
    """Return a leased shard undone, so that the next caller gets it at once."""
    return bool(
        Shard.objects.filter(pk=shard.pk, state=ShardState.LEASED, lease_holder=holder).update(
            state=ShardState.PENDING, lease_holder="", lease_until=None
        )
    )


def give_back_all(inspection: Round, holders: str) -> int:
    """Return every shard leased to a holder whose name begins with ``holders``; how many."""
    left = inspection.shards.filter(state=ShardState.LEASED, lease_holder__startswith=holders)
    return left.update(state=ShardState.PENDING, lease_holder="", lease_until=None)


def reopen(inspection: Round, codes: Collection[str]) -> int:
    """Open the finished shards that hold one of the targets ``codes`` again; how many were."""
    wanted = set(codes)
    lacking = [
        shard.pk
        for shard in inspection.shards.filter(state=ShardState.DONE)
        if wanted.intersection(shard.target_codes)
    ]
    return Shard.objects.filter(pk__in=lacking, state=ShardState.DONE).update(
        state=ShardState.PENDING, lease_holder="", lease_until=None
    )


def finish(shard: Shard) -> None:
    """Mark a shard done. The work is idempotent, so whoever finishes first is right."""
    Shard.objects.filter(pk=shard.pk).exclude(state=ShardState.DONE).update(
        state=ShardState.DONE, lease_until=None
    )
    shard.refresh_from_db()


def progress(inspection: Round) -> dict[str, int]:
    """How many shards stand in each state, every state named."""
    states = list(inspection.shards.values_list("state", flat=True))
    return {state.value: states.count(state) for state in ShardState}
