"""Reading a bundle back: its plan and its fetches, streamed.

What was fetched later, because a rendered page led to it, reads like the visit itself.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from fastwarc.warc import WarcRecordType

from xuncha.engine.bundle.answers import failure_of_status, redirect_of
from xuncha.engine.bundle.decoding import decode_body
from xuncha.engine.bundle.errors import BundleError
from xuncha.engine.bundle.exchange import Purpose, Truncation
from xuncha.engine.bundle.journal import Decision, LogEntry, read_journal
from xuncha.engine.bundle.manifest import (
    JOURNAL,
    PLAN,
    PLAN_JSON,
    WARC,
    Manifest,
    PlanFile,
    read_manifest,
)
from xuncha.engine.bundle.records import (
    CONVERSIONS,
    PICTURES,
    RESPONSES,
    TOMBSTONES,
    WITHHELD_JSON,
    StoredRecord,
    addresses,
    iterate,
    read_at,
)
from xuncha.engine.bundle.supplement import (
    CHAIN,
    FOLLOWS,
    PARTS,
    RENDERS,
    Part,
    has_part,
    read_part_manifest,
)
from xuncha.engine.domain.fetches import Fetch, Picture, Rendering, VisitSettings
from xuncha.engine.domain.targets import SitePlan, TargetPlan
from xuncha.engine.domain.withheld import Withheld
from xuncha.engine.domain.words import UnableClass

CUT_SHORT = {
    Truncation.LENGTH: (UnableClass.TOO_LARGE, "页面超过大小上限，只看了前面部分"),
    Truncation.TIME: (UnableClass.TIMEOUT, "页面在时限内没有传完"),
    Truncation.DISCONNECT: (UnableClass.RESET, "页面没有传完，连接就断开了"),
}
NOTHING_BROUGHT = (Decision.FAILED, Decision.SKIPPED, Decision.WITHHELD)
REMEDY = "请用 xuncha verify 检查该取证包，必要时重新访问"

_NO_ANSWER = {
    Purpose.LINK: Decision.LINK_FAILED,
    Purpose.LINK_AGAIN: Decision.LINK_FAILED_AGAIN,
    Purpose.LEAD: Decision.LEAD_FAILED,
    Purpose.OVER_IPV6: Decision.IPV6_FAILED,
    Purpose.CERTIFICATE: Decision.CERTIFICATE_FAILED,
    Purpose.SEARCH: Decision.SEARCH_FAILED,
}
"""How the log says that a look beside the pages brought no answer."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a record stands: its WARC file and the offset in it."""

    path: Path
    offset: int


FIRST_ANSWERS = 20
"""Answers looked through for the address of a site: the first ones are its robots.txt and home
page."""


