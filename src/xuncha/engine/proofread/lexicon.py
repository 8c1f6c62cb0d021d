"""Read the proofreader's rules from ``data/lexicon/wording*.tsv``.

Words stand in ``wording.tsv`` and in any number of ``wording_words_*.tsv``, one file a sort.
Columns shared by all but the grammar: id kind band confidence exceptions from to source why
positive negative. ``exceptions`` are separated by ``|``; empty dates mean always.
"""

import csv
import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from xuncha.engine.domain.words import Band, TextErrorKind
from xuncha.engine.proofread.errors import LexiconError
from xuncha.engine.proofread.rules import (
    Lexicon,
    Mention,
    PairRule,
    PatternRule,
    PhraseRule,
    Rule,
    WordRule,
)

WORDS, MORE_WORDS = "wording.tsv", "wording_words_*.tsv"
PHRASES, PATTERNS = "wording_phrases.tsv", "wording_patterns.tsv"
PAIRS, GRAMMAR = "wording_pairs.tsv", "wording_grammar.tsv"
MENTIONS = "wording_mentions.tsv"

_Made = TypeVar("_Made")
_Cells = Mapping[str, str]


def lexicon_folder() -> Path:
    """The folder of the lexicon files."""
    return Path(str(files("xuncha.data") / "lexicon"))


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The shipped lexicon. Raises LexiconError, naming file and line, for a row that is not one."""
    return read_lexicon(lexicon_folder())


def read_lexicon(folder: Path) -> Lexicon:
    """The lexicon in a folder: all its files, no identity twice."""
    seen: set[str] = set()
    word_files = (folder / WORDS, *sorted(folder.glob(MORE_WORDS)))
    words = tuple(row for path in word_files for row in _rows(path, _word, seen))
    phrases = _rows(folder / PHRASES, _phrase, seen)
    patterns = _rows(folder / PATTERNS, _pattern, seen)
    pairs = _rows(folder / PAIRS, _pair, seen)
    mentions = _rows(folder / MENTIONS, _mention, seen)
    grammar = frozenset(_characters(folder / GRAMMAR))
    digest = hashlib.sha256()
    others = (folder / name for name in (PHRASES, PATTERNS, PAIRS, MENTIONS, GRAMMAR))
    for path in (*word_files, *others):
        digest.update(path.read_bytes())
    return Lexicon(words, phrases, patterns, pairs, mentions, grammar, digest.hexdigest())


def _characters(path: Path) -> tuple[str, ...]:
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return tuple(line.split("\t")[0] for line in lines if line)


def _rows(path: Path, make: Callable[[_Cells], _Made], seen: set[str]) -> tuple[_Made, ...]:
    made: list[_Made] = []
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        for cells in reader:
            try:
                made.append(make(cells))
            except (ValueError, KeyError, TypeError, AttributeError, re.error) as error:
                raise LexiconError(path.name, reader.line_num, str(error)) from error
            if cells["id"] in seen:
                raise LexiconError(path.name, reader.line_num, f"编号 {cells['id']} 重复")
            seen.add(cells["id"])
    return tuple(made)


def _rule(cells: _Cells) -> Rule:
    return Rule(
        id=cells["id"],
        kind=TextErrorKind(cells["kind"]),
        band=Band(cells["band"]),
        confidence=float(cells["confidence"]),
        exceptions=tuple(one for one in cells["exceptions"].split("|") if one),
        valid_from=_day(cells["from"]),
        valid_to=_day(cells["to"]),
        source=cells["source"],
        why=cells["why"],
        positive=cells["positive"],
        negative=cells["negative"],
    )


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _word(cells: _Cells) -> WordRule:
    if not cells["wrong"] or cells["wrong"] == cells["right"]:
        raise ValueError("错误写法不能为空，也不能与正确写法相同")
    return WordRule(_rule(cells), cells["wrong"], cells["right"])


def _phrase(cells: _Cells) -> PhraseRule:
    return PhraseRule(_rule(cells), cells["phrase"], cells["slips"] == "any")


def _pattern(cells: _Cells) -> PatternRule:
    needs = tuple(one for one in cells["needs"].split("|") if one)
    return PatternRule(_rule(cells), re.compile(cells["pattern"]), cells["suggestion"], needs)


def _pair(cells: _Cells) -> PairRule:
    return PairRule(_rule(cells), cells["opening"], cells["closing"])


def _mention(cells: _Cells) -> Mention:
    if not cells["opening"]:
        raise ValueError("引号或标志词不能为空")
    closing, most = cells["closing"], int(cells["most"])
    beside_right = cells["beside"] == "right"
    confidence = float(cells["confidence"])
    return Mention(cells["opening"], closing, most, confidence, cells["why"], beside_right)
