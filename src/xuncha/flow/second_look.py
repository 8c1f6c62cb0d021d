"""The second look: items of an order held against the newest look at their targets.

What looks there are is taken as it is: a later round that took its results in, or a fresh visit
whose bundles lie in a folder. Nothing goes out here; without a look since the answer, nothing is
said.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from xuncha.engine.bundle.errors import BundleError
from xuncha.engine.bundle.manifest import MANIFEST
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.own_words import OwnWords
from xuncha.engine.examine import look_into
from xuncha.engine.rulebook.book import Rulebook
from xuncha.engine.second_look import Newest, Pages, Seen, look_at, open_pages, pages_of
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.models import RoundTarget
from xuncha.office.people.models import User
from xuncha.office.people.staff import machine_of
from xuncha.office.rectification import second_looks
from xuncha.office.rectification.models import Order, OrderItem, SecondLook
from xuncha.office.rectification.second_looks import Source
from xuncha.office.wordlists.freezing import own_words_of


@dataclass(frozen=True, slots=True)
class LookReport:
    """What a second look gave: items by what was seen of them; ``unlooked`` items had no look since
    they were answered."""

    seen: Mapping[Seen, int]
    unlooked: int

    @property
    def looked(self) -> int:
        """How many items were looked at."""
        return sum(self.seen.values())


def look_again(
    order: Order, *, bundles: Path | None = None, at: datetime | None = None
) -> LookReport:
    """Look at every item of the order that is not ended yet; the same look twice is kept once.

    ``bundles`` is a folder with a bundle per target code, from a fresh visit; targets without one
    are held against the newest later round. In the name of the office's machine.
    """
    moment = at or timezone.now()
    machine = machine_of(order.office)
    items = second_looks.items_to_look_at(order)
    since = second_looks.asked_at(items)
    by_code: dict[str, list[OrderItem]] = defaultdict(list)
    for item in items:
        by_code[item.target.code].append(item)
    later = second_looks.later_targets(
        order.office_id, list(by_code), order.issued_at or order.drawn_at
    )
    told: Counter[Seen] = Counter()
    kept: list[SecondLook] = []
    with transaction.atomic():
        for code, of_target in by_code.items():
            for newest, source in _looks(order, code, of_target, bundles, later.get(code)):
                asked = [one for one in of_target if since[one.pk] <= source.looked_at]
                for item, look in _compared(asked, newest, source, machine, moment):
                    told[Seen(look.seen) if look else _standing(item)] += 1
                    kept += [look] if look else []
                if asked:
                    break
        second_looks.note_looks(order, kept, machine, moment)
    return LookReport(dict(told), len(items) - sum(told.values()))


def _looks(
    order: Order,
    code: str,
    items: list[OrderItem],
    bundles: Path | None,
    later: RoundTarget | None,
) -> Iterator[tuple[Newest, Source]]:
    """The looks at a target, the freshest way first."""
    indicators = {item.indicator for item in items}
    if bundles is not None and (bundles / code / MANIFEST).is_file():
        yield _from_bundle(order, bundles / code)
    if later is not None:
        visit = getattr(later, "visit", None)
        page = _pages(visit.bundle_path) if visit is not None and visit.bundle_path else None
        digest = visit.manifest_digest if visit is not None else ""
        source = Source(later.round.as_of, later.round, "", digest)
        yield second_looks.newest_of(later, indicators, page), source


def _from_bundle(order: Order, folder: Path) -> tuple[Newest, Source]:
    opened = Bundle.open(folder)
    book, own = _measures(order)
    looked = look_into(folder, book, tuple(order.round.rows_in_force), History(own=own))
    newest = Newest(
        outcomes={one.indicator: one for one in looked.outcomes},
        columns=looked.columns,
        unable=looked.unable,
        reason=looked.reason,
        page=pages_of(opened),
    )
    digest = hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()
    return newest, Source(opened.as_of, None, str(folder), f"sha256:{digest}")


def _measures(order: Order) -> tuple[Rulebook, OwnWords]:
    return book_of(order.round), own_words_of(order.round.words)


def _pages(path: str) -> Pages | None:
    try:
        return open_pages(Path(path))
    except BundleError:
        return None


def _compared(
    items: list[OrderItem], newest: Newest, source: Source, machine: User, moment: datetime
) -> Iterator[tuple[OrderItem, SecondLook | None]]:
    for item in items:
        finding = (
            second_looks.whole_finding(item.finding, item.target.code)
            if item.finding is not None
            else None
        )
        shown = look_at(item.indicator, finding, newest)
        yield item, second_looks.store(item, shown, source, machine, at=moment)


def _standing(item: OrderItem) -> Seen:
    newest = item.looks.order_by("-id").first()
    assert newest is not None
    return Seen(newest.seen)
