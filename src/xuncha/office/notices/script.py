"""A notice as text and tables, ready for any writer: what a template makes of a round's facts.

Every string a reader of the notice sees stands in a Script: whoever must withhold something from
an edition does it here, before any file exists.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from xuncha.office.notices.backing import Backed, unmarked
from xuncha.office.notices.content import NoticeContent
from xuncha.office.notices.errors import NoticeError
from xuncha.office.notices.facts import RoundFacts
from xuncha.office.notices.placeholders import fill
from xuncha.office.notices.references import See
from xuncha.office.notices.section import Passage, Written, all_sections
from xuncha.office.notices.tables import Annex, AnnexDraft
from xuncha.office.notices.template import (
    Part,
    Template,
    options_of,
    standard_template,
)

DIGITS = "〇一二三四五六七八九"


class ParagraphRank(StrEnum):
    """How a paragraph of the body is set."""

    HEADING = "heading"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the body; ``lead`` is its run-in heading of the second level or empty,
    ``figures`` the places of its text that open, ``part`` the chapter and the part of the template
    it comes from (from 0). ``is_computed``: no person worded it."""

    rank: ParagraphRank
    text: str
    lead: str = ""
    figures: tuple[Backed, ...] = ()
    part: tuple[int, ...] = ()
    is_computed: bool = True


@dataclass(frozen=True, slots=True)
class Script:
    """The body between addressees and attachment note, and the annexes in order.

    ``gaps`` say in Chinese which parts of the template gave nothing and why; no document prints
    them, whoever previews or orders the notice is told.
    """

    body: tuple[Paragraph, ...]
    annexes: tuple[Annex, ...]
    gaps: tuple[str, ...] = ()


def compose(facts: RoundFacts, template: Template) -> Script:
    """The notice a template makes of a round. NoticeError where an annex is not complete.

    Written twice: the first time tells which annexes there are, the second cites their numbers.
    """
    drafts = _ordered(
        [draft for written in _written(facts, template, See()) for draft in written.annexes],
        template.annexes,
    )
    see = See({draft.key: number for number, draft in enumerate(drafts, start=1)})
    body: list[Paragraph] = []
    gaps: list[str] = []
    headed = 0
    for place, chapter in enumerate(template.chapters):
        parts = [_part(facts, part, see) for part in chapter.parts]
        gaps += [part.gap for part in parts if part.gap]
        passages = [
            _Placed(passage, (place, number), is_computed=not chapter.parts[number].text)
            for number, part in enumerate(parts)
            for passage in part.passages
        ]
        if passages and chapter.heading:
            headed += 1
            body.append(Paragraph(ParagraphRank.HEADING, f"{numeral(headed)}、{chapter.heading}"))
        body += _numbered(passages)
    return Script(tuple(body), tuple(_annexes(drafts)), tuple(gaps))


def standard_script(content: NoticeContent) -> Script:
    """The standard notice, which needs nothing beyond its content."""
    return compose(RoundFacts(content), standard_template())


def numeral(number: int) -> str:
    """A small number in Chinese (1 一, 10 十, 12 十二, 20 二十). NoticeError beyond 99."""
    if not 0 < number < 100:
        raise NoticeError(f"编号{number}超出范围")
    tens, ones = divmod(number, 10)
    front = "" if not tens else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return front + (DIGITS[ones] if ones else "")


def _written(facts: RoundFacts, template: Template, see: See) -> Iterator[Written]:
    for chapter in template.chapters:
        for part in chapter.parts:
            yield _part(facts, part, see)


def _part(facts: RoundFacts, part: Part, see: See) -> Written:
    if part.text:
        return Written((Passage(fill(part.text, facts.content), part.lead),))
    section = all_sections()[part.section]
    written = section.write(facts, options_of(part, section), see)
    if not part.lead:
        return written
    renamed = tuple(
        replace(passage, lead=part.lead) if not number else passage
        for number, passage in enumerate(written.passages)
    )
    return replace(written, passages=renamed)


@dataclass(frozen=True, slots=True)
class _Placed:
    passage: Passage
    part: tuple[int, int]
    is_computed: bool


def _numbered(passages: Sequence[_Placed]) -> Iterator[Paragraph]:
    number = 0
    for placed in passages:
        passage = placed.passage
        number += bool(passage.lead)
        lead = f"（{numeral(number)}）{passage.lead}。" if passage.lead else ""
        text, figures = unmarked(passage.text)
        yield Paragraph(
            ParagraphRank.TEXT, text, lead, figures, placed.part, is_computed=placed.is_computed
        )


def _ordered(drafts: Sequence[AnnexDraft], first: Sequence[str]) -> list[AnnexDraft]:
    """Those the template puts first, then the others as their sections gave them."""
    by_key = {draft.key: draft for draft in drafts}
    if len(by_key) != len(drafts):
        raise NoticeError("模板中同一部分出现两次，附件重复；请为其中一个另设选项或者删去")
    keys = [key for key in first if key in by_key]
    return [by_key[key] for key in (*keys, *(key for key in by_key if key not in keys))]


def _annexes(drafts: Sequence[AnnexDraft]) -> Iterator[Annex]:
    for number, draft in enumerate(drafts, start=1):
        rows = len(draft.tables[0].rows)
        if draft.expected is not None and rows != draft.expected:
            raise NoticeError(f"附件{number}有{rows}行，正文写{draft.expected}，未生成文件")
        yield Annex(number, draft.title, draft.tables)
