"""The machine's findings held against the ground truth of a sample: planted, found, wrong."""

from collections import defaultdict
from dataclasses import dataclass

from xuncha.engine.checks.frame.declaration import load_checks
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.words import ColumnState
from xuncha.office.casework.models import FindingRecord, Round
from xuncha.sample.truth import ColumnTruth, Plant, Truth, WordingTruth

WORDING = "wording"
UNREACHABLE = "site-unreachable"
COLUMN = "column"
COLUMN_STATES = {
    "core-columns-still": ColumnState.STILL,
    "columns-still": ColumnState.STILL,
    "columns-blank": ColumnState.BLANK,
}

PAGED = frozenset(
    {"hidden-links", "stuffed-titles", "outside-links-bad", "body-changed", "false-dates"}
)
"""Checks whose plants stand on pages; what one of them is planted for another may come upon."""


@dataclass(frozen=True, slots=True)
class _Place:
    """What a finding is about: ``column|name``, ``page|words``, ``home`` or ``account``."""

    check: str
    target: str
    where: str
    words: str


class TruthTable:
    """Which findings are true, and which plants were found."""

    def __init__(self, truth: Truth) -> None:
        """Index the truth by target and place."""
        self._truth = truth
        self._columns: dict[tuple[str, str], ColumnTruth] = {
            (target.code, column.name): column
            for target in truth.targets
            for column in target.columns
        }
        self._plants: dict[tuple[str, str], list[Plant]] = defaultdict(list)
        for target in truth.targets:
            for plant in target.plants:
                self._plants[plant.check, target.code].append(plant)
        self._planted_on: dict[tuple[str, str], list[Plant]] = defaultdict(list)
        for target in truth.targets:
            for plant in target.plants:
                if plant.check in PAGED:
                    self._planted_on[target.code, page_key(plant.place)].append(plant)
        self._out = {code for one in truth.outages for code in one.targets}
        self._wording: dict[tuple[str, str], list[WordingTruth]] = defaultdict(list)
        for error in truth.wording:
            self._wording[error.target, page_key(error.url)].append(error)

    def is_true(self, finding: FindingRecord) -> bool:
        """Whether the finding is one of the faults that are really there."""
        places = _places(finding)
        if finding.check_slug in PAGED:
            return any(self._planted_on.get((place.target, place.where)) for place in places)
        if finding.check_slug == WORDING:
            return any(self._wording_hit(place) for place in places)
        place = places[0]
        if place.check in COLUMN_STATES:
            column = self._columns.get((place.target, place.words))
            return column is not None and column.state == COLUMN_STATES[place.check]
        is_out = place.check == UNREACHABLE and place.target in self._out
        return is_out or bool(self._plants.get((place.check, place.target)))

    def counts(self, findings: list[FindingRecord]) -> dict[str, dict[str, int]]:
        """Per check: how many faults were planted, how many of them found, how many findings
        are of nothing planted."""
        wrong: dict[str, int] = defaultdict(int)
        seen: dict[str, set[object]] = defaultdict(set)
        for finding in findings:
            wrong[finding.check_slug] += not self.is_true(finding)
            for place in _places(finding):
                for check, hit in self._hit_by(place):
                    seen[check].add(hit)
        return {
            check: {
                "planted": self._planted(check),
                "found": len(seen[check]),
                "wrong": wrong[check],
            }
            for check in load_checks()
        }

    def _planted(self, check: str) -> int:
        """Faults a check is meant to find. The sample counts a blank column as one that is not
        updated, too; here it is a plant of ``columns-blank`` alone (spec section 10)."""
        if check not in COLUMN_STATES:
            return self._truth.planted(check)
        return sum(
            column.state == COLUMN_STATES[check]
            for (planted_for, code), plants in self._plants.items()
            if planted_for == check
            for plant in plants
            for column in self._truth.target(code).columns
            if plant.place in (column.name, column.url)
        )

    def _hit_by(self, place: _Place) -> list[tuple[str, object]]:
        """The plants a place is about, each with the check it is a matter of."""
        if place.check == WORDING:
            return [(WORDING, error) for error in self._wording_hit(place)]
        plants = self._plants.get((place.check, place.target), [])
        if place.check in PAGED:
            plants = self._planted_on.get((place.target, place.where), [])
        elif place.where == COLUMN:
            column = self._columns.get((place.target, place.words))
            names = {place.words, column.url if column else place.words}
            plants = [plant for plant in plants if plant.place in names]
        return [(plant.check, (place.target, plant)) for plant in plants]

    def _wording_hit(self, place: _Place) -> list[WordingTruth]:
        return [
            error
            for error in self._wording.get((place.target, place.where), [])
            if _overlap(error.sentence, error.wrong, place.words)
        ]


def truth_table(inspection: Round, truth: Truth) -> dict[str, dict[str, int]]:
    """``truth`` of contracts.md for a round."""
    findings = FindingRecord.objects.filter(target__round=inspection).select_related("target")
    return TruthTable(truth).counts(list(findings))


def _places(finding: FindingRecord) -> list[_Place]:
    where, _, words = finding.key.partition("|")
    pages = [where]
    if finding.place_count > 1 or finding.check_slug in PAGED:
        pages += (page_key(piece["url"]) for piece in (*finding.evidence, *finding.places))
    check, code = finding.check_slug, finding.target.code
    return [_Place(check, code, page, words) for page in dict.fromkeys(pages)]


def _overlap(sentence: str, planted: str, found: str) -> bool:
    """Whether two strings stand on common characters somewhere in the sentence."""
    begin, at = sentence.find(planted), sentence.find(found)
    while begin >= 0 and at >= 0:
        if at < begin + len(planted) and begin < at + len(found):
            return True
        at = sentence.find(found, at + 1)
    return planted in found or found in planted
