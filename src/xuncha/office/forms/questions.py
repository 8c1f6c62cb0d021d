"""The test questions of a round, each with how it was answered: what a notice counts by unit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from xuncha.engine.domain.windows import local_day
from xuncha.office.casework.models import Round
from xuncha.office.forms.answering import filled_in
from xuncha.office.forms.definition import Form, Reply
from xuncha.office.forms.filled import Case, day_of
from xuncha.office.forms.models import Answer
from xuncha.office.forms.reach import forms_of
from xuncha.office.forms.replies import grade_of


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question with its result. ``word`` is one of the form's words for it."""

    number: str
    asked_on: date
    unit: str
    site: str
    word: str
    by_name: str


def questions_of(inspection: Round) -> tuple[AskedQuestion, ...]:
    """The questions of the answers that count, by target; those that still wait are left out."""
    found: list[AskedQuestion] = []
    for used in forms_of(inspection):
        if used.form.reply is None:
            continue
        rows = Answer.objects.filter(sheet__target__round=inspection, sheet__form=used.key)
        ready = rows.select_related("sheet__target", "withdrawal")
        newest = {row.sheet_id: row for row in ready.order_by("sheet__target__code", "id")}
        for given in newest.values():
            if not hasattr(given, "withdrawal"):
                found += _questions(used.form, used.form.reply, given)
    return tuple(found)


def _questions(form: Form, reply: Reply, given: Answer) -> Iterator[AskedQuestion]:
    target = given.sheet.target
    seen_on = local_day(given.at)
    filled = filled_in(given)
    if filled.unable is not None:
        return
    for number, case in enumerate(filled.cases, start=1):
        asked = day_of(case.values.get(reply.asked, ""))
        graded = grade_of(reply, case.values, seen_on)
        if asked is None or graded.is_waiting:
            continue
        useless = not graded.counts and _counts(form, case)
        yield AskedQuestion(
            number=f"{target.code}-{number}",
            asked_on=asked,
            unit=target.sponsor_name or target.name,
            site=target.name,
            word=reply.useless if useless else graded.word,
            by_name=given.by_name,
        )


def _counts(form: Form, case: Case) -> bool:
    fields = form.entries.fields if form.entries else ()
    chosen = (one.option(case.values.get(one.id, "")) for one in fields)
    return any(option.counts for option in chosen if option)
