"""Templates of papers: dated TOML files an office may edit; a fault names file and key."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter, ValidationError

from xuncha.engine.domain.words import Confidence
from xuncha.office.papers import tables, words
from xuncha.office.papers.errors import PaperError
from xuncha.office.papers.forms import PaperForm

MAX_BYTES = 64 << 10
OWN_FOLDER = "paper-templates"
"""Under the working folder: what lies here outranks what ships."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph: a heading, or a text under an optional run-in heading. It is left out where a
    word of ``needs`` is empty."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    text: str = ""
    heading: str = ""
    lead: str = ""
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnexPart:
    """One annex: its title and the table it holds; left out as a paragraph is."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    title: str
    table: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """A template as its file says it.

    ``mark`` is the red head (empty: none), ``signed_on`` the day under the signature (empty: a line
    to fill in), ``copied_to`` and ``printed_by`` the foot. ``table`` stands in the body itself.
    Nothing is signed while a word of ``requires`` is empty.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    title: str
    valid_from: date
    confidence: Confidence
    source: str
    addressee: str
    signed_by: str
    signed_on: str
    passages: tuple[Passage, ...]
    mark: str = ""
    number: str = ""
    signatory: str = ""
    table: str = ""
    annexes: tuple[AnnexPart, ...] = ()
    copied_to: str = ""
    printed_by: str = ""
    requires: tuple[str, ...] = ()


def template_text(form: PaperForm, home: Path) -> str:
    """The text of the office's own template of a form, else of the one that ships."""
    own = home / OWN_FOLDER / f"{form.value}.toml"
    if own.is_file():
        raw = own.read_bytes()[: MAX_BYTES + 1]
        if len(raw) > MAX_BYTES:
            raise PaperError(f"文书模板 {own.name} 超过 {MAX_BYTES >> 10} KB；请核对")
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise PaperError(f"文书模板 {own.name} 不是 UTF-8 编码；请另存为 UTF-8") from None
    return files("xuncha.data").joinpath("papers", f"{form.value}.toml").read_text("utf-8")


def read_template(form: PaperForm, text: str) -> Template:
    """The template a text is. PaperError names file and key of what cannot be used."""
    name = f"{form.value}.toml"
    try:
        template = TypeAdapter(Template).validate_python(tomllib.loads(text))
    except tomllib.TOMLDecodeError as broken:
        raise PaperError(f"文书模板 {name} 有语法错误：{broken}") from None
    except ValidationError as wrong:
        first = wrong.errors()[0]
        key = ".".join(str(one + 1) if isinstance(one, int) else one for one in first["loc"])
        raise PaperError(f"文书模板 {name} 的 {key} 有误：{_said(first['type'])}") from None
    known_words, known_tables = known_to(form)
    for key, said in _texts(template):
        wrong = words.wrong_in(said, known_words)
        if wrong:
            raise PaperError(f"文书模板 {name} 的 {key} 有误：{wrong}")
    for key, table in _tables(template):
        if table not in known_tables:
            raise PaperError(
                f"文书模板 {name} 的 {key} 有误：没有表“{table}”；可用：{'、'.join(known_tables)}"
            )
    return template


def known_to(form: PaperForm) -> tuple[Iterable[str], Iterable[str]]:
    """The words in braces and the tables a template of this form may use."""
    if form is PaperForm.SELF_CHECK:
        return words.OF_BODIES, tables.OF_BODIES
    return words.OF_ORDERS, tables.OF_ORDERS


def _texts(template: Template) -> Iterable[tuple[str, str]]:
    for key in ("title", "addressee", "signed_by", "signed_on", "mark", "number", "signatory"):
        yield key, getattr(template, key)
    yield "copied_to", template.copied_to
    yield "printed_by", template.printed_by
    for place, one in enumerate(template.passages, start=1):
        for key in ("text", "heading", "lead"):
            yield f"passages.{place}.{key}", getattr(one, key)
        for needed in one.needs:
            yield f"passages.{place}.needs", f"{{{needed}}}"
    for place, annex in enumerate(template.annexes, start=1):
        yield f"annexes.{place}.title", annex.title
        for needed in annex.needs:
            yield f"annexes.{place}.needs", f"{{{needed}}}"
    for needed in template.requires:
        yield "requires", f"{{{needed}}}"


def _tables(template: Template) -> Iterable[tuple[str, str]]:
    if template.table:
        yield "table", template.table
    for place, annex in enumerate(template.annexes, start=1):
        yield f"annexes.{place}.table", annex.table


_SAID: Mapping[str, str] = {
    "missing": "没有填写；请补填",
    "unexpected_keyword_argument": "不认识的键；请删除或者更正",
    "extra_forbidden": "不认识的键；请删除或者更正",
}


def _said(kind: str) -> str:
    return _SAID.get(kind, "值不对；请核对")
