"""Train the networks that weigh candidates, and choose the limits of the bands.

``python -m scripts.statistics_networks DIR [GENERAL.lm]``: DIR holds 0.lm … 3.lm, each trained
without one fold of the sentences (scripts.statistics_corpus, then ``xuncha lm train``). Every
sentence is scored by the model that does not know it. A network for fold k learns from the other
folds and from three quarters of the documents set apart for it; the limits are chosen on what the
four networks say of what they did not see; they are left in DIR as 0.json … for
benchmarks.sentences. Then networks learn from everything and are written to data/models, with what
was found on the unseen.
With GENERAL.lm (Debian's libime model) the reweighing is fitted too and told.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scripts.statistics_corpus import FOLDS, NETWORKS, SETS, sentences, statutes
from scripts.statistics_planting import Planter, Slip
from scripts.statistics_seen import seen_without
from xuncha.engine.proofread.statistics import edits, features
from xuncha.engine.proofread.statistics.codes import Codes, join, text_of
from xuncha.engine.proofread.statistics.confusion import Confusion, shipped_confusion
from xuncha.engine.proofread.statistics.edits import SIZES, Sort
from xuncha.engine.proofread.statistics.general import (
    MOST_GAIN,
    TINY,
    General,
    installed_general,
)
from xuncha.engine.proofread.statistics.model import Model, read_model
from xuncha.engine.proofread.statistics.network import LEAK, Network, write_networks
from xuncha.engine.proofread.statistics.promising import candidates
from xuncha.engine.proofread.statistics.suspects import REWEIGHED, models_folder, read_limits
from xuncha.engine.proofread.statistics.words import shipped_words

SORTS = tuple(Sort)
BOUNDS = replace(
    read_limits(models_folder() / "statistics.toml").bounds, gains=dict.fromkeys(Sort, -2.0)
)
"""More is learnt from than is looked at later: what is given up at once is easy to tell."""
HIDDEN, ROUNDS, TOGETHER, BATCH, RATE = 64, 10, 3, 512, 3e-3
CLEAN_WEIGHT, PLANTED_WEIGHT = 3.0, 0.3
ASK = 0.05
STEPS = (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.92, 0.94, 0.96, 0.98)
MOST_FALSE, LEAST_RIGHT, LEAST_TOUCHING = 0.7, 0.982, 0.95
"""Band A: false flags per 100,000 characters of clean statutes. Band B: share of findings on
official sentences whose suggestion is right, and of findings in each set that touch a slip."""

Numbers = NDArray[np.float32]
Answers = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Scored:
    """Candidates of a text by sort: where, their clues, whether they are right, whether a slip."""

    at: dict[Sort, NDArray[np.int64]]
    clues: dict[Sort, Numbers]
    right: dict[Sort, Answers]
    wrong: dict[Sort, Answers]
    slips: int
    characters: int
    text: str
    meant: dict[Sort, Codes]

    def confidences(self, networks: dict[Sort, Network]) -> dict[Sort, Numbers]:
        """What networks say of every candidate."""
        return {sort: one.confidence(self.clues[sort]) for sort, one in networks.items()}


def scored(model: Model, confusion: Confusion, lines: list[tuple[str, list[Slip]]]) -> Scored:
    """All candidates of lines with their slips."""
    codes, begins = join([line for line, _ in lines])
    looked = edits.look(model, codes)
    groups = candidates(model, looked, confusion, BOUNDS)
    meant: dict[int, str] = {}
    slip = np.zeros(len(codes), dtype=bool)
    gone: dict[tuple[Sort, int], str] = {}
    count = 0
    for begin, (_, slips) in zip(begins.tolist(), lines, strict=True):
        for one in slips:
            place = begin + one.at
            slip[place : place + max(1, one.size)] = True
            count += max(1, len(one.meant))
            if one.sort in (Sort.EXTRA, Sort.MISSING):
                places = [place + step for step in (-1, 1) if codes[place + step] == codes[place]]
                same = places if one.sort is Sort.EXTRA else []
                gone.update(((one.sort, at), one.meant) for at in (place, *same))
            else:
                meant.update((place + k, character) for k, character in enumerate(one.meant))
    clues = features.rows(model, looked, groups, confusion.seen)
    at, table, right, wrong = {}, {}, {}, {}
    for group, of_group in zip(groups, clues, strict=True):
        written, size = SIZES[group.sort]
        at[group.sort] = group.at
        table[group.sort] = of_group
        hit = np.zeros(len(group.at), dtype=bool)
        for number in np.flatnonzero(slip[group.at]).tolist():
            place = int(group.at[number])
            proposed = "".join(map(chr, group.meant[number].tolist()))
            if written != size:
                hit[number] = gone.get((group.sort, place)) == proposed
                continue
            want = (meant.get(place + k, chr(codes[place + k])) for k in range(size))
            hit[number] = "".join(want) == proposed
        right[group.sort] = hit
        wrong[group.sort] = slip[group.at[:, None] + np.arange(max(1, written))].any(axis=1)
    proposed_by = {group.sort: group.meant for group in groups}
    size = sum(len(line) for line, _ in lines)
    return Scored(at, table, right, wrong, count, size, text_of(codes), proposed_by)


def slips_of(written: str, meant: str) -> list[Slip]:
    """The wrong characters of a sentence."""
    return [
        Slip(Sort.CHARACTER, at, 1, right)
        for at, (one, right) in enumerate(zip(written, meant, strict=True))
        if one != right
    ]


def fit(clues: Numbers, right: Answers, weight: Numbers, seed: int) -> list[Numbers]:
    """The numbers of one network, by Adam on the weighed cross entropy."""
    draw = np.random.default_rng(seed)
    count, width = clues.shape
    numbers = [
        draw.normal(0, width**-0.5, (width, HIDDEN)),
        np.zeros(HIDDEN),
        draw.normal(0, HIDDEN**-0.5, HIDDEN),
        np.full(1, -2.0),
    ]
    numbers = [one.astype(np.float32) for one in numbers]
    first, second = [0 * one for one in numbers], [0 * one for one in numbers]
    steps = ROUNDS * (count // BATCH + 1)
    step = 0
    for _ in range(ROUNDS):
        order = draw.permutation(count)
        for begin in range(0, count, BATCH):
            rows = order[begin : begin + BATCH]
            step += 1
            rate = RATE * (1 - step / (steps + 1)) + 1e-5
            for at, slope in enumerate(_slopes(numbers, clues[rows], right[rows], weight[rows])):
                first[at] = 0.9 * first[at] + 0.1 * slope
                second[at] = 0.999 * second[at] + 0.001 * slope**2
                size = first[at] / (1 - 0.9**step)
                spread = np.sqrt(second[at] / (1 - 0.999**step)) + 1e-8
                numbers[at] = (numbers[at] - rate * size / spread).astype(np.float32)
    return numbers


def _slopes(
    numbers: list[Numbers], clues: Numbers, right: Answers, weight: Numbers
) -> list[Numbers]:
    inner, inner_bias, outer, outer_bias = numbers
    before = clues @ inner + inner_bias
    hidden = np.where(before > 0, before, LEAK * before)
    chance = 1 / (1 + np.exp(-np.clip(hidden @ outer + outer_bias, -30, 30)))
    error = (chance - right) * weight / len(right)
    back = error[:, None] * outer * np.where(before > 0, 1, LEAK)
    return [clues.T @ back, back.sum(0), hidden.T @ error, error.sum(keepdims=True)]


def network(parts: list[tuple[Scored, float]], sort: Sort) -> Network:
    """The network of a sort, from texts and what each of their candidates weighs."""
    clues = np.concatenate([part.clues[sort] for part, _ in parts])
    right = np.concatenate([part.right[sort] for part, _ in parts])
    weight = np.concatenate([np.full(len(part.at[sort]), w, np.float32) for part, w in parts])
    mean, scale = clues.mean(axis=0), clues.std(axis=0) + np.float32(1e-3)
    rows = ((clues - mean) / scale).astype(np.float32)
    made = [fit(rows, right, weight, seed) for seed in range(TOGETHER)]
    return Network(
        mean,
        scale,
        np.stack([one[0] for one in made]),
        np.stack([one[1] for one in made]),
        np.stack([one[2] for one in made]),
        np.stack([one[3] for one in made])[:, 0],
    )


@dataclass(frozen=True, slots=True)
class Flag:
    """One finding: its confidence, sort, whether it touches a slip, is right, how many it mends."""

    confidence: float
    sort: Sort
    touches: bool
    right: bool
    mended: int


def flags(text: Scored, confidences: dict[Sort, Numbers]) -> list[Flag]:
    """What would be flagged at any confidence from 0.1 on, the surest first, without overlaps."""
    ranked = []
    for sort, sure in confidences.items():
        for number in np.flatnonzero(sure > 0.1).tolist():
            place = int(text.at[sort][number])
            found = Flag(
                float(sure[number]),
                sort,
                bool(text.wrong[sort][number]),
                bool(text.right[sort][number]),
                max(1, SIZES[sort][1]) * bool(text.right[sort][number]),
            )
            ranked.append((-found.confidence, place, place + SIZES[sort][0], found))
    ranked.sort(key=lambda row: row[:3])
    taken: set[int] = set()
    kept = []
    for _, begin, end, found in ranked:
        if not taken.intersection(range(begin, end)):
            taken.update(range(begin, end))
            kept.append(found)
    return kept


def row(found: list[Flag], slips: int, least: float) -> str:
    """``touching/right/recall`` of the flags from a confidence on."""
    shown = [one for one in found if one.confidence >= least]
    number = max(1, len(shown))
    touching, right = sum(one.touches for one in shown), sum(one.right for one in shown)
    recall = sum(one.mended for one in shown) / slips
    return f"{touching / number:.3f}/{right / number:.3f}/{recall:.3f}"


def limits(found: dict[str, list[Flag]], clean: list[Flag], characters: int) -> tuple[float, float]:
    """The least confidence of band A and of band B."""
    allowed = int(MOST_FALSE * characters / 100_000)
    band_a = sorted((one.confidence for one in clean), reverse=True)[allowed]
    asked = [_least(found["odw"], LEAST_RIGHT, lambda one: one.right)]
    asked += [_least(found[name], LEAST_TOUCHING, lambda one: one.touches) for name in SETS]
    return band_a, max(asked)


def _least(found: list[Flag], share: float, good: Callable[[Flag], bool]) -> float:
    """The least confidence from which on that share of the flags is good."""
    ordered = sorted(found, key=lambda one: -one.confidence)
    shares = np.cumsum([good(one) for one in ordered]) / np.arange(1, len(ordered) + 1)
    return ordered[int(np.flatnonzero(shares >= share)[-1])].confidence


Unseen = dict[str, list[tuple[Scored, dict[Sort, Numbers]]]]
"""By text: its parts and what the networks that did not see them say."""


def gains(general: General, text: Scored, sure: dict[Sort, Numbers]) -> dict[Sort, Numbers]:
    """What a general model says of the candidates worth asking about; 0 of the others."""
    found = {}
    for sort in REWEIGHED:
        found[sort] = np.zeros(len(sure[sort]), np.float32)
        for number in np.flatnonzero(sure[sort] >= ASK).tolist():
            begin = int(text.at[sort][number])
            meant = "".join(map(chr, text.meant[sort][number].tolist()))
            gain = general.gain(text.text, begin, begin + SIZES[sort][0], meant)
            found[sort][number] = np.clip(gain, -MOST_GAIN, MOST_GAIN)
    return found


def reweighed(unseen: Unseen, general: General) -> tuple[Unseen, NDArray[np.float64]]:
    """The confidences after the general model was heard: each part by the other parts' weights.

    Also the weights of all parts: slope, base, per order.
    """
    gained = {name: [gains(general, *part) for part in parts] for name, parts in unseen.items()}

    def weights(without: int | None) -> NDArray[np.float64]:
        table, answers, worth = [], [], []
        for name in (*SETS, "clean"):
            for fold, (text, sure) in enumerate(unseen[name]):
                for sort in REWEIGHED if fold != without else ():
                    asked = sure[sort] >= ASK
                    logit = _logit(sure[sort][asked])
                    table.append(
                        np.stack([logit, np.ones(len(logit)), gained[name][fold][sort][asked]], 1)
                    )
                    answers.append(text.right[sort][asked])
                    worth.append(np.full(len(logit), CLEAN_WEIGHT if name == "clean" else 1.0))
        return _logistic(np.concatenate(table), np.concatenate(answers), np.concatenate(worth))

    found: Unseen = {name: [] for name in unseen}
    for fold in range(FOLDS):
        slope, base, per_order = weights(fold)
        for name, parts in unseen.items():
            text, sure = parts[fold]
            again = dict(sure)
            for sort in REWEIGHED:
                logit = slope * _logit(sure[sort]) + base + per_order * gained[name][fold][sort]
                again[sort] = np.where(sure[sort] >= ASK, 1 / (1 + np.exp(-logit)), 0)
            found[name].append((text, again))
    return found, weights(None)


def _logit(sure: Numbers) -> NDArray[np.float64]:
    bounded = np.clip(sure.astype(np.float64), TINY, 1 - TINY)
    return np.log(bounded / (1 - bounded))


def _logistic(
    table: NDArray[np.float64], answers: Answers, worth: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Weights of a logistic regression, by Newton's steps."""
    weights = np.array([1.0, 0.0, 0.0])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-table @ weights))
        bend = (table * (worth * chance * (1 - chance))[:, None]).T @ table
        weights -= np.linalg.solve(bend, table.T @ ((chance - answers) * worth))
    return weights


