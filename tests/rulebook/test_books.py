"""The books that ship: what they hold, and that a published one is never edited."""

import pytest

from xuncha.engine.domain.targets import AccountPlan, SitePlan
from xuncha.engine.domain.words import (
    AccountFunction,
    Confidence,
    Judge,
    Level,
    RowKind,
    TargetKind,
)
from xuncha.engine.rulebook.book import Op
from xuncha.engine.rulebook.errors import UnknownRulebookError
from xuncha.engine.rulebook.freeze import is_frozen, lock_text, locked_digests
from xuncha.engine.rulebook.instruments import INSTRUMENTS, METRIC_LABELS, Metric
from xuncha.engine.rulebook.load import check_file, list_names, load_rulebook, rulebook_folder
from xuncha.engine.rulebook.scope import frame_of, rows_for

NATIONAL = load_rulebook("national-2019")
QINGHAI = load_rulebook("qinghai")


def test_a_published_book_is_what_was_published() -> None:
    assert {name: load_rulebook(name).digest for name in list_names()} == locked_digests(), (
        "an edited book? publish a new one instead; a new one is added with:\n" + lock_text()
    )
    assert all(is_frozen(load_rulebook(name)) for name in list_names())


@pytest.mark.parametrize("name", list_names())
def test_a_shipped_book_has_no_faults_and_the_name_of_its_file(name: str) -> None:
    assert check_file(rulebook_folder() / f"{name}.toml") == ()
    assert load_rulebook(name).name == name


@pytest.mark.parametrize(
    ("name", "check", "op", "value", "judge"),
    [
        ("W-V2", "site-unreachable", Op.AT_LEAST, 5, Judge.AUTO),
        ("W-V3", "home-still", Op.LESS, 1, Judge.AUTO),
        ("W-V4.1", "core-columns-still", Op.AT_LEAST, 5, Judge.CONFIRM),
        ("W-V4.2", "columns-still", Op.AT_LEAST, 10, Judge.CONFIRM),
        ("W-V4.3", "columns-blank", Op.AT_LEAST, 5, Judge.CONFIRM),
        ("N-V2.1", "account-still", Op.LESS, 1, Judge.AUTO),
    ],
)
@pytest.mark.parametrize("book", [NATIONAL, QINGHAI])
def test_the_measured_vetoes_hold_their_limits(
    book: object, name: str, check: str, op: Op, value: float, judge: Judge
) -> None:
    row = book.row(name)  # type: ignore[attr-defined]
    assert row.condition is not None
    assert (row.check, row.condition.op, row.condition.value) == (check, op, value)
    assert (row.judge, row.kind, row.confidence) == (judge, RowKind.VETO, Confidence.CONFIRMED)


def test_the_windows_are_parameters_of_the_rows() -> None:
    params = {name: dict(QINGHAI.row(name).params) for name in ("W-V2", "W-V4.2", "N-V2.1")}  # type: ignore[union-attr]
    assert params == {
        "W-V2": {"days": 7, "slow_ms": 15000, "min_valid": 120, "min_days": 6, "gap_minutes": 15},
        "W-V4.2": {"news_days": 14, "notice_months": 6, "yearly_months": 12},
        "N-V2.1": {"days": 14, "functions": ("publish",)},
    }


def test_the_groups_add_up_to_the_full_mark() -> None:
    assert NATIONAL.scoring is not None
    scored = [group for group in NATIONAL.groups if group.id != NATIONAL.scoring.bonus_group]
    assert [group.points for group in scored] == [31, 25, 23, 21]
    assert sum(group.points for group in scored) == NATIONAL.scoring.full


@pytest.mark.parametrize("group", ["D-1", "D-2", "D-3", "D-4", "B"])
def test_the_proposed_weights_of_a_group_add_up_to_its_confirmed_total(group: str) -> None:
    caps = [row.cap or 0 for row in NATIONAL.rows if row.group == group]
    found = NATIONAL.group(group)
    assert found is not None
    assert sum(caps) == found.points


def test_only_the_confirmed_deductions_are_marked_confirmed() -> None:
    confirmed = {
        row.id: row.points
        for row in NATIONAL.rows
        if row.kind is RowKind.DEDUCT and row.points_confidence is Confidence.CONFIRMED
    }
    assert confirmed == {"D-1.5": 5, "D-1.7": 1, "D-1.8": 1, "D-2.3": 2, "D-3.3": 3}


def test_remembered_rows_are_there_and_marked() -> None:
    marked = {row.id for row in NATIONAL.rows if row.confidence is Confidence.UNCONFIRMED}
    assert {"W-V6.2", "W-V6.3", "N-V1.2", "N-V2.2", "N-V3.2", "B-7"} <= marked
    assert not {"W-V6.1", "W-V5.2", "N-V3.1"} & marked


def test_the_local_book_names_wording_and_fails_nobody_by_it() -> None:
    for name, kind in (("W-N1", TargetKind.SITE), ("N-N1", TargetKind.ACCOUNT)):
        row = QINGHAI.row(name)
        assert row is not None
        assert NATIONAL.row(name) is None
        assert (row.kind, row.judge, row.check) == (RowKind.NOTICE, Judge.CONFIRM, "wording")
        assert row.applies_to.kinds == (kind,)
        assert (row.confidence, row.params["band"]) == (Confidence.LOCAL, "A")


def test_the_local_book_changes_words_and_no_limit() -> None:
    here, there = QINGHAI.row("W-V4.1"), NATIONAL.row("W-V4.1")
    assert here is not None
    assert there is not None
    assert here.reason_text == "应更新但长期未更新的栏目数量超过（含）5个"
    assert here.reason_text != there.reason_text
    assert (here.condition, here.params) == (there.condition, there.params)


def test_every_metric_has_a_check_and_a_label() -> None:
    assert {one.metric for one in INSTRUMENTS.values()} == set(Metric) == set(METRIC_LABELS)


def test_rows_for_a_target_leave_out_headings_and_other_kinds() -> None:
    site = SitePlan("6300000001", "网站", "http://a.example/", Level.PROVINCE, False, False)
    account = AccountPlan("a1", "账号", "微信订阅号", AccountFunction.PUBLISH, Level.CITY)
    names = {row.id for row in rows_for(QINGHAI, frame_of(site))}
    assert "W-V4.1" in names
    assert not {name for name in names if name.startswith(("N-", "D-", "B-", "W-V6"))}
    assert "W-V4" not in names
    assert all(row.id.startswith("N-") for row in rows_for(QINGHAI, frame_of(account)))


def test_an_unknown_name_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(UnknownRulebookError, match="qinghai"):
        load_rulebook("qinghia")


def test_a_name_is_no_path() -> None:
    with pytest.raises(UnknownRulebookError):
        load_rulebook("../rulebooks/qinghai")