class Bundle:
    """A complete bundle, opened for reading. Digests are not recomputed here: see ``verify``."""

    def __init__(self, folder: Path, manifest: Manifest, plan_file: PlanFile) -> None:
        """Use ``Bundle.open``."""
        self.folder = folder
        self.manifest = manifest
        self._plan_file = plan_file
        self._offsets: dict[str, _Spot] = {}
        self._links: dict[_Spot, Purpose] | None = None

    @classmethod
    def open(cls, path: Path | str) -> "Bundle":
        """The bundle in a folder; BundleError when the folder is none or is not complete."""
        folder = Path(path)
        try:
            manifest = read_manifest(folder)
            plan_file = PLAN_JSON.validate_json((folder / PLAN).read_bytes())
        except (OSError, ValueError) as error:
            raise BundleError("不是完整的取证包", str(folder), REMEDY) from error
        return cls(folder, manifest, plan_file)

    @property
    def plan(self) -> TargetPlan:
        """What the register knew of the target."""
        return self._plan_file.plan

    @property
    def settings(self) -> VisitSettings:
        """Politeness and budgets of the visit."""
        return self._plan_file.settings

    @property
    def as_of(self) -> datetime:
        """The moment the round looks at."""
        return self._plan_file.as_of

    def address(self) -> str:
        """The network address the registered host of a site answered from; empty where none of the
        first answers tells."""
        host = urlsplit(self.plan.url).hostname if isinstance(self.plan, SitePlan) else None
        with _damage_told(self.folder), (self.folder / WARC).open("rb") as stream:
            for url, address in islice(addresses(stream), FIRST_ANSWERS):
                if address and host and urlsplit(url).hostname == host:
                    return address
        return ""

    @property
    def seconds_out(self) -> float:
        """How long the visit and what followed on it took, rendering left out."""
        first = self.manifest.finished_at - self.manifest.started_at
        return first.total_seconds() + self._seconds_of(FOLLOWS)

    @property
    def seconds_rendering(self) -> float:
        """How long rendering took so far."""
        return self._seconds_of(RENDERS)

    def _seconds_of(self, parts: Iterable[Part]) -> float:
        done = [self.folder / part for part in parts if has_part(self.folder, part)]
        with _damage_told(self.folder):
            spans = [read_part_manifest(folder) for folder in done]
        return sum((one.finished_at - one.started_at).total_seconds() for one in spans)

    def next_part(self) -> Part | None:
        """What is to be done next after the visit; None when nothing is left.

        Where a rendering built no page, and where the pages built led to none, the chain ends.
        """
        for part in CHAIN:
            if not has_part(self.folder, part):
                return part
            brought = CONVERSIONS if part in RENDERS else RESPONSES
            if next(self._made(part, brought), None) is None:
                return None
        return None

    def fetches(self) -> Iterator[Fetch]:
        """Every answer in file order, then every look that brought no answer; of the visit first,
        then of each time it was followed on.

        Looks at links and attachments are left out: see ``link_looks`` and ``attachments``.
        """
        links: dict[_Spot, Purpose] = {}
        with _damage_told(self.folder):
            for folder, warc in self._visits():
                with (folder / warc).open("rb") as stream:
                    for stored in iterate(stream):
                        spot = _Spot(folder / warc, stored.offset)
                        self._offsets.setdefault(stored.record, spot)
                        if stored.purpose is not Purpose.PAGE:
                            links[spot] = stored.purpose
                            continue
                        yield self._fetch(stored)
                yield from self._failed(folder, *NOTHING_BROUGHT)
        self._links = links

    def _visits(self) -> list[tuple[Path, str]]:
        """The folders with raw answers and the names of their WARC files."""
        later = [part for part in FOLLOWS if has_part(self.folder, part)]
        return [(self.folder, WARC), *((self.folder / part, part.warc) for part in later)]

    def link_looks(self, purpose: Purpose) -> Iterator[Fetch]:
        """The answers of one sort of looks beside the pages, in file order, then those looks that
        brought no answer."""
        with _damage_told(self.folder):
            for spot in [at for at, why in self._known_links().items() if why is purpose]:
                yield self._fetch(read_at(spot.path, spot.offset))
            failed = _NO_ANSWER.get(purpose)
            for folder, _ in self._visits():
                yield from self._failed(folder, *((failed,) if failed is not None else ()))

    def attachments(self) -> Iterator[Fetch]:
        """The answers to attachments in file order, one in memory at a time, then those looks that
        brought none."""
        with _damage_told(self.folder):
            for spot, why in self._known_links().items():
                if why is Purpose.ATTACHMENT:
                    yield self._fetch(read_at(spot.path, spot.offset))
            for folder, _ in self._visits():
                yield from self._failed(folder, Decision.ATTACHMENT_FAILED, Decision.WITHHELD)

    def withheld(self) -> Iterator[Withheld]:
        """What was seen and not kept, in file order. Only records are read whose journal tells
        of such."""
        parts = [(self.folder / part, part.warc) for part in CHAIN if has_part(self.folder, part)]
        for folder, warc in ((self.folder, WARC), *parts):
            with _damage_told(folder / warc):
                journal = read_journal(folder / JOURNAL)
                if any(entry.decision is Decision.WITHHELD for entry in journal):
                    with (folder / warc).open("rb") as stream:
                        for stored in iterate(stream, wanted=TOMBSTONES):
                            yield WITHHELD_JSON.validate_json(stored.payload)

    def _known_links(self) -> "dict[_Spot, Purpose]":
        if self._links is None:
            for _ in self.fetches():
                pass
        return self._links or {}

    def _failed(self, folder: Path, *decisions: Decision) -> Iterator[Fetch]:
        for entry in read_journal(folder / JOURNAL):
            if entry.decision in decisions and not entry.record:
                yield _fetch_of(entry)

    def journal(self) -> Iterator[LogEntry]:
        """The decision log of the visit in file order, then of each time it was followed on."""
        for folder, _ in self._visits():
            yield from read_journal(folder / JOURNAL)

    def renderings(self) -> Iterator[Rendering]:
        """Every page a browser rendered in file order, then every one it brought nothing of; none
        without such a supplement."""
        for part in RENDERS:
            if not has_part(self.folder, part):
                return
            folder = self.folder / part
            for stored in self._made(part, CONVERSIONS):
                yield _rendering_of(stored)
            with _damage_told(folder):
                for entry in read_journal(folder / JOURNAL):
                    if entry.decision in NOTHING_BROUGHT and not entry.record:
                        yield Rendering(
                            entry.url, entry.url, b"", "", entry.at, entry.unable, entry.reason
                        )

    def loaded(self) -> Iterator[Fetch]:
        """What the rendered pages loaded beside themselves: data, frames, style sheets."""
        for part in RENDERS:
            for stored in self._made(part, RESPONSES):
                yield self._fetch(stored)

    def pictures(self) -> Iterator[Picture]:
        """Every picture the bundle keeps: of its home page first, then of findings."""
        for part in PARTS:
            for stored in self._made(part, PICTURES):
                yield Picture(
                    subject=_header(stored.headers, "subject"),
                    url=stored.url,
                    content_type=_header(stored.headers, "content-type"),
                    body=stored.payload,
                    record=stored.record,
                    of=_header(stored.headers, "of"),
                    is_marked=bool(_header(stored.headers, "box")),
                )

    def _made(self, part: Part, wanted: WarcRecordType) -> Iterator[StoredRecord]:
        """The records of that type in a supplement; none without the supplement."""
        if not has_part(self.folder, part):
            return
        path = self.folder / part / part.warc
        with _damage_told(path), path.open("rb") as stream:
            yield from iterate(stream, wanted=wanted)

    def record_id_of(self, record: str) -> str:
        """The WARC id of the first record with that reference; empty when there is none."""
        spot = self._spot_of(record)
        return "" if spot is None else read_at(spot.path, spot.offset).record_id

    def body_of(self, record: str) -> bytes:
        """The decompressed body behind a reference; BundleError when the bundle has none such."""
        spot = self._spot_of(record)
        if spot is None:
            for rendering in self.renderings():
                if rendering.record == record:
                    return rendering.body
            raise BundleError(f"取证包中没有记录 {record}", str(self.folder), REMEDY)
        return self._fetch(read_at(spot.path, spot.offset)).body

    def _spot_of(self, record: str) -> _Spot | None:
        if record not in self._offsets:
            for _ in self.fetches():
                if record in self._offsets:
                    break
        return self._offsets.get(record)

    def _fetch(self, stored: StoredRecord) -> Fetch:
        status, headers = stored.status, stored.headers
        if status is None:
            return Fetch(
                stored.url, None, headers, stored.payload, stored.record, stored.fetched_at
            )
        limit = self.settings.page_max_bytes
        if stored.purpose is Purpose.ATTACHMENT and self.settings.attachments is not None:
            limit = max(limit, self.settings.attachments.max_bytes)
        decoded = decode_body(stored.payload, _header(headers, "content-encoding"), limit)
        failure, reason = failure_of_status(status)
        if failure is None:
            failure, reason = decoded.failure, decoded.reason
        if stored.truncated is not None:
            failure, reason = CUT_SHORT[stored.truncated]
        return Fetch(
            url=stored.url,
            status=status,
            headers=headers,
            body=decoded.body,
            record=stored.record,
            fetched_at=stored.fetched_at,
            failure=failure,
            failure_reason=reason,
            redirects_to=redirect_of(
                status, _header(headers, "location"), decoded.body, stored.url
            ),
        )


@contextmanager
def _damage_told(place: Path) -> Iterator[None]:
    """Raises BundleError for what cannot be read there."""
    try:
        yield
    except (OSError, ValueError, KeyError) as error:
        raise BundleError("取证包内容损坏", str(place), REMEDY) from error


def _rendering_of(stored: StoredRecord) -> Rendering:
    return Rendering(
        url=stored.url,
        final_url=_header(stored.headers, "final-url") or stored.url,
        body=stored.payload,
        record=stored.record,
        rendered_at=stored.fetched_at,
        lost_requests=int(_header(stored.headers, "lost-requests") or 0),
        is_settled=_header(stored.headers, "settled") != "no",
    )


def _header(headers: tuple[tuple[str, str], ...], wanted: str) -> str:
    return next((value for name, value in headers if name.lower() == wanted), "")


def _fetch_of(entry: LogEntry) -> Fetch:
    return Fetch(
        url=entry.url,
        status=None,
        headers=(),
        body=b"",
        record="",
        fetched_at=entry.at,
        failure=entry.unable,
        failure_reason=entry.reason,
    )
