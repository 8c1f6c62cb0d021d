"""The text a draft comes to, compiled and kept, so that pages show it without compiling again."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from pydantic import TypeAdapter

from xuncha.engine.domain.errors import XunchaError
from xuncha.office.notices.arrangement import arranged_text, of_json
from xuncha.office.notices.changes import Change
from xuncha.office.notices.content import Edition, Letterhead
from xuncha.office.notices.issuing import (
    Composed,
    IssueOrder,
    Kept,
    check_changes,
    compose_editions,
    kept_for,
    order_digest,
)
from xuncha.office.notices.letterhead import HeadWords
from xuncha.office.notices.models import DraftCopy, NoticeDraft
from xuncha.office.notices.own_figures import Doubt, doubts_of
from xuncha.office.notices.script import Script


@dataclass(frozen=True, slots=True)
class Page:
    """One edition as it would go out."""

    head: Letterhead
    moment: datetime
    script: Script
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """Both editions, and what a person should look at again in paragraphs of one's own."""

    pages: Mapping[Edition, Page]
    doubts: tuple[Doubt, ...] = ()


def _page(made: Composed) -> Page:
    return Page(made.content.head, made.content.moment, made.script, made.changes)


_COPY = TypeAdapter(Copy)
_PAGES = TypeAdapter(dict[Edition, Page])


def order_of(draft: NoticeDraft) -> IssueOrder:
    """What the draft orders. NoticeError where its paragraphs or its places do not hold."""
    arrangement, words = of_json(draft.arrangement), words_of(draft)
    return IssueOrder(
        template=draft.template,
        template_text=arranged_text(draft.template, draft.template_text, arrangement, words),
        document_number=draft.document_number,
        signed_on=draft.signed_on,
        deadline=draft.deadline,
        recheck=draft.recheck,
        corrects=draft.corrects,
        reason=draft.reason,
    )


def words_of(draft: NoticeDraft) -> HeadWords:
    """What the draft says in place of its letterhead."""
    said = dict(draft.words)
    said["addressees"] = tuple(said.get("addressees", ()))
    return HeadWords(**said)


def compile_copy(draft: NoticeDraft) -> tuple[Kept, Copy]:
    """The draft compiled from the records as they are now. NoticeError where it cannot be."""
    kept = kept_for(draft.round, order_of(draft))
    made = compose_editions(draft.round, kept)
    check_changes(kept, made.values())
    doubts = doubts_of(made[Edition.INTERNAL].script)
    return kept, Copy({edition: _page(one) for edition, one in made.items()}, doubts)


def renew(draft: NoticeDraft) -> DraftCopy:
    """Compile the draft and keep the text; what cannot be compiled keeps why not."""
    row = DraftCopy.objects.filter(draft=draft).first() or DraftCopy()
    row.draft = draft
    row.made_at = timezone.now()
    try:
        kept, copy = compile_copy(draft)
        row.title = copy.pages[Edition.INTERNAL].head.title.replace("\n", "")[:200]
        row.content = dumped(copy)
        row.digest, row.records_until, row.fault = digest_of(kept, copy), kept.records_until, ""
    except XunchaError as fault:
        row.content, row.digest, row.fault = "", "", str(fault)[:400]
    row.save()
    return row


def digest_of(kept: Kept, copy: Copy) -> str:
    """The digest of what would be issued: the order, and every word of both editions."""
    words = _PAGES.dump_python(dict(copy.pages), mode="json")
    ordered = hashlib.sha256()
    said = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for part in (order_digest(kept), said):
        ordered.update(part.encode())
    return ordered.hexdigest()


def dumped(copy: Copy) -> str:
    """As the records keep it."""
    return _COPY.dump_json(copy).decode()


def read(row: DraftCopy) -> Copy | None:
    """The kept text; None where there is none."""
    return _COPY.validate_json(row.content) if row.content else None
