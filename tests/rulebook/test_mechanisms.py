"""Every mechanism of spec/indicators.md section 8: the row or table that says it, and what it does.

The books are the one real local book and three invented ones (虚构示例).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from tests.judge.cases import ACCOUNT, PORTAL, SITE, clear, hit, unable, verdict
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.windows import SHANGHAI
from xuncha.engine.domain.words import Level, Result, TextErrorKind, VerdictState
from xuncha.engine.judge.beside import judge_nationally
from xuncha.engine.judge.ruling import Ruling, weigh
from xuncha.engine.judge.standings import band_of, compose, lists_of
from xuncha.engine.judge.weights import Span, single
from xuncha.engine.rulebook.book import Row, Rulebook
from xuncha.engine.rulebook.load import load_rulebook
from xuncha.engine.rulebook.practice import Period
from xuncha.engine.rulebook.sampling import Candidate, draw
from xuncha.engine.rulebook.scope import TargetFrame
from xuncha.engine.rulebook.spans import looking, measured

PROVINCE, CITY, COUNTY = (
    load_rulebook(f"example-{name}") for name in ("province", "city", "county")
)
TOWN = TargetFrame(SITE.kind, Level.TOWN)
NO_SERVICES = TargetFrame(PORTAL.kind, Level.CITY, portal=True, services=False)
NOON = datetime(2024, 10, 9, 12, tzinfo=SHANGHAI)


def row_of(book: Rulebook, name: str) -> Row:
    row = book.row(name)
    assert row is not None
    return row


def judged(target: TargetFrame, *outcomes: Ruling, book: Rulebook) -> tuple[object, object]:
    """State here and nationally."""
    here = verdict(target, *outcomes, book=book.name)
    there = judge_nationally(target, outcomes, book)
    return here.state, there.state if there else None


def wording(*kinds: TextErrorKind) -> Outcome:
    findings = tuple(
        Finding(
            check="wording",
            target="t",
            key=f"page|{at}",
            title="",
            observed="",
            limit="",
            confidence=1,
            evidence=(Evidence("http://a.example/", "", "", ""),),
            kind=kind,
        )
        for at, kind in enumerate(kinds)
    )
    return Outcome("W-L1.4", "wording", Result.HIT, len(kinds), len(kinds), "", findings=findings)


def a_limit_of_its_own_for_one_sub_class() -> None:
    still = hit("W-V4.2", count=6)
    assert judged(SITE, still, book=PROVINCE) == ("unqualified", "qualified")
    assert row_of(load_rulebook("qinghai"), "W-V4.2").condition.value == 10  # type: ignore[union-attr]


def a_reason_told_apart_from_the_rule() -> None:
    row = row_of(load_rulebook("qinghai"), "W-V4.1")
    assert "应更新但长期未更新" in row.reason_text
    assert "累计超过" in row.rule


def a_window_of_ten_days() -> None:
    assert row_of(PROVINCE, "N-V2.1").params["days"] == 10
    assert judged(ACCOUNT, clear("N-V2.1"), book=PROVINCE) == ("qualified", "qualified")
    still = hit("N-V2.1", count=0)
    assert judged(ACCOUNT, still, book=PROVINCE) == ("unqualified", "undecided")


def a_window_of_working_days() -> None:
    row = row_of(PROVINCE, "W-V4.1")
    given, moment = measured(row.params, row.windows, NOON)
    assert NOON.date() - timedelta(days=int(given["news_days"])) == date(2024, 9, 24)  # type: ignore[arg-type]
    assert (given["notice_months"], moment) == (6, NOON)


def a_fixed_window() -> None:
    window = row_of(COUNTY, "W-V3").windows["days"]
    inside = looking(window, datetime(2024, 11, 11, 9, tzinfo=SHANGHAI))
    assert (inside.days, inside.as_of.day) == (10, 11)
    after = looking(window, datetime(2024, 12, 20, 9, tzinfo=SHANGHAI))
    assert (after.days, after.as_of.date()) == (29, date(2024, 11, 30))
    before = looking(window, datetime(2024, 3, 1, 9, tzinfo=SHANGHAI))
    assert before.as_of.date() == date(2023, 11, 30)


def a_window_whose_first_day_is_outside() -> None:
    row = row_of(COUNTY, "N-V2.1")
    assert measured(row.params, row.windows, NOON)[0]["days"] == 13


def posts_a_week() -> None:
    row = row_of(CITY, "N-D1.1")
    assert row.condition is not None
    assert (row.params["days"], row.condition.holds(2), row.condition.holds(3)) == (7, True, False)
    assert verdict(ACCOUNT, hit("N-D1.1", count=2), book="example-city").score == 90


def one_original_post_a_month() -> None:
    assert verdict(ACCOUNT, hit("N-D1.2", count=1), book="example-city").score == 80


def rounds_by_the_month() -> None:
    periods = [one.sampling.period for one in (PROVINCE, CITY, COUNTY) if one.sampling]
    assert periods == [Period.QUARTER, Period.MONTH, Period.HALF_MONTH]


def sampling_by_stratum() -> None:
    sites = [Candidate(f"s{n}", SITE) for n in range(4)]
    heard = [Candidate(f"g{n}", ACCOUNT, speaks_for_government=True) for n in range(3)]
    quiet = [Candidate(f"d{n:02}", ACCOUNT) for n in range(31)]
    found = draw(PROVINCE, [*sites, *heard, *quiet], (), "2024Q3")
    assert [(one.registered, len(one.chosen)) for one in found] == [(4, 4), (3, 3), (31, 7)]
    again = draw(PROVINCE, [*reversed(quiet), *heard, *sites], (), "2024Q3")
    assert again == found
    assert draw(PROVINCE, quiet, (), "2024Q4")[2].chosen != found[2].chosen
    assert len(draw(PROVINCE, quiet[:6], (), "x")[2].chosen) == 5


def what_failed_is_in_the_next_sample() -> None:
    quiet = [Candidate(f"d{n:02}", ACCOUNT) for n in range(50)]
    (_, _, drawn) = draw(PROVINCE, quiet, {"d07", "d49", "gone"}, "2024Q3")
    assert drawn.carried == ("d07", "d49")
    assert {"d07", "d49"} <= set(drawn.chosen)
    assert len(drawn.chosen) == 10


def pass_lines_of_40_60_and_80() -> None:
    department = TargetFrame(SITE.kind, Level.CITY)
    lost = hit("S-1.1"), hit("S-1.2", points=10)
    assert verdict(department, hit("S-1.1"), book="example-city").state is VerdictState.UNQUALIFIED
    assert verdict(department, *lost[1:], book="example-city").score == 50
    account = [hit("N-D1.3", count=20)]
    assert verdict(ACCOUNT, *account, book="example-city").score == 60
    assert verdict(ACCOUNT, *account, book="example-city").state is VerdictState.QUALIFIED
    groups = (("D-1", 16), ("D-2", 20), ("D-3", 23), ("D-4", 20))
    assert verdict(PORTAL, groups=groups, book="example-city").state is VerdictState.UNQUALIFIED
    groups = (("D-1", 17), ("D-2", 20), ("D-3", 23), ("D-4", 20))
    assert verdict(PORTAL, groups=groups, book="example-city").state is VerdictState.QUALIFIED


def a_scale_of_110() -> None:
    groups = (("D-1", 36), ("D-2", 20), ("D-3", 23), ("D-4", 21), ("B", 10))
    assert verdict(PORTAL, groups=groups, book="example-city").score == 110


def scored_accounts_with_rows_of_their_own() -> None:
    said = verdict(ACCOUNT, hit("N-D1.3", count=3), hit("N-D2.1"), book="example-city")
    assert (said.score, said.state) == (84, VerdictState.QUALIFIED)
    assert not {"D-1.1", "S-1.1"} & set(said.not_examined)


def a_veto_is_59_points() -> None:
    said = verdict(PORTAL, hit("W-V4.3"), hit("D-1.5"), book="example-city")
    assert (said.score, said.state, said.veto) == (59, VerdictState.UNQUALIFIED, ("W-V4.3",))
    assert any("记 59 分" in step.text for step in said.arithmetic)


def weighted_parts() -> None:
    district, site = CITY.compositions
    parts = {"网站": single(Fraction(90)), "账号": single(Fraction(80))}
    assert compose(district, parts).score == single(Fraction(87))
    assert compose(COUNTY.compositions[0], parts).score == single(Fraction(83))
    unsure = {"日常检查": Span(Fraction(80), Fraction(90)), "专家评议": single(Fraction(100))}
    assert compose(site, unsure).score == Span(Fraction(86), Fraction(93))
    lacking = compose(site, {"日常检查": single(Fraction(80)), "专家评议": None})
    assert lacking.score is None
    assert "缺 专家评议" in lacking.text


def points_of_a_missing_group_are_spread() -> None:
    said = verdict(NO_SERVICES, hit("D-3.3"), book="example-city")
    assert any("分摊" in step.text for step in said.arithmetic)
    assert said.score == 97
    lost = hit("D-3.1", points=25)
    assert verdict(NO_SERVICES, lost, book="example-city").score == 75
    assert verdict(PORTAL, lost, book="example-city").score == 77


def scaling_stays_with_the_nation() -> None:
    beside = judge_nationally(NO_SERVICES, [hit("D-3.3")], CITY)
    assert beside is not None
    assert beside.score == 97
    assert any("只用于国务院部门" in step.text for step in beside.arithmetic)


def wording_errors_are_graded() -> None:
    typo, name = TextErrorKind.TYPO, TextErrorKind.NAME
    outcome = wording(typo, typo, typo, name)
    decided = {one.fingerprint: True for one in outcome.findings}
    counts = {
        row.id: (weigh(row, replace(outcome, indicator=row.id), decided))
        for row in (row_of(PROVINCE, f"W-L1.{n}") for n in range(1, 6))
    }
    assert {name: (one.result.value, one.count) for name, one in counts.items()} == {
        "W-L1.1": ("hit", 3),
        "W-L1.2": ("hit", 3),
        "W-L1.3": ("clear", 3),
        "W-L1.4": ("hit", 1),
        "W-L1.5": ("clear", 0),
    }
    only_typos = [counts[name] for name in ("W-L1.1", "W-L1.2", "W-L1.3")]
    said = verdict(PORTAL, *only_typos, book="example-province")
    assert (said.state, said.score) == (VerdictState.QUALIFIED, 99.5)


def more_than_so_many_typos_fail() -> None:
    condition = row_of(PROVINCE, "W-L1.3").condition
    assert condition is not None
    assert (condition.holds(8), condition.holds(9)) == (False, True)


def account_results_on_two_lists() -> None:
    slow = [hit("N-D1.1", count=2)]
    assert lists_of(COUNTY, ACCOUNT, slow) == ("deduct",)
    assert lists_of(COUNTY, ACCOUNT, [*slow, hit("N-V3.1")]) == ("veto", "deduct")
    assert lists_of(COUNTY, ACCOUNT, [hit("N-V3.1", confirmed=False), unable("N-D2.1")]) == ()


def sections_of_its_own() -> None:
    assert row_of(CITY, "N-D2.1").section == "账号 功能"


def registry_defects_without_points() -> None:
    assert verdict(SITE, hit("W-L3.1"), book="example-province").state is VerdictState.QUALIFIED
    assert row_of(PROVINCE, "N-L3.1").points is None


def classes_of_links_with_their_own_consequence() -> None:
    dead, hidden, misused = hit("W-L2.1", count=7), hit("W-L2.2"), hit("W-L2.3")
    said = verdict(PORTAL, dead, misused, book="example-province")
    assert (said.state, said.score) == (VerdictState.QUALIFIED, 99.3)
    assert verdict(PORTAL, dead, hidden, book="example-province").veto == ("W-L2.2",)


def an_exemption_changes_only_the_local_verdict() -> None:
    asked = hit("W-V5.1")
    assert judged(TOWN, asked, clear("W-V1.1"), book=PROVINCE) == ("qualified", "unqualified")
    assert judged(TOWN, asked, book=PROVINCE) == ("undecided", "unqualified")
    assert judged(TOWN, clear("W-V5.1"), book=PROVINCE) == ("undecided", "qualified")
    said = verdict(TOWN, asked, book="example-province")
    assert any("省内豁免，国办口径仍计" in step.text for step in said.arithmetic)
    assert judged(SITE, asked, book=PROVINCE) == ("unqualified", "unqualified")


def bands_and_words_of_the_verdict() -> None:
    def band(*outcomes: Ruling, kept: tuple[int, ...] = ()) -> str | None:
        groups = tuple(zip(("D-1", "D-2", "D-3", "D-4"), kept, strict=False))
        said = verdict(PORTAL, *outcomes, groups=groups, book="example-province")
        found = band_of(PROVINCE, said, outcomes)
        return found.name if found else None

    assert band(kept=(31, 25, 3, 3)) == "基本合格"
    assert band(kept=(31, 25, 23, 21)) == "优秀"
    assert band(Ruling("W-V4.3", Result.CLEAR, 4), kept=(31, 25, 23, 21)) == "接近单否"
    assert band(hit("W-V4.3", count=5)) == "不合格（单项否决）"
    assert band(hit("D-1.1")) is None


def places_are_counted_once() -> None:
    twice = Ruling("D-1.9", Result.HIT, 2, places=("column|要闻", "column|公示"))
    news = Ruling("D-1.4", Result.HIT, 1, places=("column|要闻",))
    said = verdict(PORTAL, twice, news, book="example-province")
    assert any("1 处已在其他指标计入" in step.text for step in said.arithmetic)
    alone = verdict(
        PORTAL, replace(twice, places=("column|要闻",), count=1), news, book="example-province"
    )
    assert alone.interval == verdict(PORTAL, news, book="example-province").interval


MECHANISMS: tuple[tuple[str, str, Callable[[], None]], ...] = (
    ("L-1 分项限值", 'example-province indicator."W-V4.2"', a_limit_of_its_own_for_one_sub_class),
    (
        "L-1 通报用语与条文分开",
        'qinghai indicator."W-V4.1".reason_text',
        a_reason_told_apart_from_the_rule,
    ),
    ("L-6 窗口 7/10/14 天", 'example-province indicator."N-V2.1".params', a_window_of_ten_days),
    ("窗口按工作日", 'example-province indicator."W-V4.1".windows', a_window_of_working_days),
    ("L-3 固定窗口", 'example-county indicator."W-V3".windows', a_fixed_window),
    (
        "L-6 含不含当天",
        'example-county indicator."N-V2.1".windows',
        a_window_whose_first_day_is_outside,
    ),
    ("L-6 每周条数", 'example-city indicator."N-D1.1"', posts_a_week),
    ("每月一条原创", 'example-city indicator."N-D1.2"', one_original_post_a_month),
    ("L-2 检查周期", "sampling.period", rounds_by_the_month),
    ("L-4 分层抽查比例", "example-province stratum", sampling_by_stratum),
    (
        "L-5 上期不合格必查",
        "example-province sampling.carry_over",
        what_failed_is_in_the_next_sample,
    ),
    ("合格线 40/60/80", "example-city scoring、scale", pass_lines_of_40_60_and_80),
    ("L-8 满分 110", "example-city scoring、group", a_scale_of_110),
    ("L-8 账号评分", "example-city scale.account", scored_accounts_with_rows_of_their_own),
    ("L-7 单项否决记 59 分", "example-city scoring.veto_score", a_veto_is_59_points),
    ("L-9 加权合成", "example-city、example-county composition", weighted_parts),
    ("L-7 服务分分摊", "example-city scoring.no_services", points_of_a_missing_group_are_spread),
    (
        "G-6 折算只用于国务院部门",
        "national-2019 scoring.scaled_levels",
        scaling_stays_with_the_nation,
    ),
    ("L-10、L-13 表述错误分级", 'example-province indicator."W-L1.1…5"', wording_errors_are_graded),
    ("L-11 超过若干处即否决", 'example-province indicator."W-L1.3"', more_than_so_many_typos_fail),
    ("L-12 账号两张清单", "example-county tier", account_results_on_two_lists),
    ("自设板块", "example-city indicator section", sections_of_its_own),
    ("L-15 登记问题不计分", 'example-province indicator."W-L3.1"', registry_defects_without_points),
    (
        "L-14 链接分类",
        'example-province indicator."W-L2.1…3"',
        classes_of_links_with_their_own_consequence,
    ),
    ("省内豁免", "example-province exemption", an_exemption_changes_only_the_local_verdict),
    ("等次用语、接近单否", "example-province band、near", bands_and_words_of_the_verdict),
    ("G-9 不重复扣", 'example-province indicator."D-1.9".not_twice', places_are_counted_once),
)


@pytest.mark.parametrize(
    ("mechanism", "where", "shown"), MECHANISMS, ids=[m[0] for m in MECHANISMS]
)
def test_a_mechanism_is_said_in_a_book_and_does_what_it_says(
    mechanism: str, where: str, shown: Callable[[], None]
) -> None:
    assert mechanism
    assert where
    shown()


@pytest.mark.parametrize("book", [PROVINCE, CITY, COUNTY])
def test_an_invented_book_says_that_it_is_invented(book: Rulebook) -> None:
    assert book.title.startswith("虚构示例")
    assert "虚构示例" in book.document
    assert book.national is not None
    assert book.national.name == "national-2019"
