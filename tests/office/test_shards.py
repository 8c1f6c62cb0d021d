"""Shards are leased rows: exactly one holder, expired leases move on."""

from datetime import timedelta

from tests.office.conftest import AS_OF
from xuncha.office.casework import shards


def test_cutting_twice_gives_the_same_shards(inspection):
    first = shards.cut(inspection, 2)
    assert [s.pk for s in shards.cut(inspection, 5)] == [s.pk for s in first]
    codes = [code for shard in first for code in shard.target_codes]
    assert sorted(codes) == sorted(inspection.targets.values_list("code", flat=True))


def test_two_workers_get_different_shards_and_a_third_gets_none(inspection):
    shards.cut(inspection, 2)
    one = shards.lease_next(inspection, "w1", AS_OF, 60)
    two = shards.lease_next(inspection, "w2", AS_OF, 60)
    assert one.pk != two.pk
    assert shards.lease_next(inspection, "w3", AS_OF, 60) is None


def test_an_expired_lease_is_taken_over_and_the_first_holder_loses_it(inspection):
    shards.cut(inspection, 1)
    one = shards.lease_next(inspection, "w1", AS_OF, 60)
    assert shards.lease_next(inspection, "w2", AS_OF + timedelta(seconds=59), 60) is None
    two = shards.lease_next(inspection, "w2", AS_OF + timedelta(seconds=61), 60)
    assert (two.pk, two.lease_holder, two.attempts) == (one.pk, "w2", 2)
    assert not shards.extend(one, "w1", AS_OF, 60)
    assert shards.extend(two, "w2", AS_OF, 60)


def test_a_finished_shard_is_never_leased_again_and_finishing_twice_is_harmless(inspection):
    shards.cut(inspection, 1)
    shard = shards.lease_next(inspection, "w1", AS_OF, 60)
    shards.finish(shard)
    shards.finish(shard)
    assert shards.lease_next(inspection, "w2", AS_OF + timedelta(days=1), 60) is None
    assert shards.progress(inspection) == {"pending": 0, "leased": 0, "done": 1}


def test_a_shard_given_back_is_free_at_once(inspection):
    shards.cut(inspection, 1)
    shard = shards.lease_next(inspection, "w1", AS_OF, 60)
    assert not shards.give_back(shard, "w2")
    assert shards.give_back(shard, "w1")
    assert shards.lease_next(inspection, "w2", AS_OF, 60).pk == shard.pk
