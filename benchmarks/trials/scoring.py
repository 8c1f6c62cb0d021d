"""Which findings meet what was planted, and how often a finding met nothing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.trials.material import Case, Plant
from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.check import proofread_all
from xuncha.engine.proofread.findings import Passage, TextFinding

EXAMPLES = 10
MASKS = "*＊"
LEAST_HIDDEN = 4
OFFICIAL_NAMES = "name-"
"""How the rules of the layer of official names begin."""
CHUNK = 500
"""Passages in one call."""


@dataclass
class Tally:
    """Plants, those found, those found with the right suggestion."""

    planted: int = 0
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)


@dataclass
class Result:
    """The figures of one trial and examples of what went wrong."""

    name: str
    characters: int = 0
    cases: int = 0
    tallies: dict[str, Tally] = field(default_factory=dict)
    false: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """False flags by (band, label, rule)."""
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    flagged: list[tuple[str, str]] = field(default_factory=list)
    """(band, what) of every false flag."""

    def flags(self, band: str, rules: str = "") -> int:
        """False flags of a band alone; with ``rules`` of those rules that begin so."""
        return sum(
            count
            for (of, _, rule), count in self.false.items()
            if of == band and rule.startswith(rules)
        )


def found_in(cases: Sequence[Case], document: str) -> list[tuple[TextFinding, ...]]:
    """The findings of both bands for each case; with a document, all stand in that one."""
    every: list[tuple[TextFinding, ...]] = []
    size = len(cases) if document else CHUNK
    for start in range(0, len(cases), size or 1):
        passages = [
            Passage(one.text, one.published, document or f"trial {number}")
            for number, one in enumerate(cases[start : start + size])
        ]
        every.extend(proofread_all(passages, band=Band.B))
    return every


def scored(name: str, cases: Sequence[Case], document: str = "") -> Result:
    """Run the proofreader over the cases and count."""
    result = Result(name)
    for case, findings in zip(cases, found_in(cases, document), strict=True):
        result.cases += 1
        result.characters += len(case.text)
        used: set[int] = set()
        for plant in case.plants:
            _score(result, case, plant, findings, used)
        if case.may:
            continue
        for number, one in enumerate(findings):
            if number not in used:
                result.false[one.band.value, case.label, one.rule] += 1
                result.flagged.append((one.band.value, _flag(case, one)))
    return result


def _score(
    result: Result, case: Case, plant: Plant, findings: Sequence[TextFinding], used: set[int]
) -> None:
    met = [
        n
        for n, one in enumerate(findings)
        if meets(one, plant) or (not case.kinds and mended(case, plant, one))
    ]
    used.update(met)
    kept = [n for n in met if not case.kinds or findings[n].kind.value in case.kinds]
    keys = ["all", f"class {case.label}", f"how {plant.how}"]
    if plant.position:
        keys.append(f"at {plant.position}")
    is_right = [n for n in kept if mended(case, plant, findings[n])]
    if len(kept) > 1 and len(case.plants) == 1 and not is_right and _together(case, kept, findings):
        is_right = kept
    for key in keys:
        tally = result.tallies.setdefault(key, Tally())
        tally.planted += 1
        for band in ("A", "B"):
            tally.found[band] += any(band == "B" or findings[n].band.value == "A" for n in kept)
            tally.right[band] += any(band == "B" or findings[n].band.value == "A" for n in is_right)
    if not kept:
        result.missed.append(f"[{case.label}/{plant.how}] {_place(case, plant.start, plant.end)}")
    elif not is_right:
        one = findings[kept[0]]
        result.wrong.append(
            f"[{case.label}/{plant.how}] {_place(case, plant.start, plant.end)}"
            f" :: {one.rule} {one.text}→{one.suggestion} (meant {plant.right or 'nothing'})"
        )


def meets(one: TextFinding, plant: Plant) -> bool:
    """Whether a finding overlaps a plant; a missing character is met by what touches its place.

    Which of two equal characters is too many nobody can say: what undoes a plant meets it as well.
    """
    if plant.start == plant.end:
        return one.start <= plant.start <= one.end
    return one.start < plant.end and one.end > plant.start


def mended(case: Case, plant: Plant, one: TextFinding) -> bool:
    """Whether doing what the finding suggests undoes the plant; personal data need a mask."""
    if case.kinds == ("privacy",):
        whole = one.start <= plant.start and one.end >= plant.end
        return whole and sum(one.suggestion.count(mark) for mark in MASKS) >= LEAST_HIDDEN
    others = [p for p in case.plants if p is not plant and not meets(one, p)]
    text = case.text
    changes = [(p.start, p.end, p.right) for p in others] + [(one.start, one.end, one.suggestion)]
    for start, end, right in sorted(changes, key=lambda change: -change[0]):
        text = text[:start] + right + text[end:]
    return text == case.clean


def _together(case: Case, kept: Sequence[int], findings: Sequence[TextFinding]) -> bool:
    """Whether all findings together undo the one plant of a case."""
    text = case.text
    for one in sorted((findings[n] for n in kept), key=lambda found: -found.start):
        text = text[: one.start] + one.suggestion + text[one.end :]
    return text == case.clean


def _place(case: Case, start: int, end: int) -> str:
    text = case.text
    return (
        f"{text[max(0, start - 14) : start]}【{text[start:end]}】{text[end : end + 14]}"
    ).replace("\n", "⏎")


def _flag(case: Case, one: TextFinding) -> str:
    return (
        f"[{case.label}] {one.rule} {one.kind.value} {one.confidence:.2f}"
        f" →{one.suggestion or '?'} :: {_place(case, one.start, one.end)}"
    )


def printed(result: Result, examples: int = EXAMPLES) -> list[str]:
    """The lines of the table of one trial."""
    lines = [f"## {result.name}: {result.cases} texts, {result.characters} characters"]
    for key in sorted(result.tallies):
        tally = result.tallies[key]
        n = tally.planted
        lines.append(
            f"{key:34} planted {n:6}  found A {tally.found['A'] / n:.3f}  A+B"
            f" {tally.found['B'] / n:.3f}  right A {tally.right['A'] / n:.3f}"
            f"  A+B {tally.right['B'] / n:.3f}"
        )
    for band in ("A", "B"):
        count = result.flags(band)
        rate = count * 1e5 / max(1, result.characters)
        of_names = result.flags(band, OFFICIAL_NAMES)
        lines.append(
            f"false flags {band}: {count}  ({rate:.2f} per 100k), {of_names} of the official names"
        )
        for (of, label, rule), n in result.false.most_common():
            if of == band:
                lines.append(f"    {n:5} {label:20} {rule}")
    for title, some in (("missed", result.missed), ("wrong suggestion", result.wrong)):
        lines += [f"  {title}: {one}" for one in _spread(some, examples)]
    for band in ("A", "B"):
        some = [what for of, what in result.flagged if of == band]
        lines += [f"  false {band}: {one}" for one in _spread(some, examples)]
    return lines


def _spread(some: Sequence[str], count: int) -> list[str]:
    """Some of them, evenly spread."""
    if len(some) <= count:
        return list(some)
    return [some[number * len(some) // count] for number in range(count)]
