"""The ground truth of a scenario: what was planted, what must fail nobody, what is confirmed.

``load(path)`` reads ``truth.json``. A column's ``state`` is measured against the window of its kind
whether or not anybody has a duty to update it; only columns with ``counts`` may be counted by a
check. ``decides`` of a plant says whether it makes its target unqualified by itself.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Plant:
    """One planted fault of a target, as a check should find it. ``place`` is a URL or a name."""

    check: str
    kind: str
    place: str
    detail: str
    decides: bool


@dataclass(frozen=True, slots=True)
class ColumnTruth:
    """What is true of one column: fresh, still, blank, exempt, or unable (by script or wall)."""

    name: str
    url: str
    kind: str
    level: int
    state: str
    newest: str | None
    counts: bool


@dataclass(frozen=True, slots=True)
class TargetTruth:
    """One target: the verdict it deserves, the rows that fail it, its plants and traps."""

    code: str
    name: str
    kind: str
    verdict: str
    vetoes: tuple[str, ...]
    plants: tuple[Plant, ...]
    traps: tuple[str, ...]
    columns: tuple[ColumnTruth, ...]
    last_post: str | None


@dataclass(frozen=True, slots=True)
class WordingTruth:
    """One planted wording error. ``sentence`` is as printed, with the wrong words in it."""

    target: str
    url: str
    wrong: str
    right: str
    sentence: str
    kind: str
    sort: str
    carried_over: bool


@dataclass(frozen=True, slots=True)
class HandLook:
    """What a person sees who opens in a browser what the machine could not look at."""

    target: str
    checks: tuple[str, ...]
    result: str
    note: str


@dataclass(frozen=True, slots=True)
class OutageTruth:
    """Sites of one platform that were down together, and what the reviewer says of it."""

    platform: str
    targets: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything that is true of a scenario."""

    scenario: str
    as_of: str
    reviewer: str
    targets: tuple[TargetTruth, ...]
    wording: tuple[WordingTruth, ...]
    hand_looks: tuple[HandLook, ...]
    repaired: tuple[WordingTruth, ...]
    lures: tuple[str, ...]
    outages: tuple[OutageTruth, ...] = ()

    def target(self, code: str) -> TargetTruth:
        """The truth of one target; ``KeyError`` where there is none."""
        for target in self.targets:
            if target.code == code:
                return target
        raise KeyError(code)

    def planted(self, check: str) -> int:
        """How many faults of a check are planted, those below a limit included."""
        if check == "wording":
            return len(self.wording)
        return sum(p.check == check for t in self.targets for p in t.plants)


def dump(truth: Truth, path: Path) -> None:
    """Write ``truth.json``."""
    path.write_text(
        json.dumps(asdict(truth), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


def load(path: Path) -> Truth:
    """Read ``truth.json``."""
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    targets = tuple(
        TargetTruth(
            **{
                **t,
                "vetoes": tuple(t["vetoes"]),
                "traps": tuple(t["traps"]),
                "plants": tuple(Plant(**p) for p in t["plants"]),
                "columns": tuple(ColumnTruth(**c) for c in t["columns"]),
            }
        )
        for t in data["targets"]
    )
    return Truth(
        scenario=data["scenario"],
        as_of=data["as_of"],
        reviewer=data["reviewer"],
        targets=targets,
        wording=tuple(WordingTruth(**w) for w in data["wording"]),
        hand_looks=tuple(
            HandLook(**{**h, "checks": tuple(h["checks"])}) for h in data["hand_looks"]
        ),
        repaired=tuple(WordingTruth(**w) for w in data["repaired"]),
        lures=tuple(data["lures"]),
        outages=tuple(
            OutageTruth(**{**o, "targets": tuple(o["targets"])}) for o in data.get("outages", ())
        ),
    )
