"""Part 1: what makes a target unqualified, what leaves it undecided, what never does either."""

import pytest

from tests.judge.cases import ACCOUNT, PORTAL, SITE, clear, hit, suspect, unable, verdict
from xuncha.engine.domain.words import VerdictState
from xuncha.engine.judge.errors import UnknownIndicatorError, WrongTargetError

QUALIFIED, UNQUALIFIED = VerdictState.QUALIFIED, VerdictState.UNQUALIFIED
UNDECIDED = VerdictState.UNDECIDED


def test_clear_rows_make_a_target_qualified() -> None:
    said = verdict(SITE, clear("W-V2"), clear("W-V4.3"))
    assert (said.state, said.proposed, said.veto) == (QUALIFIED, QUALIFIED, ())


def test_a_confirmed_veto_makes_it_unqualified_and_is_named() -> None:
    said = verdict(SITE, hit("W-V4.3", count=5), clear("W-V2"))
    assert (said.state, said.veto) == (UNQUALIFIED, ("W-V4.3",))


def test_an_unconfirmed_hit_leaves_it_undecided_and_proposes() -> None:
    said = verdict(SITE, hit("W-V4.3", confirmed=False))
    assert (said.state, said.proposed, said.veto) == (UNDECIDED, UNQUALIFIED, ())


def test_an_auto_row_counts_by_itself() -> None:
    assert verdict(SITE, hit("W-V3", confirmed=False)).state is UNQUALIFIED
    assert verdict(ACCOUNT, hit("N-V2.1", confirmed=False)).state is UNQUALIFIED


def test_a_row_for_persons_needs_one_who_confirms() -> None:
    assert verdict(SITE, hit("W-V1.2", confirmed=False)).state is UNDECIDED
    assert verdict(SITE, hit("W-V1.2")).state is UNQUALIFIED


def test_a_suspect_leaves_it_undecided() -> None:
    said = verdict(SITE, suspect("W-V4.2"))
    assert (said.state, said.proposed) == (UNDECIDED, UNQUALIFIED)


def test_what_nobody_could_look_at_is_no_pass_and_no_fault() -> None:
    said = verdict(SITE, unable("W-V4.3"), clear("W-V2"))
    assert (said.state, said.proposed, said.veto) == (UNDECIDED, UNDECIDED, ())


def test_a_certain_veto_decides_whatever_else_is_unable() -> None:
    said = verdict(SITE, unable("W-V2"), suspect("W-V4.2"), hit("W-V4.3"))
    assert (said.state, said.proposed, said.veto) == (UNQUALIFIED, UNQUALIFIED, ("W-V4.3",))


def test_several_vetoes_are_all_named_in_the_order_of_the_book() -> None:
    said = verdict(SITE, hit("W-V4.3"), hit("W-V3"), hit("W-V4.1"))
    assert said.veto == ("W-V3", "W-V4.1", "W-V4.3")


@pytest.mark.parametrize("outcome", [hit("W-N1"), hit("W-N1", confirmed=False), unable("W-N1")])
def test_a_notice_row_fails_nobody_and_leaves_nothing_open(outcome: object) -> None:
    said = verdict(SITE, outcome, clear("W-V3"), book="qinghai")  # type: ignore[arg-type]
    assert (said.state, said.proposed, said.veto) == (QUALIFIED, QUALIFIED, ())
    assert any("仅通报" in step.text for step in said.arithmetic)


def test_rows_without_an_outcome_are_named_and_decide_nothing() -> None:
    said = verdict(SITE, clear("W-V3"))
    assert said.state is QUALIFIED
    assert "W-V2" in said.not_examined
    assert "W-V3" not in said.not_examined
    assert not any(name.startswith(("N-", "D-", "B-")) for name in said.not_examined)


def test_a_row_in_force_without_an_outcome_is_no_pass() -> None:
    said = verdict(SITE, clear("W-V3"), in_force=["W-V3", "W-V2"])
    assert said.state is UNDECIDED
    assert "W-V2" not in said.not_examined


def test_an_outcome_outside_the_rows_in_force_decides_nothing() -> None:
    said = verdict(SITE, clear("W-V3"), hit("W-V4.3"), in_force=["W-V3"])
    assert said.state is QUALIFIED
    assert "W-V4.3" in said.not_examined


def test_a_row_in_force_for_accounts_does_not_bind_a_site() -> None:
    assert verdict(SITE, clear("W-V3"), in_force=["W-V3", "N-V2.1"]).state is QUALIFIED


def test_service_rows_are_not_for_a_department_without_services() -> None:
    office = type(SITE)(SITE.kind, SITE.level, portal=False, services=False)
    said = verdict(office, hit("W-V6.1"), clear("W-V3"))
    assert said.state is QUALIFIED
    assert not any(name.startswith("W-V6") for name in said.not_examined)
    assert verdict(SITE, hit("W-V6.1")).state is UNQUALIFIED


def test_a_hit_on_a_heading_covers_its_sub_rows() -> None:
    said = verdict(SITE, hit("W-V1"))
    assert said.veto == ("W-V1",)
    assert not any(name.startswith("W-V1") for name in said.not_examined)


def test_an_unknown_indicator_is_named() -> None:
    with pytest.raises(UnknownIndicatorError, match="W-V9"):
        verdict(SITE, hit("W-V9"))


def test_an_indicator_for_accounts_on_a_site_is_refused() -> None:
    with pytest.raises(WrongTargetError, match=r"N-V2\.1"):
        verdict(SITE, hit("N-V2.1"))


def test_a_veto_leaves_no_score() -> None:
    said = verdict(PORTAL, hit("W-V3"), hit("D-1.5"))
    assert (said.score, said.interval, said.bonus) == (None, None, None)


def test_the_arithmetic_ends_with_the_conclusion() -> None:
    assert "合格" in verdict(SITE, clear("W-V3")).arithmetic[-1].text
    assert "W-V4.3" in verdict(SITE, hit("W-V4.3")).arithmetic[-1].text
    assert "待定" in verdict(SITE, unable("W-V4.3")).arithmetic[-1].text
