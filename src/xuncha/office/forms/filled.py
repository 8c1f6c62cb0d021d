"""What a person filled in on a form, read from what was posted and held against the form."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.secrecy import mark_in
from xuncha.office.forms.definition import Field, FieldKind, Form, Preset
from xuncha.office.forms.errors import AnswerError

SHORT, LONG, ADDRESS = 300, 4000, 1000
"""Characters a field takes: a line, a paragraph, an address."""
LINKS = 8
"""Links one answer carries beside those of its entries."""
HEAD, ENTRY, POINTS = "h", "e", "p"
PERSON_UNABLE = (
    UnableClass.LOGIN,
    UnableClass.CAPTCHA,
    UnableClass.WAF,
    UnableClass.FORBIDDEN,
    UnableClass.TIMEOUT,
    UnableClass.SERVER_ERROR,
    UnableClass.NOT_FOUND,
    UnableClass.LANGUAGE,
    UnableClass.LOCAL_NETWORK,
    UnableClass.NEEDS_PERSON,
)
"""Why a person could not look; the other classes are for the machine alone."""


@dataclass(frozen=True, slots=True)
class Case:
    """One entry as answered. ``drawn``: its place among those the form shows from the start, None
    for one a person added."""

    title: str
    values: Mapping[str, str]
    drawn: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered of it."""
        return not any(self.values.values())


@dataclass(frozen=True, slots=True)
class Filled:
    """An answer. ``unable`` with ``note``: the person could not look at all.

    ``points`` are a person's own entries by row; ``links`` the places that show it.
    """

    head: Mapping[str, str] = field(default_factory=dict)
    cases: tuple[Case, ...] = ()
    points: Mapping[str, float] = field(default_factory=dict)
    note: str = ""
    links: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    unable: UnableClass | None = None


def read(
    form: Form,
    posted: Mapping[str, str],
    standing: Sequence[Preset],
    pictures: tuple[str, ...] = (),
) -> Filled:
    """The answer in what was posted, unchecked: ``h.field``, ``e.number.field``, ``p.row``.

    ``standing`` are the entries the form shows from the start: the first ones posted are they,
    whatever titles were posted. ``pictures`` are digests of those that stay with the answer.
    """
    head = {one.id: _text(posted, f"{HEAD}.{one.id}", one) for one in form.fields}
    unable = posted.get("unable", "")
    return Filled(
        head=head,
        cases=tuple(_cases(form, posted, standing)),
        points=dict(_points(posted)),
        note=_cut(posted.get("note", ""), LONG),
        links=tuple(_links(posted.get("links", ""))),
        pictures=pictures,
        unable=UnableClass(unable) if unable in PERSON_UNABLE else None,
    )


def posted_again(filled: Filled, standing: int) -> dict[str, str]:
    """What would be posted to give this answer: what a form shows that is opened again.

    ``standing`` is how many entries the form shows from the start by now.
    """
    cells = {f"{HEAD}.{name}": value for name, value in filled.head.items()}
    added = standing
    for case in filled.cases:
        number = case.drawn
        if number is None:
            number, added = added, added + 1
        cells[f"{ENTRY}.{number}.title"] = case.title
        cells |= {f"{ENTRY}.{number}.{name}": value for name, value in case.values.items()}
    cells |= {f"{POINTS}.{row}": f"{points:g}" for row, points in filled.points.items()}
    return cells | {
        "note": filled.note,
        "links": "\n".join(filled.links),
        "unable": filled.unable or "",
    }


def check(form: Form, filled: Filled, today: date) -> None:
    """Raise AnswerError with everything that is wrong or missing, each with its place."""
    check_unmarked(*_texts(filled))
    faults = list(_faults(form, filled, today))
    if faults:
        raise AnswerError(*faults)


def check_unmarked(*texts: str) -> None:
    """Raise AnswerError for a text with a real secrecy mark: nothing of it may be stored."""
    if any(mark_in(text, is_file=True) for text in texts if text):
        raise AnswerError(
            "填写的文字带有密级标志，不得在本系统登记，没有保存任何内容；"
            "请删去，并按保密规定报告本单位密封提醒处理人"
        )


def _texts(filled: Filled) -> Iterator[str]:
    yield from filled.head.values()
    for case in filled.cases:
        yield case.title
        yield from case.values.values()
    yield filled.note


def _cases(form: Form, posted: Mapping[str, str], standing: Sequence[Preset]) -> Iterator[Case]:
    entries = form.entries
    if entries is None:
        return
    for number in range(entries.most):
        name = f"{ENTRY}.{number}"
        values = {one.id: _text(posted, f"{name}.{one.id}", one) for one in entries.fields}
        if number < len(standing):
            values = _own(entries.fields, values, standing[number])
            yield Case(standing[number].title, values, number)
            continue
        case = Case(_cut(posted.get(f"{name}.title", ""), SHORT), values)
        if case.title or not case.is_empty:
            yield case


