"""How soon a question was answered, by the working days of the official calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from xuncha.engine.domain.working_days import working_days_after
from xuncha.office.forms.definition import Reply
from xuncha.office.forms.filled import day_of


@dataclass(frozen=True, slots=True)
class Graded:
    """How one question was answered: the word for it, the days it was told from, how often it
    counts. ``is_waiting``: the time for it is not over yet."""

    word: str
    days: str
    counts: float = 0
    is_waiting: bool = False

    @property
    def label(self) -> str:
        """Word and days as a reason prints them."""
        return f"{self.word}（{self.days}）"


def grade_of(reply: Reply, values: Mapping[str, str], today: date) -> Graded:
    """The grade of one question. The day asked is not counted; an answer on a day off counts for
    the next working day. Raises UnknownYearError."""
    asked = day_of(values.get(reply.asked, ""))
    if asked is None:
        return Graded("没有提问日期", "未填", is_waiting=True)
    due = working_days_after(asked, max(grade.within for grade in reply.grades))
    answered = day_of(values.get(reply.answered, ""))
    if answered is None:
        if today <= due:
            return Graded("等待答复", f"期限至 {due}", is_waiting=True)
        return Graded(reply.none.label, f"期限 {due}，查看于 {today}", reply.none.counts)
    days = f"{asked} 提问，{answered} 答复"
    for grade in sorted(reply.grades, key=lambda one: one.within):
        if answered <= working_days_after(asked, grade.within):
            return Graded(grade.label, days, grade.counts)
    return Graded(reply.late.label, f"{days}，期限 {due}", reply.late.counts)
