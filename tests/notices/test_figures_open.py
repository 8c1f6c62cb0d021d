"""Every figure a notice prints opens to rows, and there are as many of them as it says."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from tests.notices.built_round import example_of, facts_of, script_of
from xuncha.office.notices.backed_lists import opened
from xuncha.office.notices.backing import Listed, backed, listing, share, targets, unmarked
from xuncha.office.notices.editions import script_for
from xuncha.office.notices.errors import NoticeError
from xuncha.office.notices.functions import functions
from xuncha.office.notices.gate import PublicGate
from xuncha.office.notices.gather import Known
from xuncha.office.notices.rates import PercentStyle, Rate, Rounding
from xuncha.office.notices.script import compose
from xuncha.office.notices.template import load_template, template_names
from xuncha.office.rectification.models import Contest, Order, OrderItem, Reply, SecondLook
from xuncha.office.registry.models import Body

pytestmark = pytest.mark.django_db
FAILING = targets("site", state="unqualified")
STYLE = PercentStyle(2, Rounding.HALF_UP, never_full_with_failures=True)
DATES = re.compile(
    r"(?:(?:\d{4}年)?\d{1,2}月)?\d{1,2}日(?:\d{1,2}时(?:\d{1,2}分)?)?|\d{4}年(?:第?.季度)?"
)
COUNTS = re.compile(r"\d+(?:\.\d+)?(?=[个项处条件份次期人类]|%)")


def figures_of(script):
    """Every figure with what is printed: of the body and of the cells of the annexes."""
    for part in script.body:
        for one in part.figures:
            yield part.text[one.start : one.end], one
    for annex in script.annexes:
        for table in annex.tables:
            for one in table.figures:
                yield table.rows[one.row][one.column], one


def wrong_in(script, inspection, facts=None):
    """The figures whose list says something else."""
    found = []
    known = Known(on=facts.content.head.signed_on) if facts else Known()
    for printed, one in figures_of(script):
        says = opened(inspection, one.backing, known).says
        if one.whole is not None:
            whole = opened(inspection, one.whole, known).says
            told = Rate(int(says), int(whole), "", STYLE).percent
        else:
            told = format(Decimal(says).normalize(), "f")
        if told != printed:
            found.append((printed, told, one.backing, one.whole))
    return found


def closed_in(script, book):
    """The counts of the body that open to nothing; limits a rule names are none."""
    found = []
    for part in script.body:
        rest = list(part.text)
        for one in part.figures:
            rest[one.start : one.end] = "#" * (one.end - one.start)
        text = "".join(rest)
        for row in book.rows:
            text = text.replace(row.reason_text or row.name, "")
        found += COUNTS.findall(DATES.sub(" ", text))
    return found


@pytest.mark.parametrize("code", [one.code for one in functions()])
def test_every_figure_of_a_function_equals_its_list(code, province, department):
    owner = department if code == "F38" else province
    assert wrong_in(example_of(code, province, department)[1], owner.inspection) == []


@pytest.mark.parametrize("name", template_names())
def test_every_figure_of_a_template_equals_its_list(name, province, department):
    owner = department if name == "department-selfcheck" else province
    script = compose(facts_of(owner), load_template(name))
    assert len(list(figures_of(script))) > 3
    assert wrong_in(script, owner.inspection) == []


CLOSED = {"F09", "F17", "F22", "F33"}
"""Fixed shares (100%), words of an answer (5个工作日内), points between two rates that both open,
and the rate of another tier, which only says how many it saw and failed."""


@pytest.mark.parametrize("code", [one.code for one in functions() if one.code not in CLOSED])
def test_no_count_of_a_function_is_closed(code, province, department):
    facts, script = example_of(code, province, department)
    assert closed_in(script, facts.book) == []


def test_a_sample_opens_to_the_plan_it_was_drawn_by(sampled):
    script = script_of(facts_of(sampled), "coverage")
    printed = [text for text, _ in figures_of(script)]
    assert printed == ["29", "9", "31.03%", "24", "12", "50.00%"]
    assert wrong_in(script, sampled.inspection) == []


def test_the_public_edition_opens_nothing(province):
    script = compose(facts_of(province), load_template("province-quarter"))
    gate = PublicGate(frozenset(), frozenset(), frozenset())
    assert list(figures_of(script_for(script, gate))) == []


def test_a_round_of_another_office_is_no_list_of_ours(province, department):
    foreign = targets("site", round=department.inspection.pk)
    with pytest.raises(NoticeError, match="没有这一轮"):
        opened(province.inspection, foreign)


@pytest.mark.parametrize(
    "backing",
    [
        targets("site", nonsense=1),
        targets("site", sort="nonsense"),
        targets("site", least="many"),
        listing(Listed.RECORDS, sort="nonsense"),
        listing(Listed.RECORDS, sort="slip", 没有的栏="1"),
        listing(Listed.GROUPS, kind="site", by="nonsense", sort="full"),
        listing(Listed.ROUNDS, kind="site", since="yesterday"),
    ],
)
def test_a_list_that_means_nothing_is_refused_in_one_line(province, backing):
    with pytest.raises(NoticeError):
        opened(province.inspection, backing)


def test_a_mark_leaves_the_text_and_tells_its_place():
    text, (first, second) = unmarked(
        f"共{backed(12, targets('site'))}个，{backed(3, FAILING)}个不合格"
    )
    assert text == "共12个，3个不合格"
    assert [text[one.start : one.end] for one in (first, second)] == ["12", "3"]
    assert second.backing == FAILING


def test_a_rate_opens_to_its_part_and_its_whole():
    rate = Rate(3, 4, "", STYLE)
    text, (one,) = unmarked(share(rate, FAILING, targets("site")))
    assert (text, one.backing, one.whole) == ("75.00%", FAILING, targets("site"))


def test_what_only_looks_like_a_mark_stays_as_it_is():
    for text in ("\ue0001\ue002", "\ue000[]\ue001名\ue002", '\ue000["x"]\ue001名\ue002'):
        assert unmarked(text)[1] == ()


@pytest.fixture
def ordered(province):
    """Orders of the round: one answered, one silent; of its items one gone, one still there, one
    nobody looked at again, one taken back on a contest."""
    inspection, at = province.inspection, datetime(2026, 10, 14, 2, tzinfo=UTC)
    bodies = Body.objects.filter(office=province.office, code__in=("C1", "C3")).order_by("code")
    orders = [
        Order.objects.create(
            office=province.office,
            round=inspection,
            addressee=body,
            addressee_name=body.name,
            kind="slip",
            number=f"沱整〔2026〕{serial}号",
            year=2026,
            serial=serial,
            due_on=date(2026, 10, 20),
            first_due_on=date(2026, 10, 20),
            drawn_at=at,
            drawn_by=province.reviewer,
            issued_at=at,
            issued_by=province.reviewer,
            state="issued",
        )
        for serial, body in enumerate(bodies, start=11)
    ]
    sites = inspection.targets.filter(kind="site").order_by("code")[:4]
    items = [
        OrderItem.objects.create(
            order=orders[number % 2],
            target=site,
            indicator="W-V3",
            outcome=site.outcomes.get(indicator="W-V3"),
            title="首页",
            opened_at=at,
        )
        for number, site in enumerate(sites)
    ]
    for item, seen in zip(items, ("fixed", "still"), strict=False):
        when = {"at": at + timedelta(days=5), "looked_at": at + timedelta(days=5)}
        who = {"by": province.reviewer, "by_name": "李审", "is_machine": False}
        SecondLook(item=item, seen=seen, **when, **who).save(force_insert=True)
    by = {"by": province.reviewer, "by_name": "李审", "at": at}
    reply = Reply(item=items[3], says="contest", text="引用", **by)
    reply.save(force_insert=True)
    Contest.objects.create(
        item=items[3], reply=reply, opened_at=at, state="upheld", ruled_at=at + timedelta(days=2)
    )
    return province


def test_what_became_of_orders_is_told_and_opens_to_their_items(ordered):
    facts = facts_of(ordered)
    script = script_of(facts, "rectified")
    (part,) = (one for one in script.body if one.rank == "text")
    assert "下发整改问题4项，其中1项经申诉撤回" in part.text
    assert "1项已整改，1项仍未整改，1项尚未复查，整改率33.33%" in part.text
    assert wrong_in(script, ordered.inspection, facts) == []


@pytest.mark.parametrize("section", ["slips", "non-reporters"])
def test_orders_are_counted_beside_imported_records(ordered, section):
    whole = {"since": date(2026, 1, 1), "until": date(2026, 12, 31)}
    facts = facts_of(ordered)
    script = script_of(facts, section, **whole)
    text = "".join(one.text for one in script.body)
    assert "合计5份" in text or "应报送整改情况5件，已报送2件；未报送的单位2个" in text
    assert wrong_in(script, ordered.inspection, facts) == []


def test_orders_after_the_day_of_signing_are_in_no_figure(ordered):
    early = facts_of(ordered, signed_on=date(2026, 10, 13))
    assert "没有下发整改单" in script_of(early, "rectified").gaps[0]
