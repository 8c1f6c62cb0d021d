"""How often people agree with a rule; one they agree with too seldom comes down by itself."""

import pytest

from tests.feedback.conftest import found, wrong
from xuncha.office.casework import decisions, feedback_precision
from xuncha.office.people.models import AuditRecord, User
from xuncha.office.people.roles import Role
from xuncha.office.wordlists import rule_bands
from xuncha.office.wordlists.errors import WordlistError
from xuncha.office.wordlists.freezing import own_words_of, statement_of
from xuncha.office.wordlists.limits import feedback_limits

CODE = "1100000001"
LEAST = feedback_limits().least_decisions


def decided(inspection, reviewer, confirmed, dismissed, rule="stat-word", prefix="误"):
    rows = found(
        inspection, CODE, *(wrong(CODE, f"{prefix}{n}", rule=rule) for n in range(LEAST + 5))
    )
    for row in rows[:confirmed]:
        decisions.confirm(row, reviewer)
    for row in rows[confirmed : confirmed + dismissed]:
        decisions.dismiss(row, reviewer, "写法正确")
    return rows


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    [(0, 10, 0.0, 0.278), (5, 10, 0.237, 0.763), (10, 10, 0.722, 1.0), (97, 100, 0.915, 0.990)],
)
def test_the_interval_of_a_rate_is_wilsons(hits, trials, low, high):
    assert feedback_precision.wilson(hits, trials, 1.96) == pytest.approx((low, high), abs=0.001)


def test_a_rule_shows_what_people_said_of_it(inspection, office, reviewer):
    decided(inspection, reviewer, 3, 1)
    (line,) = feedback_precision.rule_lines(office)
    assert (line.rule, line.confirmed, line.dismissed) == ("stat-word", 3, 1)
    assert (line.open, line.shown, line.rate_pct) == (LEAST + 1, LEAST + 5, 75.0)
    low, high = line.interval_pct
    assert low < 75 < high


def test_the_newest_decision_counts_and_a_rule_nobody_decided_on_has_no_rate(
    inspection, office, reviewer
):
    rows = decided(inspection, reviewer, 1, 0)
    decisions.dismiss(rows[0], reviewer, "复核：写法正确")
    (line,) = feedback_precision.rule_lines(office)
    assert (line.confirmed, line.dismissed) == (0, 1)
    assert feedback_precision.RuleLine("r", None, "", 0, 0, 3, None).rate_pct is None


def test_one_cluster_is_one_decision_however_many_pages_it_has(inspection, office, reviewer):
    (row,) = found(inspection, CODE, wrong(CODE, "误", pages=40))
    decisions.confirm(row, reviewer)
    (line,) = feedback_precision.rule_lines(office)
    assert (line.confirmed, line.shown) == (1, 1)


def test_a_rule_under_the_rate_is_doubted_from_the_next_round_on(
    inspection, office, reviewer, later
):
    decided(inspection, reviewer, 2, LEAST - 2)
    assert own_words_of(inspection.words).doubted == ()
    following = later()
    (doubted,) = own_words_of(following.words).doubted
    assert (doubted.rule, doubted.confirmed, doubted.decided) == ("stat-word", 2, LEAST)
    assert f"stat-word（2/{LEAST}）" in statement_of(own_words_of(following.words))
    inspection.refresh_from_db()
    assert inspection.words is None


def test_too_few_decisions_or_a_good_rate_leave_a_rule_alone(inspection, office, reviewer, later):
    decided(inspection, reviewer, 0, LEAST - 1)
    assert later().words is None
    for row in inspection.targets.get(code=CODE).findings.all():
        decisions.confirm(row, reviewer, "复核")
    assert later(2).words is None


def test_a_doubted_rule_comes_back_when_a_person_says_so(inspection, office, reviewer, later):
    decided(inspection, reviewer, 2, LEAST - 2)
    assert own_words_of(later().words).doubted != ()
    rule_bands.trust_again(reviewer, "stat-word", "词库已补充，误报已除")
    assert later(2).words is None
    acts = list(AuditRecord.objects.filter(act="rule.band").values_list("detail__band", flat=True))
    assert acts == ["B", "A"]


def test_only_decisions_after_that_count_against_a_rule_trusted_again(
    inspection, office, reviewer, later
):
    decided(inspection, reviewer, 0, LEAST)
    following = later()
    rule_bands.trust_again(reviewer, "stat-word", "再观察")
    rows = found(following, CODE, *(wrong(CODE, f"新{n}") for n in range(LEAST)))
    for row in rows[:-1]:
        decisions.dismiss(row, reviewer, "写法正确")
    assert later(2).words is None
    decisions.dismiss(rows[-1], reviewer, "写法正确")
    assert [one.rule for one in own_words_of(later(3).words).doubted] == ["stat-word"]


def test_trusting_a_rule_needs_a_reason_a_right_and_a_doubted_rule(
    inspection, office, reviewer, later
):
    decided(inspection, reviewer, 0, LEAST)
    later()
    reader = User.objects.create_user("reader", office, role=Role.READER)
    with pytest.raises(WordlistError, match="权限"):
        rule_bands.trust_again(reader, "stat-word", "理由")
    with pytest.raises(WordlistError, match="理由"):
        rule_bands.trust_again(reviewer, "stat-word", " ")
    with pytest.raises(WordlistError, match="不必恢复"):
        rule_bands.trust_again(reviewer, "stat-missing", "理由")


def test_another_offices_decisions_say_nothing_here(inspection, other_office, reviewer):
    decided(inspection, reviewer, 0, LEAST)
    assert feedback_precision.rule_lines(other_office) == ()


def test_the_table_takes_few_queries(
    inspection, office, reviewer, sites, django_assert_max_num_queries
):
    decided(inspection, reviewer, 1, 1)
    for code in sites:
        found(inspection, code, wrong(code, "误", rule=f"rule-{code}"))
    with django_assert_max_num_queries(2):
        assert len(feedback_precision.rule_lines(office)) == 5
