"""Text without a fault: held-out statutes, names unharmed, short forms, names of their time.

The statutes hold a few true slips of their own, so each flag there has to be looked at.
"""

import datetime as dt
from collections.abc import Iterator
from random import Random

from scripts.statistics_corpus import CORPUS, TEST, statutes

from benchmarks.trials.material import Case, column, filled, joined, table
from benchmarks.trials.names import name_of

CHARACTERS = 1_000_000
NAMES = 6000
PAGE = 600
CLASSES = ("central", "law", "formulation", "meeting", "province", "local")


def cases(random: Random, size: float = 1.0) -> list[Case]:
    """About a million characters of clean text."""
    found = [named(random) for _ in range(int(NAMES * size))]
    left = CHARACTERS * size - sum(len(one.text) for one in found)
    for one in pages():
        if left <= 0:
            break
        found.append(one)
        left -= len(one.text)
    return found


def named(random: Random) -> Case:
    """Two sentences around names that are written right."""
    draw = random.random()
    if draw < 0.6:
        label = random.choice(CLASSES)
        kind = label if label in ("law", "formulation", "meeting") else "organ"
        return Case(
            joined(
                _sentence(kind, name_of(label, random), random),
                _sentence(kind, name_of(label, random), random),
            ),
            f"name {label}",
        )
    row = random.choice(table("written"))
    is_old = bool(row["from"])
    kind = "organ" if "《" not in row["name"] and not row["name"].endswith("法") else "law"
    published = None
    lines = []
    for _ in range(2):
        line = random.choice(column("carriers", "text", **{"class": kind}))
        if row["name"].startswith(("《", "“")):
            line = line.replace("《{NAME}》", "{NAME}")
        lines.append(line)
    text = joined(*lines)
    if is_old:
        year = random.randint(int(row["from"]), int(row["until"]))
        text = text.replace("{year}", str(year))
        published = dt.date(year, random.randint(1, 12), random.randint(1, 28))
    return Case(
        filled(text, random, NAME=row["name"]),
        "old name" if is_old else "short form",
        published=published,
    )


def _sentence(kind: str, name: str, random: Random) -> str:
    line = random.choice(column("carriers", "text", **{"class": kind}))
    return filled(line, random, NAME=name)


def pages() -> Iterator[Case]:
    """The held-out statutes as pages."""
    if not CORPUS.is_dir():
        return
    page: list[str] = []
    size = 0
    for line in statutes()[TEST]:
        page.append(line)
        size += len(line)
        if size >= PAGE:
            yield Case("\n".join(page), "statutes")
            page, size = [], 0
