"""Damage planted into held-out statutes: found, repaired, left open; flags on clean text; speed.

Every kind is planted into 400 sentences no limit was chosen on. ``exact`` counts repairs that give
the sentence back character by character, ``of them guessed`` those in which the language model
chose what the bytes left open, ``wrong`` proposals that do not give it back. ftfy runs on the same
texts, where ``make bench`` installed it. Run ``python -m benchmarks.damage``.
"""

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import opencc
from scripts.statistics_corpus import CORPUS, SETS, TEST, sentences, statutes

from benchmarks.reading.compare import interpreter
from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.check import proofread_exactly
from xuncha.engine.proofread.damage.characters import HAN
from xuncha.engine.proofread.damage.inspection import Damage, inspect
from xuncha.engine.proofread.damage.steps import Outcome
from xuncha.engine.proofread.findings import Passage

PAGES = CORPUS.parent / "pages"
PLANTED = 400
SHORTEST, LONGEST = 20, 80
PINYIN = {"务": "wù", "关": "guān", "网": "wǎng", "监": "jiān", "规": "guī", "标": "biāo"} | {
    "级": "jí", "部": "bù", "门": "mén", "政": "zhèng", "府": "fǔ", "工": "gōng", "国": "guó",
    "法": "fǎ", "人": "rén", "民": "mín",
}  # fmt: skip
FTFY = """
import json, sys
try:
    import ftfy
    from ftfy import badness
except ImportError:
    sys.exit(3)
texts = json.load(sys.stdin)
kept = {"fix_character_width": False, "uncurl_quotes": False}
json.dump([[badness.is_bad(one), ftfy.fix_text(one, **kept)] for one in texts], sys.stdout)
"""


def _western(raw: bytes) -> str:
    return "".join(bytes((one,)).decode("cp1252", "ignore") or chr(one) for one in raw)


def _byte_lost(text: str, dice: random.Random, errors: str) -> str:
    raw = text.encode("gbk")
    middle = range(len(raw) // 4, len(raw) * 3 // 4)
    at = dice.choice([place for place in middle if raw[place] >= 0x80])
    return (raw[:at] + raw[at + 1 :]).decode("gbk", errors)


def _some(text: str, dice: random.Random, write: Callable[[str], str]) -> str:
    chosen = set(dice.sample([match.start() for match in HAN.finditer(text)], 3))
    return "".join(write(one) if at in chosen else one for at, one in enumerate(text))


def _with_pinyin(text: str) -> str:
    return "".join(f"{one}({PINYIN[one]})" if one in PINYIN else one for one in text)


def _copied(text: str) -> str:
    text = "".join(f",{one}" if one in "、。；" else ",," if one == "，" else one for one in text)
    return opencc.OpenCC("s2t").convert(_with_pinyin(text))


def _replaced(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text))
    return f"{text[:at]}\ufffd{text[at + 1 :]}"


