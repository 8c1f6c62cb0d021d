"""A judged round of a small province, its clerks, and the people of the bodies it writes to."""

from datetime import UTC, date, datetime

import pytest

from tests.office.conftest import (  # noqa: F401
    inspection,
    neighbour,
    office,
    order,
    other_office,
    register,
    reviewer,
)
from tests.office.results import blank_outcome, summary, wording_outcome
from xuncha.engine.judge.verdict import judge
from xuncha.engine.rulebook.scope import frame_of
from xuncha.office.casework import decisions, rounds, verdicts
from xuncha.office.casework.frozen import book_of, plan_of
from xuncha.office.casework.states import RoundState
from xuncha.office.casework.taking_in import store_target
from xuncha.office.people import staff
from xuncha.office.people.models import User
from xuncha.office.people.roles import Role
from xuncha.office.rectification import answering, drawing, issuing
from xuncha.office.rectification.states import PaperKind, Says
from xuncha.office.registry.models import Body
from xuncha.office.registry.trees import rebuild

PORTAL, BUREAU = "1100000001", "1100000002"
NOW = datetime(2024, 9, 23, 2, 0, tzinfo=UTC)
"""A Monday; the National Day week begins on the Tuesday after next."""
TODAY = date(2024, 9, 23)
SIGNED = issuing.Signature("赵签发")


@pytest.fixture
def home(settings, tmp_path):
    settings.XUNCHA_HOME = tmp_path
    return tmp_path


@pytest.fixture
def inspector(office):  # noqa: F811
    return User.objects.create_user("sun", office, name="孙检", role=Role.INSPECTOR)


@pytest.fixture
def approver(office):  # noqa: F811
    return User.objects.create_user("zhao", office, name="赵签", role=Role.APPROVER)


@pytest.fixture
def second(office):  # noqa: F811
    return User.objects.create_user("zhou", office, name="周复", role=Role.REVIEWER)


@pytest.fixture
def city(register):  # noqa: F811
    return Body.objects.get(code="C")


@pytest.fixture
def bureau(register):  # noqa: F811
    return Body.objects.get(code="D")


@pytest.fixture
def county(register, city):  # noqa: F811
    made = Body.objects.create(
        office=register,
        code="X",
        name="白溪县人民政府",
        short_name="白溪县",
        level="county",
        category="government",
        territory_parent=city,
    )
    rebuild(register)
    made.refresh_from_db()
    city.refresh_from_db()
    return made


def unit_user(office, body, username, name):  # noqa: F811
    user = User.objects.create_user(username, office, name=name, role=Role.UNIT)
    user.body = body
    user.save()
    return user


@pytest.fixture
def clerk(office, city):  # noqa: F811
    """Who answers for the city."""
    return unit_user(office, city, "qian", "钱市")


@pytest.fixture
def bureau_clerk(office, bureau):  # noqa: F811
    return unit_user(office, bureau, "wu", "吴厅")


@pytest.fixture
def county_clerk(office, county):  # noqa: F811
    return unit_user(office, county, "zheng", "郑县")


def take_in(inspection, code, *outcomes):  # noqa: F811
    target = inspection.targets.get(code=code)
    store_target(target, summary(), list(outcomes))
    return target


def judge_all(inspection):  # noqa: F811
    book = book_of(inspection)
    in_force = frozenset(inspection.rows_in_force)
    for target in inspection.targets.all():
        rulings = verdicts.judged_outcomes(target, book)
        verdicts.store(target, book, judge(frame_of(plan_of(target)), rulings, book, in_force))


def advance(inspection, user, state=RoundState.REVIEWING):  # noqa: F811
    order_of_states = list(RoundState)
    for step in order_of_states[1 : order_of_states.index(state) + 1]:
        rounds.move(inspection, step, user)


def previewed(inspection):  # noqa: F811
    """What orders would be drawn of, as somebody sees it who takes no decisions."""
    return drawing.preview(inspection, staff.machine_of(inspection.office))


@pytest.fixture
def judged(inspection, reviewer, second, home):  # noqa: F811
    """Under review: the portal has five blank columns and two wrong words, one confirmed; the
    bureau's site one confirmed wrong word; the accounts nothing."""
    portal = take_in(
        inspection, PORTAL, blank_outcome(PORTAL), wording_outcome(PORTAL, ["错字甲", "错字乙"])
    )
    bureau_site = take_in(inspection, BUREAU, wording_outcome(BUREAU, ["错字丙"]))
    for account in inspection.targets.filter(kind="account"):
        store_target(account, summary(), [wording_outcome(account.code, [], "N-N1")])
    for finding in portal.findings.filter(indicator="W-V4.3"):
        for person in (reviewer, second):  # a veto takes two
            decisions.confirm(finding, person, "属实")
    decisions.confirm(portal.findings.get(title="“错字甲”"), reviewer, "属实")
    decisions.confirm(bureau_site.findings.get(), reviewer, "属实")
    judge_all(inspection)
    advance(inspection, reviewer)
    inspection.refresh_from_db()
    return inspection


@pytest.fixture
def drafts(judged, inspector):
    """Drafts to everybody concerned, by the name of the addressee."""
    bodies = [one.body for one in previewed(judged).shares]
    made = drawing.draw(judged, PaperKind.SLIP, bodies, inspector, at=NOW)
    return {one.addressee_name: one for one in made}


@pytest.fixture
def to_city(drafts, approver):
    """The order to the city, sent out."""
    order = drafts["青石市人民政府"]  # noqa: F811
    issuing.issue(order, SIGNED, approver, at=NOW)
    return order


@pytest.fixture
def to_bureau(drafts, approver):
    """The order to the bureau, sent out."""
    order = drafts["呼兰省财政厅"]  # noqa: F811
    issuing.issue(order, SIGNED, approver, at=NOW)
    return order


def answer_all(order, user, says=Says.FIXED, text="已改正", at=NOW):  # noqa: F811
    """Received, every open item answered alike, submitted."""
    if order.state == "issued":
        answering.receive(order, user, at=at)
    for item in answering.open_items(order):
        answering.reply(item, answering.Said(says, text), user, at=at)
    answering.submit(order, user, at=at)
    order.refresh_from_db()
