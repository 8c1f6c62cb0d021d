"""Forms as data: what to look at, what evidence is asked for, what is answered, what counts."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import ClassVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from xuncha.engine.domain.words import Confidence, RowKind
from xuncha.office.forms.errors import DefinitionError

STRICT = ConfigDict(extra="forbid")


class FieldKind(StrEnum):
    """What a field takes."""

    TEXT = "text"
    LONG = "long"
    DATE = "date"
    NUMBER = "number"
    LINK = "link"
    CHOICE = "choice"


class Source(StrEnum):
    """Where the entries of a form are drawn from."""

    ARTICLES = "articles"
    POLICIES = "policies"
    GUIDES = "guides"


class Measure(StrEnum):
    """How an answer is counted for a row.

    ``SUM``: what the chosen options count together; ``ENTRIES``: how many entries count ``least``
    or more; ``EVERY``: 1 where every entry does; ``ALL_OF_FEW``: 1 where moreover the target has
    fewer than ``fewer_than`` of these things.
    """

    SUM = "sum"
    ENTRIES = "entries"
    EVERY = "every"
    ALL_OF_FEW = "all_of_few"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice: how often it counts.

    ``unable``: the person could not see it; ``skip``: the entry is no case; ``exempt``: the row is
    not for this target.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    value: str
    label: str
    counts: float = 0
    unable: bool = False
    skip: bool = False
    exempt: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to answer."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: str
    label: str
    kind: FieldKind
    required: bool = False
    hint: str = ""
    value: str = ""
    options: tuple[Option, ...] = ()

    def option(self, value: str) -> Option | None:
        """The option of that value."""
        return next((one for one in self.options if one.value == value), None)


@dataclass(frozen=True, slots=True)
class Preset:
    """An entry that stands on the form from the start, with some of its fields filled in."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    title: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entries:
    """The cases of a form, each with the same fields.

    ``size`` of them are drawn from ``source``, 0 for all there are; a person may add others up to
    ``most``, on ``blank`` empty ones. Fewer than ``least`` answered ones clear nothing. ``link``
    names the field that takes the address of what was drawn.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    title: str
    fields: tuple[Field, ...]
    most: int
    least: int = 1
    blank: int = 1
    source: Source | None = None
    size: int = 0
    link: str = ""
    preset: tuple[Preset, ...] = ()


@dataclass(frozen=True, slots=True)
class Grade:
    """How soon an answer came: within so many working days of the question."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    label: str
    within: int
    counts: float = 0


@dataclass(frozen=True, slots=True)
class Missed:
    """What is said of a question whose time passed, and how often that counts."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    label: str
    counts: float


@dataclass(frozen=True, slots=True)
class Reply:
    """How questions are graded by the days asked and answered.

    The last grade is the limit: before it is over an unanswered question is no result. ``useless``
    is said of an answer in time whose other fields count.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    asked: str
    answered: str
    grades: tuple[Grade, ...]
    late: Missed
    none: Missed
    useless: str


@dataclass(frozen=True, slots=True)
class Yield:
    """What an answer says of one row.

    ``times`` names the number that is multiplied by, ``total`` the number of things there are:
    those nobody looked at may still count.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    row: str
    measure: Measure
    fields: tuple[str, ...]
    hit_at: float = 1
    least: float = 1
    times: str = ""
    total: str = ""
    fewer_than: float = 0


@dataclass(frozen=True, slots=True)
class Form:
    """A form 核查表. ``rows`` of ``*`` take every row of ``kinds`` that no other form names.

    ``per_row``: a form of its own for each row. ``two_persons``: a hit needs a second person.
    ``restricted``: only those who decide read it. ``pictures`` is how many one answer may carry.
    ``at_once``: what stands in the fields where one statement serves every target nobody answered
    for (no such case was reported this time); empty where each has to be looked at.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    name: str
    title: str
    source: str
    confidence: Confidence
    valid_from: date
    rows: tuple[str, ...]
    look: tuple[str, ...]
    ask: tuple[str, ...]
    fields: tuple[Field, ...] = ()
    entries: Entries | None = None
    reply: Reply | None = None
    yields: tuple[Yield, ...] = ()
    per_row: bool = False
    two_persons: bool = False
    restricted: bool = False
    links: bool = True
    pictures: int = 6
    at_once: Mapping[str, str] = field(default_factory=dict)
    kinds: tuple[RowKind, ...] = ()
    note: str = ""
    valid_to: date | None = None

    def is_valid(self, on: date) -> bool:
        """Whether the form is used on a day, both ends included."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


EVERY_ROW = "*"
_FORM = TypeAdapter(Form)


@cache
def load_forms() -> tuple[Form, ...]:
    """Every form of the house, by name. DefinitionError names file and fault."""
    folder = files("xuncha.data") / "forms"
    paths = (path for path in folder.iterdir() if path.name.endswith(".toml"))
    return tuple(_load(path) for path in sorted(paths, key=lambda path: path.name))


def _load(path: Traversable) -> Form:
    try:
        form = _FORM.validate_python(tomllib.loads(path.read_text(encoding="utf-8")))
    except (ValidationError, tomllib.TOMLDecodeError) as fault:
        raise DefinitionError(f"核查表 {path.name} 读不出来：{fault}") from fault
    faults = tuple(faults_of(form))
    if faults:
        raise DefinitionError(f"核查表 {path.name} 有误：{'；'.join(faults)}")
    return form


def faults_of(form: Form) -> Iterator[str]:
    """What makes no sense in a form, told with its key; nothing for a sound one."""
    head = [one.id for one in form.fields]
    entry = [one.id for one in form.entries.fields] if form.entries else []
    for name in sorted({name for name in head + entry if (head + entry).count(name) > 1}):
        yield f"字段“{name}”写了两次"
    for one in form.fields + (form.entries.fields if form.entries else ()):
        if (one.kind is FieldKind.CHOICE) != bool(one.options):
            yield f"字段“{one.id}”的选项与类型不符"
    for told in form.yields:
        if told.row not in (*form.rows, EVERY_ROW):
            yield f"计数的指标“{told.row}”不在 rows 之中"
        known = [*head, *entry, *([REPLY] if form.reply else [])]
        for name in (*told.fields, *filter(None, (told.times, told.total))):
            if name not in known:
                yield f"计数的字段“{name}”不存在"
    for name, value in form.at_once.items():
        asked = next((one for one in form.fields if one.id == name), None)
        option = asked.option(value) if asked else None
        if form.entries or option is None or option.counts or option.unable:
            yield f"at_once.{name} 只能写一个不计数的选项"
    if form.entries and form.entries.link not in ("", *entry):
        yield f"字段“{form.entries.link}”不存在（entries.link）"
    if not form.yields:
        yield "没有写明怎样计数（yields）"


REPLY = "reply"
"""The name under which the grade of a reply is counted."""
