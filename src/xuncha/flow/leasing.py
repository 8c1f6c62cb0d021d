"""A lease that is lengthened for as long as somebody works under it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import DatabaseError, connection
from django.utils import timezone

from xuncha.office.casework import shards
from xuncha.office.casework.models import Shard

LEASE_S = 120.0
EXTENSIONS_PER_LEASE = 4


class Lease:
    """One leased shard. ``is_lost`` is True once somebody else may hold it; then stop working."""

    def __init__(self, shard: Shard, holder: str, on_lost: Callable[[], None]) -> None:
        """Watch over a shard that was just leased to ``holder``."""
        self.is_lost = False
        self._shard = shard
        self._holder = holder
        self._on_lost = on_lost
        self._good_until = timezone.now() + timedelta(seconds=LEASE_S)

    def extend(self) -> None:
        """Lengthen the lease from now on; records that do not answer cost it once it is over."""
        now = timezone.now()
        try:
            is_held = shards.extend(self._shard, self._holder, now, LEASE_S)
        except DatabaseError:
            is_held = now < self._good_until
        else:
            self._good_until = now + timedelta(seconds=LEASE_S)
        if not is_held and not self.is_lost:
            self.is_lost = True
            self._on_lost()


@contextmanager
def kept(shard: Shard, holder: str, on_lost: Callable[[], None]) -> Iterator[Lease]:
    """The lease of a shard, lengthened by a thread of its own while the block runs."""
    lease = Lease(shard, holder, on_lost)
    is_over = threading.Event()
    thread = threading.Thread(target=_keep, args=(lease, is_over), daemon=True)
    thread.start()
    try:
        yield lease
    finally:
        is_over.set()
        thread.join()


def _keep(lease: Lease, is_over: threading.Event) -> None:
    try:
        while not lease.is_lost and not is_over.wait(LEASE_S / EXTENSIONS_PER_LEASE):
            lease.extend()
    finally:
        connection.close()