KINDS: dict[str, Callable[[str, random.Random], str]] = {
    "UTF-8 read as Latin-1": lambda text, _: text.encode().decode("latin-1"),
    "UTF-8 read as CP1252": lambda text, _: _western(text.encode()),
    "UTF-8 read as CP1252, 5 bytes lost": lambda t, _: t.encode().decode("cp1252", "replace"),
    "GBK read as Latin-1": lambda text, _: text.encode("gbk").decode("latin-1"),
    "GBK read as Big5": lambda text, _: text.encode("gbk").decode("big5", "replace"),
    "GBK read as Big5-HKSCS": lambda t, _: t.encode("gbk").decode("big5hkscs", "replace"),
    "UTF-8 read as GBK": lambda text, _: text.encode().decode("gbk", "replace"),
    "UTF-8 read as GB18030": lambda text, _: text.encode().decode("gb18030", "replace"),
    "one GBK byte lost, shown as U+FFFD": lambda t, dice: _byte_lost(t, dice, "replace"),
    "one GBK byte lost, not shown": lambda text, dice: _byte_lost(text, dice, "ignore"),
    "a character replaced by U+FFFD": _replaced,
    "script, pinyin, commas": lambda text, _: _copied(text),
    "pinyin in simplified text": lambda text, _: _with_pinyin(text),
    "entities": lambda t, dice: _some(t, dice, lambda one: f"&#x{ord(one):x};"),
    "%-encoding": lambda t, dice: _some(
        t, dice, lambda one: "".join(f"%{byte:02X}" for byte in one.encode())
    ),
    "\\u escapes": lambda t, dice: _some(t, dice, lambda one: f"\\u{ord(one):04x}"),
    "zero-width characters (band B)": lambda t, dice: _some(t, dice, lambda one: f"{one}\u200b"),
}


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of the planted texts."""

    found: float
    exact: float
    guessed: float
    wrong: float


def held_out(count: int) -> list[str]:
    """Sentences of the held-out statutes that GBK can write."""
    fit = [one for one in statutes()[TEST] if SHORTEST <= len(one) <= LONGEST]
    chosen = random.Random(7).sample(fit, 2 * count)  # noqa: S311 - repeatable on purpose
    return [one for one in chosen if one.encode("gbk", "ignore").decode("gbk") == one][:count]


def planted(kind: str, texts: list[str]) -> list[tuple[str, str]]:
    """(damaged, sound) of the texts the kind changes at all."""
    dice = random.Random(11)  # noqa: S311 - repeatable on purpose
    pairs = [(KINDS[kind](text, dice), text) for text in texts]
    return [(damaged, text) for damaged, text in pairs if damaged != text]


def score(pairs: list[tuple[str, str]]) -> Score:
    """What the damage test makes of each text, as a document of its own."""
    found = exact = guessed = wrong = 0
    for damaged, text in pairs:
        damage = inspect([damaged])[0]
        if damage is None:
            continue
        found += 1
        right = mended(damaged, damage) == text
        exact += right
        guessed += right and damage.outcome is Outcome.GUESSED
        wrong += bool(damage.meant) and not right
    return Score(*(count / len(pairs) for count in (found, exact, guessed, wrong)))


def mended(line: str, damage: Damage) -> str:
    """The line with the proposal in its place; the line as it is without one."""
    return f"{line[: damage.start]}{damage.meant}{line[damage.end :]}" if damage.meant else line


def ftfy(pairs: list[tuple[str, str]]) -> str:
    """ftfy's shares of bad and repaired texts; where it is not installed, that."""
    asked = json.dumps([damaged for damaged, _ in pairs])
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [str(interpreter()), "-c", FTFY], input=asked, capture_output=True, text=True, check=False
    )
    if done.returncode:
        return "not installed"
    answers = list(zip(json.loads(done.stdout), pairs, strict=True))
    bad = sum(is_bad for (is_bad, _), _ in answers) / len(pairs)
    right = sum(fixed == text for (_, fixed), (_, text) in answers) / len(pairs)
    return f"{bad:>5.2f} {right:>9.2f}"


def clean_flags(documents: list[list[str]]) -> list[tuple[str, Damage]]:
    """Every flag on lines that nobody damaged."""
    return [
        (line, one)
        for lines in documents
        for line, one in zip(lines, inspect(lines), strict=True)
        if one
    ]


def clean_texts() -> dict[str, list[list[str]]]:
    """Documents that nobody damaged on purpose, by name."""
    parts = statutes()
    bodies = sorted(PAGES.glob("*.body.txt"))
    return {
        "held-out statutes": [parts[TEST]],
        "other statutes": [lines for part, lines in parts.items() if part != TEST],
        "sentences, as meant": [[meant for _, meant, _ in sentences(name)] for name in SETS],
        "bodies of pages": [one.read_text(encoding="utf-8").split("\n") for one in bodies],
    }


def mb_per_s(work: Callable[[], object], lines: list[str]) -> float:
    """Megabytes of UTF-8 a second of one core."""
    begin = time.process_time()
    work()
    return sum(len(line.encode()) for line in lines) / 1e6 / (time.process_time() - begin)


def main() -> int:
    """Print the tables; 0 also where the corpus is missing, with the reason."""
    if not CORPUS.is_dir():
        print(f"SKIPPED: no corpus at {CORPUS}")
        return 0
    texts = held_out(PLANTED)
    print(f"{'planted':<36} texts found exact of them guessed wrong | ftfy bad repaired")
    for kind in KINDS:
        pairs = planted(kind, texts)
        one = score(pairs)
        print(
            f"{kind:<36} {len(pairs):>5} {one.found:>5.2f} {one.exact:>5.2f}"
            f" {one.guessed:>15.2f} {one.wrong:>5.3f} | {ftfy(pairs):>18}"
        )
    for name, documents in clean_texts().items():
        flags = clean_flags(documents)
        characters = sum(len(line) for lines in documents for line in lines)
        certain = sum(one.certain for _, one in flags)
        print(f"\n{name}: {characters} characters, {certain} flags A, {len(flags) - certain} B")
        for line, one in flags:
            around = line[max(0, one.start - 10) : one.start]
            print(f"  {one.sort} {around}[{line[one.start : one.end][:40]!r}]")
    lines = statutes()[TEST]
    print(f"\ndamage test alone: {mb_per_s(lambda: inspect(lines), lines):.1f} MB/s")
    passages = [Passage(line, None) for line in lines]
    both = mb_per_s(lambda: proofread_exactly(passages, band=Band.A), lines)
    print(f"layers 0 and 1, a line a text: {both:.1f} MB/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
