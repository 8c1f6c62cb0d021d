"""The annexes as a workbook, with one sheet that opens every figure; the same bytes every time."""

import io
from dataclasses import dataclass
from datetime import UTC

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xuncha.office.notices.content import Figures, NoticeContent
from xuncha.office.notices.phrases import chinese_date
from xuncha.office.notices.script import Script, standard_script
from xuncha.office.notices.tables import NOTHING, Annex, Table

FORMULA_STARTS = tuple("=+-@\t\r")
CELL_MAX = 32_767
CUT = "……（内容过长，已截断）"
CHARACTERS_PER_MM = 0.55


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the notice: counts for numbers, and what its base is."""

    name: str
    value: str
    numerator: int
    denominator: int | None
    base: str


def figures(content: NoticeContent) -> tuple[Figure, ...]:
    """Every figure the notice prints, with numerator, denominator and base."""
    found: list[Figure] = []
    for kind in (content.sites, content.accounts):
        found.extend(_of_kind(content, kind))
    count, sites, accounts = content.text_tally, content.sites, content.accounts
    base = "接受检查的{}个{}"
    for name, number, whole in (
        ("存在文字表述错误的政府网站", count.sites, sites),
        ("存在文字表述错误的政务新媒体", count.accounts, accounts),
    ):
        where = base.format(whole.inspected, whole.subject)
        found.append(Figure(name, f"{number}个", number, whole.inspected, where))
    items = "经人工确认的文字表述错误，逐处计数"
    found.append(Figure("文字表述错误", f"{count.items}处", count.items, None, items))
    return (*found, *_follow_up(content))


def _of_kind(content: NoticeContent, kind: Figures) -> list[Figure]:
    subject, inspected = kind.subject, f"接受检查的{kind.inspected}个{kind.subject}"
    running = f"检查范围冻结时登记为正常运行的{kind.running}个{subject}"
    found = [
        Figure(f"检查的{subject}", f"{kind.inspected}个", kind.inspected, kind.running, running)
    ]
    for name, number in (
        ("合格", kind.qualified),
        ("不合格", kind.unqualified),
        ("待定", kind.undecided),
    ):
        title = f"{name}的{subject}"
        found.append(Figure(title, f"{number}个", number, kind.inspected, inspected))
    rate = kind.rate(content.style)
    if rate is not None:
        name = f"{subject}合格率"
        found.append(Figure(name, rate.percent, rate.numerator, rate.denominator, rate.base))
    return found


def _follow_up(content: NoticeContent) -> tuple[Figure, ...]:
    follow = content.follow_up
    if follow is None:
        return ()
    base = f"{follow.period}通报的{follow.named}项问题"
    rows = (
        ("复查未再发现", follow.gone),
        ("未能复查", follow.unchecked),
        ("仍未整改", follow.tally.items),
    )
    items = [Figure(name, f"{n}项", n, follow.named, base) for name, n in rows]
    still = f"仍未整改的{follow.tally.items}项问题所涉及的对象"
    sites, accounts = follow.tally.sites, follow.tally.accounts
    items.append(Figure("仍有未整改问题的政府网站", f"{sites}个", sites, None, still))
    items.append(Figure("仍有未整改问题的政务新媒体", f"{accounts}个", accounts, None, still))
    return tuple(items)


def write_xlsx(content: NoticeContent, script: Script | None = None) -> bytes:
    """The workbook: a sheet per annex and 指标与口径. No cell is ever a formula."""
    raw = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(raw, options)
    moment = content.moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    office, title = content.head.office, content.head.title.replace("\n", "")
    book.set_properties({"author": office, "title": title, "created": moment})
    writer = _Writer(book)
    for annex in (script or standard_script(content)).annexes:
        writer.annex(annex)
    writer.figures(content)
    book.close()
    return raw.getvalue()


class _Writer:
    """Holds the formats of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        cell = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter", "border": 1}
        self._left: Format = book.add_format({**cell, "text_wrap": True})
        self._quoted: Format = book.add_format({**cell, "text_wrap": True, "quote_prefix": True})
        self._centre: Format = book.add_format({**cell, "align": "center"})
        head = {**cell, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#EDEDED"}
        self._head: Format = book.add_format(head)
        self._plain: Format = book.add_format({"font_name": "宋体", "font_size": 10.5})
        self._title: Format = book.add_format({"font_name": "宋体", "font_size": 15, "bold": True})

    def annex(self, annex: Annex) -> None:
        """One sheet; its tables stand under each other."""
        sheet = self._sheet(f"附件{annex.number}", f"附件{annex.number} {annex.title}")
        at = 2
        for table in annex.tables:
            if table.caption:
                self._text(sheet, at, 0, table.caption, self._plain)
                at += 1
            at = self._table(sheet, at, table) + 1
        widths = [c.width_mm for c in annex.tables[0].columns]
        for column, width in enumerate(widths):
            sheet.set_column(column, column, max(width * CHARACTERS_PER_MM, 7))
        if len(annex.tables) == 1:
            sheet.freeze_panes(3, 0)
            sheet.repeat_rows(2)
            last = 2 + max(len(annex.tables[0].rows), 1)
            sheet.autofilter(2, 0, last, len(widths) - 1)

    def figures(self, content: NoticeContent) -> None:
        """The sheet that says what every figure is a figure of."""
        sheet = self._sheet("指标与口径", "指标与口径")
        moment, book = content.moment, content.rulebook
        notes = (
            f"监测时间点：{chinese_date(moment.date())}{moment:%H:%M}",
            f"指标集：{book.title}（{book.name}，摘要 {book.digest}）",
            "合格率由分子、分母计算得出；无法查看或者尚未确认的对象为待定，不计入合格率的分母。",
        )
        for row, note in enumerate(notes, start=2):
            self._text(sheet, row, 0, note, self._plain)
        heads = ("数据", "通报写法", "分子", "分母", "分母是什么")
        at = 2 + len(notes) + 1
        for column, heading in enumerate(heads):
            sheet.write_string(at, column, heading, self._head)
        for figure in figures(content):
            at += 1
            self._text(sheet, at, 0, figure.name, self._left)
            self._text(sheet, at, 1, figure.value, self._centre)
            sheet.write_number(at, 2, figure.numerator, self._centre)
            if figure.denominator is None:
                sheet.write_string(at, 3, "—", self._centre)
            else:
                sheet.write_number(at, 3, figure.denominator, self._centre)
            self._text(sheet, at, 4, figure.base, self._left)
        for column, width in enumerate((32, 14, 10, 10, 62)):
            sheet.set_column(column, column, width)

    def _sheet(self, name: str, title: str) -> Worksheet:
        sheet = self._book.add_worksheet(name)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        self._text(sheet, 0, 0, title, self._title)
        return sheet

    def _table(self, sheet: Worksheet, at: int, table: Table) -> int:
        """Heading and rows from row ``at`` on; returns the first free row."""
        for column, spec in enumerate(table.columns):
            sheet.write_string(at, column, spec.heading, self._head)
        rows = table.rows or ((NOTHING, *[""] * (len(table.columns) - 1)),)
        for offset, cells in enumerate(rows, start=at + 1):
            for column, (text, spec) in enumerate(zip(cells, table.columns, strict=True)):
                if column == 0 and text.isdecimal():
                    sheet.write_number(offset, 0, int(text), self._centre)
                else:
                    shape = self._centre if spec.is_centred else self._left
                    self._text(sheet, offset, column, text, shape)
        return at + 1 + len(rows)

    def _text(self, sheet: Worksheet, row: int, column: int, text: str, shape: Format) -> None:
        """Write text as text, also where it starts like a formula or is longer than a cell."""
        if text.startswith(FORMULA_STARTS):
            shape = self._quoted
        if len(text) > CELL_MAX:
            text = text[: CELL_MAX - len(CUT)] + CUT
        sheet.write_string(row, column, text, shape)