def _own(fields: Sequence[Field], values: dict[str, str], standing: Preset) -> dict[str, str]:
    """The values, or none where a person touched nothing and the machine left something open."""
    touched = any(values[one.id] != standing.values.get(one.id, one.value) for one in fields)
    complete = all(values[one.id] for one in fields if one.required)
    return values if touched or complete else dict.fromkeys(values, "")


def _text(posted: Mapping[str, str], name: str, one: Field) -> str:
    limit = {FieldKind.LONG: LONG, FieldKind.LINK: ADDRESS}.get(one.kind, SHORT)
    return _cut(posted.get(name, ""), limit)


def _cut(text: str, limit: int) -> str:
    return text.replace("\x00", "").replace("\r\n", "\n").strip()[:limit]


def _links(text: str) -> Iterator[str]:
    lines = (line.strip() for line in text.splitlines())
    yield from [line[: ADDRESS + 1] for line in lines if line][: LINKS + 1]


def _points(posted: Mapping[str, str]) -> Iterator[tuple[str, float]]:
    for name, text in posted.items():
        prefix, _, row = name.partition(".")
        if prefix == POINTS and text.strip():
            yield row, number_of(text)


def number_of(text: str) -> float:
    """The number a person wrote; NaN for none."""
    try:
        number = float(text)
    except ValueError:
        return math.nan
    return number if math.isfinite(number) else math.nan


def _faults(form: Form, filled: Filled, today: date) -> Iterator[str]:
    if filled.unable is not None:
        if not filled.note:
            yield "选了“无法查看”，还须在“情况说明”里写明看到了什么、试过什么"
        return
    for one in form.fields:
        yield from _fault_of(one, filled.head.get(one.id, ""), "", today)
    for number, case in enumerate(filled.cases, start=1):
        yield from _case_faults(form, case, number, today)
    yield from _total_faults(form, filled)
    for link in filled.links:
        if not is_address(link):
            yield f"依据链接“{link[:60]}”不是网址；请写成 http:// 或 https:// 开头的完整网址"
    if len(filled.links) > LINKS:
        yield f"依据链接最多 {LINKS} 条"
    for row, points in filled.points.items():
        if math.isnan(points) or points < 0:
            yield f"指标 {row} 的分值不是数字；请写 0 或正数"


def _case_faults(form: Form, case: Case, number: int, today: date) -> Iterator[str]:
    assert form.entries is not None
    place = f"{form.entries.title}第 {number} 条"
    if case.is_empty:
        if case.drawn is None:
            yield f"{place}只写了名称，没有填写结果"
        return
    if not case.title:
        yield f"{place}没有写名称"
    skipped = _is_skipped(form.entries.fields, case)
    for one in form.entries.fields:
        yield from _fault_of(one, case.values.get(one.id, ""), place, today, skipped=skipped)
    yield from _reply_fault(form, case, place)


def _total_faults(form: Form, filled: Filled) -> Iterator[str]:
    answered = sum(not case.is_empty for case in filled.cases)
    labels = {one.id: one.label for one in form.fields}
    for name in dict.fromkeys(one.total for one in form.yields if one.total):
        if answered > number_of(filled.head.get(name, "")):
            yield f"填写了 {answered} 条，多于“{labels[name]}”"


def _is_skipped(fields: tuple[Field, ...], case: Case) -> bool:
    chosen = (one.option(case.values.get(one.id, "")) for one in fields)
    return any(option.skip for option in chosen if option)


def _fault_of(
    one: Field, value: str, place: str, today: date, *, skipped: bool = False
) -> Iterator[str]:
    where = f"{place}“{one.label}”"
    if not value:
        if one.required and not skipped:
            yield f"{where}没有填写"
        return
    if one.kind is FieldKind.CHOICE and one.option(value) is None:
        yield f"{where}不是给出的选项"
    if one.kind is FieldKind.DATE:
        day = day_of(value)
        if day is None:
            yield f"{where}不是日期；请写成 2024-09-30"
        elif day > today:
            yield f"{where}晚于今天"
    if one.kind is FieldKind.NUMBER and not number_of(value) >= 0:
        yield f"{where}不是数字；请写 0 或正数"
    if one.kind is FieldKind.LINK and not is_address(value):
        yield f"{where}不是网址；请写成 http:// 或 https:// 开头的完整网址"


def _reply_fault(form: Form, case: Case, place: str) -> Iterator[str]:
    if form.reply is None:
        return
    asked = day_of(case.values.get(form.reply.asked, ""))
    answered = day_of(case.values.get(form.reply.answered, ""))
    if asked and answered and answered < asked:
        yield f"{place}答复日期早于提问日期"
    for one in form.entries.fields if form.entries and answered else ():
        if one.kind is FieldKind.CHOICE and not case.values.get(one.id):
            yield f"{place}已填答复日期，“{one.label}”没有选"


def day_of(text: str) -> date | None:
    """The day a person wrote, None for none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def is_address(text: str) -> bool:
    """Whether this is a whole web address."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and len(text) <= ADDRESS
