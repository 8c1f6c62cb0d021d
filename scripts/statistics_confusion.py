"""Make data/lexicon/confusion_*.tsv: which characters are taken for each other.

Sounds are the readings of pypinyin (MIT), shapes the stroke orders and four-corner codes of
char-similar (MIT). Needs ``pip install pypinyin rapidfuzz``; char-similar is read as a wheel:
``python -m scripts.statistics_confusion char_similar-0.0.2-py2.py3-none-any.whl``
"""

import json
import sys
import zipfile
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

import numpy as np
from pypinyin import Style, lazy_pinyin, pinyin
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from xuncha.engine.proofread.statistics.words import shipped_words

LEAST_SHAPE = 0.6
MOST_SHAPES = 20
PART = 0.4
"""Share of a character's strokes from which a character that is part of it counts as like it."""
SHAPE_OF_PART = 0.6
CORNER = 0.05
LEAST_FREQUENT = 200
USUAL_SHARE = 0.03
"""Share of a character's occurrences in words from which a reading of it is a usual one."""
COMMON_ROWS = range(0xB0, 0xD8)


def main() -> int:
    """Write both tables; 0."""
    with zipfile.ZipFile(sys.argv[1]) as wheel:
        strokes = json.loads(wheel.read("char_similar/data/char_order.dict"))
        corners = json.loads(wheel.read("char_similar/data/char_fourangle.dict"))
    written = [one for one in strokes if len(one) == 1 and "\u3400" <= one <= "\u9fff"]
    common = _common()
    meant = [one for one in written if one in common]
    folder = Path(str(files("xuncha.data") / "lexicon"))
    lines = ["# 同音字：pypinyin（MIT）的全部读音；音节、声调、字"]
    by_sound: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in written:
        for sound in pinyin(one, style=Style.TONE3, heteronym=True, neutral_tone_with_five=True)[0]:
            if sound[:-1].isascii() and sound[:-1].isalpha() and sound[-1].isdigit():
                by_sound[sound[:-1], sound[-1]].append(one)
    lines += [
        f"{base}\t{tone}\t{''.join(chars)}" for (base, tone), chars in sorted(by_sound.items())
    ]
    (folder / "confusion_sound.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "confusion_usual.tsv").write_text("\n".join(_usual()) + "\n", encoding="utf-8")
    lines = ["# 形近字：char-similar（MIT）的笔顺与四角号码；字、形近字、相似度（十分之几）"]
    alike = _alike(written, meant, strokes, corners)
    lines += [
        f"{one}\t{''.join(c for c, _ in found)}\t{''.join(str(s) for _, s in found)}"
        for one, found in alike
        if found
    ]
    (folder / "confusion_shape.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    lines = [
        "# 常用字：可以作为改正建议的字（GB 2312 一级字，及词典中较常见的字）",
        "".join(sorted(common)),
    ]
    (folder / "confusion_meant.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def _usual() -> list[str]:
    """The lines of confusion_usual.tsv: the usual syllables of characters with several."""
    weight: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for size, (codes, counts) in shipped_words().by_size.items():
        if size == 1:
            continue
        for row, count in zip(codes.tolist(), counts.tolist(), strict=True):
            word = "".join(map(chr, row))
            sounds = lazy_pinyin(word, errors="ignore")
            if len(sounds) == size:
                for one, sound in zip(word, sounds, strict=True):
                    weight[one][sound] += count
    source = "按词典词频（jieba，MIT）和词的读音（pypinyin，MIT）"
    lines = [f"# 多音字的常用读音：{source}；字、音节（常用的在前）"]
    for one in sorted(weight):
        total = sum(weight[one].values())
        ranked = sorted(weight[one].items(), key=lambda pair: (-pair[1], pair[0]))
        usual = [sound for sound, count in ranked if count >= USUAL_SHARE * total]
        if len(set(pinyin(one, style=Style.NORMAL, heteronym=True)[0])) > 1:
            lines.append(f"{one}\t{' '.join(usual)}")
    return lines


def _common() -> frozenset[str]:
    """Characters that may be suggested: the first level of GB 2312 and those of frequent words."""
    found = {
        bytes([a, b]).decode("gb2312", "ignore") for a in COMMON_ROWS for b in range(0xA1, 0xFF)
    }
    count: dict[int, int] = defaultdict(int)
    for codes, counts in shipped_words().by_size.values():
        for column in codes.T:
            for code, number in zip(column.tolist(), counts.tolist(), strict=True):
                count[code] += number
    return frozenset(found - {""}) | {chr(code) for code, n in count.items() if n >= LEAST_FREQUENT}


def _alike(
    written: list[str], meant: list[str], strokes: dict[str, str], corners: dict[str, str]
) -> list[tuple[str, list[tuple[str, int]]]]:
    ours, theirs = [strokes[one] for one in written], [strokes[one] for one in meant]
    near = process.cdist(ours, theirs, scorer=Levenshtein.normalized_similarity, dtype=np.float32)
    for at in range(4):
        a = np.array([ord(corners.get(one, "?????").ljust(5, "?")[at]) for one in written])
        b = np.array([ord(corners.get(one, "!!!!!").ljust(5, "!")[at]) for one in meant])
        near += CORNER / 2 * (a[:, None] == b[None, :])
    parts: dict[str, list[int]] = defaultdict(list)
    for number, order in enumerate(theirs):
        parts[order].append(number)
        for size in range(3, len(order)):
            if size >= PART * len(order):
                for piece in {order[:size], order[-size:]}:
                    parts[f"<{piece}"].append(number)
    found = []
    for row, (one, order) in enumerate(zip(written, ours, strict=True)):
        score = near[row].copy()
        part = list(parts[f"<{order}"]) if len(order) >= 3 else []
        for size in range(3, len(order)):
            if size >= PART * len(order):
                part += [*parts[order[:size]], *parts[order[-size:]]]
        score[part] = np.maximum(score[part], SHAPE_OF_PART)
        best = [
            at
            for at in np.argsort(-score, kind="stable")[: MOST_SHAPES + 1]
            if score[at] >= LEAST_SHAPE
        ]
        found.append(
            (one, [(meant[at], min(9, int(score[at] * 10))) for at in best if meant[at] != one])
        )
    return found


if __name__ == "__main__":
    sys.exit(main())
