"""Short hands for filing outcomes with the judge."""

from collections.abc import Sequence

from xuncha.engine.domain.words import Level, Result, TargetKind
from xuncha.engine.judge.ruling import GroupEntry, Ruling
from xuncha.engine.judge.verdict import Verdict, judge
from xuncha.engine.rulebook.load import load_rulebook
from xuncha.engine.rulebook.scope import TargetFrame

SITE = TargetFrame(TargetKind.SITE, Level.COUNTY)
PORTAL = TargetFrame(TargetKind.SITE, Level.CITY, portal=True)
MINISTRY = TargetFrame(TargetKind.SITE, Level.STATE_DEPARTMENT, portal=True, services=False)
ACCOUNT = TargetFrame(TargetKind.ACCOUNT, Level.COUNTY)


def hit(indicator: str, **more: float | bool) -> Ruling:
    return Ruling(indicator, Result.HIT, **more)  # type: ignore[arg-type]


def clear(indicator: str) -> Ruling:
    return Ruling(indicator, Result.CLEAR)


def unable(indicator: str) -> Ruling:
    return Ruling(indicator, Result.UNABLE)


def suspect(indicator: str) -> Ruling:
    return Ruling(indicator, Result.SUSPECT)


def verdict(
    target: TargetFrame,
    *outcomes: Ruling,
    groups: Sequence[tuple[str, float]] = (),
    book: str = "national-2019",
    in_force: Sequence[str] | None = None,
) -> Verdict:
    entries = [GroupEntry(name, points) for name, points in groups]
    return judge(target, outcomes, load_rulebook(book), in_force, entries)
