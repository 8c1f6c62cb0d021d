"""How soon a question was answered, by the working days of the official calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from xuncha.engine.domain.working_days import working_days_after
from xuncha.office.forms.definition import Reply
from xuncha.office.forms.filled import day_of


@dataclass(frozen=True, slots=True)
class Graded:
    """How one question was answered. ``is_waiting``: the time for it is not over yet."""

    label: str
    counts: float
    is_waiting: bool = False


def grade_of(reply: Reply, values: Mapping[str, str], today: date) -> Graded:
    """The grade of one question. The day asked is not counted; an answer on a day off counts for
    the next working day. Raises UnknownYearError."""
    asked = day_of(values.get(reply.asked, ""))
    if asked is None:
        return Graded("没有提问日期", 0, is_waiting=True)
    limit = max(grade.within for grade in reply.grades)
    due = working_days_after(asked, limit)
    answered = day_of(values.get(reply.answered, ""))
    if answered is None:
        if today <= due:
            return Graded(f"等待答复，期限至 {due}", 0, is_waiting=True)
        return Graded(f"至 {today} 未答复（期限 {due}）", reply.none)
    for grade in sorted(reply.grades, key=lambda one: one.within):
        if answered <= working_days_after(asked, grade.within):
            return Graded(grade.label, grade.counts)
    return Graded(f"{answered} 才答复，超过 {limit} 个工作日（期限 {due}）", reply.late)
