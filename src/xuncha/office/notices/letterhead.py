"""The fixed parts of a notice, filled from data/notices/*.toml and the settings of the round."""

import tomllib
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

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


def fill_letterhead(name: str, order: LetterheadOrder) -> Letterhead:
    """The letterhead ``name`` with the order's values; NoticeError names a faulty key."""
    source = files("xuncha.data").joinpath("notices", f"{name}.toml")
    values = {"office": order.office, "document": order.document, "period": order.period}
    try:
        raw: dict[str, Any] = tomllib.loads(source.read_text("utf-8"))
        text = {key: v.format(**values) for key, v in raw.items() if isinstance(v, str)}
        return Letterhead(
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
    except FileNotFoundError as missing:
        raise NoticeError(f"没有文头样式“{name}”：{source}") from missing
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as broken:
        raise NoticeError(f"文头样式文件有误：{source}：{broken}") from broken
