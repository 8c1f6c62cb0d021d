"""What was planted, as the truth of a scenario names it: plants of checks, the rows they meet."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from xuncha.sample.tamper.truth import TamperPlant
from xuncha.sample.truth import Plant, TargetTruth

STUFFED = {"stuffed-head", "stuffed-map", "parasite-pages", "parasite-host", "body-replaced"}
OUTSIDE = {"lapsed-outside", "lapsed-former", "swapped-link", "share-link"}
ROWS = {
    "hidden-links": "W-V1.3.1",
    "stuffed-titles": "W-V1.3.2",
    "outside-links-bad": "W-V1.3.3",
    "body-changed": "W-V1.4.1",
}
"""The row each check is asked for; nobody plants for W-V1.5.1."""


def check_of(kind: str) -> str:
    """The check whose matter a kind of plant is; another one may come upon it first."""
    if kind in STUFFED:
        return "stuffed-titles"
    if kind in OUTSIDE:
        return "outside-links-bad"
    return "body-changed" if kind == "body-changed" else "hidden-links"


def with_plants(
    targets: Iterable[TargetTruth], planted: Iterable[TamperPlant]
) -> list[TargetTruth]:
    """The targets with what was planted on them: each plant is one of its rows' vetoes."""
    by_site: dict[str, list[TamperPlant]] = defaultdict(list)
    for one in planted:
        by_site[one.site].append(one)
    return [_with(target, by_site[target.code]) for target in targets]


def _with(target: TargetTruth, planted: list[TamperPlant]) -> TargetTruth:
    if not planted:
        return target
    plants = [
        Plant(check_of(one.kind), one.kind, one.url, one.form, decides=True) for one in planted
    ]
    met = [ROWS[plant.check] for plant in plants]
    return replace(
        target,
        verdict="unqualified",
        vetoes=(*target.vetoes, *sorted(set(met))),
        plants=(*target.plants, *plants),
    )
