"""Official names with one character missing, one too many, two swapped, or one confused.

Not planted: what leaves a form that is written as well (国家发展改革委员会 without 和, a place
without 省 or 市), characters added before or after the name, and what makes another name.
"""

from functools import cache
from random import Random

from benchmarks.trials.material import (
    Case,
    Plant,
    column,
    confusable,
    filled,
    joined,
    position_of,
    table,
)

HOWS = ("missing", "extra", "swapped", "confused")
SHARES = (
    ("central", 5),
    ("law", 5),
    ("formulation", 4),
    ("meeting", 3),
    ("province", 3),
    ("local", 5),
)
SIZE = 3000
OPTIONAL = set("和与及的、“”—省市县区州旗盟")
"""Characters whose loss leaves a form that is written as well."""
ENDS = set("部局厅署办会法院室社")
COMMON = "的是在有不大人中上个国了为一以会到时年要对可生工业行作出成面产"


def cases(random: Random, size: float = 1.0) -> list[Case]:
    """Texts with one planted name each."""
    found: list[Case] = []
    classes = [name for name, weight in SHARES for _ in range(weight)]
    while len(found) < int(SIZE * size):
        label = random.choice(classes)
        name = name_of(label, random)
        planted = spoilt(name, random.choice(HOWS), random)
        if planted is None:
            continue
        how, written, start, end, right = planted
        if written in known():
            continue
        plant = Plant(start, end, right, how, position_of(start, len(name)))
        found.append(carried(Case(written, label, (plant,)), random))
    return found


def name_of(label: str, random: Random) -> str:
    """A name of a class; local organs are made by rule over real regions."""
    names = column("official", "name", **{"class": label})
    if label == "province":
        return random.choice(column("regions", "name", level="province")) + random.choice(names)
    if label == "local":
        return random.choice(places()) + random.choice(names)
    return random.choice(names)


@cache
def places() -> tuple[str, ...]:
    """Cities, and counties with their city or alone."""
    found = list(column("regions", "name", level="city"))
    for row in table("regions"):
        if row["level"] == "county":
            is_plain = row["name"].endswith("区") and len(row["name"]) < 4
            found.append((row["above"] if is_plain else "") + row["name"])
    return tuple(found)


def spoilt(name: str, how: str, random: Random) -> tuple[str, str, int, int, str] | None:
    """(how, name as written, start, end, right) with one change; None where none can be made."""
    at = random.randrange(len(name))
    char = name[at]
    if how == "missing":
        is_end = at == len(name) - 1 and char in ENDS
        if char in OPTIONAL or is_end or (at and name[at - 1] == char):
            return None
        return how, name[:at] + name[at + 1 :], at, at, char
    if how == "extra":
        return _extra(name, at, random)
    if how == "swapped":
        if at + 1 >= len(name) or name[at] == name[at + 1] or set(name[at : at + 2]) & set("、“”—"):
            return None
        written = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        return how, written, at, at + 2, name[at : at + 2]
    kind = random.choice(("same_sound", "near_sound", "shape"))
    others = confusable(char, kind)
    if not others:
        return None
    return kind, name[:at] + random.choice(others) + name[at + 1 :], at, at + 1, char


def _extra(name: str, at: int, random: Random) -> tuple[str, str, int, int, str] | None:
    if at == 0:
        return None
    kind = random.choice(("doubled", "sound", "common"))
    added = {
        "doubled": name[at],
        "sound": random.choice(confusable(name[at], "same_sound") or " "),
        "common": random.choice(COMMON),
    }[kind]
    if added in " 、“”—" or (kind == "common" and added in (name[at], name[at - 1])):
        return None
    return f"extra-{kind}", name[:at] + added + name[at:], at, at + 1, ""


@cache
def known() -> frozenset[str]:
    """Every name that stands in a table, so that no plant is another true name."""
    official = set(column("official", "name"))
    local = column("official", "name", **{"class": "local"})
    return frozenset(official | {place + name for place in places() for name in local})


def carried(case: Case, random: Random) -> Case:
    """The case in a sentence of its class, sometimes with a clean sentence about it."""
    kind = case.label if case.label in ("law", "formulation", "meeting") else "organ"
    sentence = random.choice(column("carriers", "text", **{"class": kind}))
    before, after = filled(sentence, random).split("{NAME}")
    case = case.moved(before, after)
    if random.random() < 0.4:
        about = random.choice(column("carriers", "text", **{"class": kind}))
        other = filled(about, random, NAME=name_of(case.label, random))
        case = case.moved("", joined(case.text, other).removeprefix(case.text))
    return case
