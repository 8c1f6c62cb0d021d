"""The rows of an uploaded list, checked cell by cell; what each sheet must look like."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from xuncha.engine.domain.own_words import Leader, OwnName, OwnTerm, OwnWord, Repost
from xuncha.engine.domain.words import LABELS, Band, OwnList, TextErrorKind
from xuncha.office.registry.reading import RowReader

Row = OwnWord | OwnTerm | OwnName | Leader | Repost
LONGEST = 60
"""Characters of a word or name: longer ones are sentences."""
LONGEST_TITLE, SHORTEST_TITLE = 200, 8
SEVERAL = "|"
"""Between several exceptions in one cell."""

KINDS = {
    LABELS[kind]: kind
    for kind in (
        TextErrorKind.FORMULATION,
        TextErrorKind.TYPO,
        TextErrorKind.NAME,
        TextErrorKind.MISSING,
        TextErrorKind.EXTRA,
    )
}
BANDS = {band.value: band for band in Band}
_CHINESE = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Shape:
    """One list as a sheet: the columns it must have, those it may have, how a row is read and
    written, which column tells two rows apart."""

    required: tuple[str, ...]
    optional: tuple[str, ...]
    read: Callable[[RowReader], Row]
    write: Callable[[Row], tuple[str, ...]]

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns in the order of a download."""
        return self.required + self.optional


def identity(row: Row) -> tuple[str, ...]:
    """What makes two rows of a list the same row, whatever else they say."""
    if isinstance(row, OwnWord):
        return (row.wrong,)
    if isinstance(row, Leader):
        return row.post, row.name, str(row.since or "")
    if isinstance(row, Repost):
        return row.title, str(row.published_on)
    if isinstance(row, OwnName):
        return row.text, str(row.since or "")
    return (row.text,)


def _read_word(cells: RowReader) -> OwnWord:
    wrong = _word(cells, "错误写法", least=2)
    right = cells.text("正确写法", most=LONGEST, required=True)
    if wrong and wrong == right:
        cells.fault("正确写法", f"与错误写法相同（“{wrong}”）；请改正其中一个")
    exceptions = _several(cells, "例外")
    outside = [one for one in exceptions if wrong and wrong not in one]
    if outside:
        message = f"“{outside[0]}”不含错误写法“{wrong}”，不起作用；例外应是包含它的正确词语"
        cells.fault("例外", message)
    if wrong and wrong in exceptions:
        cells.fault("例外", "例外与错误写法相同，这一行就不起作用；请删去该例外")
    since, until = _days(cells)
    return OwnWord(
        wrong=wrong,
        right=right,
        why=cells.text("理由", most=200, required=True),
        kind=cells.word("类别", KINDS, TextErrorKind.FORMULATION),
        band=cells.word("等级", BANDS, Band.A),
        exceptions=exceptions,
        since=since,
        until=until,
    )


def _read_term(cells: RowReader) -> OwnTerm:
    text = _word(cells, "词语", least=2)
    since, until = _days(cells)
    return OwnTerm(text, cells.text("说明", most=200), since, until)


def _read_name(cells: RowReader) -> OwnName:
    text = _word(cells, "名称", least=4)
    sort = cells.text("类别", most=20)
    since, until = _days(cells)
    renamed_to = cells.text("更名为", most=LONGEST)
    if renamed_to and until is None and not cells.faults:
        cells.fault("止", "填了“更名为”而没有填旧名称用到哪一天；请补填“止”")
    if renamed_to and renamed_to == text:
        cells.fault("更名为", "与名称相同；请改正或留空")
    return OwnName(text, sort, since, until, renamed_to)


def _read_leader(cells: RowReader) -> Leader:
    post = _word(cells, "职务", least=2)
    name = cells.text("姓名", most=20, required=True).replace(" ", "").replace("\u3000", "")
    if name and (len(name) < 2 or not _CHINESE.match(name)):
        cells.fault("姓名", f"“{name}”不像姓名；请填写全名")
    since, until = _days(cells)
    if since is None and "起" not in {fault.column for fault in cells.faults}:
        cells.fault("起", "没有填写任职开始的日期；请补填，按发布日期判断时要用")
    return Leader(post, name, since, until)


def _read_repost(cells: RowReader) -> Repost:
    title = cells.text("标题", most=LONGEST_TITLE, required=True)
    if title and len(title) < SHORTEST_TITLE:
        message = f"“{title}”太短，容易与别的标题混淆；请填写完整标题，至少 {SHORTEST_TITLE} 个字"
        cells.fault("标题", message)
    day = cells.day("发布日期")
    if day is None and "发布日期" not in {fault.column for fault in cells.faults}:
        cells.fault("发布日期", "没有填写；请填写原文发布的日期")
    return Repost(title, day or date.min, cells.url("原文网址", required=False))


def _word(cells: RowReader, column: str, *, least: int) -> str:
    text = cells.text(column, most=LONGEST, required=True)
    if text and len(text) < least:
        cells.fault(column, f"“{text}”太短，容易误伤；至少 {least} 个字")
    elif text and re.search(r"[\s，。；！？]", text):
        cells.fault(column, f"“{text}”含有空白或句读；请只填词语本身")
    elif text and not _CHINESE.search(text):
        cells.fault(column, f"“{text}”没有汉字；词库只用于中文校对")
    return text


def _several(cells: RowReader, column: str) -> tuple[str, ...]:
    text = cells.text(column, most=500)
    parts = (part.strip() for part in re.split(r"[|｜、；;]", text))
    return tuple(dict.fromkeys(part for part in parts if part))


def _days(cells: RowReader) -> tuple[date | None, date | None]:
    since, until = cells.day("起"), cells.day("止")
    if since and until and until < since:
        cells.fault("止", f"止 {until} 早于起 {since}；请核对两个日期")
    return since, until


def _write_word(row: Row) -> tuple[str, ...]:
    assert isinstance(row, OwnWord)
    exceptions = SEVERAL.join(row.exceptions)
    kind, band = LABELS[row.kind], row.band.value
    return row.wrong, row.right, row.why, kind, band, exceptions, *_days_of(row)


def _write_term(row: Row) -> tuple[str, ...]:
    assert isinstance(row, OwnTerm)
    return row.text, row.note, *_days_of(row)


def _write_name(row: Row) -> tuple[str, ...]:
    assert isinstance(row, OwnName)
    return row.text, row.sort, *_days_of(row), row.renamed_to


def _write_leader(row: Row) -> tuple[str, ...]:
    assert isinstance(row, Leader)
    return row.post, row.name, *_days_of(row)


def _write_repost(row: Row) -> tuple[str, ...]:
    assert isinstance(row, Repost)
    return row.title, str(row.published_on), row.url


def _days_of(row: OwnWord | OwnTerm | OwnName | Leader) -> tuple[str, str]:
    return str(row.since or ""), str(row.until or "")


SHAPES: Mapping[OwnList, Shape] = {
    OwnList.WORDS: Shape(
        ("错误写法", "正确写法", "理由"),
        ("类别", "等级", "例外", "起", "止"),
        _read_word,
        _write_word,
    ),
    OwnList.TERMS: Shape(("词语",), ("说明", "起", "止"), _read_term, _write_term),
    OwnList.NAMES: Shape(("名称",), ("类别", "起", "止", "更名为"), _read_name, _write_name),
    OwnList.LEADERS: Shape(("职务", "姓名", "起"), ("止",), _read_leader, _write_leader),
    OwnList.REPOSTS: Shape(("标题", "发布日期"), ("原文网址",), _read_repost, _write_repost),
}
