"""A paper ready to be set: every text of it filled in, every table built."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from xuncha.office.notices.tables import Annex, Table
from xuncha.office.papers import tables, words
from xuncha.office.papers.template import AnnexPart, Passage, Template
from xuncha.office.papers.words import BLANK_DAY, fill
from xuncha.office.rectification.papers import Paper, SelfCheck


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the body: a heading, or a text under an optional run-in heading."""

    text: str
    lead: str = ""
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything the document shows. Empty ``mark``: no red head; ``table`` stands in the body."""

    mark: str
    number: str
    signatory: str
    title: str
    addressee: str
    lines: tuple[Line, ...]
    table: Table | None
    annexes: tuple[Annex, ...]
    signed_by: str
    signed_on: str
    copied_to: str
    printed_by: str


def sheet_of_order(paper: Paper, template: Template) -> Sheet:
    """What a template makes of a paper of an order."""
    said = words_of(paper)
    return _sheet(template, said, lambda name: tables.OF_ORDERS[name](paper))


def words_of(paper: Paper) -> dict[str, str]:
    """What every word in braces stands for in a paper."""
    return {name: take(paper) for name, take in words.OF_ORDERS.items()}


def sheet_of_body(check: SelfCheck, template: Template) -> Sheet:
    """What a template makes of a body's self-check."""
    said = {name: take(check) for name, take in words.OF_BODIES.items()}
    return _sheet(template, said, lambda name: tables.OF_BODIES[name](check))


def _sheet(template: Template, said: Mapping[str, str], build: Callable[[str], Table]) -> Sheet:
    def filled(text: str) -> str:
        return fill(text, said)

    return Sheet(
        mark=filled(template.mark),
        number=filled(template.number),
        signatory=filled(template.signatory),
        title=filled(template.title),
        addressee=filled(template.addressee),
        lines=tuple(_lines(template.passages, said)),
        table=build(template.table) if template.table else None,
        annexes=_annexes(template.annexes, said, build),
        signed_by=filled(template.signed_by),
        signed_on=filled(template.signed_on) or BLANK_DAY,
        copied_to=filled(template.copied_to),
        printed_by=filled(template.printed_by),
    )


def _lines(passages: tuple[Passage, ...], said: Mapping[str, str]) -> Iterator[Line]:
    for one in passages:
        if not all(said[name] for name in one.needs):
            continue
        if one.heading:
            yield Line(fill(one.heading, said), is_heading=True)
        if one.text:
            yield Line(fill(one.text, said), fill(one.lead, said))


def _annexes(
    parts: tuple[AnnexPart, ...], said: Mapping[str, str], build: Callable[[str], Table]
) -> tuple[Annex, ...]:
    """Those that have something to show; a single one has no number."""
    shown = [part for part in parts if all(said[name] for name in part.needs)]
    return tuple(
        Annex(number if len(shown) > 1 else 0, fill(part.title, said), (build(part.table),))
        for number, part in enumerate(shown, start=1)
    )
