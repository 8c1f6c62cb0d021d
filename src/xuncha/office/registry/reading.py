"""Reading one uploaded row cell by cell, noting every fault of the row."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar
from urllib.parse import urlsplit

from xuncha.office.registry.limits import limits
from xuncha.office.registry.report import RowFault
from xuncha.office.registry.sheets import Line
from xuncha.office.typed_text import without_unseen

Word = TypeVar("Word")
YES_NO = {"是": True, "否": False}
_FORMULA = re.compile(r"^[=＝]")


class RowReader:
    """The cells of one row; what is wrong with them collects in ``faults``.

    After a fault a neutral value comes back, so that the rest of the row is looked at too.
    """

    def __init__(self, sheet: str, line: Line) -> None:
        """Read ``line`` of ``sheet``."""
        self.sheet = sheet
        self.line = line
        self.faults: list[RowFault] = []

    def fault(self, column: str, message: str) -> None:
        """Note what is wrong with a cell and what to do."""
        self.faults.append(RowFault(self.sheet, self.line.number, column, message))

    def text(self, column: str, *, most: int = 120, required: bool = False) -> str:
        """A text cell, at most ``most`` characters."""
        value = without_unseen(self.line.cells.get(column, ""))
        if _FORMULA.match(value):
            self.fault(column, "单元格是公式；请复制后“粘贴为数值”")
            return ""
        if not value and required:
            self.fault(column, "没有填写；请补填")
        if len(value) > min(most, limits().cell_max_chars):
            self.fault(column, f"超过 {most} 个字；请缩短")
            return ""
        return value

    def word(self, column: str, words: Mapping[str, Word], default: Word | None = None) -> Word:
        """One of a closed list of words; ``default`` where the cell is empty."""
        value = self.text(column, most=40)
        if not value and default is not None:
            return default
        if value not in words:
            wrong = f"“{value}”不在可用的词中" if value else "没有填写"
            self.fault(column, f"{wrong}；请填写：{'、'.join(words)}")
            return next(iter(words.values()))
        return words[value]

    def yes_no(self, column: str) -> bool | None:
        """是 or 否; None where the cell is empty."""
        value = self.text(column, most=10)
        if value and value not in YES_NO:
            self.fault(column, f"“{value}”不能识别；请填写：是、否，或留空")
        return YES_NO.get(value)

    def number(self, column: str, *, least: int, most: int) -> int | None:
        """A whole number; None where the cell is empty."""
        value = self.text(column, most=20)
        if not value:
            return None
        if not re.fullmatch(r"[0-9]{1,9}", value) or not least <= int(value) <= most:
            self.fault(column, f"“{value}”不对；请填写 {least} 到 {most} 的整数，或留空")
            return None
        return int(value)

    def day(self, column: str) -> date | None:
        """A date; None where the cell is empty."""
        value = self.text(column, most=40).replace("/", "-").replace(".", "-")
        if not value:
            return None
        match = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", value)
        try:
            if match:
                return date(*(int(part) for part in match.groups()))
        except ValueError:
            pass
        self.fault(column, f"“{value}”不是日期；请写成 2024-09-30")
        return None

    def moment(self, column: str) -> datetime | None:
        """A moment as ISO 8601 writes it; None after a fault. It may lack an offset."""
        value = self.text(column, most=40, required=True)
        if not value:
            return None
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            self.fault(column, f"“{value}”不是时间；请写成 2024-09-13T08:00:00+08:00")
            return None

    def url(self, column: str, *, required: bool = True) -> str:
        """A web address."""
        value = self.text(column, most=500, required=required)
        if not value:
            return ""
        try:
            parts = urlsplit(value)
            sound = parts.scheme in {"http", "https"} and bool(parts.hostname)
            sound = sound and (parts.port is None or parts.port > 0)
        except ValueError:
            sound = False
        if not sound or re.search(r"\s", value):
            self.fault(column, f"“{value}”不是网址；请填写以 http:// 或 https:// 开头的完整网址")
            return ""
        return value
