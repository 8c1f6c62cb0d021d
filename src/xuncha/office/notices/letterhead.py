"""The fixed parts of a notice, filled from data/notices/*.toml and the settings of the round."""

import tomllib
from dataclasses import asdict, dataclass, replace
from datetime import date
from importlib.resources import files
from typing import Any

from pydantic import ConfigDict

from xuncha.office.notices.content import Letterhead
from xuncha.office.notices.errors import NoticeError


@dataclass(frozen=True, slots=True)
class LetterheadOrder:
    """What a person sets for one notice. ``document`` is the number of the indicator document."""

    office: str
    document: str
    document_number: str
    period: str
    period_short: str
    signed_on: date
    deadline: date


@dataclass(frozen=True, slots=True)
class HeadWords:
    """What a template or a draft says in place of its letterhead; empty: as the letterhead has it.

    Words in braces are filled as those of a letterhead are.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    title: str = ""
    addressees: tuple[str, ...] = ()
    basis: str = ""
    signed_by: str = ""
    recipient: str = ""
    contact: str = ""
    copied_to: str = ""


NO_WORDS = HeadWords()
"""Everything as the letterhead has it."""


def fill_letterhead(
    name: str, order: LetterheadOrder, words: HeadWords | None = None
) -> Letterhead:
    """The letterhead ``name`` with the order's values and ``words`` in place of its own;
    NoticeError names a faulty key."""
    source = files("xuncha.data").joinpath("notices", f"{name}.toml")
    values = {"office": order.office, "document": order.document, "period": order.period}
    try:
        raw: dict[str, Any] = tomllib.loads(source.read_text("utf-8"))
        text = {key: v.format(**values) for key, v in raw.items() if isinstance(v, str)}
        head = Letterhead(
            office=order.office,
            addressees=tuple(raw["addressees"]),
            document_number=order.document_number,
            period=order.period,
            period_short=order.period_short,
            signed_by=order.office,
            signed_on=order.signed_on,
            deadline=order.deadline,
            **text,
        )
        return _worded(head, words, values) if words else head
    except FileNotFoundError as missing:
        raise NoticeError(f"没有文头样式“{name}”：{source}") from missing
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as broken:
        raise NoticeError(f"文头样式文件有误：{source}：{broken}") from broken


def _worded(head: Letterhead, words: HeadWords, values: dict[str, str]) -> Letterhead:
    said: dict[str, Any] = {key: value for key, value in asdict(words).items() if value}
    for key, value in said.items():
        if isinstance(value, str):
            said[key] = _filled(value, values)
    return replace(head, **said)


def _filled(text: str, values: dict[str, str]) -> str:
    """The text with the known words in braces filled in; any other brace stays as it stands."""
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text