def report(unseen: Unseen) -> dict[str, object]:
    """What was found on what was not seen: by confidence, and the limits of the bands."""
    found = {
        name: [one for part in parts for one in flags(*part)] for name, parts in unseen.items()
    }
    characters = sum(text.characters for text, _ in unseen["clean"])
    slips = {name: sum(text.slips for text, _ in unseen[name]) for name in (*SETS, "planted")}
    band_a, band_b = limits(found, found["clean"], characters)
    rows = []
    for least in sorted({*STEPS, round(band_a, 3), round(band_b, 3)}):
        false = sum(one.confidence >= least for one in found["clean"]) * 1e5 / characters
        cells = {name: row(found[name], slips[name], least) for name in slips}
        rows.append({"least": least, "false_per_100k": round(false, 2), **cells})
        print(f"{least:<6} {false:>7.2f}  " + "  ".join(cells.values()), flush=True)
    for sort in SORTS:
        of = [one for one in found["clean"] if one.sort is sort]
        print(sort, [sum(one.confidence >= least for one in of) for least in (0.5, 0.7, 0.9, 0.95)])
    print(f"limits: A {band_a:.3f}  B {band_b:.3f}")
    return {"a": round(band_a, 3), "b": round(band_b, 3), "characters": characters, "rows": rows}


