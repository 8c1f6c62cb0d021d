"""Two persons confirm a book against the original; what they signed becomes a new dated edition.

A confirmation file holds entries, one per row: the page, the quoted line, the points. A signature
is a person's name, the day and the digest of exactly what was signed, so that a changed entry is
an unsigned one. A name is what the person typed: who it was is vouched for by whoever keeps the
file, not by a key.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import tomlkit
from pydantic import TypeAdapter, ValidationError

from xuncha.engine.domain.errors import InputError
from xuncha.engine.domain.words import Confidence, RowKind
from xuncha.engine.rulebook.book import Row, Rulebook
from xuncha.engine.rulebook.errors import RulebookError
from xuncha.engine.rulebook.load import MAX_BYTES

SIGNATURES = 2
SCORED = (RowKind.DEDUCT, RowKind.BONUS)


class ConfirmationError(RulebookError):
    """不能核对"""


@dataclass(frozen=True, slots=True)
class Signature:
    """A person, the day, and the digest of what was signed."""

    name: str
    on: date
    digest: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the original says of a row. ``points`` per hit and ``cap`` of the item, None where the
    row has none."""

    row: str
    page: str
    quote: str
    points: float | None
    cap: float | None

    @property
    def digest(self) -> str:
        """What a signature stands under."""
        numbers = ["" if one is None else f"{one:.6f}" for one in (self.points, self.cap)]
        said = json.dumps([self.row, self.page, self.quote, *numbers], ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Entry:
    """A reading with its signatures: none counts that stands under something else."""

    reading: Reading
    signatures: tuple[Signature, ...]

    @property
    def signed_by(self) -> tuple[str, ...]:
        """Who signed exactly this reading, each once."""
        valid = (one.name for one in self.signatures if one.digest == self.reading.digest)
        return tuple(dict.fromkeys(valid))

    @property
    def is_confirmed(self) -> bool:
        """Whether two different persons signed it."""
        return len(self.signed_by) >= SIGNATURES


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The confirmation of one book, which ``digest`` names."""

    book: str
    digest: str
    entries: tuple[Entry, ...] = ()

    def entry(self, row: str) -> Entry | None:
        """The entry of a row, None before anybody read it."""
        return next((one for one in self.entries if one.reading.row == row), None)


_CONFIRMATION = TypeAdapter(Confirmation)


def rows_to_confirm(book: Rulebook) -> tuple[Row, ...]:
    """The rows whose text or points nobody has confirmed yet, in the order of the book."""
    return tuple(row for row in book.rows if not row.heading and _open(row))


def _open(row: Row) -> bool:
    text = row.confidence is Confidence.UNCONFIRMED
    scored = row.kind in SCORED
    points = scored and row.points_confidence is Confidence.UNCONFIRMED
    return text or points or (scored and row.cap_confidence is Confidence.UNCONFIRMED)


def start(book: Rulebook) -> Confirmation:
    """An empty confirmation of a book."""
    return Confirmation(book.name, book.digest)


def read(path: Path, book: Rulebook) -> Confirmation:
    """The confirmation in a file; an empty one where there is no file.

    Raises InputError for a file that cannot be read or is of another book.
    """
    if not path.exists():
        return start(book)
    try:
        raw = path.read_bytes()
        if len(raw) > MAX_BYTES:
            raise InputError("核对记录过大", str(path), "核对是否选错了文件")
        found = _CONFIRMATION.validate_json(raw)
    except (OSError, ValidationError):
        raise InputError("核对记录读不了", str(path), "换一个文件，或从备份恢复") from None
    if (found.book, found.digest) != (book.name, book.digest):
        raise InputError(
            "核对记录属于另一册指标集", f"{path}（{found.book}）", "换一个文件名重新核对"
        )
    return found


def write(path: Path, confirmation: Confirmation) -> None:
    """Keep a confirmation: written beside and put in place, so that a break loses nothing."""
    raw = _CONFIRMATION.dump_json(confirmation, indent=1)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(path.name + ".new")
        beside.write_bytes(raw + b"\n")
        beside.replace(path)
    except OSError as error:
        raise InputError(
            "核对记录写不了", f"{path}（{error.strerror}）", "核对目录和权限"
        ) from None


def sign(confirmation: Confirmation, reading: Reading, name: str, on: date) -> Confirmation:
    """The confirmation with a person's signature under a reading.

    A reading that differs from the one there replaces it, and its signatures are void. Raises
    ConfirmationError where the same person signed it already, or the reading lacks something.
    """
    who = name.strip()
    if not (who and reading.page.strip() and reading.quote.strip()):
        raise ConfirmationError(
            f"核对 {reading.row} 要写明姓名、页码和原文；位置：{reading.row}；处理办法：补全后再签"
        )
    before = confirmation.entry(reading.row)
    signature = Signature(who, on, reading.digest)
    if before is None or before.reading != reading:
        entry = Entry(reading, (signature,))
    elif who in before.signed_by:
        raise ConfirmationError(
            f"{who} 已经签过 {reading.row}；位置：{reading.row}；处理办法：请另一人核对后签"
        )
    else:
        entry = replace(before, signatures=(*before.signatures, signature))
    others = tuple(one for one in confirmation.entries if one.reading.row != reading.row)
    return replace(confirmation, entries=(*others, entry))


def confirmed(confirmation: Confirmation) -> tuple[Entry, ...]:
    """The entries two different persons signed, in the order of their rows."""
    return tuple(
        sorted(
            (one for one in confirmation.entries if one.is_confirmed), key=lambda e: e.reading.row
        )
    )


def edition_text(book: Rulebook, confirmation: Confirmation, on: date) -> str:
    """The TOML of the new edition: the confirmed rows laid over the book.

    Raises ConfirmationError where nothing is confirmed yet.
    """
    entries = confirmed(confirmation)
    if not entries:
        raise ConfirmationError(
            f"指标集 {book.name} 还没有两人签过的行；位置：核对记录；处理办法：请第二人核对后再生成"
        )
    document = tomlkit.document()
    document.add(tomlkit.comment(f"由核对记录生成：{len(entries)} 行经两人对照原文核对。"))
    header = {
        "name": edition_name(book, on),
        "title": f"{book.title}（{on} 核对版）",
        "document": book.document,
        "issuer": book.issuer,
        "extends": book.name,
        "edition_of": book.name,
        "valid_from": book.valid_from or on,
    }
    for key, value in header.items():
        document.add(key, tomlkit.item(value))
    rows = tomlkit.table(is_super_table=True)
    for entry in entries:
        rows.add(tomlkit.key(entry.reading.row), _table(book, entry))
    document.add("indicator", rows)
    return tomlkit.dumps(document)


def edition_name(book: Rulebook, on: date) -> str:
    """What the new edition is called: the book and the day."""
    return f"{book.name}-{on:%Y%m%d}"


def _table(book: Rulebook, entry: Entry) -> Any:
    table = tomlkit.table()
    for key, value in _values(book, entry):
        table.add(key, value)
    return table


def _values(book: Rulebook, entry: Entry) -> Iterator[tuple[str, Any]]:
    reading = entry.reading
    row = book.row(reading.row)
    sure = Confidence.CONFIRMED.value
    source = row.source if row is not None else book.document
    names = "、".join(entry.signed_by)
    yield "source", f"{source}；原文第 {reading.page} 页“{reading.quote}”，{names}核对"
    yield "confidence", sure
    if reading.points is not None:
        yield "points", _plain(reading.points)
        yield "points_confidence", sure
    if reading.cap is not None:
        yield "cap", _plain(reading.cap)
        yield "cap_confidence", sure


def _plain(number: float) -> float:
    return int(number) if number == int(number) else number
