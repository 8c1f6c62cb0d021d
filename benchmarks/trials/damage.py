"""Text damaged by known mechanisms, and tricky lines that are not damaged."""

from collections.abc import Callable
from functools import cache
from random import Random

from scripts.statistics_corpus import CORPUS, TEST, statutes

from benchmarks.trials.material import Case, Plant, column, filled, joined, table
from benchmarks.trials.names import name_of

DAMAGED, TRICKY = 1200, 2000
MARKS = "，。、；："


def cases(random: Random, size: float = 1.0) -> list[Case]:
    """Damaged sentences of every mechanism, then tricky clean lines."""
    found: list[Case] = []
    mechanisms = list(MECHANISMS.items())
    while len(found) < int(DAMAGED * size):
        name, spoil = mechanisms[len(found) % len(mechanisms)]
        text = sentence(random)
        written = spoil(text, random)
        if written == text:
            continue
        plant = Plant(0, len(written), text, name)
        kinds = ("damage", "punctuation") if name == "commas" else ("damage",)
        found.append(Case(written, name, (plant,), kinds=kinds))
    return found + [tricky(random) for _ in range(int(TRICKY * size))]


@cache
def sentences() -> tuple[str, ...]:
    """Held-out sentences of a fit length; none without the corpus."""
    if not CORPUS.is_dir():
        return ()
    return tuple(line for line in statutes()[TEST] if 30 <= len(line) <= 140)


def sentence(random: Random) -> str:
    """A clean sentence of the statutes or of our own."""
    if sentences() and random.random() < 0.6:
        return random.choice(sentences())
    kind, name = random.choice((("organ", "central"), ("law", "law"), ("organ", "local")))
    lines = [random.choice(column("carriers", "text", **{"class": kind})) for _ in range(2)]
    return filled(joined(*lines), random, NAME=name_of(name, random))


def _lost_byte(text: str, random: Random) -> str:
    data = text.encode("gbk", "ignore")
    places = [at for at in range(2, len(data) - 6) if data[at] >= 0x81]
    at = random.choice(places)
    return (data[:at] + data[at + 1 :]).decode("gbk", random.choice(("ignore", "replace")))


def _replaced(text: str, random: Random) -> str:
    chars = list(text)
    at = random.randrange(len(chars) - 3)
    chars[at : at + random.randint(1, 3)] = "\ufffd" * random.randint(1, 4)
    return "".join(chars)


def _brackets(text: str, random: Random) -> str:
    readings = {row["char"]: row["reading"] for row in table("script") if row["traditional"]}
    left, right = random.choice(("()", "（）"))
    return "".join(
        char + left + readings[char] + right if char in readings and random.random() < 0.6 else char
        for char in text
    )


def _commas(text: str, random: Random) -> str:
    return "".join("," + char if char in MARKS and random.random() < 0.7 else char for char in text)


def _traditional(text: str, random: Random) -> str:
    forms = {row["char"]: row["traditional"] for row in table("script")}
    return "".join(forms.get(char) or char for char in text)


def _partly(text: str, random: Random) -> str:
    """A clean start, then bytes read with the wrong table."""
    cut = random.randrange(8, max(9, len(text) // 2))
    return text[:cut] + text[cut:].encode("utf-8").decode("gbk", "replace")


MECHANISMS: dict[str, Callable[[str, Random], str]] = {
    "utf-8 as latin-1": lambda text, _: text.encode().decode("latin-1"),
    "utf-8 as cp1252": lambda text, _: text.encode().decode("cp1252", "replace"),
    "gbk as latin-1": lambda text, _: text.encode("gbk", "ignore").decode("latin-1"),
    "gbk as big5": lambda text, _: text.encode("gbk", "ignore").decode("big5", "replace"),
    "utf-8 as gbk": lambda text, _: text.encode().decode("gbk", "replace"),
    "utf-8 as gb18030": lambda text, _: text.encode().decode("gb18030", "ignore"),
    "utf-8 as gbk in part": _partly,
    "lost byte": _lost_byte,
    "u+fffd": _replaced,
    "pinyin brackets": _brackets,
    "commas": _commas,
    "traditional": _traditional,
}


def tricky(random: Random) -> Case:
    """A line that looks damaged to a machine, with a sentence before or after it."""
    row = random.choice(table("tricky"))
    text = filled(row["text"].replace("\\t", "\t").replace("\\n", "\n"), random)
    if random.random() < 0.5:
        return Case(text, f"tricky {row['kind']}")
    other = sentence(random)
    whole = other + "\n" + text if random.random() < 0.5 else text + "\n" + other
    return Case(whole, f"tricky {row['kind']}")
