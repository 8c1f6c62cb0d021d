"""Issue a notice: compile both editions of a closed round, number them, keep what made them.

What is kept makes the same bytes again; where it no longer does, somebody changed the records, and
``repeated`` tells which file.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone
from pydantic import TypeAdapter

from xuncha.engine.rulebook.load import load_rulebook
from xuncha.office.casework import rounds
from xuncha.office.casework.models import Round
from xuncha.office.casework.states import CLOSED_STATES, RoundState
from xuncha.office.notices.annexes import write_xlsx
from xuncha.office.notices.changes import Change, changes_between, with_changes
from xuncha.office.notices.compile import Compiled, NoticeOrder, compile_content, compile_notice
from xuncha.office.notices.content import Edition, Letterhead, NoticeContent
from xuncha.office.notices.errors import NoticeError
from xuncha.office.notices.gatekeeping import gate_for
from xuncha.office.notices.gongwen import write_docx
from xuncha.office.notices.house_style import HouseStyle
from xuncha.office.notices.letterhead import LetterheadOrder, fill_letterhead
from xuncha.office.notices.models import IssuedEdition, IssuedNotice
from xuncha.office.notices.periods import called_before, short_of
from xuncha.office.notices.record_reading import newest_record
from xuncha.office.notices.script import Script
from xuncha.office.notices.template import read_template
from xuncha.office.people import audit
from xuncha.office.people.models import Office, User
from xuncha.office.people.rights import Right

NATIONAL = "national-2019"
CORRECTION = "（更正）"
EDITION_LABELS = {Edition.INTERNAL: "内部版", Edition.PUBLIC: "公开版"}
_NOT_IN_NAMES = str.maketrans('/\\:*?"<>|\n', "／＼：＊？＂＜＞｜ ")
LONGEST_TITLE = 60
"""Characters of a title in a file name: 255 bytes are what file systems hold."""


@dataclass(frozen=True, slots=True)
class IssueOrder:
    """What a person orders: the template by name and text, the number and the dates of the
    document, the round that looked again; for a correction the notice it corrects and why."""

    template: str
    template_text: str
    document_number: str
    signed_on: date
    deadline: date
    recheck: Round | None = None
    corrects: IssuedNotice | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything beside the round that makes a notice what it is."""

    head: Letterhead
    style: HouseStyle
    previous_short: str
    template: str
    template_text: str
    recheck: int | None
    records_until: int
    corrects: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """One edition made: its files by name, its text, what a correction changed, what was left
    out."""

    files: Mapping[str, bytes]
    script: Script
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Composed:
    """One edition before it is a file: ``script`` is what it says, ``uncorrected`` the same without
    what a correction adds."""

    content: NoticeContent
    script: Script
    uncorrected: Script
    changes: tuple[Change, ...]


_KEPT = TypeAdapter(Kept)
_SCRIPT = TypeAdapter(Script)
_CHANGES = TypeAdapter(tuple[Change, ...])


def prepare(inspection: Round, order: IssueOrder, actor: User) -> Kept:
    """What the order comes to. NoticeError where it may not be issued, saying what to do."""
    if not actor.may(Right.APPROVE):
        raise NoticeError("通报由人签发；请由签发人操作（命令行用 --user 指定登录名）")
    if inspection.state not in CLOSED_STATES:
        raise NoticeError(f"“{inspection}”还没有定稿，不能印发；请先完成认定并定稿")
    return kept_for(inspection, order)


def kept_for(inspection: Round, order: IssueOrder) -> Kept:
    """What the order comes to, whether or not it may be issued yet. NoticeError where a correction
    is none, or the template cannot be read."""
    if order.corrects is not None:
        _check_correction(inspection, order)
    template = read_template(order.template, order.template_text)
    head = fill_letterhead(
        template.letterhead,
        LetterheadOrder(
            office=inspection.office.name,
            document=load_rulebook(NATIONAL).document,
            document_number=order.document_number,
            period=inspection.period_label,
            period_short=short_of(inspection.period_label),
            signed_on=order.signed_on,
            deadline=order.deadline,
        ),
        template.head,
    )
    title = head.title + CORRECTION if order.corrects else head.title
    return Kept(
        head=replace(head, title=title),
        style=template.house_style(),
        previous_short=called_before(inspection.period_label),
        template=order.template,
        template_text=order.template_text,
        recheck=order.recheck.pk if order.recheck else None,
        records_until=newest_record(inspection.office_id),
        corrects=order.corrects.pk if order.corrects else None,
        reason=order.reason,
    )


def press(inspection: Round, kept: Kept, number: int) -> dict[Edition, Pressed]:
    """Both editions. NoticeError where a correction changes nothing, or a title may not be read."""
    made = compose_editions(inspection, kept)
    pressed = {edition: _pressed(one, number) for edition, one in made.items()}
    check_changes(kept, pressed.values())
    return pressed


def check_changes(kept: Kept, editions: Iterable["Pressed | Composed"]) -> None:
    """NoticeError where a correction changes nothing."""
    if kept.corrects is not None and not any(one.changes for one in editions):
        raise NoticeError("与原通报没有不同，不需要更正；请先更正记录或者认定")


def issued_before(inspection: Round, kept: Kept) -> IssuedNotice | None:
    """The notice of this very order, if it was issued already."""
    return IssuedNotice.objects.filter(round=inspection, digest=order_digest(kept)).first()


def next_number(office: Office) -> int:
    """The number the next notice of an office gets; call it inside the transaction of the act."""
    Office.objects.select_for_update().get(pk=office.pk)
    newest = IssuedNotice.objects.filter(office=office).order_by("-number").first()
    return newest.number + 1 if newest else 1


