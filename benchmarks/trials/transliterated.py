"""Names that look odd and are right: foreign and minority persons, townships, villages, things."""

from random import Random

from benchmarks.trials.material import Case, column, filled, table

DOTS = "··••・‧"
PERSONS, TOWNSHIPS, VILLAGES, THINGS = 3000, 3200, 1200, 1500
LANGUAGES = tuple(
    dict.fromkeys(
        row["language"] for row in table("foreign") if row["language"] not in ("usual", "rare")
    )
)
UNDOTTED = ("tibetan", "mongolian", "asian")


def cases(random: Random, size: float = 1.0) -> list[Case]:
    """Sentences with such names; nothing is planted."""
    found = []
    for number in range(int(PERSONS * size)):
        label, name = composed(random) if number % 2 else listed(random)
        found.append(_in("person", name, label, random))
    places = list(table("townships"))
    random.shuffle(places)
    for row in places[: int(TOWNSHIPS * size)]:
        before = row["county"] if random.random() < 0.5 else ""
        found.append(_in("place", before + row["name"], "township", random))
    for _ in range(int(VILLAGES * size)):
        name = random.choice(column("villages", "name"))
        end = random.choice(
            ("村", "村委会", "社区", "自然村", "村民小组", "路", "街", "大桥", "水库")
        )
        found.append(_in("place", name.removesuffix("村") + end, "village", random))
    for _ in range(int(THINGS * size)):
        row = random.choice(table("things"))
        found.append(_in(row["kind"], row["name"], row["kind"], random))
    return found


def listed(random: Random) -> tuple[str, str]:
    """(class, name) of known parts in a row."""
    language = random.choice(LANGUAGES)
    parts = random.sample(
        column("foreign", "part", language=language), random.choice((1, 2, 2, 2, 3))
    )
    if language in UNDOTTED and random.random() < 0.6:
        return language, parts[0]
    return language, random.choice(DOTS).join(parts)


def composed(random: Random) -> tuple[str, str]:
    """(class, name) of syllables, rare ones among them."""
    usual = column("foreign", "part", language="usual")
    rare = column("foreign", "part", language="rare")
    parts = []
    for _ in range(random.choice((2, 2, 3))):
        syllables = [random.choice(usual) for _ in range(random.randint(1, 4))]
        syllables.insert(random.randint(0, len(syllables)), random.choice(rare))
        parts.append("".join(syllables))
    return "rare syllables", random.choice(DOTS).join(parts)


def _in(kind: str, name: str, label: str, random: Random) -> Case:
    line = random.choice(column("around", "text", kind=kind))
    return Case(filled(line, random, NAME=name), label)
