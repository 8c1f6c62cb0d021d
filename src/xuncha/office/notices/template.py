"""Templates of notices: which sections, in which order, with which free paragraphs beside them.

A template is a dated TOML file an office may edit. A fault names file, line and key.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from xuncha.office.notices.errors import NoticeError
from xuncha.office.notices.house_style import HouseStyle, load_house_style
from xuncha.office.notices.letterhead import HeadWords
from xuncha.office.notices.placeholders import wrong_in
from xuncha.office.notices.rates import PercentStyle
from xuncha.office.notices.section import Need, Section, all_sections

MAX_BYTES = 256 << 10
STANDARD = "province-quarter"
OWN_FOLDER = "notice-templates"
_NAME = re.compile(r"[a-z0-9-]{1,60}")
_HEADER = re.compile(r"^\s*\[\[\s*([\w.]+)\s*\]\]")


@dataclass(frozen=True, slots=True)
class Part:
    """Either a section with its options or a free paragraph under an optional run-in heading.

    ``fixed``: no draft leaves it out or moves it past another part.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    section: str = ""
    text: str = ""
    lead: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """A numbered heading with its parts; an empty heading prints none."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    heading: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A template as its file says it. ``annexes`` orders annexes by key; others follow.

    ``letterhead`` names the fixed parts of the document, ``style`` the house style, which
    ``percent`` and ``named_in_text`` outrank; ``head`` outranks the letterhead.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    title: str
    valid_from: date
    chapters: tuple[Chapter, ...]
    style: str = "default"
    letterhead: str = "letterhead"
    annexes: tuple[str, ...] = ()
    percent: PercentStyle | None = None
    named_in_text: int | None = None
    head: HeadWords | None = None

    @property
    def needs(self) -> frozenset[Need]:
        """What its sections need gathered."""
        known = all_sections()
        return frozenset(
            need for _, part in _parts(self) if part.section for need in known[part.section].needs
        )

    def house_style(self) -> HouseStyle:
        """The house style with what the template sets itself."""
        house = load_house_style(self.style)
        return replace(
            house,
            percent=self.percent or house.percent,
            named_in_text=self.named_in_text or house.named_in_text,
        )


def own_templates(home: Path, office_code: str) -> Path:
    """Where an office keeps templates of its own; they outrank shipped ones of the same name."""
    return home / OWN_FOLDER / office_code


def load_template(name: str, folder: Path | None = None) -> Template:
    """The template ``name`` of the office's own folder, else of those shipped.

    Raises NoticeError with file, line and key for anything that cannot be used.
    """
    return read_template(name, template_text(name, folder))


def template_text(name: str, folder: Path | None = None) -> str:
    """The text of the file ``load_template`` reads. NoticeError where it cannot be read."""
    if not _NAME.fullmatch(name):
        raise NoticeError(f"模板名称“{name}”只能用小写字母、数字和连字符")
    own = folder / f"{name}.toml" if folder is not None else None
    if own is not None and own.is_file():
        return _text(own.name, own.read_bytes()[: MAX_BYTES + 1])
    source = files("xuncha.data").joinpath("notices", "templates", f"{name}.toml")
    if not source.is_file():
        raise NoticeError(f"没有通报模板“{name}”；可用：{'、'.join(template_names())}")
    return _text(source.name, source.read_bytes())


def standard_template() -> Template:
    """The quarterly notice of a province."""
    return load_template(STANDARD)


def template_names() -> tuple[str, ...]:
    """The names of the templates shipped."""
    folder = files("xuncha.data").joinpath("notices", "templates")
    names = (entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return tuple(sorted(name.removesuffix(".toml") for name in names))


def template_texts(folder: Path) -> dict[str, str]:
    """The templates an office has, by name: their texts, or why one cannot be read."""
    own = {path.stem for path in folder.glob("*.toml")} if folder.is_dir() else set()
    return {name: template_text(name, folder) for name in sorted({*template_names(), *own})}


def options_of(part: Part, section: Section) -> Any:
    """The options of a section, validated by its own type."""
    return _reader_of(section.options).validate_python(dict(part.options))


@cache
def _reader_of(options: type) -> TypeAdapter[Any]:
    return TypeAdapter(options)


def _text(name: str, raw: bytes) -> str:
    if len(raw) > MAX_BYTES:
        raise NoticeError(f"通报模板 {name} 超过 {MAX_BYTES >> 10} KB；请核对是否选错了文件")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NoticeError(f"通报模板 {name} 不是 UTF-8 编码；请另存为 UTF-8") from None


def read_template(name: str, text: str) -> Template:
    """The template a text is, under its name. NoticeError as ``load_template``."""
    name = f"{name}.toml"
    try:
        template = _reader_of(Template).validate_python(tomllib.loads(text))
    except tomllib.TOMLDecodeError as broken:
        raise NoticeError(f"通报模板 {name} 有语法错误：{_place(str(broken))}") from None
    except ValidationError as wrong:
        first = wrong.errors()[0]
        raise _fault(name, text, first["loc"], _said(first)) from None
    for key, given in (("style", template.style), ("letterhead", template.letterhead)):
        if not _NAME.fullmatch(given):
            raise _fault(name, text, (key,), "只能用小写字母、数字和连字符")
    load_house_style(template.style)
    for place, part in _parts(template):
        _check(name, text, place, part)
    return template


def _parts(template: Template) -> list[tuple[tuple[str | int, ...], Part]]:
    return [
        (("chapters", at, "parts", number), part)
        for at, chapter in enumerate(template.chapters)
        for number, part in enumerate(chapter.parts)
    ]


def _check(name: str, text: str, place: tuple[str | int, ...], part: Part) -> None:
    if bool(part.section) == bool(part.text):
        raise _fault(name, text, place, "一个部分要么写 section，要么写 text")
    if part.text:
        wrong = wrong_in(part.text)
        if wrong:
            raise _fault(name, text, (*place, "text"), wrong)
        return
    section = all_sections().get(part.section)
    if section is None:
        known = "、".join(sorted(all_sections()))
        raise _fault(name, text, (*place, "section"), f"没有“{part.section}”；可用：{known}")
    try:
        options_of(part, section)
    except ValidationError as fault:
        first = fault.errors()[0]
        raise _fault(name, text, (*place, "options", *first["loc"]), _said(first)) from None


def _fault(name: str, text: str, place: tuple[str | int, ...], what: str) -> NoticeError:
    key = ".".join(str(one + 1) if isinstance(one, int) else one for one in place)
    return NoticeError(f"通报模板 {name} 第 {_line(text, place)} 行 {key}：{what}")


def _said(error: Mapping[str, Any]) -> str:
    """A library's fault in Chinese where it is one of the common ones."""
    match error["type"]:
        case "missing":
            return "没有填写；请补填"
        case "extra_forbidden" | "unexpected_keyword_argument":
            return "不认识的键；请删除或者更正"
        case "enum":
            return f"不是可用的词；可用：{error['ctx']['expected']}"
        case _:
            return f"值不对（{error['msg']}）"


def _place(said: str) -> str:
    found = re.search(r"line (\d+), column (\d+)", said)
    return f"第 {found[1]} 行第 {found[2]} 列" if found else "文件末尾不完整"


def _line(text: str, place: tuple[str | int, ...]) -> int:
    """The line a key stands on: the n-th table of each list on the way, then the key itself."""
    lines = text.splitlines()
    at, path = 0, ""
    names: list[str] = []
    for one in place:
        if isinstance(one, str):
            names.append(one)
            path = ".".join(names)
            continue
        seen = -1
        for number in range(at, len(lines)):
            header = _HEADER.match(lines[number])
            if header and header[1] == path:
                seen += 1
                if seen == one:
                    at = number + 1
                    break
    for key in reversed([one for one in place if isinstance(one, str)]):
        for number in range(max(at - 1, 0), len(lines)):
            if number >= at and _HEADER.match(lines[number]):
                break
            if re.match(rf"\s*{re.escape(key)}\s*=", lines[number]):
                return number + 1
    return max(at, 1)