def record(
    inspection: Round, kept: Kept, number: int, pressed: Mapping[Edition, Pressed], actor: User
) -> IssuedNotice:
    """Keep what was issued and bring the round into its last state; inside one transaction."""
    notice = IssuedNotice(
        office=inspection.office,
        round=inspection,
        number=number,
        title=_one_line(kept.head.title)[:200],
        document_number=kept.head.document_number,
        template=kept.template,
        order=kept_json(kept),
        digest=order_digest(kept),
        corrects_id=kept.corrects,
        reason=kept.reason[:400],
        by=actor,
        by_name=actor.name,
        at=timezone.now(),
    )
    notice.save(force_insert=True)
    for edition, one in pressed.items():
        IssuedEdition(
            notice=notice,
            edition=edition,
            script=_SCRIPT.dump_json(one.script).decode(),
            changes=_CHANGES.dump_python(one.changes, mode="json"),
            files=[_described(name, raw) for name, raw in one.files.items()],
        ).save(force_insert=True)
    rounds.move(inspection, RoundState.ISSUED, actor)
    detail = {"id": number, "title": notice.title, "content": notice.digest}
    audit.append(actor, "notice.issued", notice, detail)
    return notice


def repeated(notice: IssuedNotice) -> dict[str, bool]:
    """The notice compiled again from its round: whether each file is byte for byte what it was."""
    kept = kept_of(notice)
    again = {
        name: hashlib.sha256(raw).hexdigest()
        for one in press(notice.round, kept, notice.number).values()
        for name, raw in one.files.items()
    }
    files = [file for edition in notice.editions.all() for file in edition.files]
    return {file["name"]: again.get(file["name"]) == file["sha256"] for file in files}


def _check_correction(inspection: Round, order: IssueOrder) -> None:
    assert order.corrects is not None
    if order.corrects.round_id != inspection.pk:
        raise NoticeError(f"{order.corrects}不是本轮检查的通报，不能由本轮更正")
    if order.corrects.corrections.exists():
        newer = order.corrects.corrections.order_by("number").last()
        raise NoticeError(f"{order.corrects}已经由{newer}更正；请更正后一份")
    if not order.reason.strip():
        raise NoticeError("更正要写明原因")


def compose_editions(inspection: Round, kept: Kept) -> dict[Edition, Composed]:
    """Both editions as they would be written, counted once. NoticeError where a title may not be
    read."""
    order = NoticeOrder(
        kept.head,
        kept.style,
        Edition.INTERNAL,
        kept.previous_short,
        read_template(kept.template, kept.template_text),
        Round.objects.get(pk=kept.recheck) if kept.recheck else None,
        kept.records_until,
    )
    content = compile_content(inspection, order)
    return {
        edition: _composed(inspection, kept, replace(order, edition=edition), content)
        for edition in Edition
    }


def _composed(
    inspection: Round, kept: Kept, order: NoticeOrder, content: NoticeContent
) -> Composed:
    compiled = compile_notice(inspection, order, replace(content, edition=order.edition))
    if not compiled.content.head.title.strip():
        raise NoticeError("通报标题中有不能公开的内容，未生成文件；请改模板的文头")
    script, changes = _corrected(inspection, kept, compiled)
    return Composed(compiled.content, script, compiled.script, changes)


def _pressed(made: Composed, number: int) -> Pressed:
    title = _one_line(made.content.head.title)[:LONGEST_TITLE].translate(_NOT_IN_NAMES)
    stem = f"{number:03d}-{title}-{EDITION_LABELS[made.content.edition]}"
    files = {
        f"{stem}.docx": write_docx(made.content, made.script),
        f"{stem}-附件.xlsx": write_xlsx(made.content, made.script),
    }
    return Pressed(files, made.uncorrected, made.changes)


def _corrected(
    inspection: Round, kept: Kept, compiled: Compiled
) -> tuple[Script, tuple[Change, ...]]:
    """The script as it is written and what it changes against the notice it corrects."""
    if kept.corrects is None:
        return compiled.script, ()
    edition = compiled.content.edition
    before = IssuedEdition.objects.select_related("notice").get(
        notice_id=kept.corrects, edition=edition
    )
    gate = gate_for(inspection, edition, kept.style.withheld)
    changes = changes_between(script_of(before), compiled.script, gate.last)
    corrected = gate.number(before.notice.document_number) or f"第{before.notice.number}号通报"
    return with_changes(compiled.script, changes, corrected), changes


def script_of(edition: IssuedEdition) -> Script:
    """What an edition said, as it was issued."""
    return _SCRIPT.validate_json(edition.script)


def changes_of(edition: IssuedEdition) -> tuple[Change, ...]:
    """What a correction changed in an edition; empty for a first notice."""
    return _CHANGES.validate_python(edition.changes)


def _described(name: str, raw: bytes) -> dict[str, str | int]:
    return {"name": name, "sha256": hashlib.sha256(raw).hexdigest(), "size": len(raw)}


def _one_line(title: str) -> str:
    return title.replace("\n", "")


def order_digest(kept: Kept) -> str:
    """The digest of the order itself: records that came in later make no other order of it."""
    return hashlib.sha256(kept_json(replace(kept, records_until=0)).encode()).hexdigest()


def kept_json(kept: Kept) -> str:
    """As the records keep it; equal orders give equal text."""
    content = _KEPT.dump_python(kept, mode="json")
    content["style"]["withheld"] = sorted(content["style"]["withheld"])
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def kept_of(notice: IssuedNotice) -> Kept:
    """What an issued notice was made of."""
    return _KEPT.validate_json(notice.order)