def main() -> int:
    """Train, tell what was found on what was not seen, write the data; 0."""
    folder = Path(sys.argv[1])
    confusion = shipped_confusion()
    planter = Planter(confusion, shipped_words(), 7)
    whole = read_model(models_folder() / "official.lm")
    lines = statutes()[NETWORKS]
    quarters = [
        lines[len(lines) * k // FOLDS : len(lines) * (k + 1) // FOLDS] for k in range(FOLDS)
    ]
    clean = [scored(whole, confusion, [(line, []) for line in quarter]) for quarter in quarters]
    planted = [
        scored(whole, confusion, [planter.plant(line) for line in quarter[::2]])
        for quarter in quarters
    ]
    sets: dict[tuple[str, int], Scored] = {}
    for fold in range(FOLDS):
        model = read_model(folder / f"{fold}.lm")
        known = Confusion(shipped_words(), seen_without(fold))
        for name in SETS:
            pairs = [(written, meant) for written, meant, of in sentences(name) if of == fold]
            sets[name, fold] = scored(model, known, [(w, slips_of(w, m)) for w, m in pairs])
    print("scored", flush=True)
    unseen: Unseen = {name: [] for name in (*SETS, "planted", "clean")}
    for fold in range(FOLDS):
        networks = _networks(clean, planted, sets, fold)
        write_networks(networks, folder / f"{fold}.json")
        for name in SETS:
            unseen[name].append((sets[name, fold], sets[name, fold].confidences(networks)))
        unseen["planted"].append((planted[fold], planted[fold].confidences(networks)))
        unseen["clean"].append((clean[fold], clean[fold].confidences(networks)))
        print(f"fold {fold}", flush=True)
    told = {"unseen": report(unseen)}
    general = installed_general(tuple(sys.argv[2:3]))
    if general:
        again, weights = reweighed(unseen, general)
        print("slope, base, per_order:", weights.round(3).tolist())
        told["unseen_with_general"] = report(again)
    text = json.dumps(told, ensure_ascii=False, indent=1)
    (models_folder() / "report.json").write_text(text + "\n", encoding="utf-8")
    networks = _networks(clean, planted, sets, None)
    write_networks(networks, models_folder() / "networks.json")
    return 0


def _networks(
    clean: list[Scored],
    planted: list[Scored],
    sets: dict[tuple[str, int], Scored],
    without: int | None,
) -> dict[Sort, Network]:
    folds = [fold for fold in range(FOLDS) if fold != without]
    parts = [(clean[fold], CLEAN_WEIGHT) for fold in folds]
    parts += [(planted[fold], PLANTED_WEIGHT) for fold in folds]
    own = parts + [(sets[name, fold], 1.0) for fold in folds for name in SETS]
    return {
        sort: network(own if sort in (Sort.CHARACTER, Sort.WORD) else parts, sort) for sort in SORTS
    }


if __name__ == "__main__":
    sys.exit(main())
