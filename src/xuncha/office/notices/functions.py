"""The functions F01 to F40 of published notices, each with the parts of a template that serve it.

They are the reference of the template format: documentation and tests take their examples here.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter

from xuncha.office.notices.template import Part


@dataclass(frozen=True, slots=True)
class Function:
    """One function: its code, its Chinese title, what it says, and an example of its parts."""

    code: str
    title: str
    note: str
    parts: tuple[Part, ...]


@cache
def functions() -> tuple[Function, ...]:
    """All of them, by code."""
    source = files("xuncha.data").joinpath("notices", "functions.toml")
    raw = tomllib.loads(source.read_text("utf-8"))["functions"]
    return TypeAdapter(tuple[Function, ...]).validate_python(raw)
