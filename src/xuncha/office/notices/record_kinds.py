"""The kinds of rows an office records beside its rounds, read from data/notices/records.toml."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter, ValidationError

from xuncha.office.notices.errors import NoticeError

FILE = "records.toml"


class CellKind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    DAY = "day"
    COUNT = "count"
    POINTS = "points"
    WORD = "word"


class Disclosure(StrEnum):
    """What a text column gives to the public edition: nothing, unless it says so.

    A name or a label passes where nothing is amiss in it, prose where a person released the row.
    """

    NOTHING = "nothing"
    NAME = "name"
    LABEL = "label"
    NUMBER = "number"
    CODE = "code"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class CellSpec:
    """One column of a kind: its heading, what it holds, the words it may hold, what of a text the
    public edition may print."""

    heading: str
    holds: CellKind
    required: bool = False
    words: tuple[str, ...] = ()
    discloses: Disclosure = Disclosure.NOTHING


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One kind. ``title`` is the name of its sheet, ``on`` the column that dates a row; rows with
    equal ``key`` columns are the same record; ``released`` is the column in which a person says
    that the row's prose may be public, empty where no such column is."""

    name: str
    title: str
    on: str
    key: tuple[str, ...]
    columns: tuple[CellSpec, ...]
    released: str = ""

    def __post_init__(self) -> None:
        known = {column.heading for column in self.columns}
        needed = filter(None, (self.on, *self.key, self.released))
        lacking = [heading for heading in needed if heading not in known]
        if lacking:
            raise NoticeError(f"{FILE}：记录“{self.title}”没有列“{lacking[0]}”")
        for column in self.columns:
            if (column.holds is CellKind.WORD) != bool(column.words):
                raise NoticeError(f"{FILE}：记录“{self.title}”的列“{column.heading}”用词表有误")

    def words(self, heading: str) -> tuple[str, ...]:
        """The words the column may hold, in their order."""
        return next(column.words for column in self.columns if column.heading == heading)


@cache
def record_kinds() -> dict[str, RecordKind]:
    """Every kind by its name. NoticeError names the faulty key."""
    source = files("xuncha.data").joinpath("notices", FILE)
    try:
        raw = tomllib.loads(source.read_text("utf-8"))["kinds"]
        kinds = TypeAdapter(tuple[RecordKind, ...]).validate_python(raw)
    except (tomllib.TOMLDecodeError, KeyError) as broken:
        raise NoticeError(f"记录种类文件有误：{source}：{broken}") from broken
    except ValidationError as wrong:
        first = wrong.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise NoticeError(f"记录种类文件有误：{source}：{key}：{first['msg']}") from wrong
    return {kind.name: kind for kind in kinds}
