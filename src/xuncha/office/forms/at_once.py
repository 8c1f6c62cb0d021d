"""One statement for every target nobody answered for: no such case was reported this time."""

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction

from xuncha.office.casework.models import Round
from xuncha.office.forms.answering import Submission, answer, newest_answer
from xuncha.office.forms.errors import AnswerError
from xuncha.office.forms.filled import read
from xuncha.office.forms.models import Sheet
from xuncha.office.forms.progress import lines_of
from xuncha.office.forms.reach import RoundForm
from xuncha.office.forms.states import SheetState
from xuncha.office.people.models import User

MOST = 200
"""Targets of one go: each gets its version and its audit rows, and a page has to come back."""


def answer_open(
    inspection: Round, used: RoundForm, posted: Mapping[str, str], user: User
) -> tuple[str, ...]:
    """Answer for the targets without an answer, ``MOST`` at a time; their codes, all or none.

    Each gets a version of its own by this person. Raises AnswerError where the form wants every
    target looked at, and with what is missing.
    """
    form = used.form
    if not form.at_once:
        raise AnswerError(f"“{used.title}”须逐个对象填写")
    filled = read(form, posted, ())
    filled = replace(filled, head={**filled.head, **form.at_once}, unable=None, points={})
    lines = lines_of(inspection, used, SheetState.OPEN.value)[:MOST]
    targets = inspection.targets.in_bulk([line.target.pk for line in lines])
    with transaction.atomic():
        for target in targets.values():
            sheet = Sheet.objects.filter(target=target, form=used.key).first()
            last = newest_answer(sheet) if sheet else None
            base = last.version if last else 0
            answer(target, used, Submission(filled, base), user)
    return tuple(line.target.code for line in lines)
