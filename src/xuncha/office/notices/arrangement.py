"""What a person makes of a template in a draft: parts left out or moved, paragraphs of one's own.

The computed parts stay what they are: an arrangement names them and holds none of their words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import tomlkit
from pydantic import ConfigDict, TypeAdapter, ValidationError

from xuncha.office.notices.errors import NoticeError
from xuncha.office.notices.letterhead import HeadWords
from xuncha.office.notices.placeholders import wrong_in
from xuncha.office.notices.section import all_sections
from xuncha.office.notices.template import Chapter, Part, Template, read_template

LONGEST_PARAGRAPH = 4_000
MOST_ITEMS = 60
"""Bounds of what one form carries; no published notice comes near either."""
SHOWN = 12
"""Characters of a paragraph that tell which one is meant."""
HEADING = "heading"
"""The one key of a template that is said even where it is empty."""


@dataclass(frozen=True, slots=True)
class Item:
    """One place of a chapter: the part of the template with that number (from 0), on or off, or
    (``part`` None) a paragraph of one's own. One without words says nothing yet."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    part: int | None = None
    on: bool = True
    text: str = ""
    lead: str = ""


Arrangement = tuple[tuple[Item, ...], ...]
"""The items of every chapter of the template, in order."""
_ARRANGEMENT = TypeAdapter(Arrangement)


def as_it_stands(template: Template) -> Arrangement:
    """Everything on, in the template's own order."""
    return tuple(
        tuple(Item(number) for number in range(len(chapter.parts))) for chapter in template.chapters
    )


def check(template: Template, arrangement: Arrangement) -> None:
    """NoticeError where it is no arrangement of this template, saying what to do."""
    if len(arrangement) != len(template.chapters):
        raise NoticeError("章节数与模板不符；请重新打开本页再改")
    for chapter, items in zip(template.chapters, arrangement, strict=True):
        parts = [item.part for item in items if item.part is not None]
        if sorted(parts) != list(range(len(chapter.parts))):
            raise NoticeError("有的部分缺少或者重复；请重新打开本页再改")
        if len(items) > MOST_ITEMS:
            raise NoticeError(f"一章最多{MOST_ITEMS}段；请合并自拟的段落")
        for place, item in enumerate(items):
            if item.part is not None:
                _check_part(chapter, items, place, item.part)
            else:
                _check_words(item)


def arrange(template: Template, arrangement: Arrangement, words: HeadWords) -> Template:
    """The template as the draft has it. NoticeError as ``check``."""
    check(template, arrangement)
    chapters = tuple(
        replace(chapter, parts=tuple(_parts(chapter, items)))
        for chapter, items in zip(template.chapters, arrangement, strict=True)
    )
    said = {key: value for key, value in asdict(words).items() if value}
    merged = {**asdict(template.head or HeadWords()), **said}
    return replace(template, chapters=chapters, head=HeadWords(**merged))


def template_toml(template: Template) -> str:
    """The template as its file would say it; reading it gives the same template."""
    document = tomlkit.document()
    for key, value in _plain(asdict(template)).items():
        document.add(key, tomlkit.item(value))
    return tomlkit.dumps(document)


def arranged_text(name: str, text: str, arrangement: Arrangement, words: HeadWords) -> str:
    """The file text of a draft's template, made from the text of the template it began with."""
    return template_toml(arrange(read_template(name, text), arrangement, words))


def to_json(arrangement: Arrangement) -> list[list[dict[str, Any]]]:
    """As the records keep it."""
    return [[asdict(item) for item in items] for items in arrangement]


def of_json(kept: object) -> Arrangement:
    """What ``to_json`` gave. NoticeError for anything else."""
    try:
        return _ARRANGEMENT.validate_python(kept)
    except ValidationError as wrong:
        raise NoticeError("拟稿的编排读不出来；请重新拟稿") from wrong


def moved(items: tuple[Item, ...], place: int, step: int) -> tuple[Item, ...]:
    """The items with one of them a place further up (-1) or down (1); as they are at the ends."""
    other = place + step
    if not (0 <= place < len(items) and 0 <= other < len(items)):
        return items
    swapped = list(items)
    swapped[place], swapped[other] = swapped[other], swapped[place]
    return tuple(swapped)


def own_words(arrangement: Arrangement) -> Iterator[Item]:
    """The paragraphs of one's own that say something."""
    for items in arrangement:
        yield from (item for item in items if item.part is None and item.text.strip())


def _parts(chapter: Chapter, items: tuple[Item, ...]) -> Iterator[Part]:
    for item in items:
        if item.part is None:
            if item.text.strip():
                yield Part(text=item.text.strip(), lead=item.lead.strip())
        elif item.on:
            yield chapter.parts[item.part]


def _check_part(chapter: Chapter, items: tuple[Item, ...], place: int, number: int) -> None:
    part = chapter.parts[number]
    if not part.fixed:
        return
    title = all_sections()[part.section].title if part.section else part.text[:SHOWN]
    if not items[place].on:
        raise NoticeError(f"“{title}”是模板规定必须写的部分，不能略去")
    before = {item.part for item in items[:place] if item.part is not None}
    if before != set(range(number)):
        raise NoticeError(f"“{title}”的位置由模板规定，不能移动")


def _check_words(item: Item) -> None:
    if len(item.text) > LONGEST_PARAGRAPH or len(item.lead) > LONGEST_PARAGRAPH:
        raise NoticeError(f"自拟段落最多{LONGEST_PARAGRAPH}字；请分成几段")
    if "\n" in item.text.strip():
        raise NoticeError(f"自拟段落“{item.text.strip()[:SHOWN]}…”里有换行；请一段写一处")
    for text in (item.text, item.lead):
        if wrong := wrong_in(text):
            raise NoticeError(f"自拟段落“{text.strip()[:SHOWN]}…”：{wrong}")


def _plain(value: Any) -> Any:
    """What a file holds: no nothing, words of closed lists as text, tuples as lists."""
    if isinstance(value, Mapping):
        return {
            key: _plain(one)
            for key, one in value.items()
            if key == HEADING or one not in (None, "", (), {})
        }
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, str) else value
