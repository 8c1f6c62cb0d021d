"""The markup of the forms: ``@@ name key=value …`` starts one, ``[[slot|argument]]`` is filled."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

SLOT = re.compile(r"\[\[(\w+)(?:\|(.*?))?\]\]")


@dataclass(frozen=True, slots=True)
class Form:
    """One form of markup with its settings."""

    family: str
    name: str
    settings: dict[str, str]
    markup: str


@cache
def read_forms(family: str, room: str = __package__) -> tuple[Form, ...]:
    """The forms of one file of a package, in order."""
    text = files(room).joinpath(f"{family}.html").read_text(encoding="utf-8")
    forms = []
    for part in re.split(r"(?m)^@@ ", text)[1:]:
        head, _, markup = part.partition("\n")
        name, *pairs = head.split()
        settings = dict(pair.partition("=")[::2] for pair in pairs)
        forms.append(Form(family, name, settings, markup.strip("\n")))
    return tuple(forms)
