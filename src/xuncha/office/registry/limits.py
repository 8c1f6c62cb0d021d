"""Limits of the register and its import doors, from ``data/register/limits.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes and rows; the longest exemption in months."""

    exemption_max_months: int
    upload_max_bytes: int
    upload_max_unpacked_bytes: int
    upload_max_rows: int
    cell_max_chars: int
    report_max_faults: int


@cache
def limits() -> Limits:
    """The limits that ship with the package."""
    text = files("xuncha.data").joinpath("register/limits.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    upload = table["upload"]
    return Limits(
        exemption_max_months=table["exemption"]["max_months"],
        upload_max_bytes=upload["max_bytes"],
        upload_max_unpacked_bytes=upload["max_unpacked_bytes"],
        upload_max_rows=upload["max_rows"],
        cell_max_chars=upload["max_cell_chars"],
        report_max_faults=upload["max_faults"],
    )
