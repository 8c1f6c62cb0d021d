"""Issue a notice of a closed round: both editions written, numbered, kept; twice leaves one."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from xuncha.flow.documents import write_whole
from xuncha.flow.errors import FlowError
from xuncha.flow.workplace import Workplace
from xuncha.office.casework.models import Round
from xuncha.office.notices import drafts, issuing
from xuncha.office.notices.content import Edition
from xuncha.office.notices.draft_copies import order_of
from xuncha.office.notices.draft_states import Step
from xuncha.office.notices.errors import DraftError
from xuncha.office.notices.issuing import IssueOrder, Pressed
from xuncha.office.notices.models import IssuedNotice, NoticeDraft
from xuncha.office.people.models import User


@dataclass(frozen=True, slots=True)
class Issued:
    """The notice, its files, and what a person should know of them, each thing once."""

    notice: IssuedNotice
    files: tuple[Path, ...]
    told: tuple[str, ...]


def issue(inspection: Round, order: IssueOrder, workplace: Workplace, actor: User) -> Issued:
    """Issue the notice; the same order again gives the same notice and puts lost files back, also
    where records came in since: what they change is a correction.

    NoticeError where it may not be issued; FlowError where a file cannot be written or one of that
    name holds something else.
    """
    with transaction.atomic():
        kept = issuing.prepare(inspection, order, actor)
        number = issuing.next_number(inspection.office)
        notice = issuing.issued_before(inspection, kept)
        if notice is not None:
            pressed = issuing.press(inspection, issuing.kept_of(notice), notice.number)
        else:
            pressed = issuing.press(inspection, kept, number)
            notice = issuing.record(inspection, kept, number, pressed, actor)
        files = _written(workplace.documents(inspection), pressed, notice)
    told = dict.fromkeys(gap for one in pressed.values() for gap in one.script.gaps)
    return Issued(notice, files, tuple(told))


def issue_draft(draft: NoticeDraft, digest: str, workplace: Workplace, actor: User) -> Issued:
    """Issue the approved text with that digest. DraftError where it is not approved, or where the
    records say something else by now: then it is back with its author."""
    done = None
    with transaction.atomic():
        draft = drafts.locked(draft)
        if drafts.still_says(draft, Step.ISSUED, digest, actor):
            done = issue(draft.round, order_of(draft), workplace, actor)
            drafts.mark_issued(draft, done.notice, actor)
    if done is None:
        raise DraftError(drafts.OUTDATED)
    return done


def put_back(notice: IssuedNotice, workplace: Workplace) -> Issued:
    """The files of an issued notice written again where they are missing. FlowError where the
    records no longer give the same."""
    pressed = issuing.press(notice.round, issuing.kept_of(notice), notice.number)
    return Issued(notice, _written(workplace.documents(notice.round), pressed, notice), ())


def _written(
    folder: Path, pressed: Mapping[Edition, Pressed], notice: IssuedNotice
) -> tuple[Path, ...]:
    """The files as they were recorded. FlowError where the records no longer give the same."""
    digests = {file["name"]: file["sha256"] for one in notice.editions.all() for file in one.files}
    paths = []
    for name, raw in ((name, raw) for one in pressed.values() for name, raw in one.files.items()):
        if hashlib.sha256(raw).hexdigest() != digests.get(name):
            raise FlowError(
                f"{notice}已经印发，现在的记录生成不出同样的“{name}”；请核对记录，或者印发更正通报"
            )
        paths.append(write_whole(folder / name, raw))
    return tuple(paths)
