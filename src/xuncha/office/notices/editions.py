"""The facts of a notice as one edition may print them: every free string through one gate."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from xuncha.engine.domain.words import LABELS, TargetKind
from xuncha.office.notices.content import (
    CarriedItem,
    CouldNotLook,
    FailingAccount,
    FailingSite,
    FollowUp,
    Letterhead,
    Method,
    NoticeContent,
    Reason,
    Requirement,
    TextError,
)
from xuncha.office.notices.facts import ColumnFact, Entry, PastRound, RoundFacts, TargetFact
from xuncha.office.notices.gate import Gate
from xuncha.office.notices.record_kinds import (
    CellKind,
    CellSpec,
    Disclosure,
    RecordKind,
    record_kinds,
)
from xuncha.office.notices.script import Script
from xuncha.office.notices.tables import Annex, Table
from xuncha.office.notices.template import Chapter, Part, Template

SITE, ACCOUNT = LABELS[TargetKind.SITE], LABELS[TargetKind.ACCOUNT]
NOUNS = {TargetKind.SITE: SITE, TargetKind.ACCOUNT: ACCOUNT}
BODY, PLACE, PLATFORM, COLUMN, PERIOD = "单位", "地区", "平台", "栏目", "期"
RELEASED = "是"


def facts_for(facts: RoundFacts, gate: Gate) -> RoundFacts:
    """The facts an edition is composed of."""
    return replace(
        facts,
        content=content_for(facts.content, gate),
        targets=tuple(_target(one, gate) for one in facts.targets),
        earlier=tuple(_past(one, gate) for one in facts.earlier),
        recheck=_past(facts.recheck, gate) if facts.recheck else None,
        hits={row: tuple(gate.code(code) for code in codes) for row, codes in facts.hits.items()},
        columns=tuple(_column(one, gate) for one in facts.columns),
        entries=_Entries(facts.entries, gate),
        rectified=tuple(
            replace(
                one, targets_there=tuple(gate.name(n, NOUNS[one.kind]) for n in one.targets_there)
            )
            for one in facts.rectified
        ),
        incidents=tuple(
            replace(one, group=gate.label(one.group, "平台"), reason="", by_name="")
            for one in facts.incidents
        ),
    )


def content_for(content: NoticeContent, gate: Gate) -> NoticeContent:
    """The content of the notice itself."""
    return replace(
        content,
        head=_head(content.head, gate),
        rulebook=replace(content.rulebook, title=gate.last(content.rulebook.title)),
        method=_method(content.method, gate),
        failing_sites=tuple(_site(one, gate) for one in content.failing_sites),
        failing_accounts=tuple(_account(one, gate) for one in content.failing_accounts),
        text_errors=tuple(_text_error(one, gate) for one in content.text_errors),
        follow_up=_follow_up(content.follow_up, gate) if content.follow_up else None,
        could_not_look=tuple(_unseen(one, gate) for one in content.could_not_look),
        requirements=tuple(
            Requirement(gate.standing(one.heading), gate.standing(one.text))
            for one in content.requirements
        ),
    )


def template_for(template: Template, gate: Gate) -> Template:
    """The template: headings, free paragraphs and all an option says in Chinese."""
    return replace(
        template,
        chapters=tuple(
            Chapter(
                gate.standing(chapter.heading),
                tuple(part for one in chapter.parts if not is_empty(part := _part(one, gate))),
            )
            for chapter in template.chapters
        ),
    )


def script_for(script: Script, gate: Gate) -> Script:
    """The text and tables once more, string by string, right before they are written."""
    return replace(
        script,
        body=tuple(
            replace(
                one,
                text=gate.last(one.text),
                lead=gate.last(one.lead),
                figures=one.figures if gate.opens else (),
            )
            for one in script.body
        ),
        annexes=tuple(_annex(one, gate) for one in script.annexes),
    )


def is_empty(part: Part) -> bool:
    """Whether nothing is left of a part."""
    return not part.section and not part.text


def _part(part: Part, gate: Gate) -> Part:
    return replace(
        part,
        text=gate.standing(part.text),
        lead=gate.standing(part.lead),
        options={key: _option(value, gate) for key, value in part.options.items()},
    )


def _option(value: Any, gate: Gate) -> Any:
    """A value of an option; words of closed lists are not written in Chinese."""
    if isinstance(value, Mapping):
        return {key: _option(one, gate) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_option(one, gate) for one in value]
    return gate.standing(value) if isinstance(value, str) and not value.isascii() else value


def _head(head: Letterhead, gate: Gate) -> Letterhead:
    """The fixed parts; where reports of repair go to is told to the units, not to the public."""
    return replace(
        head,
        office=gate.name(head.office, BODY),
        office_mark=gate.standing(head.office_mark),
        document_number=gate.number(head.document_number),
        title="\n".join(map(gate.standing, head.title.split("\n"))),
        addressees=tuple(gate.standing(one) for one in head.addressees),
        basis=gate.standing(head.basis),
        territory=gate.standing(head.territory),
        period=gate.label(head.period, PERIOD),
        period_short=gate.label(head.period_short, PERIOD),
        signed_by=gate.name(head.signed_by, BODY),
        recipient=gate.standing(head.recipient),
        contact=gate.contact(head.contact),
        copied_to=gate.standing(head.copied_to),
        printed_by=gate.standing(head.printed_by),
    )


def _method(method: Method, gate: Gate) -> Method:
    return Method(
        gate.standing(method.statement),
        tuple(replace(row, name=gate.last(row.name)) for row in method.rows),
    )


def _reasons(reasons: tuple[Reason, ...], gate: Gate) -> tuple[Reason, ...]:
    return tuple(
        replace(one, name=gate.last(one.name), text=gate.last(one.text)) for one in reasons
    )


def _site(site: FailingSite, gate: Gate) -> FailingSite:
    return FailingSite(
        gate.code(site.code),
        gate.name(site.name, SITE),
        gate.name(site.owner, BODY),
        gate.place(site.region, PLACE),
        _reasons(site.reasons, gate),
    )


def _account(account: FailingAccount, gate: Gate) -> FailingAccount:
    return FailingAccount(
        gate.code(account.code),
        gate.name(account.name, ACCOUNT),
        gate.name(account.owner, BODY),
        gate.place(account.platform, PLATFORM),
        _reasons(account.reasons, gate),
    )


def _text_error(error: TextError, gate: Gate) -> TextError:
    wrong, suggestion = gate.slip(error.error_kind, error.wrong, error.suggestion)
    return replace(
        error,
        code=gate.code(error.code),
        name=gate.name(error.name, NOUNS[error.kind]),
        owner=gate.name(error.owner, BODY),
        page_title=gate.quoted(error.page_title),
        url=gate.quoted(error.url),
        wrong=wrong,
        suggestion=suggestion,
    )


def _follow_up(follow: FollowUp, gate: Gate) -> FollowUp:
    still = tuple(
        CarriedItem(
            one.kind,
            gate.code(one.code),
            gate.name(one.name, NOUNS[one.kind]),
            one.indicator,
            gate.quoted(one.what),
            gate.quoted(one.url),
        )
        for one in follow.still
    )
    return replace(
        follow,
        period=gate.label(follow.period, PERIOD),
        period_short=gate.label(follow.period_short, PERIOD),
        still=still,
    )


def _unseen(entry: CouldNotLook, gate: Gate) -> CouldNotLook:
    return replace(
        entry,
        code=gate.code(entry.code),
        name=gate.name(entry.name, NOUNS[entry.kind]),
        indicator_name=gate.last(entry.indicator_name),
        reason=gate.quoted(entry.reason),
        remedy=gate.quoted(entry.remedy),
        looked_by=gate.person(entry.looked_by),
    )


def _target(target: TargetFact, gate: Gate) -> TargetFact:
    return replace(
        target,
        code=gate.code(target.code),
        name=gate.name(target.name, NOUNS[target.kind]),
        owner=gate.name(target.owner, BODY),
        region=gate.place(target.region, PLACE),
        platform=gate.place(target.platform, PLATFORM),
        reasons=_reasons(target.reasons, gate),
    )


def _past(past: PastRound, gate: Gate) -> PastRound:
    return replace(
        past,
        label=gate.label(past.label, PERIOD),
        states={gate.code(code): state for code, state in past.states.items()},
        names={
            gate.code(code): (kind, gate.name(name, NOUNS[kind]))
            for code, (kind, name) in past.names.items()
        },
    )


def _column(column: ColumnFact, gate: Gate) -> ColumnFact:
    return replace(
        column,
        site_code=gate.code(column.site_code),
        site_name=gate.name(column.site_name, SITE),
        name=gate.label(column.name, COLUMN),
    )


class _Entries(Mapping[str, tuple[Entry, ...]]):
    """Side records that pass the gate when a section asks for them: whoever orders the notice is
    told what was left out of what it uses, not of what lies beside it."""

    def __init__(self, entries: Mapping[str, tuple[Entry, ...]], gate: Gate) -> None:
        self._entries, self._gate = entries, gate
        self._opened: dict[str, tuple[Entry, ...]] = {}

    def __getitem__(self, kind: str) -> tuple[Entry, ...]:
        """The records of a kind; KeyError where there are none."""
        if kind not in self._opened:
            found = record_kinds()[kind]
            rows = self._entries[kind]
            self._opened[kind] = tuple(_entry(row, found, self._gate) for row in rows)
        return self._opened[kind]

    def __iter__(self) -> Iterator[str]:
        """The kinds."""
        return iter(self._entries)

    def __len__(self) -> int:
        """How many kinds there are."""
        return len(self._entries)


def _entry(entry: Entry, kind: RecordKind, gate: Gate) -> Entry:
    """A side record; what a column may disclose stands in data/notices/records.toml."""
    is_released = bool(kind.released) and entry.text(kind.released) == RELEASED
    cells: dict[str, str | int] = {}
    for column in kind.columns:
        given = entry.cells.get(column.heading, "")
        if isinstance(given, int) or column.holds is not CellKind.TEXT or not given:
            cells[column.heading] = given
        else:
            cells[column.heading] = _cell(given, column, gate, is_released=is_released)
    cells = {heading: value for heading, value in cells.items() if value != ""}
    return replace(
        entry, cells=cells, source=gate.quoted(entry.source), by_name=gate.person(entry.by_name)
    )


def _cell(text: str, column: CellSpec, gate: Gate, *, is_released: bool) -> str:
    noun = column.heading.removesuffix("名称")
    match column.discloses:
        case Disclosure.NAME:
            return gate.name(text, noun)
        case Disclosure.LABEL:
            return gate.label(text, noun)
        case Disclosure.NUMBER:
            return gate.number(text)
        case Disclosure.CODE:
            return gate.code(text)
        case Disclosure.PROSE:
            return gate.prose(text, released=is_released)
        case _:
            return gate.quoted(text)


def _annex(annex: Annex, gate: Gate) -> Annex:
    return replace(
        annex,
        title=gate.last(annex.title),
        tables=tuple(_table(one, gate) for one in annex.tables),
    )


def _table(table: Table, gate: Gate) -> Table:
    return replace(
        table,
        caption=gate.last(table.caption),
        columns=tuple(replace(one, heading=gate.last(one.heading)) for one in table.columns),
        rows=tuple(tuple(map(gate.last, row)) for row in table.rows),
        figures=table.figures if gate.opens else (),
    )
