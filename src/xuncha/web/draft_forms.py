"""The form of a draft: its chapters as rows one can switch, move and write between."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from xuncha.office.casework.models import Round
from xuncha.office.notices.arrangement import MOST_ITEMS, Arrangement, Item, moved
from xuncha.office.notices.drafts import Wanted
from xuncha.office.notices.errors import DraftError
from xuncha.office.notices.letterhead import HeadWords
from xuncha.office.notices.script import Paragraph, Script
from xuncha.office.notices.section import all_sections
from xuncha.office.notices.template import Part, Template

UP, DOWN, ADD, DROP = "up", "down", "add", "drop"
OWN = "own"
ONE_LINE = {
    "title": ("标题", 200),
    "basis": ("依据", 400),
    "signed_by": ("署名", 80),
    "recipient": ("整改情况报送给", 120),
    "contact": ("联系方式（只在内部版）", 200),
    "copied_to": ("抄送", 200),
}
"""What may be said in place of the letterhead, in one line each, with the most characters."""


@dataclass(frozen=True, slots=True)
class Row:
    """One place of a chapter on the form. ``said`` are the paragraphs it came to last."""

    name: str
    item: Item
    title: str
    is_fixed: bool
    said: tuple[Paragraph, ...]

    @property
    def sort(self) -> str:
        """The part of the template it is, or a paragraph of one's own."""
        return OWN if self.item.part is None else str(self.item.part)


@dataclass(frozen=True, slots=True)
class ChapterRows:
    """One chapter on the form."""

    name: str
    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """What a button does to one row beside saving the form."""

    verb: str
    chapter: int
    place: int


def chapters_of(
    template: Template, arrangement: Arrangement, script: Script | None
) -> list[ChapterRows]:
    """The chapters in the draft's order, each row with what it came to when the draft was compiled
    last."""
    said: dict[tuple[int, ...], list[Paragraph]] = {}
    for paragraph in script.body if script else ():
        said.setdefault(paragraph.part, []).append(paragraph)
    found = []
    for number, (chapter, items) in enumerate(zip(template.chapters, arrangement, strict=True)):
        rows, at = [], 0
        for place, item in enumerate(items):
            part = chapter.parts[item.part] if item.part is not None else None
            is_written = item.on if part is not None else bool(item.text.strip())
            mine = said.get((number, at), []) if is_written else []
            at += is_written
            name = f"c{number}i{place}"
            fixed = part is not None and part.fixed
            rows.append(Row(name, item, _title(part), fixed, tuple(mine)))
        found.append(ChapterRows(f"c{number}", chapter.heading, tuple(rows)))
    return found


def arrangement_from(said: Mapping[str, str], template: Template) -> Arrangement:
    """The arrangement the form holds. DraftError where it holds none."""
    chapters = []
    for number, chapter in enumerate(template.chapters):
        items = []
        for place in range(MOST_ITEMS + 1):
            name = f"c{number}i{place}"
            sort = said.get(f"{name}-sort")
            if sort is None:
                break
            items.append(_item(said, name, sort, len(chapter.parts)))
        chapters.append(tuple(items))
    return tuple(chapters)


def act_from(said: Mapping[str, str]) -> Act | None:
    """What the pressed button does beside saving; None where it only saves."""
    verb, _, place = said.get("act", "").partition("-")
    chapter, _, row = place.partition("-")
    if verb not in (UP, DOWN, ADD, DROP) or not (chapter.isdecimal() and row.isdecimal()):
        return None
    return Act(verb, int(chapter), int(row))


def acted(arrangement: Arrangement, act: Act) -> Arrangement:
    """The arrangement after the button."""
    if act.chapter >= len(arrangement) or act.place >= len(arrangement[act.chapter]):
        return arrangement
    items = arrangement[act.chapter]
    match act.verb:
        case "up":
            items = moved(items, act.place, -1)
        case "down":
            items = moved(items, act.place, 1)
        case "add":
            items = (*items[: act.place + 1], Item(), *items[act.place + 1 :])
        case _ if items[act.place].part is None:
            items = (*items[: act.place], *items[act.place + 1 :])
    chapters = list(arrangement)
    chapters[act.chapter] = items
    return tuple(chapters)


def wanted_from(
    said: Mapping[str, str], arrangement: Arrangement, rechecks: Sequence[Round]
) -> Wanted:
    """Everything the form sets. DraftError where a date is none."""
    lines = tuple(one.strip() for one in said.get("addressees", "").splitlines() if one.strip())
    words = {name: said.get(name, "").strip()[:most] for name, (_, most) in ONE_LINE.items()}
    recheck = said.get("recheck", "")
    return Wanted(
        arrangement=arrangement,
        words=HeadWords(addressees=lines[:20], **words),
        document_number=said.get("document_number", ""),
        signed_on=_day(said.get("signed_on", ""), "印发日期"),
        deadline=_day(said.get("deadline", ""), "整改期限"),
        recheck=next((one for one in rechecks if str(one.pk) == recheck), None),
        reason=said.get("reason", ""),
    )


def _item(said: Mapping[str, str], name: str, sort: str, parts: int) -> Item:
    if sort == OWN:
        text = " ".join(said.get(f"{name}-text", "").split("\n")).strip()
        return Item(text=text, lead=said.get(f"{name}-lead", "").strip())
    if not (sort.isdecimal() and len(sort) < 4 and int(sort) < parts):
        raise DraftError("表单读不出来；请重新打开本页再改")
    return Item(int(sort), on=f"{name}-on" in said)


def _title(part: Part | None) -> str:
    if part is None:
        return "自拟段落"
    if part.section:
        section = all_sections()[part.section].title
        return f"{part.lead}（{section}）" if part.lead else section
    return f"模板自带的段落{f'：{part.lead}' if part.lead else ''}"


def _day(given: str, what: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise DraftError(f"{what}没有填写或者不是日期；请写成 2026-10-26 的样子") from None


def fixed_on(arrangement: Arrangement, template: Template) -> Arrangement:
    """The arrangement with every fixed part on: a box that cannot be unticked sends nothing."""
    return tuple(
        tuple(
            replace(item, on=True)
            if item.part is not None and chapter.parts[item.part].fixed
            else item
            for item in items
        )
        for chapter, items in zip(template.chapters, arrangement, strict=True)
    )
