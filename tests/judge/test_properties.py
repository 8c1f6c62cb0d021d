"""What holds for every set of outcomes."""

import dataclasses

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.judge.cases import ACCOUNT, PORTAL, SITE, hit, unable, verdict
from xuncha.engine.domain.words import Level, Result, RowKind, VerdictState
from xuncha.engine.judge.beside import judge_nationally
from xuncha.engine.judge.ruling import Ruling
from xuncha.engine.judge.standings import band_of
from xuncha.engine.judge.verdict import Verdict
from xuncha.engine.rulebook.load import load_rulebook
from xuncha.engine.rulebook.scope import TargetFrame, scale_for

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
BOOK = load_rulebook("national-2019")
ROWS = [row for row in BOOK.rows if "site" in row.applies_to.kinds]
DEDUCT = [row.id for row in ROWS if row.kind is RowKind.DEDUCT]
VETO = [row.id for row in ROWS if row.kind is RowKind.VETO]

deductions = st.lists(
    st.builds(
        Ruling,
        st.sampled_from(DEDUCT),
        st.sampled_from(list(Result)),
        st.one_of(st.none(), st.integers(0, 6)),
        st.one_of(st.none(), st.integers(0, 12)),
        st.booleans(),
    ),
    max_size=8,
)
anything = st.lists(
    st.builds(
        Ruling,
        st.sampled_from([row.id for row in ROWS]),
        st.sampled_from(list(Result)),
        st.one_of(st.none(), st.integers(0, 6)),
        st.none(),
        st.booleans(),
    ),
    max_size=8,
)
BADNESS = {VerdictState.QUALIFIED: 0, VerdictState.UNDECIDED: 1, VerdictState.UNQUALIFIED: 2}


def bounds(said: Verdict) -> tuple[float, float] | None:
    if said.score is not None:
        return said.score, said.score
    return said.interval


@given(anything, st.sampled_from(VETO))
def test_a_confirmed_veto_always_decides(outcomes: list[Ruling], veto: str) -> None:
    said = verdict(PORTAL, *outcomes, hit(veto))
    assert said.state is VerdictState.UNQUALIFIED
    assert veto in said.veto
    assert bounds(said) is None


@given(anything, st.sampled_from(VETO))
def test_what_nobody_could_look_at_never_improves_a_verdict(
    outcomes: list[Ruling], name: str
) -> None:
    before, after = verdict(PORTAL, *outcomes), verdict(PORTAL, *outcomes, unable(name))
    assert BADNESS[after.state] >= BADNESS[before.state]
    assert after.state is not VerdictState.QUALIFIED


@given(deductions)
def test_a_score_is_a_number_or_an_interval_within_the_scale(outcomes: list[Ruling]) -> None:
    said = verdict(PORTAL, *outcomes)
    assert (said.score is None) or (said.interval is None)
    found = bounds(said)
    assert (found is None) == (not outcomes)
    if found is not None:
        assert 0 <= found[0] <= found[1] <= 100


@given(deductions, st.sampled_from(DEDUCT))
def test_a_further_deduction_never_raises_the_score(outcomes: list[Ruling], name: str) -> None:
    before = bounds(verdict(PORTAL, hit("D-2.3"), *outcomes))
    after = bounds(verdict(PORTAL, hit("D-2.3"), *outcomes, hit(name)))
    assert before is not None
    assert after is not None
    assert after[0] <= before[0]
    assert after[1] <= before[1]


@given(deductions)
def test_confirming_everything_stays_within_what_was_open(outcomes: list[Ruling]) -> None:
    opened = bounds(verdict(PORTAL, *outcomes))
    settled = [
        Ruling(one.indicator, one.result, one.count, one.points)
        for one in outcomes
        if one.result not in (Result.UNABLE, Result.SUSPECT)
    ]
    closed = bounds(verdict(PORTAL, hit("D-2.3", count=0), *settled))
    if opened is not None and closed is not None and all(one.points is None for one in outcomes):
        assert opened[0] <= closed[0]
        assert closed[1] <= opened[1]


@given(anything)
def test_the_proposal_is_never_milder_than_the_verdict(outcomes: list[Ruling]) -> None:
    said = verdict(PORTAL, *outcomes)
    if said.state is VerdictState.UNQUALIFIED:
        assert said.proposed is VerdictState.UNQUALIFIED


@given(anything, st.randoms())
def test_the_order_of_outcomes_does_not_matter(outcomes: list[Ruling], rng: object) -> None:
    shuffled = list(outcomes)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = verdict(PORTAL, *outcomes), verdict(PORTAL, *shuffled)
    assert (one.state, one.veto, one.score, one.interval, one.not_examined) == (
        other.state,
        other.veto,
        other.score,
        other.interval,
        other.not_examined,
    )


LOCAL = {name: load_rulebook(name) for name in ("example-province", "example-city")}
TARGETS = (PORTAL, SITE, ACCOUNT, TargetFrame(PORTAL.kind, Level.CITY, portal=True, services=False))


@given(st.sampled_from(sorted(LOCAL)), st.sampled_from(TARGETS), st.data())
def test_a_local_scale_is_never_left_and_an_interval_has_no_band(
    name: str, target: TargetFrame, data: st.DataObject
) -> None:
    book = LOCAL[name]
    rows = [row.id for row in book.rows if target.kind in row.applies_to.kinds]
    filed = data.draw(
        st.lists(
            st.builds(
                Ruling,
                st.sampled_from(rows),
                st.sampled_from(list(Result)),
                st.one_of(st.none(), st.integers(0, 9)),
                st.none(),
                st.booleans(),
            ),
            max_size=8,
        )
    )
    said = verdict(target, *filed, book=name)
    found, frame = bounds(said), scale_for(book, target)
    if found is not None:
        assert frame is not None
        assert 0 <= found[0] <= found[1] <= frame.full + frame.bonus_cap
    if said.veto and frame is not None and frame.veto_score is not None:
        assert said.score == frame.veto_score
    if said.interval is not None:
        assert band_of(book, said, filed) is None


@given(anything)
def test_local_exemptions_never_touch_the_national_verdict(outcomes: list[Ruling]) -> None:
    town = TargetFrame(SITE.kind, Level.TOWN)
    book = LOCAL["example-province"]
    without = dataclasses.replace(book, exemptions=())
    assert judge_nationally(town, outcomes, book) == judge_nationally(town, outcomes, without)
