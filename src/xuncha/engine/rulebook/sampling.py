"""Which targets a round looks at: strata with their ratios, and what failed last time."""

import hashlib
import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction

from xuncha.engine.rulebook.book import Rulebook
from xuncha.engine.rulebook.practice import Stratum
from xuncha.engine.rulebook.scope import TargetFrame, covers

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Candidate:
    """A registered target a round may look at."""

    code: str
    frame: TargetFrame
    speaks_for_government: bool = False


@dataclass(frozen=True, slots=True)
class Draw:
    """What was drawn of one stratum: ``registered`` is the denominator, frozen with the draw.

    ``carried`` are those looked at because they failed last time; they are part of ``chosen``.
    """

    stratum: str
    name: str
    registered: int
    chosen: tuple[str, ...]
    carried: tuple[str, ...]


def draw(
    book: Rulebook, candidates: Iterable[Candidate], failed: Collection[str], seed: str
) -> tuple[Draw, ...]:
    """The targets to look at, stratum by stratum in the order of the book; by code in each.

    A target belongs to the first stratum that is for it; one no stratum is for is always looked
    at. The same seed draws the same targets, whatever the order of the candidates. Where the book
    carries over, ``failed`` targets are looked at first and count towards the ratio, rounded up.
    """
    carries = book.sampling is not None and book.sampling.carry_over
    by_stratum: dict[str, list[str]] = {one.id: [] for one in book.strata}
    rest: list[str] = []
    for candidate in candidates:
        stratum = _stratum_of(candidate, book)
        (by_stratum[stratum.id] if stratum is not None else rest).append(candidate.code)
    draws = [
        _draw_one(one, by_stratum[one.id], failed if carries else (), seed) for one in book.strata
    ]
    if rest:
        draws.append(Draw("", "其余对象", len(rest), tuple(sorted(rest)), ()))
    return tuple(draws)


def _stratum_of(candidate: Candidate, book: Rulebook) -> Stratum | None:
    return next(
        (
            one
            for one in book.strata
            if covers(one.applies_to, candidate.frame)
            and (candidate.speaks_for_government or not one.government_only)
        ),
        None,
    )


def _draw_one(stratum: Stratum, codes: list[str], failed: Collection[str], seed: str) -> Draw:
    by_ratio = math.ceil(len(codes) * Fraction(str(stratum.ratio)) / WHOLE)
    wanted = max(by_ratio, min(stratum.least, len(codes)))
    carried = sorted(code for code in codes if code in failed)
    others = sorted((code for code in codes if code not in failed), key=lambda c: _lot(seed, c))
    chosen = carried + others[: max(0, wanted - len(carried))]
    return Draw(stratum.id, stratum.name, len(codes), tuple(sorted(chosen)), tuple(carried))


def _lot(seed: str, code: str) -> tuple[str, str]:
    return hashlib.sha256(f"{seed}\x1f{code}".encode()).hexdigest(), code
