"""Word tables of this room: tab-separated files under data/lexicon, read once."""

import re
from functools import cache
from importlib.resources import files

from xuncha.engine.extract.errors import WordDataError


@cache
def rows(name: str, width: int) -> tuple[tuple[str, ...], ...]:
    """All rows of ``data/lexicon/<name>.tsv``, each of exactly ``width`` fields.

    Lines that start with ``#`` and empty lines are left out. Raises WordDataError naming the
    file and the line when a row has another width.
    """
    source = files("xuncha.data").joinpath("lexicon").joinpath(f"{name}.tsv")
    found: list[tuple[str, ...]] = []
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = tuple(field.strip() for field in line.split("\t"))
        if len(fields) != width:
            raise WordDataError(
                f"词表每行应有 {width} 列，实有 {len(fields)} 列；"
                f"位置：data/lexicon/{name}.tsv 第 {number} 行；处理办法：按制表符补齐或删去该行"
            )
        found.append(fields)
    return tuple(found)


@cache
def words(name: str, group: str) -> tuple[str, ...]:
    """The words of one group in a two-column table (group, word), longest first."""
    chosen = {word for key, word in rows(name, 2) if key == group}
    return tuple(sorted(chosen, key=lambda word: (-len(word), word)))


@cache
def pattern(name: str, group: str) -> re.Pattern[str]:
    """One pattern that finds any regular expression of a group, ignoring case."""
    parts = [f"(?:{word})" for key, word in rows(name, 2) if key == group]
    if not parts:
        return re.compile(r"(?!)")
    return re.compile("|".join(parts), re.IGNORECASE)


@cache
def lower_pattern(name: str, group: str) -> re.Pattern[str]:
    """``pattern`` for a text that went through ``lowered``: the same finds, several times as fast.
    Nothing is compared in two cases, and with the shapes side by side, no brackets around them,
    places that begin none of them are passed over."""
    shape = "|".join(word for key, word in rows(name, 2) if key == group) or r"(?!)"
    return re.compile(_ESCAPE_OR_CAPITAL.sub(lambda match: _small(match[0]), shape))


_ESCAPE_OR_CAPITAL = re.compile(r"\\.|[A-Z]")


def _small(piece: str) -> str:
    return piece.lower() if len(piece) == 1 else piece


def lowered(text: str) -> str:
    """A text in lower case, every character where it was."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(char.lower()[:1] for char in text)
