"""What trials are made of: a text, what was planted in it, and the tables of words."""

import datetime as dt
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
POSITIONS = ("head", "middle", "tail")


@dataclass(frozen=True, slots=True)
class Plant:
    """Characters ``start`` to ``end`` stand where ``right`` should stand."""

    start: int
    end: int
    right: str
    how: str
    position: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A text with its plants; without plants every finding in it is a false flag.

    ``label`` is the class the scores are broken down by. ``kinds`` limits what counts as found to
    some kinds of finding; empty means any. ``may`` says that a finding is right as well as none.
    """

    text: str
    label: str
    plants: tuple[Plant, ...] = ()
    published: dt.date | None = None
    kinds: tuple[str, ...] = ()
    may: bool = False

    @property
    def clean(self) -> str:
        """The text without what was planted."""
        text = self.text
        for plant in sorted(self.plants, key=lambda one: -one.start):
            text = text[: plant.start] + plant.right + text[plant.end :]
        return text

    def moved(self, before: str, after: str) -> "Case":
        """The case with text put before and after it."""
        plants = tuple(
            replace(one, start=one.start + len(before), end=one.end + len(before))
            for one in self.plants
        )
        return replace(self, text=before + self.text + after, plants=plants)


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table of this folder; the first line that is no comment names the columns."""
    lines = (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line and not line.startswith("#")]
    columns = kept[0].split("\t")
    return tuple(dict(zip(columns, line.split("\t"), strict=False)) for line in kept[1:])


@cache
def column(name: str, key: str, **equal: str) -> tuple[str, ...]:
    """One column of a table, of the rows that have these values."""
    return tuple(
        row[key]
        for row in table(name)
        if row.get(key) and all(row.get(k) == v for k, v in equal.items())
    )


def filled(template: str, random: Random, **given: str) -> str:
    """The template with {NAME} given and {day}, {year}, {county} and the like drawn."""
    text = template
    drawn = {
        "year": lambda: str(random.randint(2019, 2025)),
        "month": lambda: str(random.randint(1, 12)),
        "day": lambda: str(random.randint(1, 28)),
        "n": lambda: str(random.randint(3, 980)),
        "province": lambda: random.choice(column("regions", "name", level="province")),
        "city": lambda: random.choice(column("regions", "name", level="city")),
        "county": lambda: random.choice(column("regions", "name", level="county")),
    }
    for key, draw in drawn.items():
        while "{" + key + "}" in text:
            text = text.replace("{" + key + "}", draw(), 1)
    for key, value in given.items():
        text = text.replace("{" + key + "}", value)
    return text


def joined(*texts: str) -> str:
    """Sentences in a row; one that ends without a mark has a line of its own."""
    whole = ""
    for text in texts:
        whole += ("" if not whole or whole[-1] in "。！？" else "\n") + text
    return whole


def position_of(at: int, length: int) -> str:
    """Head, middle or tail of a name, by thirds."""
    return POSITIONS[min(2, at * 3 // max(1, length))]


def confusable(char: str, how: str) -> str:
    """The characters of the same sound, near sound or shape; empty where none is known."""
    return _confusable().get(char, {}).get(how, "")


@cache
def _confusable() -> dict[str, dict[str, str]]:
    return {row["char"]: row for row in table("confusable")}
