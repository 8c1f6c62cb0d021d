"""A notice on its way: drafted, sent, checked, approved, by different people, issued or withdrawn.

Sending pins the digest of the text. Checking, approving and issuing compile it again: where the
records say something else by now, the draft falls back to its author.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from xuncha.engine.domain.working_days import UnknownYearError
from xuncha.office.casework.models import Round
from xuncha.office.casework.states import CLOSED_STATES, RoundState
from xuncha.office.notices.arrangement import (
    Arrangement,
    arrange,
    as_it_stands,
    of_json,
    to_json,
)
from xuncha.office.notices.draft_copies import renew, words_of
from xuncha.office.notices.draft_rights import check_may
from xuncha.office.notices.draft_states import DRAFT, ENDED, STEP_LABELS, DraftState, Step
from xuncha.office.notices.errors import DraftError
from xuncha.office.notices.issuing import kept_of
from xuncha.office.notices.letterhead import NO_WORDS, HeadWords
from xuncha.office.notices.models import DraftStep, IssuedNotice, NoticeDraft
from xuncha.office.notices.template import read_template
from xuncha.office.people import audit
from xuncha.office.people.models import User
from xuncha.office.people.transitions import move
from xuncha.office.rectification.states import PaperKind
from xuncha.office.rectification.terms import due_day

WRITABLE = frozenset({RoundState.REVIEWING, *CLOSED_STATES})
"""Rounds a notice may be drafted of: before, nothing is decided that it could say."""
FINAL = frozenset({Step.APPROVED, Step.ISSUED})
"""Steps only a closed round allows: until then people still decide on what the notice says."""
OUTDATED = "检查的记录有了变化，稿子已经按新的记录生成，退回拟稿；请看过以后再送核"
_STATES: Mapping[Step, DraftState] = {
    Step.SENT: DraftState.SENT,
    Step.CHECKED: DraftState.CHECKED,
    Step.APPROVED: DraftState.APPROVED,
    Step.ISSUED: DraftState.ISSUED,
    Step.WITHDRAWN: DraftState.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a draft begins with: a template by name and text; for a correction the notice it
    corrects and why, and what that notice had been given."""

    template: str
    template_text: str
    arrangement: Arrangement = ()
    words: HeadWords = NO_WORDS
    corrects: IssuedNotice | None = None
    reason: str = ""
    deadline: date | None = None
    recheck: Round | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Everything a person sets in a draft."""

    arrangement: Arrangement
    words: HeadWords
    document_number: str
    signed_on: date
    deadline: date
    recheck: Round | None = None
    reason: str = ""


def begin(inspection: Round, beginning: Beginning, author: User, today: date) -> NoticeDraft:
    """A new draft of a round, dated ``today``, due at the end of the term of an order, until
    somebody sets the dates. NoticeError where there is nothing to draft, or a correction of the
    same notice is under way."""
    check_may(author, Step.BEGUN)
    if inspection.office_id != author.office_id or inspection.state not in WRITABLE:
        raise DraftError(f"“{inspection}”还不能拟写通报；请先完成判定")
    template = read_template(beginning.template, beginning.template_text)
    if beginning.corrects is not None:
        _check_uncorrected(beginning)
    now = timezone.now()
    with transaction.atomic():
        draft = NoticeDraft.objects.create(
            office=inspection.office,
            round=inspection,
            template=beginning.template,
            template_text=beginning.template_text,
            arrangement=to_json(beginning.arrangement or as_it_stands(template)),
            words=_kept_words(beginning.words),
            signed_on=today,
            deadline=beginning.deadline or _term(today),
            corrects=beginning.corrects,
            recheck=beginning.recheck,
            reason=beginning.reason.strip()[:400],
            begun_by=author,
            begun_by_name=author.name,
            begun_at=now,
            changed_at=now,
        )
        _note(draft, Step.BEGUN, author)
        audit.append(author, "notice.drafted", draft, {"id": draft.pk, "title": str(inspection)})
        renew(draft)
    return draft


def _term(today: date) -> date:
    try:
        return due_day(PaperKind.SLIP, today)
    except UnknownYearError:
        return today


def begin_correction(notice: IssuedNotice, reason: str, author: User, today: date) -> NoticeDraft:
    """A draft that corrects an issued notice: it begins as that notice was arranged."""
    before = NoticeDraft.objects.filter(issued=notice).first()
    kept = kept_of(notice)
    beginning = Beginning(
        notice.template,
        kept.template_text,
        corrects=notice,
        reason=reason,
        deadline=kept.head.deadline,
        recheck=Round.objects.filter(pk=kept.recheck).first() if kept.recheck else None,
    )
    if before is not None:
        beginning = replace(
            beginning,
            template_text=before.template_text,
            arrangement=of_json(before.arrangement),
            words=words_of(before),
        )
    return begin(notice.round, beginning, author, today)


def change(draft: NoticeDraft, wanted: Wanted, version: int, author: User) -> NoticeDraft:
    """The draft with what a person set. One that was sent or further on falls back to its author.

    DraftError where somebody else changed it since ``version``, or it is no draft any more.
    """
    with transaction.atomic():
        draft = locked(draft)
        check_may(author, Step.CHANGED, draft)
        if draft.state in ENDED:
            raise DraftError("这份拟稿已经印发或者撤销，不能再改；印发的请拟更正通报")
        if draft.version != version:
            raise DraftError("另有人刚改过这份拟稿，您的改动没有保存；请对照最新的稿子再改")
        arrange(
            read_template(draft.template, draft.template_text), wanted.arrangement, wanted.words
        )
        draft.arrangement = to_json(wanted.arrangement)
        draft.words = _kept_words(wanted.words)
        draft.document_number = wanted.document_number.strip()[:60]
        draft.signed_on, draft.deadline = wanted.signed_on, wanted.deadline
        draft.recheck = wanted.recheck
        draft.reason = wanted.reason.strip()[:400] or draft.reason
        draft.version += 1
        draft.changed_at = timezone.now()
        draft.save()
        copy = renew(draft)
        _note(draft, Step.CHANGED, author, digest=copy.digest)
        if draft.state != DraftState.DRAFT:
            move(DRAFT, draft, DraftState.DRAFT, author, id=draft.pk)
    return draft


def advance(draft: NoticeDraft, step: Step, digest: str, user: User) -> NoticeDraft:
    """Send, check or approve the text with that digest. DraftError where this person may not, or
    where the text is another one by now: then it is back with its author."""
    with transaction.atomic():
        draft = locked(draft)
        says_the_same = still_says(draft, step, digest, user)
        if says_the_same:
            _note(draft, step, user, digest=digest)
            move(DRAFT, draft, _STATES[step], user, id=draft.pk)
    if not says_the_same:
        raise DraftError(OUTDATED)
    return draft


def still_says(draft: NoticeDraft, step: Step, digest: str, user: User) -> bool:
    """Whether a locked draft, compiled anew, says what the person saw who takes this step. Where it
    does not, the new text is kept and the draft falls back to its author.

    DraftError where this person may not take the step, or not now.
    """
    check_may(user, step, draft)
    DRAFT.check(draft.state, _STATES[step])
    if step in FINAL and draft.round.state not in CLOSED_STATES:
        raise DraftError(f"“{draft.round}”还没有定稿，不能{STEP_LABELS[step]}；请先完成认定并定稿")
    if draft.copy.fault:
        raise DraftError(f"稿子还没有生成，不能{STEP_LABELS[step]}：{draft.copy.fault}")
    if digest != draft.copy.digest:
        raise DraftError("您看的稿子不是最新的；请看过最新的稿子再办")
    if renew(draft).digest == digest:
        return True
    _note(draft, Step.OUTDATED, user, digest=digest)
    if draft.state != DraftState.DRAFT:
        move(DRAFT, draft, DraftState.DRAFT, user, id=draft.pk)
    return False


def mark_issued(draft: NoticeDraft, notice: IssuedNotice, user: User) -> None:
    """The draft became a notice; inside the transaction that issues it."""
    if NoticeDraft.objects.filter(issued=notice).exists():
        raise DraftError(f"与{notice}完全相同，不用再印发；请撤销这份拟稿")
    draft.issued = notice
    draft.save(update_fields=["issued"])
    _note(draft, Step.ISSUED, user, digest=draft.copy.digest)
    move(DRAFT, draft, DraftState.ISSUED, user, id=draft.pk)


def send_back(draft: NoticeDraft, remark: str, user: User) -> NoticeDraft:
    """Back to its author, with what to change."""
    if not remark.strip():
        raise DraftError("退回要写明改什么；请填写意见")
    with transaction.atomic():
        draft = locked(draft)
        check_may(user, Step.SENT_BACK, draft)
        if draft.state == DraftState.DRAFT:
            raise DraftError("这份拟稿还在拟稿人手里，不用退回")
        DRAFT.check(draft.state, DraftState.DRAFT)
        _note(draft, Step.SENT_BACK, user, digest=draft.copy.digest, remark=remark)
        move(DRAFT, draft, DraftState.DRAFT, user, id=draft.pk)
    return draft


def withdraw(draft: NoticeDraft, remark: str, user: User) -> NoticeDraft:
    """Given up: it stays to be read and never goes out."""
    with transaction.atomic():
        draft = locked(draft)
        check_may(user, Step.WITHDRAWN, draft)
        DRAFT.check(draft.state, DraftState.WITHDRAWN)
        _note(draft, Step.WITHDRAWN, user, digest=draft.copy.digest, remark=remark)
        move(DRAFT, draft, DraftState.WITHDRAWN, user, id=draft.pk)
    return draft


def locked(draft: NoticeDraft) -> NoticeDraft:
    """The draft as it is now, nobody else at it until the transaction ends."""
    NoticeDraft.objects.select_for_update().get(pk=draft.pk)
    rows = NoticeDraft.objects.select_related("round__office", "copy", "corrects", "recheck")
    return rows.get(pk=draft.pk)


def _kept_words(words: HeadWords) -> dict[str, Any]:
    return {key: value for key, value in asdict(words).items() if value}


def _check_uncorrected(beginning: Beginning) -> None:
    notice = beginning.corrects
    assert notice is not None
    if not beginning.reason.strip():
        raise DraftError("更正要写明原因；请填写")
    open_ones = notice.drafts.exclude(state__in=ENDED)
    if (other := open_ones.first()) is not None:
        raise DraftError(f"{notice}正由{other}更正；请改那一份")
    if (newer := notice.corrections.order_by("number").last()) is not None:
        raise DraftError(f"{notice}已经由{newer}更正；请更正后一份")


def _note(
    draft: NoticeDraft, step: Step, user: User, *, digest: str = "", remark: str = ""
) -> None:
    DraftStep(
        draft=draft,
        step=step,
        digest=digest,
        remark=remark.strip()[:400],
        by=user,
        by_name=user.name,
        at=timezone.now(),
    ).save(force_insert=True)
