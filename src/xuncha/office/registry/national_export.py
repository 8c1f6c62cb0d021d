"""The export of the national reporting system, read by heads that dated data recognises."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from xuncha.office.registry.errors import UploadError
from xuncha.office.registry.models import SITE_CODE
from xuncha.office.registry.report import RowFault
from xuncha.office.registry.sheets import read_tables

FIELDS = ("code", "name", "url", "sponsor", "status", "level", "site_type")


@dataclass(frozen=True, slots=True)
class NationalSite:
    """A site as the reporting system has it, in the file's own words; empty where it says nothing.

    ``status``, ``level`` and ``site_type`` are the register's words for the file's, empty where the
    file's word is none we know (then ``told`` still has it).
    """

    row: int
    code: str
    name: str
    url: str = ""
    sponsor: str = ""
    status: str = ""
    level: str = ""
    site_type: str = ""
    told: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class NationalExport:
    """What the file lists, which of our fields it has at all, and what in it cannot be used."""

    name: str
    sheet: str
    sites: tuple[NationalSite, ...]
    fields: tuple[str, ...]
    faults: tuple[RowFault, ...]


def read_export(path: Path) -> NationalExport:
    """The sites a file lists. Of two rows with one code the first counts, the other is a fault.

    UploadError, one line, for a file that cannot be read or in which no row of heads is found.
    """
    terms = _terms()
    for title, rows in read_tables(path):
        listed = list(rows)
        for place, (_, cells) in enumerate(listed[: terms["head_rows"]]):
            heads = _heads(cells)
            if set(terms["required"]["heads"]) <= set(heads):
                return _read(path.name, title, heads, listed[place + 1 :])
    wanted = "、".join(f"“{terms['heads'][name][0]}”" for name in terms["required"]["heads"])
    raise UploadError(
        "没有找到列名", path.name, f"在前 {terms['head_rows']} 行中须有一行含{wanted}的列名"
    )


def _heads(cells: Iterable[str]) -> dict[str, int]:
    """Where each of our fields stands in a row of heads; the first column that names it."""
    found: dict[str, int] = {}
    words = {_plain(word): name for name, said in _terms()["heads"].items() for word in said}
    for place, cell in enumerate(cells):
        name = words.get(_plain(cell))
        if name is not None:
            found.setdefault(name, place)
    return found


def _read(
    name: str, title: str, heads: Mapping[str, int], rows: list[tuple[int, list[str]]]
) -> NationalExport:
    sites: dict[str, NationalSite] = {}
    faults: list[RowFault] = []
    for number, cells in rows:
        told = {
            field: cells[place].strip().replace("\x00", "") if place < len(cells) else ""
            for field, place in heads.items()
        }
        if not any(told.values()):
            continue
        code = unicodedata.normalize("NFKC", told["code"]).strip().lower()
        if not re.fullmatch(SITE_CODE, code):
            said = f"“{told['code'][:40]}”不是网站标识码" if told["code"] else "没有网站标识码"
            faults.append(RowFault(title, number, "网站标识码", f"{said}，这一行没有核对"))
        elif code in sites:
            message = f"“{code}”与第 {sites[code].row} 行重复，以前一行为准"
            faults.append(RowFault(title, number, "网站标识码", message))
        else:
            sites[code] = _site(number, code, told)
    return NationalExport(name, title, tuple(sites.values()), tuple(heads), tuple(faults))


def _site(number: int, code: str, told: Mapping[str, str]) -> NationalSite:
    return NationalSite(
        row=number,
        code=code,
        name=told["name"][:120],
        url=told.get("url", "")[:500],
        sponsor=told.get("sponsor", "")[:120],
        status=_word("status", told.get("status", "")),
        level=_word("level", told.get("level", "")),
        site_type=_word("site_type", told.get("site_type", "")),
        told=dict(told),
    )


def _word(field: str, said: str) -> str:
    table: Mapping[str, list[str]] = _terms()[field]
    plain = _plain(said)
    return next(
        (word for word, known in table.items() if plain in {_plain(one) for one in known}), ""
    )


def _plain(text: str) -> str:
    """A head or word without spaces, width and a remark in brackets at its end."""
    text = unicodedata.normalize("NFKC", text).strip()
    return re.sub(r"\s", "", re.sub(r"[(（][^()（）]*[)）]$", "", text))


@cache
def _terms() -> dict[str, Any]:
    place = files("xuncha.data").joinpath("register/national_export.toml")
    return tomllib.loads(place.read_text(encoding="utf-8"))
