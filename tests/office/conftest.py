"""Offices, users and small rounds for the tests of the office."""

from datetime import UTC, date, datetime

import pytest

from xuncha.engine.domain.fetches import VisitSettings
from xuncha.engine.rulebook.load import load_rulebook
from xuncha.office.casework import rounds
from xuncha.office.people.models import Office, User
from xuncha.office.people.roles import Role
from xuncha.office.registry.models import Account, Body, Column, Site
from xuncha.office.registry.trees import rebuild

AS_OF = datetime(2024, 9, 20, 4, 0, tzinfo=UTC)
IN_FORCE = ("W-V2", "W-V3", "W-V4.1", "W-V4.2", "W-V4.3", "N-V2.1", "W-N1", "N-N1")
SETTINGS = VisitSettings("test", 0, 1, 5, 1000, 10000, 10, 60, 2, 3, 1, 0, obeys_robots=True)


@pytest.fixture
def office(db):
    return Office.objects.create(code="hulan", name="呼兰省政务公开办公室")


@pytest.fixture
def reviewer(office):
    return User.objects.create_user("li", office, name="李审", role=Role.REVIEWER)


@pytest.fixture
def colleague(office):
    """Who confirms beside the reviewer where two persons are asked for."""
    return User.objects.create_user("zhao", office, name="赵核", role=Role.REVIEWER)


@pytest.fixture
def other_office(db):
    return Office.objects.create(code="other", name="邻省政务公开办公室")


@pytest.fixture
def neighbour(other_office):
    return User.objects.create_user("wang", other_office, name="王邻", role=Role.REVIEWER)


@pytest.fixture
def register(office):
    return register_of(office)


def register_of(office):
    """A province with a city; two sites, one of them with columns, and three accounts."""
    province = _body(office, "P", "呼兰省人民政府", level="province", category="government")
    city = _body(office, "C", "青石市人民政府", level="city", category="government", above=province)
    bureau = _body(
        office, "D", "呼兰省财政厅", level="province", category="department", above=province
    )
    rebuild(office)
    portal = _site(office, "1100000001", "青石市政府网", "http://qs.example/", city, "portal")
    _site(office, "1100000002", "呼兰省财政厅网", "http://cz.example/", bureau, "department")
    for number in range(3):
        Column.objects.create(
            site=portal,
            name=f"通知{number}",
            url=f"http://qs.example/tz{number}/",
            kind="notice",
            has_duty=True,
            duty_confirmed_by="张三",
        )
    for number in range(3):
        Account.objects.create(
            office=office,
            code=f"A{number}",
            name=f"青石发布{number}",
            platform="微信订阅号",
            function="publish",
            body=city,
            level="city",
            channel="feed" if number else "export",
            feed_url=f"http://feeds.example/{number}.xml" if number else "",
            status="running",
        )
    return office


@pytest.fixture
def order():
    return rounds.RoundOrder(
        title="2024年第三季度检查",
        period_label="2024年第三季度",
        as_of=AS_OF,
        book=load_rulebook("qinghai"),
        rows_in_force=IN_FORCE,
        settings=SETTINGS,
        scope_source="测试台账",
        scope_date=date(2024, 9, 1),
    )


@pytest.fixture
def inspection(register, order, reviewer):
    return rounds.open_round(register, order, reviewer)


def _body(office, code, name, *, level, category, above=None):
    return Body.objects.create(
        office=office,
        code=code,
        name=name,
        short_name=name[:3],
        level=level,
        category=category,
        territory_parent=above,
    )


def _site(office, code, name, url, body, site_type):
    return Site.objects.create(
        office=office,
        code=code,
        name=name,
        url=url,
        body=body,
        site_type=site_type,
        level=body.level,
        has_services=True,
        status="running",
        platform="甲系统",
    )
