"""Forms as a table: one row a target, for what is asked of hundreds of them alike."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
import xlsxwriter.utility
from django.db import transaction

from xuncha.engine.domain.errors import XunchaError
from xuncha.engine.domain.words import LABELS
from xuncha.office.casework.models import Round, RoundTarget
from xuncha.office.forms.answering import Submission, answer, newest_answer
from xuncha.office.forms.definition import Field, FieldKind, Option
from xuncha.office.forms.drawing import standing_entries
from xuncha.office.forms.errors import AnswerError
from xuncha.office.forms.filled import ENTRY, HEAD, PERSON_UNABLE, read
from xuncha.office.forms.models import Sheet
from xuncha.office.forms.progress import lines_of
from xuncha.office.forms.reach import RoundForm
from xuncha.office.forms.states import SheetState
from xuncha.office.people.models import User
from xuncha.office.registry.sheets import Line, read_upload

SHEET, CODE, NAME = "核查表", "编码", "名称"
WIDTH = 22
MOST = 1500
"""Rows of one go: each gets its version and its audit rows, and a page has to come back."""
SHOWN_FAULTS = 30
_UNABLE = Field(
    "unable",
    "没有看成的原因",
    FieldKind.CHOICE,
    options=tuple(Option(one.value, LABELS[one]) for one in PERSON_UNABLE),
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its header, the name its cells are posted under, what it takes."""

    header: str
    name: str
    field: Field


def takes_table(used: RoundForm) -> bool:
    """Whether a form can be filled in as a table: not where each target has a sample of its own."""
    return used.form.entries is None or used.form.entries.source is None


def columns_of(used: RoundForm) -> tuple[Column, ...]:
    """The columns after code and name, in the order of the form."""
    return tuple(_columns(used))


def table_of(inspection: Round, used: RoundForm) -> bytes:
    """An XLSX with a row for each target nobody filled the form in for; every cell a text, choices
    offered as lists."""
    columns = columns_of(used)
    lines = lines_of(inspection, used, SheetState.OPEN.value)[:MOST]
    buffer = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(buffer, options) as book:
        text = book.add_format({"num_format": "@"})
        bold = book.add_format({"num_format": "@", "bold": True, "text_wrap": True})
        sheet = book.add_worksheet(SHEET)
        sheet.set_column(0, len(columns) + 1, WIDTH, text)
        sheet.freeze_panes(1, 2)
        for place, header in enumerate((CODE, NAME, *(one.header for one in columns))):
            sheet.write_string(0, place, header, bold)
        for number, line in enumerate(lines, start=1):
            sheet.write_string(number, 0, line.target.code, text)
            sheet.write_string(number, 1, line.target.name, text)
        for place, one in enumerate(columns, start=2):
            if one.field.options and lines:
                labels = [option.label for option in one.field.options]
                sheet.data_validation(1, place, len(lines), place, _choice(book, labels, place))
    return buffer.getvalue()


def take_in(inspection: Round, used: RoundForm, path: Path, user: User) -> tuple[str, ...]:
    """Answer for every row that says something; the codes, all rows or none.

    Raises AnswerError with the faults row by row, UploadError for a file that cannot be read.
    """
    if not takes_table(used):
        raise AnswerError(f"“{used.title}”每个对象的样本不同，须在网页上逐个填写")
    upload = read_upload(path, {SHEET: (CODE,)})
    filled = [line for line in upload.sheets[0].lines if _says_something(line)]
    if len(filled) > MOST:
        raise AnswerError(f"一次最多 {MOST} 行；请拆分后分别上传")
    asked = {line.target.code for line in lines_of(inspection, used)}
    asked &= {line.cells[CODE] for line in filled}
    targets = {one.code: one for one in inspection.targets.filter(code__in=asked)}
    faults: list[str] = []
    with transaction.atomic():
        for line in filled:
            code = line.cells[CODE]
            try:
                if code not in targets:
                    raise AnswerError(f"本表没有编码为“{code}”的对象")
                _answer(targets.pop(code), used, line, user)
            except XunchaError as fault:
                faults.append(f"第 {line.number} 行：{fault}")
        if faults or not filled:
            more = f"；另有 {len(faults) - SHOWN_FAULTS} 行" if len(faults) > SHOWN_FAULTS else ""
            shown = faults[:SHOWN_FAULTS] or ["表中没有填写任何一行"]
            raise AnswerError(*shown[:-1], shown[-1] + more)
    return tuple(line.cells[CODE] for line in filled)


def _answer(target: RoundTarget, used: RoundForm, line: Line, user: User) -> None:
    sheet = Sheet.objects.filter(target=target, form=used.key).first()
    last = newest_answer(sheet) if sheet else None
    if sheet is not None and sheet.state != SheetState.OPEN:
        raise AnswerError(f"已由{last.by_name if last else '他人'}填写，请在网页上更正")
    posted = dict(_posted(used, line))
    filled = read(used.form, posted, standing_entries(used.form, ()))
    answer(target, used, Submission(filled, last.version if last else 0), user)


def _posted(used: RoundForm, line: Line) -> Iterator[tuple[str, str]]:
    for one in columns_of(used):
        text = line.cells.get(one.header, "")
        if not text:
            continue
        if one.field.options:
            value = next((o.value for o in one.field.options if text in (o.label, o.value)), None)
            if value is None:
                raise AnswerError(f"“{one.header}”的“{text[:30]}”不是给出的选项")
            yield one.name, value
        else:
            yield one.name, text


def _columns(used: RoundForm) -> Iterator[Column]:
    for one in used.form.fields:
        yield Column(one.label, f"{HEAD}.{one.id}", one)
    entries = used.form.entries
    if entries is not None:
        titles = [preset.title for preset in entries.preset]
        for number in range(len(titles) + entries.blank):
            fixed = number < len(titles)
            title = titles[number] if fixed else f"{entries.title} {number + 1}"
            if not fixed:
                name = Field("title", NAME, FieldKind.TEXT)
                yield Column(f"{title}：{NAME}", f"{ENTRY}.{number}.title", name)
            for one in entries.fields:
                yield Column(f"{title}：{one.label}", f"{ENTRY}.{number}.{one.id}", one)
    if used.form.links:
        yield Column("依据链接", "links", Field("links", "依据链接", FieldKind.LONG))
    yield Column("情况说明", "note", Field("note", "情况说明", FieldKind.LONG))
    yield Column(_UNABLE.label, _UNABLE.id, _UNABLE)


def _says_something(line: Line) -> bool:
    return any(text for header, text in line.cells.items() if header not in (CODE, NAME))


def _choice(book: xlsxwriter.Workbook, labels: list[str], place: int) -> Mapping[str, object]:
    """A list a cell is chosen from, on a sheet of its own: long lists do not fit into a rule."""
    name = "选项"
    sheet = book.get_worksheet_by_name(name) or book.add_worksheet(name)
    for number, label in enumerate(labels):
        sheet.write_string(number, place, label)
    column = xlsxwriter.utility.xl_col_to_name(place, col_abs=True)
    return {"validate": "list", "source": f"='{name}'!{column}$1:{column}${len(labels)}"}
